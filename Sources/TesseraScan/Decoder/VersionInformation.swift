/// The version as it stands in a symbol of version 7 and more.
///
/// - Source: ISO/IEC 18004, clause 7.10 and annex D
package enum VersionInformation {
    /// Returns the version that both copies can be read as, or either of them.
    ///
    /// - Returns: 7 to 40, or `nil` if the symbol is smaller or both copies are too damaged.
    static func version(in grid: ModuleGrid) -> Int? {
        if grid.side < 45 { return nil }
        var right = 0
        var below = 0
        for index in 0..<18 {
            let (along, across) = (index / 3, grid.side - 11 + index % 3)
            if grid.isDark(column: across, row: along) { right |= 1 << index }
            if grid.isDark(column: along, row: across) { below |= 1 << index }
        }
        return version(word: right) ?? version(word: below)
    }

    /// Returns the version nearest to eighteen modules, or `nil` if more than three are wrong.
    ///
    /// - Parameter word: As they stand in the symbol, the first module lowest.
    /// - Returns: 7 to 40.
    package static func version(word: Int) -> Int? {
        for version in 7...40 {
            // Any two versions differ in eight modules.
            if ((codeword(of: version) ^ word) & 0x3FFFF).nonzeroBitCount <= 3 { return version }
        }
        return nil
    }

    private static func codeword(of version: Int) -> Int {
        var rest = version << 12
        for bit in (12..<18).reversed() where rest & (1 << bit) != 0 {
            rest ^= 0x1F25 << (bit - 12)
        }
        return version << 12 | rest
    }
}
