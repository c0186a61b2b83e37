/// Finds an alignment pattern near the place where it should be.
struct AlignmentSearch {
    /// Places looked at to the module, each way.
    private static let fineness = 2
    /// Five modules off and two of the pattern itself, each way.
    private static let mostPlaces = 29 * 29

    /// Greys on a lattice around the expected place.
    private var lattice = [Double](repeating: 0, count: mostPlaces)

    /// Returns where the middle of the pattern is.
    ///
    /// - Parameters:
    ///   - raster: Seen so that the pattern is dark on light.
    ///   - place: Where the middle should be.
    ///   - right: One module along the rows there.
    ///   - down: One module along the columns there.
    ///   - reach: How many modules off it may be, 1 to 5.
    ///   - contrast: Between dark and light in this symbol.
    /// - Returns: `nil` if nothing there looks enough like one.
    mutating func find(
        _ raster: Raster, near place: Point, right: Point, down: Point, reach: Int, contrast: Double
    ) -> Point? {
        let half = Self.fineness * reach
        let side = 2 * (half + 2 * Self.fineness) + 1
        let edge = half + 2 * Self.fineness
        let step = 1 / Double(Self.fineness)
        guard side * side <= Self.mostPlaces else { return nil }
        var index = 0
        for row in -edge...edge {
            for column in -edge...edge {
                let (x, y) = (Double(column) * step, Double(row) * step)
                lattice[index] = raster.shade(place + right * x + down * y)
                index += 1
            }
        }
        var best = 0.35 * contrast
        var found: (Int, Int)?
        for row in -half...half {
            for column in -half...half {
                let distance = Double(row * row + column * column).squareRoot() * step
                let score =
                    likeness(at: (row + edge) * side + column + edge, side)
                    - 0.03 * contrast * distance
                if score > best {
                    best = score
                    found = (row, column)
                }
            }
        }
        guard let found else { return nil }
        let rough = place + right * (Double(found.1) * step) + down * (Double(found.0) * step)
        return refined(raster, rough, right, down)
    }

    /// How much lighter the light ring is than the dark one and the middle.
    private func likeness(at middle: Int, _ side: Int) -> Double {
        let step = Self.fineness
        var light = 0.0
        var dark = 0.0
        for across in -1...1 {
            light += lattice[middle &- step &* side &+ across &* step]
            light += lattice[middle &+ step &* side &+ across &* step]
        }
        light += lattice[middle &- step] + lattice[middle &+ step]
        for across in -2...2 {
            dark += lattice[middle &- 2 &* step &* side &+ across &* step]
            dark += lattice[middle &+ 2 &* step &* side &+ across &* step]
        }
        for down in -1...1 {
            dark += lattice[middle &+ down &* step &* side &- 2 &* step]
            dark += lattice[middle &+ down &* step &* side &+ 2 &* step]
        }
        return light / 8 - 0.65 * dark / 16 - 0.35 * lattice[middle]
    }

    /// Moves by smaller and smaller parts of a module as long as the pattern shows better.
    private func refined(_ raster: Raster, _ rough: Point, _ right: Point, _ down: Point) -> Point {
        var place = rough
        var best = Self.likeness(raster, place, right, down)
        var part = 0.25
        for _ in 0..<7 {
            var moved = false
            for direction in 0..<4 {
                let step = direction % 2 == 0 ? part : -part
                let other = place + (direction < 2 ? right : down) * step
                let likeness = Self.likeness(raster, other, right, down)
                if likeness > best {
                    best = likeness
                    place = other
                    moved = true
                }
            }
            if !moved { part /= 2 }
        }
        return place
    }

    private static func likeness(
        _ raster: Raster, _ middle: Point, _ right: Point, _ down: Point
    ) -> Double {
        var light = 0.0
        var dark = 0.0
        for row in -2...2 {
            for column in -2...2 where row != 0 || column != 0 {
                let shade = raster.shade(middle + right * Double(column) + down * Double(row))
                if max(abs(row), abs(column)) == 1 { light += shade } else { dark += shade }
            }
        }
        return light / 8 - 0.65 * dark / 16 - 0.35 * raster.shade(middle)
    }
}
