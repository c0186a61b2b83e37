import TesseraAnswers
import TesseraLedger
import TesseraModel

extension Terms {
    /// What the terms promise, in a few words: `gift card €50.00`.
    var shown: String {
        switch self {
        case .member(let number, let tier): "member \(number.text), tier \(tier)"
        case .gift(let money): "gift card \(money.shown)"
        case .discount(let discount): discount.shown
        case .entitlement(let entitlement):
            "entitlement of campaign \(entitlement.campaign), "
                + Int(entitlement.uses).counted("use")
        }
    }

    /// The fields that a token carries, as programs read them.
    var fields: [(String, JSONValue?)] {
        switch self {
        case .member(let number, let tier):
            return [
                ("member", .integer(Int64(number.number))), ("tier", .integer(Int64(tier))),
            ]
        case .gift(let money):
            return [
                ("amount", .integer(money.minorUnits)),
                ("currency", .string(money.currency.code)),
            ]
        case .discount(let discount):
            let isPercent: Bool
            let value: Int64
            switch discount.reduction {
            case .percent(let basisPoints): (isPercent, value) = (true, Int64(basisPoints))
            case .amount(let minorUnits): (isPercent, value) = (false, minorUnits)
            }
            return [
                ("campaign", .integer(Int64(discount.campaign))),
                ("type", .string(isPercent ? "percent" : "fixed")),
                ("value", .integer(value)), ("currency", .string(discount.currency.code)),
                ("minimum_spend", .integer(discount.minimumSpend)),
                ("cap", .integer(discount.cap)),
            ]
        case .entitlement(let entitlement):
            return [
                ("campaign", .integer(Int64(entitlement.campaign))),
                ("uses", .integer(Int64(entitlement.uses))),
                ("terms", .string(entitlement.termsText)),
            ]
        }
    }

    /// What is left of a voucher of these terms, as a person says it; `nil` for members' cards.
    func balanceShown(_ balance: Int64) -> String? {
        switch self {
        case .member: nil
        case .gift(let money): Money(minorUnits: balance, currency: money.currency).shown
        case .discount, .entitlement: balance == 1 ? "1 use" : "\(balance) uses"
        }
    }

    /// What is left, as programs read it.
    func balanceValue(_ balance: Int64) -> JSONValue? {
        switch self {
        case .member: nil
        case .gift(let money): .money(Money(minorUnits: balance, currency: money.currency))
        case .discount, .entitlement: .integer(balance)
        }
    }
}

extension Discount {
    /// What the discount promises, in a few words.
    var shown: String {
        var text: String
        switch reduction {
        case .percent(let basisPoints):
            let (whole, rest) = (basisPoints / 100, basisPoints % 100)
            let decimals = rest == 0 ? "" : ".\(rest < 10 ? "0" : "")\(rest)"
            text = "discount \(whole)\(decimals) %"
        case .amount(let minorUnits):
            text = "discount \(Money(minorUnits: minorUnits, currency: currency).shown)"
        }
        if minimumSpend > 0 {
            text += ", from \(Money(minorUnits: minimumSpend, currency: currency).shown)"
        }
        if cap > 0 { text += ", at most \(Money(minorUnits: cap, currency: currency).shown)" }
        return text
    }
}

extension Entitlement {
    /// The terms digest as twelve hexadecimal digits.
    var termsText: String {
        let digits = String(termsDigest, radix: 16)
        return String(repeating: "0", count: 12 - digits.count) + digits
    }
}

extension ValidityPeriod {
    /// How long it is good, as a cashier says it.
    var shown: String { "good until \(last.spoken)" }

    /// Both days, as programs read them.
    var fields: [(String, JSONValue?)] {
        [("first_day", .string(first.text)), ("last_day", .string(last.text))]
    }
}

extension Standing {
    /// The standing's name.
    var name: String {
        switch self {
        case .inactive: "inactive"
        case .active: "active"
        case .blocked: "blocked"
        }
    }
}

extension VoucherState {
    /// The voucher as programs read it.
    var value: JSONValue { .record(fields) }

    /// The voucher's members as programs read them.
    var fields: [(String, JSONValue?)] {
        [
            ("voucher", .string(position.voucherText)),
            ("kind", .string(terms.kind.name)), ("batch", .string(batch.text)),
            ("standing", .string(standing.name)),
            ("balance", terms.balanceValue(balance)),
        ] + terms.fields + validity.fields
    }
}
