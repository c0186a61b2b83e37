import TesseraModel

extension Discount {
    /// What a basket becomes cheaper by: half a minor unit rounds up, never more than the cap or
    /// the price itself.
    ///
    /// - Parameter price: What the basket costs; the minimum spend is inclusive.
    /// - Returns: At least one minor unit.
    /// - Throws: ``LedgerError/currencyMismatch(card:asked:)``,
    ///   ``LedgerError/minimumNotReached(minimum:actual:)``, ``LedgerError/nothingToDiscount``.
    /// - Source: R9; F21, F28, F29.
    package func reduction(onPrice price: Money) throws(LedgerError) -> Money {
        guard price.currency == currency else {
            throw .currencyMismatch(card: currency, asked: price.currency)
        }
        guard price.minorUnits >= minimumSpend else {
            throw .minimumNotReached(
                minimum: Money(minorUnits: minimumSpend, currency: currency), actual: price)
        }
        var amount: Int64
        switch reduction {
        case .percent(let basisPoints):
            // Prices reach 10¹² and basis points 10⁴: the product stays within 64 bits.
            amount = (price.minorUnits * Int64(basisPoints) + 5_000) / 10_000
        case .amount(let minorUnits):
            amount = minorUnits
        }
        amount = min(amount, price.minorUnits)
        if cap > 0 { amount = min(amount, cap) }
        guard amount > 0 else { throw .nothingToDiscount }
        return Money(minorUnits: amount, currency: currency)
    }
}
