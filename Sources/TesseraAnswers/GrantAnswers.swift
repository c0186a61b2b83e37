import TesseraLoyalty
import TesseraModel

// What an event gives and takes, as programs read it.

extension Grant {
    /// The grant as programs read it.
    package var value: JSONValue { .record([("rule", .string(rule))] + act.fields) }
}

extension Grant.Act {
    fileprivate var fields: [(String, JSONValue?)] {
        switch self {
        case .credit(let member, let asset, let units, let first, let last):
            [
                ("effect", .string("credit")), ("member", .string(member.text)),
                ("asset", .string(asset)), ("units", .integer(units)),
                ("first_day", (first?.text).map { .string($0) }),
                ("last_day", (last?.text).map { .string($0) }),
            ]
        case .debit(let member, let asset, let units):
            [
                ("effect", .string("debit")), ("member", .string(member.text)),
                ("asset", .string(asset)), ("units", .integer(units)),
            ]
        case .issue(let terms, let campaign, let member, let serial):
            [
                ("effect", .string("issue")), ("campaign", .integer(Int64(campaign))),
                ("label", .string(terms.label)), ("member", (member?.text).map { .string($0) }),
                ("serial", serial.map { .string($0) }),
            ]
        case .redeem(let position, let use):
            [("effect", .string("redeem")), ("voucher", .string(position.voucherText))]
                + use.fields
        case .reverse(let operation, let part, let amount):
            [
                ("effect", .string("reverse")), ("of", .string("op_\(operation.text)")),
                ("grant", .integer(Int64(part))), ("units", .integer(amount)),
            ]
        case .revoke(let operation, let part):
            [
                ("effect", .string("revoke")), ("of", .string("op_\(operation.text)")),
                ("grant", .integer(Int64(part))),
            ]
        case .revokeAll(let member, let campaign):
            [
                ("effect", .string("revoke_all")), ("member", .string(member.text)),
                ("campaign", .integer(Int64(campaign))),
            ]
        default: recordFields
        }
    }

    /// Those that move nothing.
    private var recordFields: [(String, JSONValue?)] {
        switch self {
        case .place(let member, let ladder, let level):
            [
                ("effect", .string("place")), ("member", .string(member.text)),
                ("tier", .string(ladder)), ("level", .string(level)),
            ]
        case .enter(let member, let draw, let first, let count):
            [
                ("effect", .string("enter")), ("member", .string(member.text)),
                ("draw", .string(draw)), ("first_ticket", .integer(first)),
                ("tickets", .integer(count)),
            ]
        case .open(let kind, let due):
            [
                ("effect", .string("open_case")), ("kind", .string(kind)),
                ("due", .string(due.rfc3339)),
            ]
        case .notify(let member, let message, let notBefore):
            [
                ("effect", .string("message")), ("member", .string(member.text)),
                ("text", .string(message.template)), ("not_before", .string(notBefore.rfc3339)),
            ]
        case .merge(let card, let member):
            [
                ("effect", .string("merge")), ("card", .string(card.text)),
                ("member", .string(member.text)),
            ]
        default: []
        }
    }
}

extension Grant.Use {
    fileprivate var fields: [(String, JSONValue?)] {
        switch self {
        case .pay(let units): [("pay", .integer(units))]
        case .reduce(let price): [("price", .integer(price))]
        case .use: [("uses", .integer(1))]
        }
    }
}
