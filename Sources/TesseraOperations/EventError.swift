import TesseraLoyalty
import TesseraModel

/// Why an event cannot be recorded at all; a correct "no" is a refusal of the ledger.
package enum EventError: ExplainedError {
    /// No programme was published.
    case noProgramme
    /// The event itself is not one that can be judged.
    case unfit(LoyaltyError)
    /// There is no accepted event with the id.
    case unknownEvent(OperationID)
    /// It is said to have happened later than now.
    case inTheFuture(Timestamp, now: Timestamp)

    package var code: String {
        switch self {
        case .noProgramme: "no_programme"
        case .unfit(let error): error.code
        case .unknownEvent: "unknown_event"
        case .inTheFuture: "event_in_the_future"
        }
    }

    package var kind: ErrorKind {
        switch self {
        case .noProgramme: .misconfigured
        case .unfit: .invalid
        case .unknownEvent: .notFound
        case .inTheFuture: .invalid
        }
    }

    package var message: String {
        switch self {
        case .noProgramme: "No programme was published yet."
        case .unfit(let error): error.message
        case .unknownEvent(let id): "There is no event op_\(id.text)."
        case .inTheFuture(let time, let now):
            "It is said to have happened at \(time.rfc3339), and it is \(now.rfc3339)."
        }
    }

    package var hint: String? {
        switch self {
        case .noProgramme: "Write one and publish it: tessera campaign publish programme.yaml"
        case .unfit(let error): error.hint
        case .unknownEvent: "Check the number that the event was answered with."
        case .inTheFuture: "Check the till's clock; give the time with its zone."
        }
    }
}
