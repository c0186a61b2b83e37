import TesseraLedger
import TesseraModel
import TesseraToken

// The lines of an export. Every line names its record's sort first; nothing is left out that a
// recount needs, and a member's profile is never there.

extension LedgerRecord {
    /// The record as one line of an export.
    var value: JSONValue {
        switch self {
        case .batch(let batch):
            .record(
                [("record", .string("batch"))] + batch.fields + [
                    ("audience", .integer(Int64(batch.order.audience.number))),
                    ("salt", .string(hexadecimal(batch.order.salt, digitCount: 16))),
                ])
        case .member(let number, let card, let enrolledAt):
            .record(
                ("record", .string("member")), ("member", .string(number.text)),
                ("card", .string(card.voucherText)), ("enrolled_at", .string(enrolledAt.rfc3339)))
        case .operation(let event, let position):
            .record(
                [
                    ("record", .string("operation")),
                    ("voucher", position.map { .string($0.voucherText) }),
                ] + event.fields)
        case .transfer(let transfer, let operation, let leg):
            .record(
                ("record", .string("transfer")), ("operation", .string("op_\(operation.text)")),
                ("leg", .integer(Int64(leg))), ("debit", transfer.debit.value),
                ("credit", transfer.credit.value), ("amount", .integer(transfer.amount)))
        case .voucher(let voucher):
            .record([("record", .string("voucher"))] + voucher.exported)
        }
    }
}

extension VoucherState {
    fileprivate var exported: [(String, JSONValue?)] {
        var blockedAt: Timestamp?
        var reason: String?
        if case .blocked(let time, let why) = standing { (blockedAt, reason) = (time, why) }
        return [
            ("voucher", .string(position.voucherText)), ("batch", .string(batch.text)),
            ("standing", .string(standing.name)),
            ("blocked_at", blockedAt.map { .string($0.rfc3339) }),
            ("reason", reason.map { .string($0) }), ("face_value", .integer(faceValue)),
            ("balance", .integer(balance)),
        ] + validity.fields + [
            ("last_used_at", lastUse.map { .string($0.time.rfc3339) }),
            ("last_used_shop", lastUse.map { .string($0.shop.text) }),
            ("last_used_till", lastUse.map { .string($0.till.text) }),
        ]
    }
}

extension Account {
    /// The account as programs read it.
    fileprivate var value: JSONValue {
        let name: String =
            switch owner {
            case .issuer: "issuer"
            case .shop(let id): "shop \(id)"
            case .campaign(let number): "campaign \(number)"
            }
        let unit: String =
            switch asset {
            case .currency(let currency): currency.code
            case .uses: "uses"
            }
        return .record(
            ("owner", .string(name)), ("asset", .string(unit)),
            ("purpose", .string(purpose.rawValue)))
    }
}
