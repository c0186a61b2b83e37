/// The level and the mask of a symbol.
///
/// - Source: ISO/IEC 18004, clause 7.9 and annex C
package struct FormatInformation {
    /// How much of the symbol is there to mend the rest.
    package let level: SymbolLevel
    /// 0 to 7.
    package let mask: Int
    /// How many of the fifteen modules were wrong, 0 to 3.
    package let distance: Int

    /// Reads the copy around the first finder pattern or the one along the other two; `nil` if it
    /// is too damaged to tell.
    init?(reading grid: ModuleGrid, secondCopy: Bool) {
        var word = 0
        for index in 0..<15 {
            let (column, row) = Self.place(index, side: grid.side, secondCopy: secondCopy)
            if grid.isDark(column: column, row: row) { word |= 1 << index }
        }
        self.init(word: word)
    }

    /// Finds the format nearest to fifteen modules; `nil` if more than three must be wrong.
    ///
    /// - Parameter word: As they stand in the symbol, the first module lowest.
    package init?(word: Int) {
        for data in 0..<32 {
            let distance = ((Self.codeword(of: data) ^ 0x5412 ^ word) & 0x7FFF).nonzeroBitCount
            // Any two formats differ in seven modules, so this is the only one so near.
            if distance <= 3 {
                level = SymbolLevel(bits: data >> 3)
                mask = data & 7
                self.distance = distance
                return
            }
        }
        return nil
    }

    /// The five data bits and their ten check bits, before masking.
    private static func codeword(of data: Int) -> Int {
        var rest = data << 10
        for bit in (10..<15).reversed() where rest & (1 << bit) != 0 { rest ^= 0x537 << (bit - 10) }
        return data << 10 | rest
    }

    private static func place(
        _ index: Int, side: Int, secondCopy: Bool
    ) -> (column: Int, row: Int) {
        if secondCopy {
            return index < 8 ? (side - 1 - index, 8) : (8, side - 15 + index)
        }
        switch index {
        case 0..<6: return (8, index)
        case 6, 7: return (8, index + 1)
        case 8: return (7, 8)
        default: return (14 - index, 8)
        }
    }
}
