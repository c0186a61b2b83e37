/// An amount of one currency in whole minor units.
///
/// There is no addition between currencies: ``adding(_:)`` answers `nil` when they differ.
///
/// - Source: R9, F29.
package struct Money: Hashable, Sendable, Codable {
    /// Cents of a euro, whole dong; negative only for differences.
    package let minorUnits: Int64
    /// The currency the minor units belong to.
    package let currency: Currency

    /// So many minor units of a currency.
    package init(minorUnits: Int64, currency: Currency) {
        self.minorUnits = minorUnits
        self.currency = currency
    }

    /// The sum, `nil` if the currencies differ or the sum does not fit.
    package func adding(_ other: Money) -> Money? {
        let (sum, overflow) = minorUnits.addingReportingOverflow(other.minorUnits)
        guard currency == other.currency, !overflow else { return nil }
        return Money(minorUnits: sum, currency: currency)
    }

    /// The amount as shown on screen, `€38.00`.
    package var shown: String { AmountText(for: currency).shown(minorUnits) }
}
