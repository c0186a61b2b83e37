import TesseraModel

/// What can be wrong with the place where a shop is, before anybody works there.
package enum PremisesError: ExplainedError {
    /// A file cannot be read; the path and the system's reason.
    case fileUnreadable(String, reason: String)
    /// The clock was set by the environment, and the keys are live.
    case clockSetWithLiveKeys

    package var code: String {
        switch self {
        case .fileUnreadable: "file_unreadable"
        case .clockSetWithLiveKeys: "clock_set_with_live_keys"
        }
    }

    package var kind: ErrorKind {
        switch self {
        case .fileUnreadable: .invalid
        case .clockSetWithLiveKeys: .misconfigured
        }
    }

    package var message: String {
        switch self {
        case .fileUnreadable(let path, let reason): "\(path) cannot be read: \(reason)."
        case .clockSetWithLiveKeys: "TESSERA_NOW sets the clock, and this shop's keys are live."
        }
    }

    package var hint: String? {
        switch self {
        case .fileUnreadable: "Check the name and who may read it."
        case .clockSetWithLiveKeys: "Unset TESSERA_NOW."
        }
    }
}
