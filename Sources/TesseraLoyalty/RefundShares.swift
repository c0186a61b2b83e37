import TesseraModel

/// How a refund is shared among what paid.
///
/// Each share is a function of what has come back in all, so that many small returns end exactly
/// like a single one, and none is ever more than what was paid that way.
///
/// - Source: R7, R9; F04.
enum RefundShares {
    /// What goes back to each tender with this return, in the order of the purchase.
    ///
    /// In proportion the first tender gets its share of all, half a minor unit up, the second its
    /// share of the rest, and so on; the last one gets what is left.
    ///
    /// - Parameters:
    ///   - amounts: What each paid, in minor units.
    ///   - isVoucher: Which of them are vouchers.
    ///   - part: What comes back.
    ///   - order: How it is shared.
    /// - Returns: As many amounts; their sum is what this return is worth.
    static func shares(
        of amounts: [Int64], isVoucher: [Bool], for part: (before: Int64, after: Int64),
        in order: Policy.RefundOrder
    ) -> [Int64] {
        let places = amounts.indices.sorted { left, right in
            switch order {
            case .proportional: left < right
            case .vouchersFirst: (isVoucher[left] ? 0 : 1, left) < (isVoucher[right] ? 0 : 1, right)
            case .othersFirst: (isVoucher[left] ? 1 : 0, left) < (isVoucher[right] ? 1 : 0, right)
            }
        }
        let before = refunded(part.before, amounts, places, order)
        let after = refunded(part.after, amounts, places, order)
        return zip(after, before).map { $0 - $1 }
    }

    // What went back to each when so much has come back.
    private static func refunded(
        _ value: Int64, _ amounts: [Int64], _ places: [Int], _ order: Policy.RefundOrder
    ) -> [Int64] {
        var shares = amounts.map { _ in Int64(0) }
        var left = value
        var weight = amounts.reduce(0, +)
        for place in places where weight > 0 {
            switch order {
            case .proportional:
                let exact = Int128(left) * Int128(amounts[place]) * 2 + Int128(weight)
                shares[place] = Int64(exact / (Int128(weight) * 2))
            case .vouchersFirst, .othersFirst: shares[place] = min(left, amounts[place])
            }
            left -= shares[place]
            weight -= amounts[place]
        }
        return shares
    }
}
