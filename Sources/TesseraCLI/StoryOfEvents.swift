import TesseraAnswers
import TesseraLedger
import TesseraModel

// Changes by the office, and events, as a story tells them.

extension BookedOperation {
    /// An event, a version of the programme, a limit or an account, as programs read it.
    var eventFields: [(String, JSONValue?)] {
        switch outcome {
        case .judged(let judgement):
            guard case .event(let event) = wish else { return [] }
            return [
                ("event", .string(event.kind)),
                ("member", (event.member?.text).map { .string($0) }),
                ("occurred_at", .string(event.occurredAt.rfc3339)),
                ("facts", .string(event.facts)), ("account", .string(judgement.account)),
                ("parts", .array(judgement.parts.map { .string("op_\($0.text)") })),
            ]
        case .published(let version):
            return [("event", .string("published")), ("version", .integer(Int64(version)))]
        case .limited(let id):
            return [("event", .string("limit_set")), ("limit", .string(id.text))]
        case .limitEnded: return [("event", .string("limit_ended"))]
        case .holding(let expired, let balance):
            return [
                ("event", .string("holding")), ("expired", .integer(expired)),
                ("balance", .integer(balance)),
            ]
        default: return []
        }
    }
}

extension VoucherAction {
    /// The change as a person reads it.
    func spoken(_ terms: Terms, _ balance: Int64) -> String {
        switch self {
        case .activate: "sold, holds \(terms.amount(balance))"
        case .block(let reason): "blocked: \(reason)"
        case .unblock(let reason): "unblocked: \(reason)"
        case .extend(let day, let reason): "good until \(day.text) from here on: \(reason)"
        case .adjust(let amount, let reason):
            "corrected by \(terms.signedAmount(amount)) to \(terms.amount(balance)): \(reason)"
        case .topUp(let amount):
            "topped up by \(terms.amount(amount)) to \(terms.amount(balance))"
        }
    }

    /// The change as programs read it, with bare numbers in the unit of the voucher's balance.
    var fields: [(String, JSONValue?)] {
        switch self {
        case .activate: [("event", .string("activated"))]
        case .block(let reason): [("event", .string("blocked")), ("reason", .string(reason))]
        case .unblock(let reason):
            [("event", .string("unblocked")), ("reason", .string(reason))]
        case .extend(let day, let reason):
            [
                ("event", .string("extended")), ("last_day", .string(day.text)),
                ("reason", .string(reason)),
            ]
        case .adjust(let amount, let reason):
            [
                ("event", .string("adjusted")), ("by", .integer(amount)),
                ("reason", .string(reason)),
            ]
        case .topUp(let amount):
            [("event", .string("topped_up")), ("by", .integer(amount))]
        }
    }
}
