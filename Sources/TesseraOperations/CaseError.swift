import TesseraLoyalty
import TesseraModel

/// Why something cannot be done with a case.
package enum CaseError: ExplainedError {
    /// No case was opened by the operation.
    case unknown(OperationID)
    /// The case was resolved before.
    case resolved(since: Timestamp)
    /// The case was closed before.
    case closed(since: Timestamp)
    /// What was done last is later than the clock says it is now.
    case early(Timestamp, last: Timestamp)
    /// The action needs what it was not given, or the other way round.
    case unfit(Refusal)

    /// What the fold of all cases says.
    init(_ problem: CaseProblem, of operation: OperationID) {
        switch problem {
        case .noCase: self = .unknown(operation)
        case .unknownCase(let id): self = .unknown(id)
        case .resolved(let since): self = .resolved(since: since)
        case .closed(let since): self = .closed(since: since)
        case .early(let time, let last): self = .early(time, last: last)
        case .unknownAction, .noOwner, .unwantedOwner: self = .unfit(problem.refusal)
        }
    }

    package var code: String {
        switch self {
        case .unknown: "case_unknown"
        case .resolved: "case_resolved"
        case .closed: "case_closed"
        case .early: "case_time"
        case .unfit: "case_unfit"
        }
    }

    package var kind: ErrorKind {
        switch self {
        case .unknown: .notFound
        case .resolved, .closed: .refused
        case .early: .unavailable
        case .unfit: .invalid
        }
    }

    package var message: String { message(told: .absolute) }

    package func message(told telling: Telling) -> String {
        switch self {
        case .unknown(let id): "No case was opened by op_\(id.text)."
        case .resolved(let since): "This case was resolved \(telling.moment(since))."
        case .closed(let since): "This case was closed \(telling.moment(since))."
        case .early(_, let last):
            "The last step of this case was booked \(telling.moment(last)), later than now."
        case .unfit(let refusal): "It needs \(refusal.needed), and there is \(refusal.actual)."
        }
    }

    package var hint: String? {
        switch self {
        case .unknown: "See them with: tessera case list"
        case .resolved: "Close it when the customer has heard: tessera case close"
        case .closed: "If it is not over, record the complaint again: tessera event complaint"
        case .early: "Check the clock."
        case .unfit: "See tessera help case."
        }
    }
}
