/// Fits a plane to places of a symbol and where they were seen.
struct HomographyFit {
    private var system = LinearSystem(count: 8)
    private var factors: [8 of Double] = .init(repeating: 0)
    private let scale: Double
    private let middle: Point
    private let reach: Double

    /// - Parameters:
    ///   - side: Modules of one side of the symbol.
    ///   - middle: Roughly the middle of the symbol in the picture.
    ///   - reach: Roughly half its size in pixels, more than zero.
    init(side: Int, middle: Point, reach: Double) {
        // Numbers near one on both sides, or the equations lose their last digits.
        scale = 2 / Double(side)
        self.middle = middle
        self.reach = reach
    }

    /// Adds a place.
    ///
    /// - Parameters:
    ///   - module: In the symbol.
    ///   - seen: In the picture.
    ///   - weight: How sure that is.
    mutating func add(_ module: Point, seen: Point, weight: Double) {
        let (u, v) = (module.x * scale - 1, module.y * scale - 1)
        let place = (seen - middle) * (1 / reach)
        for isRow in [false, true] {
            let value = isRow ? place.y : place.x
            for index in 0..<6 { factors[index] = 0 }
            let first = isRow ? 3 : 0
            factors[first] = u
            factors[first + 1] = v
            factors[first + 2] = 1
            factors[6] = -u * value
            factors[7] = -v * value
            system.add(factors, value, weight: weight)
        }
    }

    /// Adds the corners and the middle of a finder pattern.
    ///
    /// - Parameters:
    ///   - frame: The pattern.
    ///   - origin: Its upper left corner in the symbol.
    @inline(never)
    mutating func add(_ frame: FinderFrame, at origin: Point) {
        for index in 0..<4 {
            let (u, v) = (index == 1 || index == 2 ? 7.0 : 0, index > 1 ? 7.0 : 0)
            add(origin + Point(x: u, y: v), seen: frame.corners[index], weight: 1)
        }
        add(origin + Point(x: 3.5, y: 3.5), seen: frame.centre, weight: 2)
    }

    /// The plane that fits best, or `nil` if the places do not determine one.
    var homography: Homography? {
        guard let found = system.solution() else { return nil }
        return Homography(found, scale: scale, middle: middle, reach: reach)
    }
}
