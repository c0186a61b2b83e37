/// A figure with the ends between which it lies in nineteen of twenty such samples.
///
/// All in millionths. The normal approximation with 1.96 standard errors; the ends are rounded
/// outwards, so that rounding never makes an effect.
///
/// - Source: R9; M44, M54, M55.
package struct Interval: Hashable, Sendable {
    /// The figure in millionths, 90 000 for nine percentage points.
    package let estimate: Int64
    /// The lower end in millionths, not more than the estimate.
    package let low: Int64
    /// The upper end in millionths, not less than the estimate.
    package let high: Int64
    /// Whether the samples are large enough for the approximation.
    package let isReliable: Bool

    /// Whether zero lies outside and the samples are large enough to say so.
    package var isProven: Bool { isReliable && (low > 0 || high < 0) }

    /// The difference between two shares: of the first less of the second.
    ///
    /// The approximation needs five who did and five who did not in each of the two.
    ///
    /// - Parameters:
    ///   - first: How many did, of how many, at most 10⁹.
    ///   - second: The same of those it is compared with.
    /// - Returns: The difference, −1 000 000…1 000 000; `nil` if one of the two is empty.
    package static func difference(
        _ first: (did: Int, of: Int), _ second: (did: Int, of: Int)
    ) -> Interval? {
        guard first.of > 0, second.of > 0 else { return nil }
        let (one, two) = (share(first), share(second))
        let error = squareRoot(variance(first) + variance(second))
        let counts = [first.did, first.of - first.did, second.did, second.of - second.did]
        return around(one - two, error: error, isReliable: counts.allSatisfy { $0 >= 5 })
    }

    /// By how much one mean is above another, as a share of the other.
    ///
    /// The error of a quotient of two means, to the first order: the relative variances of both
    /// means add. Needs thirty values in each of the two.
    ///
    /// - Parameters:
    ///   - first: The values whose mean is compared, none negative.
    ///   - second: The values that it is compared with, none negative.
    /// - Returns: 410 000 for 41 % more; `nil` if one has fewer than two values or the second
    ///   nothing but zeros.
    package static func excess(ofMean first: [Int64], over second: [Int64]) -> Interval? {
        let most = max(first.max() ?? 0, second.max() ?? 0)
        // Beyond 31 bits the squares would not fit; the last bits of such amounts do not matter.
        let shift = max(0, 33 - most.leadingZeroBitCount)
        let (one, two) = (Moments(first, shift: shift), Moments(second, shift: shift))
        guard one.count > 1, two.count > 1, one.sum > 0, two.sum > 0 else { return nil }
        let product = one.sum * two.count * 1_000_000
        let divisor = one.count * two.sum
        let ratio = (product + divisor / 2) / divisor
        let error = squareRoot(one.relativeVariance + two.relativeVariance) * ratio / 1_000_000
        let isReliable = first.count >= 30 && second.count >= 30
        return around(Int128(ratio) - 1_000_000, error: error, isReliable: isReliable)
    }

    private static func around(
        _ estimate: Int128, error: UInt128, isReliable: Bool
    ) -> Interval {
        // One more, because the root was rounded down.
        let half = error == 0 ? 0 : Int128(((error + 1) * 196 + 99) / 100)
        return Interval(
            estimate: Int64(clamping: estimate), low: Int64(clamping: estimate - half),
            high: Int64(clamping: estimate + half), isReliable: isReliable)
    }

    // In millionths, halves up.
    private static func share(_ group: (did: Int, of: Int)) -> Int128 {
        (Int128(group.did) * 2_000_000 + Int128(group.of)) / (2 * Int128(group.of))
    }

    // Of a share, in 10⁻¹²: p(1 − p)/n with p = x/n.
    private static func variance(_ group: (did: Int, of: Int)) -> UInt128 {
        let (did, of) = (UInt128(group.did), UInt128(group.of))
        return did * (of - did) * 1_000_000_000_000 / (of * of * of)
    }

    /// The estimate in hundredths of a percent, halves away from zero.
    package var percent: Int64 { rounded(estimate, by: 100) ?? 0 }
    /// The lower end in hundredths of a percent, rounded down.
    package var percentLow: Int64 { Int64(low.flooredBy100) }
    /// The upper end in hundredths of a percent, rounded up.
    package var percentHigh: Int64 { -Int64((-high).flooredBy100) }
}

extension Int64 {
    fileprivate var flooredBy100: Int64 { self >= 0 ? self / 100 : -((99 - self) / 100) }
}

/// Count, sum and sum of squares.
private struct Moments {
    let count: UInt128
    let sum: UInt128
    private let squares: UInt128

    init(_ values: [Int64], shift: Int) {
        var (sum, squares): (UInt128, UInt128) = (0, 0)
        for value in values {
            let part = UInt64(max(0, value) >> Int64(shift))
            sum += UInt128(part)
            squares += UInt128(part * part)
        }
        (count, self.sum, self.squares) = (UInt128(values.count), sum, squares)
    }

    /// The variance of the mean as a share of the mean's square, in 10⁻¹²:
    /// (n·Σx² − (Σx)²) / ((n − 1)·(Σx)²).
    var relativeVariance: UInt128 {
        let spread = count * squares - sum * sum
        let spare = max(0, 128 - spread.leadingZeroBitCount - 86)
        let scaled = (spread >> UInt128(spare)) * 1_000_000_000_000 / (count - 1)
        return scaled / max(1, sum * sum >> UInt128(spare))
    }
}
