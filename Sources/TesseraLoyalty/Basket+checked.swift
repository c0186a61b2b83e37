import TesseraModel

extension Basket {
    /// The most that a basket may be worth, in minor units, 10¹⁵.
    package static let mostTotal: Int64 = 1_000_000_000_000_000

    /// The basket, if all of its numbers are within their ranges, so that no sum of it overflows.
    ///
    /// - Returns: The same basket.
    /// - Throws: ``LoyaltyError/basketSize(_:)`` without a line or with more than
    ///   ``mostLines``; ``LoyaltyError/quantity(line:_:)``, ``LoyaltyError/price(line:_:)`` and
    ///   ``LoyaltyError/serials(line:given:wanted:)`` for the first line that is out of range;
    ///   ``LoyaltyError/overflow`` if it is worth more than ``mostTotal``.
    /// - Source: R9.
    package func checked() throws(LoyaltyError) -> Basket {
        guard (1...Basket.mostLines).contains(lines.count) else {
            throw .basketSize(lines.count)
        }
        var total: Int64 = 0
        for (index, line) in lines.enumerated() {
            guard (1...10_000).contains(line.quantity) else {
                throw .quantity(line: index + 1, line.quantity)
            }
            guard (0...1_000_000_000_000).contains(line.price) else {
                throw .price(line: index + 1, line.price)
            }
            guard line.serials.isEmpty || line.serials.count == Int(line.quantity) else {
                throw .serials(
                    line: index + 1, given: line.serials.count, wanted: line.quantity)
            }
            // A line is worth 10¹⁶ at most, so one of them never overflows before it is compared.
            total += line.total
            guard total <= Basket.mostTotal else { throw .overflow }
        }
        return self
    }
}
