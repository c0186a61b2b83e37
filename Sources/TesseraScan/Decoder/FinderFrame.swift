/// A finder pattern measured finely: where its corners are and how dark and light it is.
struct FinderFrame {
    let centre: Point
    /// One module along the symbol's rows, and along its columns, here.
    let right: Point
    let down: Point
    /// Between dark and light.
    let contrast: Double
    /// Upper left, upper right, lower right, lower left.
    let corners: [4 of Point]

    /// Measures a pattern; `nil` if it is no finder pattern when looked at closely.
    ///
    /// - Parameters:
    ///   - raster: Seen so that the pattern is dark on light.
    ///   - centre: Its middle, to a module.
    ///   - module: The width of a module, to a third.
    ///   - right: The direction of the symbol's rows, of length one.
    ///   - down: The direction of its columns, of length one.
    init?(_ raster: Raster, centre: Point, module: Double, right: Point, down: Point) {
        let first = Self.shades(raster, centre, right * module, down * module)
        guard first.light - first.dark > 3 else { return nil }
        guard
            let across = Self.extent(raster, centre, right, down * module, module, first),
            let along = Self.extent(raster, centre, down, right * module, module, first)
        else { return nil }
        let middle = centre + right * across.middle + down * along.middle
        let (column, row) = (across.width / 7, along.width / 7)
        let shades = Self.shades(raster, middle, right * column, down * row)
        guard shades.light - shades.dark > 3 else { return nil }
        contrast = shades.light - shades.dark
        let (x, y) = (right * column, down * row)
        let sides: [4 of EdgeLine?] = [
            EdgeLine(raster, middle, y * -1, x, contrast), EdgeLine(raster, middle, x, y, contrast),
            EdgeLine(raster, middle, y, x, contrast), EdgeLine(raster, middle, x * -1, y, contrast),
        ]
        var corners: [4 of Point] = .init(repeating: middle)
        for index in 0..<4 {
            let (s, t) = (index == 1 || index == 2 ? 3.5 : -3.5, index > 1 ? 3.5 : -3.5)
            corners[index] = middle + x * s + y * t
            if let met = EdgeLine.crossing(sides[(index + 3) % 4], sides[index]),
                (met - corners[index]).length < 1.3 * max(column, row)
            {
                corners[index] = met
            }
        }
        self.corners = corners
        self.centre = EdgeLine.crossing(of: corners) ?? middle
        self.right = (corners[1] + corners[2] - corners[0] - corners[3]) * (1.0 / 14)
        self.down = (corners[2] + corners[3] - corners[0] - corners[1]) * (1.0 / 14)
    }

    /// The mean grey of the middle and of the light ring.
    private static func shades(
        _ raster: Raster, _ centre: Point, _ right: Point, _ down: Point
    ) -> (dark: Double, light: Double) {
        var dark = 0.0
        var light = 0.0
        for row in -1...1 {
            for column in -1...1 {
                let (x, y) = (Double(column), Double(row))
                dark += raster.shade(centre + right * (0.8 * x) + down * (0.8 * y))
                if row != 0 || column != 0 {
                    light += raster.shade(centre + right * (2 * x) + down * (2 * y))
                }
            }
        }
        return (dark / 9, light / 8)
    }

    /// Finds the outer edges on both sides along a direction.
    private static func extent(
        _ raster: Raster, _ centre: Point, _ direction: Point, _ aside: Point, _ module: Double,
        _ shades: (dark: Double, light: Double)
    ) -> (width: Double, middle: Double)? {
        guard let forth = edges(raster, centre, direction, aside, module, shades),
            let back = edges(raster, centre, direction * -1, aside, module, shades)
        else { return nil }
        let width = forth.outer + back.outer
        let inner = forth.inner + back.inner
        // Three modules of seven.
        guard inner > 0.26 * width, inner < 0.62 * width, width > 3.5 * module,
            width < 12 * module
        else { return nil }
        return (width, (forth.outer - back.outer) / 2)
    }

    /// Walks outwards, averaging five lines beside each other against noise.
    ///
    /// - Returns: Where the middle ends and where the dark ring ends.
    @inline(never)
    private static func edges(
        _ raster: Raster, _ centre: Point, _ direction: Point, _ aside: Point, _ module: Double,
        _ shades: (dark: Double, light: Double)
    ) -> (inner: Double, outer: Double)? {
        let step = min(0.5, module / 4)
        let level = (shades.dark + shades.light) / 2
        let least = 0.12 * (shades.light - shades.dark)
        var distance = 0.0
        var before = 0.0
        var inner = 0.0
        var isRing = false
        var (highest, lowest, trough) = (-256.0, 256.0, 0.0)
        while distance < 6.5 * module {
            let place = centre + direction * distance
            var shade = 0.0
            for line in -2...2 { shade += raster.shade(place + aside * (0.4 * Double(line))) }
            shade = shade / 5 - level
            if inner == 0 {
                if shade > 0 {
                    if distance == 0 { return nil }
                    inner = distance - step * shade / (shade - before)
                }
            } else {
                if isRing, shade > 0 {
                    return (inner, distance - step * shade / (shade - before))
                }
                if shade < 0 { isRing = true }
                if trough == 0 { highest = max(highest, shade) }
                if shade < highest - least, shade < lowest {
                    lowest = shade
                    trough = distance
                }
                // Blurred so much that the ring is never dark: its middle is all there is to see.
                if !isRing, trough > 0, shade > lowest + least { return (inner, trough * 3.5 / 3) }
            }
            before = shade
            distance += step
        }
        return nil
    }
}
