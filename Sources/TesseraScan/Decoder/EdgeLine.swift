/// The straight outer edge of one side of a finder pattern.
struct EdgeLine {
    private let place: Point
    private let direction: Point

    /// Finds the edge by six rays beside each other; `nil` if fewer than four rays meet one.
    ///
    /// - Parameters:
    ///   - raster: Seen so that the pattern is dark on light.
    ///   - centre: The middle of the pattern.
    ///   - outwards: One module towards the side.
    ///   - aside: One module along it.
    ///   - contrast: Between dark and light.
    init?(_ raster: Raster, _ centre: Point, _ outwards: Point, _ aside: Point, _ contrast: Double)
    {
        var places: [6 of Point] = .init(repeating: centre)
        var isMet: [6 of Bool] = .init(repeating: false)
        for ray in 0..<6 {
            let start = centre + aside * (Double(ray) - 2.5)
            if let distance = Self.distance(raster, start, outwards, aside, contrast) {
                places[ray] = start + outwards * distance
                isMet[ray] = true
            }
        }
        guard var line = Self.line(through: places, isMet) else { return nil }
        let tolerance = 0.4 * outwards.length
        var strays = false
        for ray in 0..<6 where isMet[ray] {
            if abs(line.direction.cross(places[ray] - line.place)) < tolerance { continue }
            isMet[ray] = false
            strays = true
        }
        if strays {
            guard let again = Self.line(through: places, isMet) else { return nil }
            line = again
        }
        place = line.place
        direction = line.direction
    }

    /// Returns where two edges meet, or `nil` if one is missing or they are nearly parallel.
    static func crossing(_ one: EdgeLine?, _ other: EdgeLine?) -> Point? {
        guard let one, let other else { return nil }
        return crossing(one.place, one.direction, other.place, other.direction)
    }

    /// Returns where the diagonals of four corners meet: the middle as it is seen.
    static func crossing(of corners: [4 of Point]) -> Point? {
        crossing(corners[0], corners[2] - corners[0], corners[1], corners[3] - corners[1])
    }

    private static func crossing(
        _ one: Point, _ along: Point, _ other: Point, _ across: Point
    ) -> Point? {
        let sine = along.cross(across)
        guard abs(sine) > 0.2 * along.length * across.length else { return nil }
        return one + along * ((other - one).cross(across) / sine)
    }

    /// Returns how many modules from the middle line the dark ring ends: half-way up from the
    /// darkest place in it to the lightest outside.
    private static func distance(
        _ raster: Raster, _ start: Point, _ outwards: Point, _ aside: Point, _ contrast: Double
    ) -> Double? {
        let step = max(0.08, min(0.25, 0.5 / outwards.length))
        var shades = (0.0, 0.0)
        var (lowest, highest) = (256.0, -1.0)
        // Once to find the darkest and the lightest place, once for the way between them.
        for isSecond in [false, true] {
            var distance = 2.5
            var hasBegun = false
            while distance < 4.5 {
                let place = start + outwards * distance
                shades.1 =
                    (raster.shade(place) + raster.shade(place + aside * 0.33)
                        + raster.shade(place - aside * 0.33)) / 3
                if !isSecond {
                    if distance < 3.6, shades.1 < lowest {
                        lowest = shades.1
                        highest = lowest
                    }
                    highest = max(highest, shades.1)
                } else {
                    let level = (lowest + highest) / 2
                    if shades.1 == lowest { hasBegun = true }
                    if hasBegun, shades.1 > level {
                        return distance - step * (shades.1 - level) / (shades.1 - shades.0)
                    }
                }
                shades.0 = shades.1
                distance += step
            }
            if highest - lowest < 0.25 * contrast { return nil }
        }
        return nil
    }

    /// Fits a line by the distances at right angles to it, if at least four places count.
    private static func line(
        through places: [6 of Point], _ counts: [6 of Bool]
    ) -> (place: Point, direction: Point)? {
        var middle = Point(x: 0, y: 0)
        var count = 0
        for index in 0..<6 where counts[index] {
            middle = middle + places[index]
            count += 1
        }
        if count < 4 { return nil }
        middle = middle * (1 / Double(count))
        var (xx, xy, yy) = (0.0, 0.0, 0.0)
        for index in 0..<6 where counts[index] {
            let away = places[index] - middle
            xx += away.x * away.x
            xy += away.x * away.y
            yy += away.y * away.y
        }
        // The eigenvector of the larger eigenvalue, from whichever column is longer.
        let half = (xx - yy) / 2
        let root = (half * half + xy * xy).squareRoot()
        let direction = half > 0 ? Point(x: half + root, y: xy) : Point(x: xy, y: root - half)
        let length = direction.length
        guard length > 1e-9 else { return nil }
        return (middle, direction * (1 / length))
    }
}
