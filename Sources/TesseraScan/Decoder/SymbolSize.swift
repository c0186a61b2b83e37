/// Finds out how many modules a symbol has on a side.
enum SymbolSize {
    /// Returns the sizes that are likely, the likeliest first, and 0 for none.
    static func candidates(
        _ raster: Raster, corner: FinderFrame, right: FinderFrame, below: FinderFrame
    ) -> [4 of Int] {
        let across = (right.centre - corner.centre).length
        let along = (below.centre - corner.centre).length
        let column = (corner.right.length + right.right.length) / 2
        let row = (corner.down.length + below.down.length) / 2
        let measured = 7 + (across / column + along / row) / 2
        // Not a number fails here, too.
        guard measured > 17, measured < 190 else { return .init(repeating: 0) }
        let counts: [2 of Int] = [
            count(
                raster, corner.centre + (corner.right + corner.down) * 3,
                right.centre + right.right * -3 + right.down * 3, corner, right),
            count(
                raster, corner.centre + (corner.right + corner.down) * 3,
                below.centre + below.right * 3 + below.down * -3, corner, below),
        ]
        let nearest = min(max(Int((measured - 17) / 4 + 0.5), 1), 40) * 4 + 17
        let other = Double(nearest) < measured ? nearest + 4 : nearest - 4
        var sizes: [4 of Int] = [counts[0], counts[1], nearest, other]
        if abs(Double(counts[1]) - measured) < abs(Double(counts[0]) - measured) {
            sizes.swapAt(0, 1)
        }
        for index in 0..<4 {
            let isNear = abs(Double(sizes[index]) - measured) < 3 + 0.12 * measured
            let isSize = sizes[index] >= 21 && sizes[index] <= 177 && sizes[index] % 4 == 1
            var isNew = true
            for before in 0..<index where sizes[before] == sizes[index] { isNew = false }
            if !isNear || !isSize || !isNew { sizes[index] = 0 }
        }
        return sizes
    }

    /// Counts the modules of a timing pattern between two finder patterns.
    private static func count(
        _ raster: Raster, _ start: Point, _ end: Point, _ first: FinderFrame, _ last: FinderFrame
    ) -> Int {
        let length = (end - start).length
        guard length > 4, length < 65_536 else { return 0 }
        let steps = Int(length * 2)
        let aside = Point(x: start.y - end.y, y: end.x - start.x) * (1 / length)
        let spread = aside * (0.25 * (first.right.length + first.down.length) / 2)
        let least = 0.1 * (first.contrast + last.contrast)
        var (lowest, highest) = (256.0, -1.0)
        var rises = true
        var changes = 0
        for step in 0...steps {
            let place = start + (end - start) * (Double(step) / Double(steps))
            let shade =
                (raster.shade(place + spread) + raster.shade(place) + raster.shade(place - spread))
                / 3
            // Ups and downs are counted and not what is dark: glare lifts dark and light alike.
            lowest = min(lowest, shade)
            highest = max(highest, shade)
            if rises ? shade > lowest + least : shade < highest - least {
                changes += 1
                rises.toggle()
                (lowest, highest) = (shade, shade)
            }
        }
        return changes + 13
    }
}
