import TesseraLedger
import TesseraModel

// What was booked on a voucher, on a card or about a party, as programs read it.

extension [BookedOperation] {
    /// A story, an object for each operation.
    package var value: JSONValue { .array(map { .record($0.fields) }) }
}

extension BookedOperation {
    /// The event as programs read it, with bare numbers in the unit of the voucher's balance.
    package var fields: [(String, JSONValue?)] {
        [
            ("operation", .string("op_\(operation.text)")), ("at", .string(time.rfc3339)),
            ("shop", (place?.shop?.text).map { .string($0) }),
            ("till", (place?.till.text).map { .string($0) }),
            ("operator", (place?.operator?.text).map { .string($0) }),
        ] + outcomeFields
    }

    private var outcomeFields: [(String, JSONValue?)] {
        switch outcome {
        case .issued(let batches): return wish.fields(issuing: batches.first)
        case .enrolled(let card):
            guard case .enrol(let member, _) = wish else { return [] }
            return [
                ("event", .string("enrolled")), ("member", .string(member.text)),
                ("batch", .string(card.id.text)),
            ]
        case .redeemed(let taken, let balance, _):
            return [
                ("event", .string("redeemed")),
                ("hold", refersTo.map { .string($0.holdText) }), ("taken", .integer(taken)),
                ("balance", .integer(balance)),
            ]
        case .held(let amount, let available, _, let until):
            return [
                ("event", .string("held")), ("amount", .integer(amount)),
                ("available", .integer(available)), ("until", .string(until.rfc3339)),
            ]
        case .released(let amount, let available):
            return [
                ("event", .string("released")),
                ("hold", refersTo.map { .string($0.holdText) }), ("amount", .integer(amount)),
                ("available", .integer(available)),
            ]
        case .refused(let error):
            return [
                ("event", .string("refused")), ("code", .string(error.code)),
                ("message", .string(error.message)),
            ]
        case .returned(let amount, let balance):
            var reason: String?
            if case .reverse(_, _, let why) = wish { reason = why }
            return [
                ("event", .string(reason == nil ? "undone" : "reversed")),
                ("redemption", refersTo.map { .string($0.redemptionText) }),
                ("returned", .integer(amount)), ("balance", .integer(balance)),
                ("reason", reason.map { .string($0) }),
            ]
        case .changed(let changed):
            guard case .change(_, let action) = wish else { return [] }
            return action.fields + [("balance", .integer(changed.balance))]
        case .covered(let parts):
            return [
                ("event", .string("covered")),
                ("redemptions", .array(parts.map { .string($0.redemptionText) })),
            ]
        case .judged, .published, .limited, .limitEnded, .holding: return eventFields
        case .claimed, .agreed, .paired, .kit, .settled, .done:
            if case .erase(_, _, let reason) = wish {
                return [("event", .string("erased")), ("reason", .string(reason))]
            }
            return outcome.partyFields
        }
    }

    /// An event, a version of the programme, a limit or an account, as programs read it.
    private var eventFields: [(String, JSONValue?)] {
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

extension Wish {
    /// How a voucher came into the book, as programs read it.
    fileprivate func fields(issuing batch: IssuedBatch?) -> [(String, JSONValue?)] {
        if case .replace(let old, _) = self {
            return [
                ("event", .string("replaced")), ("voucher", .string(old.voucherText)),
                ("by", (batch?.first.voucherText).map { .string($0) }),
            ]
        }
        return [
            ("event", .string("issued")), ("batch", (batch?.id.text).map { .string($0) }),
        ]
    }
}

extension VoucherAction {
    /// The change as programs read it, with bare numbers in the unit of the voucher's balance.
    fileprivate var fields: [(String, JSONValue?)] {
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
