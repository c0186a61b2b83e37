import TesseraModel

/// What one party owes another, before and after netting.
///
/// - Source: L16.
package struct Payment: Hashable, Sendable, Codable {
    /// Who pays; `nil` for the issuer.
    package let payer: ShopID?
    /// Who is paid; `nil` for the issuer.
    package let payee: ShopID?
    /// How much, at least 1 minor unit.
    package let amount: Money

    /// A payment of an amount that is positive.
    package init(payer: ShopID?, payee: ShopID?, amount: Money) {
        self.payer = payer
        self.payee = payee
        self.amount = amount
    }
}

/// The fewest payments that leave everybody with what they are owed.
///
/// - Source: L16.
package enum Netting {
    /// What everybody owes everybody by their settlements, in both directions.
    ///
    /// - Parameter settled: The totals of each acceptor in the same currency.
    /// - Returns: From the issuer what was honoured, paid back and corrected in an acceptor's
    ///   favour; to the issuer what was put back, borne, corrected the other way, and the fee.
    package static func owed(by settled: [(ShopID, CurrencyTotal)]) -> [Payment] {
        settled.flatMap { acceptor, total in
            let given =
                total.honoured + max(0, total.reimbursed) + max(0, total.disputed)
            let back =
                total.returned + total.lostByAcceptor + total.fee + max(0, 0 - total.reimbursed)
                + max(0, 0 - total.disputed)
            func payment(_ amount: Int64, from payer: ShopID?, to payee: ShopID?) -> [Payment] {
                guard amount > 0 else { return [] }
                let money = Money(minorUnits: amount, currency: total.currency)
                return [Payment(payer: payer, payee: payee, amount: money)]
            }
            return payment(given, from: nil, to: acceptor) + payment(back, from: acceptor, to: nil)
        }
    }

    /// The payments that settle what everybody owes everybody in one currency.
    ///
    /// Whoever owes most pays whoever is owed most, until nobody owes anything: at most one payment
    /// fewer than there are parties. Equal sums go in order of names, the issuer first.
    ///
    /// - Parameters:
    ///   - owed: Payments in the currency.
    ///   - currency: The currency.
    /// - Returns: Each party only pays or only is paid.
    package static func payments(for owed: [Payment], in currency: Currency) -> [Payment] {
        var positions: [String: (party: ShopID?, sum: Int64)] = [:]
        for payment in owed where payment.amount.currency == currency {
            let units = payment.amount.minorUnits
            positions[key(payment.payer), default: (payment.payer, 0)].sum -= units
            positions[key(payment.payee), default: (payment.payee, 0)].sum += units
        }
        var open = positions.sorted { $0.key < $1.key }.map(\.value).filter { $0.sum != 0 }
        var payments: [Payment] = []
        while open.count > 1 {
            // The first of equals, because the list is in order of names.
            guard
                let most = open.indices.max(by: {
                    open[$0].sum < open[$1].sum || (open[$0].sum == open[$1].sum && $0 > $1)
                }),
                let least = open.indices.min(by: {
                    open[$0].sum < open[$1].sum || (open[$0].sum == open[$1].sum && $0 < $1)
                })
            else { break }
            let units = min(open[most].sum, 0 - open[least].sum)
            payments.append(
                Payment(
                    payer: open[least].party, payee: open[most].party,
                    amount: Money(minorUnits: units, currency: currency)))
            open[most].sum -= units
            open[least].sum += units
            open.removeAll { $0.sum == 0 }
        }
        return payments
    }

    private static func key(_ party: ShopID?) -> String { party?.text ?? "" }
}
