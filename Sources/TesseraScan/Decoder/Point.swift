/// A place or a step in the picture, in pixels; the middle of the first pixel is (0.5, 0.5).
struct Point {
    var x: Double
    var y: Double

    static func + (one: Point, other: Point) -> Point {
        Point(x: one.x + other.x, y: one.y + other.y)
    }

    static func - (one: Point, other: Point) -> Point {
        Point(x: one.x - other.x, y: one.y - other.y)
    }

    static func * (one: Point, factor: Double) -> Point {
        Point(x: one.x * factor, y: one.y * factor)
    }

    /// The distance from the origin.
    var length: Double { (x * x + y * y).squareRoot() }

    /// Positive if `other` lies clockwise of this, as seen in a picture whose rows go down.
    func cross(_ other: Point) -> Double { x * other.y - y * other.x }

    func dot(_ other: Point) -> Double { x * other.x + y * other.y }
}
