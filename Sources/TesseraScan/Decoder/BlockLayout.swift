/// How the codewords of a symbol are divided into blocks.
///
/// - Source: ISO/IEC 18004, table 9
struct BlockLayout {
    /// Data and check codewords of the whole symbol.
    let codewordCount: Int
    let blockCount: Int
    /// Check codewords of each block.
    let checks: Int
    /// How many wrong codewords of a block may be mended. The smallest symbols keep a few check
    /// codewords back, against being mistaken for another symbol.
    let limit: Int

    /// Codewords of the first blocks; the others have one data codeword more.
    var shortLength: Int { codewordCount / blockCount }
    /// How many blocks are short; at least one.
    var shortBlockCount: Int { blockCount - codewordCount % blockCount }

    /// - Parameters:
    ///   - version: 1 to 40.
    ///   - level: How much of the symbol is there to mend the rest.
    init(version: Int, level: SymbolLevel) {
        let row = 4 * (version - 1) + level.rawValue
        checks = Int(Self.checks[row])
        blockCount = Int(Self.blockCounts[row])
        codewordCount = Self.moduleCount(version: version) / 8
        let kept =
            switch (version, level) {
            case (1, .low): 3
            case (1, .medium), (2, .low): 2
            case (1, _), (3, .low): 1
            default: 0
            }
        limit = (checks - kept) / 2
    }

    /// The modules that hold codewords, and up to seven that are left over.
    private static func moduleCount(version: Int) -> Int {
        var count = (16 * version + 128) * version + 64
        if version >= 2 {
            let aligned = version / 7 + 2
            count -= (25 * aligned - 10) * aligned - 55
            if version >= 7 { count -= 36 }
        }
        return count
    }

    // Low, medium, quartile, high for each version from 1.
    private static let checks: [UInt8] = [
        7, 10, 13, 17, 10, 16, 22, 28, 15, 26, 18, 22, 20, 18, 26, 16, 26, 24, 18, 22,
        18, 16, 24, 28, 20, 18, 18, 26, 24, 22, 22, 26, 30, 22, 20, 24, 18, 26, 24, 28,
        20, 30, 28, 24, 24, 22, 26, 28, 26, 22, 24, 22, 30, 24, 20, 24, 22, 24, 30, 24,
        24, 28, 24, 30, 28, 28, 28, 28, 30, 26, 28, 28, 28, 26, 26, 26, 28, 26, 30, 28,
        28, 26, 28, 30, 28, 28, 30, 24, 30, 28, 30, 30, 30, 28, 30, 30, 26, 28, 30, 30,
        28, 28, 28, 30, 30, 28, 30, 30, 30, 28, 30, 30, 30, 28, 30, 30, 30, 28, 30, 30,
        30, 28, 30, 30, 30, 28, 30, 30, 30, 28, 30, 30, 30, 28, 30, 30, 30, 28, 30, 30,
        30, 28, 30, 30, 30, 28, 30, 30, 30, 28, 30, 30, 30, 28, 30, 30, 30, 28, 30, 30,
    ]
    private static let blockCounts: [UInt8] = [
        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 1, 2, 2, 4, 1, 2, 4, 4,
        2, 4, 4, 4, 2, 4, 6, 5, 2, 4, 6, 6, 2, 5, 8, 8, 4, 5, 8, 8,
        4, 5, 8, 11, 4, 8, 10, 11, 4, 9, 12, 16, 4, 9, 16, 16, 6, 10, 12, 18,
        6, 10, 17, 16, 6, 11, 16, 19, 6, 13, 18, 21, 7, 14, 21, 25, 8, 16, 20, 25,
        8, 17, 23, 25, 9, 17, 23, 34, 9, 18, 25, 30, 10, 20, 27, 32, 12, 21, 29, 35,
        12, 23, 34, 37, 12, 25, 34, 40, 13, 26, 35, 42, 14, 28, 38, 45, 15, 29, 40, 48,
        16, 31, 43, 51, 17, 33, 45, 54, 18, 35, 48, 57, 19, 37, 51, 60, 19, 38, 53, 63,
        20, 40, 56, 66, 21, 43, 59, 70, 22, 45, 62, 74, 24, 47, 65, 77, 25, 49, 68, 81,
    ]
}
