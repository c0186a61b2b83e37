/// A place where a finder pattern may be: dark, light, dark three wide, light, dark.
struct FinderPattern {
    var centre: Point
    /// The width of the whole pattern along the row, and along the column, in pixels.
    var across: Double
    var down: Double
    /// How many rows showed it.
    var hits = 1
    /// Light where it should be dark.
    let isInverted: Bool

    /// Larger than the pattern's seven modules when it is turned.
    var size: Double { (across + down) / 2 }

    /// Averages another sight of the same pattern into this one.
    mutating func add(_ other: FinderPattern) {
        let weight = 1 / Double(hits + 1)
        centre = centre + (other.centre - centre) * weight
        across += (other.across - across) * weight
        down += (other.down - down) * weight
        hits += 1
    }

    /// Tells whether another sight is one of this pattern.
    func isSame(as other: FinderPattern) -> Bool {
        isInverted == other.isInverted && isNear(other.centre)
            && other.size < 1.6 * size && size < 1.6 * other.size
    }

    /// Tells whether a place lies in the middle of this pattern.
    func isNear(_ place: Point) -> Bool {
        abs(place.x - centre.x) < 0.2 * size && abs(place.y - centre.y) < 0.2 * size
    }
}
