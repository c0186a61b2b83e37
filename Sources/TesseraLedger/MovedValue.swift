import TesseraModel

/// What an operation took from a voucher or put back on it, as stores keep it in columns.
package struct MovedValue: Hashable, Sendable {
    /// How much, at least 1, in the unit of the voucher's balance.
    package let amount: Int64
    /// What the voucher held afterwards.
    package let balance: Int64
    /// What a basket became cheaper by, in minor units; a claim's stands in its verdict alone.
    package let discount: Int64?
}

extension Outcome {
    /// What moved on the voucher; `nil` if nothing did.
    package var moved: MovedValue? {
        switch self {
        case .redeemed(let taken, let balance, let discount):
            return MovedValue(amount: taken, balance: balance, discount: discount)
        case .returned(let amount, let balance):
            return MovedValue(amount: amount, balance: balance, discount: nil)
        case .claimed(let verdict):
            // A claim either takes or puts back.
            let amount = max(verdict.paid, verdict.returned)
            guard amount > 0, let balance = verdict.balance else { return nil }
            return MovedValue(amount: amount, balance: balance, discount: nil)
        default: return nil
        }
    }
}
