import TesseraLedger
import TesseraModel
import TesseraToken

// The lines of an export. Every line names its record's sort first; nothing is left out that a
// recount needs, and a member's profile is never there.

extension LedgerRecord {
    /// The record as one line of an export.
    package var value: JSONValue {
        switch self {
        case .operation(let booked):
            .record(
                [
                    ("record", .string("operation")),
                    ("voucher", booked.position.map { .string($0.voucherText) }),
                ] + booked.fields + [
                    ("batches", .array(booked.batches.map(\.value))),
                    ("transfers", .array(booked.transfers.map(\.value))),
                ])
        case .member(let number, let card, let erasedAt):
            .record(
                ("record", .string("member")), ("member", .string(number.text)),
                ("card", .string(card.voucherText)),
                ("erased_at", erasedAt.map { .string($0.rfc3339) }))
        case .voucher(let voucher):
            .record([("record", .string("voucher"))] + voucher.exported)
        case .limitUse(let account, let used):
            .record(
                ("record", .string("limit_use")), ("limit", .string(account.limit.text)),
                ("key", .string(account.key)), ("day", .integer(Int64(account.day))),
                ("used", .integer(used)))
        case .lot(let lot, let holding):
            .record(
                ("record", .string("lot")), ("operation", .string("op_\(lot.operation.text)")),
                ("member", .string(holding.member.text)),
                ("asset", .string(holding.asset.name)), ("left", .integer(lot.left)),
                ("first_day", lot.first.map { .string($0.text) }),
                ("last_day", lot.last.map { .string($0.text) }))
        case .tally(let tally):
            .record(
                ("record", .string("tally")), ("key", .string(tally.key)),
                ("units", .integer(tally.units)), ("most", tally.most.map { .integer($0) }))
        case .party(.acceptor(let acceptor)):
            .record([("record", .string("acceptor"))] + acceptor.exported)
        case .party(.group(let group)):
            .record(
                ("record", .string("group")), ("group", .string(group.id.text)),
                ("audience", .integer(Int64(group.audience.number))))
        case .party(.device(let device)):
            .record([("record", .string("device"))] + device.fields)
        case .party(.operator(let worker)):
            .record([("record", .string("operator"))] + worker.fields)
        case .claim(let place, let claim):
            .record(
                ("record", .string("claim")), ("device", .string(place.device.text)),
                ("epoch", .integer(Int64(place.epoch))), ("sequence", .integer(place.sequence)),
                ("operation", .string("op_\(claim.operation.text)")),
                ("hash", .string(claim.hash.text)), ("previous", .string(claim.previous.text)))
        }
    }
}

extension Batch {
    fileprivate var value: JSONValue {
        .record(
            fields + [
                ("audience", .integer(Int64(order.audience.number))),
                ("salt", .string(hexadecimal(order.salt, digitCount: 16))),
            ])
    }
}

extension Transfer {
    fileprivate var value: JSONValue {
        .record(
            ("debit", debit.value), ("credit", credit.value), ("amount", .integer(amount)))
    }
}

extension Account {
    /// The account as programs read it.
    fileprivate var value: JSONValue {
        .record(
            ("owner", .string(owner.text)), ("asset", .string(asset.text)),
            ("purpose", .string(purpose.rawValue)))
    }
}

extension LedgerAudit.Finding {
    /// The finding for programs.
    package var value: JSONValue {
        .record(
            ("code", .string("finding")), ("record", .string(record)),
            ("problem", .string(problem)))
    }
}
