import TesseraModel

/// Why a basket or an event in a file cannot be read, with its line.
package struct EventFileError: ExplainedError {
    /// What is wrong.
    package enum Fault: Hashable, Sendable {
        /// It is not JSON; what the parser stumbled over.
        case notJSON(String)
        /// A field is not one of those that are known.
        case unknownField(String, nearest: String?)
        /// A field must be there and is not.
        case missingField(String)
        /// A field holds something else than it must.
        case badField(String, wanted: String)
    }

    /// Where it is.
    package let place: ConfigurationError.Place
    /// What is wrong.
    package let fault: Fault

    init(_ fault: Fault, at place: ConfigurationError.Place) {
        self.place = place
        self.fault = fault
    }

    package var code: String {
        switch fault {
        case .notJSON: "event_not_json"
        case .unknownField: "event_unknown_field"
        case .missingField: "event_missing_field"
        case .badField: "event_bad_field"
        }
    }

    package var kind: ErrorKind { .invalid }

    package var message: String {
        let what =
            switch fault {
            case .notJSON(let problem): "this is not JSON: \(problem)"
            case .unknownField(let name, _): "there is no field \"\(name.shortened)\""
            case .missingField(let name): "the field \(name) is missing"
            case .badField(let name, let wanted): "\(name) must be \(wanted)"
            }
        return "\(place.file), line \(place.line): \(what)."
    }

    package var hint: String? {
        switch fault {
        case .unknownField(_, .some(let nearest)): "Did you mean \(nearest)?"
        case .notJSON, .unknownField, .missingField, .badField:
            "docs/events.md shows every field with an example."
        }
    }
}
