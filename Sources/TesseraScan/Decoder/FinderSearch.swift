/// Looks for finder patterns, dark on light and light on dark in one go.
struct FinderSearch {
    /// Enough for a sheet of many codes; noise must not make the search endless.
    private static let most = 384

    private(set) var patterns: [FinderPattern] = []
    /// Patterns before this one lie above the row that is searched.
    private var firstNear = 0

    /// Searches every second row of a picture.
    mutating func search(_ map: DarkMap) {
        patterns = []
        firstNear = 0
        var edges: (Int, Int, Int, Int, Int) = (0, 0, 0, 0, 0)
        for y in stride(from: 1, to: map.height, by: 2) {
            while firstNear < patterns.count,
                patterns[firstNear].centre.y + patterns[firstNear].size < Double(y)
            {
                firstNear &+= 1
            }
            let first = y &* map.wordsPerRow
            // A first edge at the picture's own edge; before that nothing that fits.
            edges = (-9999, -9999, -9999, -9999, 0)
            var carry: UInt64 = map.words[first] & 1
            for word in 0..<map.wordsPerRow {
                let bits = map.words[first &+ word]
                var changes = bits ^ (bits << 1 | carry)
                carry = bits >> 63
                while changes != 0 {
                    let x = 64 &* word &+ changes.trailingZeroBitCount
                    changes &= changes &- 1
                    if x > map.width { break }
                    // Most runs fail here already: the middle is far from three sevenths.
                    let middle = 7 &* (edges.3 &- edges.2)
                    let total = x &- edges.0
                    if middle >= 2 &* total, middle <= 5 &* total, Self.fits(edges, x) {
                        consider(map, edges, x, y)
                    }
                    edges = (edges.1, edges.2, edges.3, edges.4, x)
                }
            }
            if edges.4 < map.width, Self.fits(edges, map.width) {
                consider(map, edges, map.width, y)
            }
        }
        forget(above: .infinity)
    }

    /// Tells whether five runs, the last of which ends at `end`, are wide as 1 : 1 : 3 : 1 : 1.
    ///
    /// Sums of neighbours are compared, since blur and a wrong level widen one run at the expense
    /// of the next.
    @inline(never)
    private static func fits(_ edges: (Int, Int, Int, Int, Int), _ end: Int) -> Bool {
        let total = end &- edges.0
        let middle = edges.3 &- edges.2
        if 7 &* middle < 2 &* total || 3 &* middle > 2 &* total || total < 8 { return false }
        let near = 13 &* total &+ 112
        if 20 &* abs(7 &* (edges.2 &- edges.0) &- 2 &* total) > near { return false }
        if 20 &* abs(7 &* (end &- edges.3) &- 2 &* total) > near { return false }
        let far = 20 &* total &+ 112
        return 20 &* abs(7 &* (edges.3 &- edges.1) &- 4 &* total) <= far
            && 20 &* abs(7 &* (edges.4 &- edges.2) &- 4 &* total) <= far
    }

    @inline(never)
    private mutating func consider(
        _ map: DarkMap, _ edges: (Int, Int, Int, Int, Int), _ end: Int, _ y: Int
    ) {
        let x = (edges.2 &+ edges.3) / 2
        let isInverted = !map.isDark(x, y)
        let seen = Point(x: Double(edges.2 + edges.3) / 2, y: Double(y) + 0.5)
        for index in firstNear..<patterns.count
        where patterns[index].isInverted == isInverted && patterns[index].isNear(seen) {
            patterns[index].hits &+= 1
            return
        }
        let total = end &- edges.0
        guard let down = Self.cross(map, x, y, 0, 1, total) else { return }
        let row = y &+ Self.wholeSteps(down.middle)
        guard let across = Self.cross(map, x, row, 1, 0, 2 &* total) else { return }
        let column = x &+ Self.wholeSteps(across.middle)
        guard let again = Self.cross(map, column, row, 0, 1, 2 &* total),
            4 &* again.total > across.total, 4 &* across.total > again.total,
            Self.cross(map, column, row, 1, 1, 2 &* total) != nil
                || Self.cross(map, column, row, 1, -1, 2 &* total) != nil
        else { return }
        let found = FinderPattern(
            centre: Point(x: Double(x) + across.middle, y: Double(row) + again.middle),
            across: Double(across.total), down: Double(again.total), isInverted: isInverted)
        for index in firstNear..<patterns.count where patterns[index].isSame(as: found) {
            patterns[index].add(found)
            return
        }
        if patterns.count == Self.most { forget(above: found.centre.y) }
        if patterns.count < Self.most { patterns.append(found) }
    }

    /// Takes out what was seen in one row only and will not be seen again: noise.
    private mutating func forget(above row: Double) {
        var kept: [FinderPattern] = []
        for pattern in patterns
        where pattern.hits > 1 || pattern.centre.y + pattern.down >= row {
            kept.append(pattern)
        }
        patterns = kept
        firstNear = 0
    }

    private static func wholeSteps(_ middle: Double) -> Int { Int(middle.rounded(.down)) }

    /// Measures the pattern along a line through its middle.
    ///
    /// - Returns: The width of the whole, and how far from the near edge of the first pixel the
    ///   middle lies, both in steps; `nil` if the line does not run through a finder pattern.
    @inline(never)
    private static func cross(
        _ map: DarkMap, _ x: Int, _ y: Int, _ dx: Int, _ dy: Int, _ longest: Int
    ) -> (total: Int, middle: Double)? {
        guard let forth = reach(map, x, y, dx, dy, longest),
            let back = reach(map, x &- dx, y &- dy, -dx, -dy, longest),
            fits((-back.2, -back.1, -back.0, forth.0, forth.1), forth.2)
        else { return nil }
        return (forth.2 + back.2, Double(forth.0 - back.0) / 2)
    }

    /// Counts the steps to the end of the middle, of the ring around it and of the outermost ring.
    private static func reach(
        _ map: DarkMap, _ x: Int, _ y: Int, _ dx: Int, _ dy: Int, _ longest: Int
    ) -> (Int, Int, Int)? {
        let middle = map.isDark(x, y)
        var (column, row, step) = (x, y, 0)
        var ends = (0, 0, 0)
        for run in 0..<3 {
            let shade = (run == 1) != middle
            while map.holds(column, row), map.isDark(column, row) == shade {
                column &+= dx
                row &+= dy
                step &+= 1
                if step > longest { return nil }
            }
            if run < 2, !map.holds(column, row) { return nil }
            if run == 0 { ends.0 = step } else if run == 1 { ends.1 = step } else { ends.2 = step }
        }
        return ends
    }
}
