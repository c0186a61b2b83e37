import TesseraModel

extension ErrorKind {
    /// The exit status that scripts and service managers act on: section 3.1 of the house rules.
    package var exitStatus: Int32 {
        switch self {
        case .refused: 3
        case .notAllowed: 4
        case .notFound: 5
        case .conflict: 6
        case .unavailable: 7
        case .notGenuine: 8
        case .invalid: 65
        case .misconfigured: 78
        }
    }
}
