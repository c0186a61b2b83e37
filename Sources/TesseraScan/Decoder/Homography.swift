/// Where each place of a flat symbol is seen in the picture.
///
/// Places in the symbol are counted in modules from its upper left corner: the middle of the first
/// module is (0.5, 0.5).
struct Homography {
    private var a = 0.0
    private var b = 0.0
    private var c = 0.0
    private var d = 0.0
    private var e = 0.0
    private var f = 0.0
    private var g = 0.0
    private var h = 0.0
    private var i = 1.0

    /// - Parameters:
    ///   - found: The eight numbers of the fit.
    ///   - scale: What turned modules into the numbers that were fitted.
    ///   - middle: What was taken from every place seen.
    ///   - reach: What every place seen was divided by.
    init(_ found: [8 of Double], scale: Double, middle: Point, reach: Double) {
        (g, h) = (found[6] * scale, found[7] * scale)
        i = 1 - found[6] - found[7]
        (a, b) = (reach * found[0] * scale + middle.x * g, reach * found[1] * scale + middle.x * h)
        c = reach * (found[2] - found[0] - found[1]) + middle.x * i
        (d, e) = (reach * found[3] * scale + middle.y * g, reach * found[4] * scale + middle.y * h)
        f = reach * (found[5] - found[3] - found[4]) + middle.y * i
    }

    /// Returns where a place of the symbol is seen; far away or not a number beyond the horizon.
    @inline(__always)
    func seen(_ x: Double, _ y: Double) -> Point {
        let depth = 1 / (g * x + h * y + i)
        return Point(x: (a * x + b * y + c) * depth, y: (d * x + e * y + f) * depth)
    }
}
