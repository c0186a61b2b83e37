import TesseraLedger
import TesseraModel

// What vouchers promise and how they stand, as programs read it.

extension Terms {
    /// The fields that a token carries, as programs read them.
    package var fields: [(String, JSONValue?)] {
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

    /// What is left, as programs read it.
    package func balanceValue(_ balance: Int64) -> JSONValue? {
        switch self {
        case .member: nil
        case .gift(let money): .money(Money(minorUnits: balance, currency: money.currency))
        case .discount, .entitlement: .integer(balance)
        }
    }
}

extension Entitlement {
    /// The terms digest as twelve hexadecimal digits.
    package var termsText: String {
        let digits = String(termsDigest, radix: 16)
        return String(repeating: "0", count: 12 - digits.count) + digits
    }
}

extension ValidityPeriod {
    /// Both days, as programs read them.
    package var fields: [(String, JSONValue?)] {
        [("first_day", .string(first.text)), ("last_day", .string(last.text))]
    }
}

extension Standing {
    /// The standing's name.
    package var name: String {
        switch self {
        case .inactive: "inactive"
        case .active: "active"
        case .blocked: "blocked"
        }
    }
}
