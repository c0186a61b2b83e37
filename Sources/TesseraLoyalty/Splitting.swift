/// A sum is shared in whole minor units, in proportion to weights.
///
/// - Source: R9; F21.
enum Splitting {
    /// Returns the shares of a sum by largest remainder; those with equal remainders in order.
    ///
    /// - Parameters:
    ///   - total: 0 to the sum of the weights.
    ///   - weights: Not negative; their sum fits.
    /// - Returns: As many shares as weights, together the total, none above its weight.
    static func shares(of total: Int64, by weights: [Int64]) -> [Int64] {
        let whole = weights.reduce(0, +)
        precondition(total >= 0 && total <= whole, "A share would be larger than its weight.")
        guard total > 0, total < whole else {
            return total == 0 ? weights.map { _ in 0 } : weights
        }
        var shares: [Int64] = []
        shares.reserveCapacity(weights.count)
        var remainders: [(remainder: Int64, index: Int)] = []
        var left = total
        for (index, weight) in weights.enumerated() {
            // The product needs up to 100 bits; the quotient is at most the weight.
            let product = total.multipliedFullWidth(by: weight)
            let (share, remainder) = whole.dividingFullWidth(product)
            shares.append(share)
            left -= share
            if remainder > 0 { remainders.append((remainder, index)) }
        }
        guard left > 0 else { return shares }
        remainders.sort {
            $0.remainder != $1.remainder ? $0.remainder > $1.remainder : $0.index < $1.index
        }
        for (_, index) in remainders.prefix(Int(left)) { shares[index] += 1 }
        return shares
    }

    /// Returns so many basis points of a price, half a minor unit up.
    ///
    /// The same as (price × points + 5 000) / 10 000, for every price that fits.
    ///
    /// - Parameters:
    ///   - points: Basis points, 0…10 000; below counts as 0, above as 10 000.
    ///   - price: Minor units, not negative.
    /// - Returns: Minor units, at most the price.
    static func portion(_ points: Int, of price: Int64) -> Int64 {
        let points = Int64(min(max(points, 0), 10_000))
        return price / 10_000 * points + (price % 10_000 * points + 5_000) / 10_000
    }
}
