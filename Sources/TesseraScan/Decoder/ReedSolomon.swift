/// Finds and mends damaged codewords of one block.
///
/// A block is mended only within the number of errors its symbol allows; beyond that it is refused
/// rather than bent to the nearest thing that looks whole.
///
/// - Source: ISO/IEC 18004, clause 7.5 and annex B
package struct ReedSolomon {
    /// No block of any version has more check codewords.
    static let mostChecks = 30

    private let field = GaloisField()
    private var syndromes: [30 of UInt8] = .init(repeating: 0)
    /// Error locator and its predecessor; index is the power of x.
    private var locator: [31 of UInt8] = .init(repeating: 0)
    private var previous: [31 of UInt8] = .init(repeating: 0)
    private var evaluator: [31 of UInt8] = .init(repeating: 0)

    /// Makes room for one block.
    package init() {}

    /// Mends a block in place.
    ///
    /// - Parameters:
    ///   - block: Data codewords, then check codewords.
    ///   - count: How many of them there are, at most 255; the array may be longer.
    ///   - checks: How many of these are check codewords, 1 to 30.
    ///   - limit: How many wrong codewords may be mended, at most half of `checks`.
    /// - Returns: How many codewords were wrong, or `nil` if there were more than `limit`; the
    ///   block is then as it was.
    package mutating func mend(_ block: inout [UInt8], count: Int, checks: Int, limit: Int) -> Int?
    {
        guard (1...Self.mostChecks).contains(checks), count > checks, count <= 255,
            block.count >= count, limit <= checks / 2
        else { return nil }
        if !hasErrors(block, count, checks) { return 0 }
        let errors = locate(checks)
        guard errors >= 1, errors <= limit else { return nil }
        evaluate(checks)
        var roots = 0
        var places: [15 of Int] = .init(repeating: 0)
        var values: [15 of UInt8] = .init(repeating: 0)
        for place in 0..<count {
            // The codeword at `place` has the power count − 1 − place; its root is the inverse.
            let exponent = (255 &- (count &- 1 &- place)) % 255
            if value(of: locator, terms: errors &+ 1, atPower: exponent) != 0 { continue }
            let slope = slope(errors, atPower: exponent)
            guard roots < errors, slope != 0 else { return nil }
            places[roots] = place
            let sum = value(of: evaluator, terms: checks, atPower: exponent)
            values[roots] = field.product(
                field.quotient(sum, slope), field.power(count &- 1 &- place))
            roots &+= 1
        }
        guard roots == errors else { return nil }
        for index in 0..<errors { block[places[index]] ^= values[index] }
        if !hasErrors(block, count, checks) { return errors }
        for index in 0..<errors { block[places[index]] ^= values[index] }
        return nil
    }

    private mutating func hasErrors(_ block: [UInt8], _ count: Int, _ checks: Int) -> Bool {
        var any: UInt8 = 0
        for index in 0..<checks {
            let root = field.power(index)
            var sum: UInt8 = 0
            for place in 0..<count { sum = field.product(sum, root) ^ block[place] }
            syndromes[index] = sum
            any |= sum
        }
        return any != 0
    }

    /// Berlekamp and Massey: finds the shortest locator and returns its degree.
    private mutating func locate(_ checks: Int) -> Int {
        for index in 0...Self.mostChecks {
            locator[index] = index == 0 ? 1 : 0
            previous[index] = index == 0 ? 1 : 0
        }
        var degree = 0
        var gap = 1
        var last: UInt8 = 1
        for step in 0..<checks {
            var discrepancy = syndromes[step]
            for index in 0..<degree {
                discrepancy ^= field.product(locator[index &+ 1], syndromes[step &- index &- 1])
            }
            if discrepancy == 0 {
                gap &+= 1
                continue
            }
            let factor = field.quotient(discrepancy, last)
            let grows = 2 &* degree <= step
            let kept = locator
            for index in gap..<max(gap, Self.mostChecks &+ 1) {
                locator[index] ^= field.product(factor, previous[index &- gap])
            }
            if grows {
                degree = step &+ 1 &- degree
                previous = kept
                last = discrepancy
                gap = 1
            } else {
                gap &+= 1
            }
        }
        return degree
    }

    /// Multiplies syndromes and locator, as far as there are syndromes.
    private mutating func evaluate(_ checks: Int) {
        for power in 0..<checks {
            var sum: UInt8 = 0
            for index in 0...power {
                sum ^= field.product(locator[index], syndromes[power &- index])
            }
            evaluator[power] = sum
        }
    }

    private func value(of polynomial: [31 of UInt8], terms: Int, atPower exponent: Int) -> UInt8 {
        let root = field.power(exponent)
        var sum: UInt8 = 0
        for index in 0..<terms { sum = field.product(sum, root) ^ polynomial[terms &- 1 &- index] }
        return sum
    }

    /// The locator's formal derivative: only odd powers remain in a field of characteristic two.
    private func slope(_ degree: Int, atPower exponent: Int) -> UInt8 {
        let root = field.power(exponent)
        let square = field.product(root, root)
        var factor: UInt8 = 1
        var sum: UInt8 = 0
        for index in 0..<(degree &+ 1) / 2 {
            sum ^= field.product(locator[2 &* index &+ 1], factor)
            factor = field.product(factor, square)
        }
        return sum
    }
}
