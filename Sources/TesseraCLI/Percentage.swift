import TesseraModel

/// How percentages are typed: strict, as amounts are.
enum Percentage {
    /// Reads `15` or `12.5`: digits with at most two decimals, more than 0 and at most 100.
    ///
    /// - Returns: Basis points, 1…10 000.
    /// - Throws: ``CLIError/badPercentage(_:)``.
    static func basisPoints(_ typed: String) throws(CLIError) -> UInt16 {
        let parts = typed.split(separator: ".", omittingEmptySubsequences: false)
        let decimals = parts.count == 2 ? parts[1] : "0"
        guard parts.count <= 2, let whole = parts.first, (1...3).contains(whole.utf8.count),
            (1...2).contains(decimals.utf8.count),
            (whole + decimals).utf8.allSatisfy({ (48...57).contains($0) }),
            let units = UInt16(whole), units <= 100, var hundredths = UInt16(decimals)
        else { throw .badPercentage(typed) }
        if decimals.utf8.count == 1 { hundredths *= 10 }
        let points = units * 100 + hundredths
        guard (1...10_000).contains(points) else { throw .badPercentage(typed) }
        return points
    }
}
