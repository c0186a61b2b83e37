import TesseraModel

/// Why something cannot be done with a case.
package enum CaseProblem: Error, Hashable, Sendable {
    /// It is not said with which case.
    case noCase
    /// No case was opened by that operation.
    case unknownCase(OperationID)
    /// It is not said what is to be done, or nothing that can be.
    case unknownAction(String?)
    /// It is not said who is to look after it.
    case noOwner
    /// Only assigning names somebody who is to look after it.
    case unwantedOwner(OperatorID)
    /// It is older than what was done with the case last, or than the case.
    case early(Timestamp, last: Timestamp)
    /// The case is resolved.
    case resolved(since: Timestamp)
    /// The case is closed.
    case closed(since: Timestamp)

    /// The reason for the decision that refuses the event.
    ///
    /// - Source: F28.
    package var refusal: Refusal {
        switch self {
        case .noCase:
            Refusal(code: "case_missing", needed: "a case", actual: "none")
        case .unknownCase(let operation):
            Refusal(
                code: "case_unknown", needed: "an operation that opened a case",
                actual: operation.text)
        case .unknownAction(let action):
            Refusal(
                code: "case_action", needed: "assign, resolve or close",
                actual: action ?? "nothing")
        case .noOwner:
            Refusal(
                code: "case_owner", needed: "somebody to look after the case", actual: "nobody")
        case .unwantedOwner(let owner):
            Refusal(
                code: "case_owner", needed: "nobody to look after the case", actual: owner.text)
        case .early(let time, let last):
            Refusal(
                code: "case_time", needed: "not before \(last.rfc3339)", actual: time.rfc3339)
        case .resolved(let since):
            Refusal(
                code: "case_resolved", needed: "an open case",
                actual: "resolved at \(since.rfc3339)")
        case .closed(let since):
            Refusal(
                code: "case_closed", needed: "a case that is not closed",
                actual: "closed at \(since.rfc3339)")
        }
    }
}
