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

    /// What is left of a voucher of these terms, as a person says it; `nil` for members' cards.
    func balanceShown(_ balance: Int64) -> String? {
        switch self {
        case .member: nil
        case .gift(let money): Money(minorUnits: balance, currency: money.currency).shown
        case .discount, .entitlement: balance == 1 ? "1 use" : "\(balance) uses"
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

extension ValidityPeriod {
    /// How long it is good, as a cashier says it.
    var shown: String { "good until \(last.spoken)" }
}
