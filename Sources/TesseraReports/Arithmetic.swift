/// A quotient rounded to the nearest whole number, halves away from zero.
///
/// - Parameters:
///   - part: What is divided.
///   - whole: By what; more than zero.
///   - scale: By what the quotient is multiplied before it is rounded, 1…10¹².
/// - Returns: The quotient, at the ends of the range where it would not fit; `nil` where the whole
///   is not more than zero.
func rounded(_ part: Int64, by whole: Int64, times scale: Int64 = 1) -> Int64? {
    guard whole > 0 else { return nil }
    let product = Int128(part) * Int128(scale)
    let divisor = Int128(whole)
    let half = product < 0 ? -(divisor / 2) : divisor / 2
    return Int64(clamping: (product + half) / divisor)
}

/// A share in hundredths of a percent, 122 for 1.22 %; `nil` of nothing.
func percent(_ part: Int, of whole: Int) -> Int64? {
    rounded(Int64(part), by: Int64(whole), times: 10_000)
}

/// A share of an amount in hundredths of a percent; `nil` of nothing.
func percent(_ part: Int64, of whole: Int64) -> Int64? { rounded(part, by: whole, times: 10_000) }

extension Int64 {
    /// Adds a number; a sum that would not fit stays at the end of the range.
    ///
    /// A report over made-up amounts must not end the program, and one at the end of the range is
    /// seen at once.
    @inline(__always)
    mutating func add(_ other: Int64) {
        let (sum, overflow) = addingReportingOverflow(other)
        self = overflow ? (other > 0 ? .max : .min) : sum
    }
}

extension Sequence where Element == Int64 {
    /// The sum, at the end of the range where it would not fit.
    func total() -> Int64 { reduce(into: 0) { $0.add($1) } }
}

/// The largest whole number whose square is not more than a number.
func squareRoot(_ number: UInt128) -> UInt128 {
    guard number > 1 else { return number }
    // Newton's method from above: the first guess is a power of two that is not too small.
    var guess = UInt128(1) << UInt128((129 - number.leadingZeroBitCount) / 2)
    while true {
        let next = (guess + number / guess) / 2
        guard next < guess else { return guess }
        guess = next
    }
}

/// The middle one of sorted numbers; between two the mean, halves up; `nil` of none.
func median(ofSorted numbers: [Int64]) -> Int64? {
    guard !numbers.isEmpty else { return nil }
    let middle = numbers.count / 2
    guard numbers.count % 2 == 0 else { return numbers[middle] }
    let (low, high) = (Int128(numbers[middle - 1]), Int128(numbers[middle]))
    let sum = low + high + 1
    // Towards the past also for negative numbers.
    return Int64(clamping: sum >= 0 ? sum / 2 : (sum - 1) / 2)
}
