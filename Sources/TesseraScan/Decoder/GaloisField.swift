/// Arithmetic on bytes as the codewords of a symbol need it: the field of 256 elements over
/// x⁸ + x⁴ + x³ + x² + 1.
///
/// - Source: ISO/IEC 18004, clause 7.5.2
struct GaloisField {
    /// α to each power, twice over, so that the sum of two logarithms needs no reduction.
    private let powers: [UInt8]
    /// The power of α that each element is; that of 0 is never asked for.
    private let logarithms: [UInt8]

    init() {
        var powers = [UInt8](repeating: 0, count: 510)
        var logarithms = [UInt8](repeating: 0, count: 256)
        var element = 1
        for power in 0..<255 {
            powers[power] = UInt8(truncatingIfNeeded: element)
            powers[power &+ 255] = UInt8(truncatingIfNeeded: element)
            logarithms[element & 255] = UInt8(truncatingIfNeeded: power)
            element <<= 1
            if element > 255 { element ^= 0x11D }
        }
        self.powers = powers
        self.logarithms = logarithms
    }

    /// Returns α to a power from 0 to 254.
    @inline(__always)
    func power(_ exponent: Int) -> UInt8 { powers[exponent] }

    @inline(__always)
    func product(_ one: UInt8, _ other: UInt8) -> UInt8 {
        if one == 0 || other == 0 { return 0 }
        return powers[Int(logarithms[Int(one)]) &+ Int(logarithms[Int(other)])]
    }

    /// Returns the quotient; `divisor` is not 0.
    @inline(__always)
    func quotient(_ dividend: UInt8, _ divisor: UInt8) -> UInt8 {
        if dividend == 0 { return 0 }
        return powers[Int(logarithms[Int(dividend)]) &+ 255 &- Int(logarithms[Int(divisor)])]
    }
}
