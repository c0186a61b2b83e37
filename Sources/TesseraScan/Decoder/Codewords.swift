/// Takes the codewords out of a symbol and mends them.
struct Codewords {
    private var reedSolomon = ReedSolomon()
    /// As they stand in the symbol, then sorted into blocks.
    private var stream: [UInt8] = []
    private var block = [UInt8](repeating: 0, count: 255)
    /// The mended data codewords, blocks one after the other.
    private(set) var data: [UInt8] = []

    /// Reads and mends all blocks of a symbol into ``data``.
    ///
    /// - Returns: Whether every block could be mended; otherwise ``data`` means nothing.
    mutating func read(_ grid: ModuleGrid, shape: SymbolShape, format: FormatInformation) -> Bool {
        let layout = BlockLayout(version: shape.version, level: format.level)
        take(grid, shape: shape, mask: format.mask, count: layout.codewordCount)
        guard stream.count == layout.codewordCount else { return false }
        data.removeAll(keepingCapacity: true)
        let (blocks, short) = (layout.blockCount, layout.shortLength &- layout.checks)
        for number in 0..<blocks {
            let isLong = number >= layout.shortBlockCount
            let dataCount = short &+ (isLong ? 1 : 0)
            for index in 0..<dataCount {
                // The last codewords of the long blocks come when the short ones have ended.
                let skipped = index == short ? layout.shortBlockCount : 0
                block[index] = stream[index &* blocks &+ number &- skipped]
            }
            let firstCheck = layout.codewordCount &- layout.checks &* blocks
            for index in 0..<layout.checks {
                block[dataCount &+ index] = stream[firstCheck &+ index &* blocks &+ number]
            }
            let mended = reedSolomon.mend(
                &block, count: dataCount &+ layout.checks, checks: layout.checks,
                limit: layout.limit)
            if mended == nil { return false }
            for index in 0..<dataCount { data.append(block[index]) }
        }
        return true
    }

    /// Follows the codewords up and down in columns two modules wide, from the lower right corner.
    private mutating func take(_ grid: ModuleGrid, shape: SymbolShape, mask: Int, count: Int) {
        stream.removeAll(keepingCapacity: true)
        var byte: UInt8 = 0
        var bits = 0
        var right = shape.side &- 1
        var goesUp = true
        while right >= 1 {
            // The column of the timing pattern holds nothing else.
            if right == 6 { right = 5 }
            for step in 0..<shape.side {
                let row = goesUp ? shape.side &- 1 &- step : step
                for column in [right, right &- 1] {
                    guard shape.holdsData(column: column, row: row) else { continue }
                    let isInverted = Self.inverts(mask, column: column, row: row)
                    let isDark = grid.isDark(column: column, row: row) != isInverted
                    byte = byte << 1 | (isDark ? 1 : 0)
                    bits &+= 1
                    if bits == 8 {
                        if stream.count < count { stream.append(byte) }
                        bits = 0
                    }
                }
            }
            right &-= 2
            goesUp.toggle()
        }
    }

    /// Tells whether a mask turns a module over.
    ///
    /// - Source: ISO/IEC 18004, table 10
    private static func inverts(_ mask: Int, column: Int, row: Int) -> Bool {
        switch mask {
        case 0: (row &+ column) % 2 == 0
        case 1: row % 2 == 0
        case 2: column % 3 == 0
        case 3: (row &+ column) % 3 == 0
        case 4: (row / 2 &+ column / 3) % 2 == 0
        case 5: row &* column % 2 &+ row &* column % 3 == 0
        case 6: (row &* column % 2 &+ row &* column % 3) % 2 == 0
        default: ((row &+ column) % 2 &+ row &* column % 3) % 2 == 0
        }
    }
}
