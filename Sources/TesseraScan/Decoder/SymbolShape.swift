/// What stands where in a symbol of a version.
///
/// - Source: ISO/IEC 18004, clause 6.3 and annex E
final class SymbolShape {
    /// 1 to 40.
    let version: Int
    /// Modules of one side: 21 to 177.
    let side: Int
    /// The rows, and columns, on which alignment patterns are centred; empty for version 1.
    let alignments: [Int]
    /// One entry for each module, rows from the top; `true` where codewords are.
    private let isData: [Bool]

    /// - Parameter version: 1 to 40.
    init(version: Int) {
        self.version = version
        side = 17 &+ 4 &* version
        alignments = Self.alignments(version: version)
        isData = Self.data(side: side, version: version, alignments: alignments)
    }

    /// Tells whether a module inside the symbol is a part of a codeword.
    @inline(__always)
    func holdsData(column: Int, row: Int) -> Bool { isData[row &* side &+ column] }

    /// Tells whether an alignment pattern stands here and not a finder pattern.
    func hasAlignment(column: Int, row: Int) -> Bool {
        let far = side &- 7
        let isFinder =
            (column == 6 && row == 6) || (column == 6 && row == far) || (column == far && row == 6)
        return !isFinder
    }

    private static func alignments(version: Int) -> [Int] {
        if version < 2 { return [] }
        let count = version / 7 &+ 2
        // The even step nearest to equal ones; version 32 is the standard's own exception.
        let step = version == 32 ? 26 : (version &* 4 &+ count &* 2 &+ 1) / (count &* 2 &- 2) &* 2
        var places = [Int](repeating: 6, count: count)
        for index in 1..<count {
            places[index] = 10 &+ 4 &* version &- step &* (count &- 1 &- index)
        }
        return places
    }

    private static func data(side: Int, version: Int, alignments: [Int]) -> [Bool] {
        var isData = [Bool](repeating: true, count: side &* side)
        func clear(_ column: Int, _ row: Int, _ width: Int, _ height: Int) {
            for y in row..<row &+ height {
                for x in column..<column &+ width { isData[y &* side &+ x] = false }
            }
        }
        // The timing patterns, then the finder patterns with the format beside them.
        clear(0, 6, side, 1)
        clear(6, 0, 1, side)
        clear(0, 0, 9, 9)
        clear(side &- 8, 0, 8, 9)
        clear(0, side &- 8, 9, 8)
        let far = side &- 7
        for row in alignments {
            for column in alignments {
                let isFinder =
                    row == 6 && (column == 6 || column == far) || row == far && column == 6
                if !isFinder { clear(column &- 2, row &- 2, 5, 5) }
            }
        }
        if version >= 7 {
            clear(side &- 11, 0, 3, 6)
            clear(0, side &- 11, 6, 3)
        }
        return isData
    }
}
