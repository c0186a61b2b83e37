/// The greys that are searched, rows from the top.
///
/// Every way of reading them is defined everywhere: what lies outside the picture has the grey of
/// the nearest pixel inside, so no calculation on a guessed place can go wrong.
///
/// Indices are reckoned with wrapping operators throughout the decoder: ``largestSide`` keeps them
/// far from where they would wrap, the array checks the index that comes out, and the checks in
/// between would be a tenth of the WebAssembly module.
struct Raster {
    /// No symbol is smaller than 21 modules, and none is read below one pixel to the module.
    static let smallestSide = 21
    /// Keeps every sum and product of places far from the end of 32 bits.
    static let largestSide = 32_768

    let width: Int
    let height: Int
    let pixels: [UInt8]
    /// 0, or 255 to see the negative.
    var mask: UInt8 = 0
    private let lastX: Double
    private let lastY: Double

    /// Takes a picture, or returns `nil` if it is too small to hold a symbol, too large to be
    /// calculated with, or has not one byte for each pixel.
    init?(width: Int, height: Int, pixels: [UInt8]) {
        let sides = Self.smallestSide...Self.largestSide
        guard sides.contains(width), sides.contains(height), pixels.count == width * height else {
            return nil
        }
        self.width = width
        self.height = height
        self.pixels = pixels
        lastX = Double(width) - 1.001
        lastY = Double(height) - 1.001
    }

    /// Returns the grey at a place between pixels, 0 to 255.
    @inline(__always)
    func shade(_ x: Double, _ y: Double) -> Double {
        // Written so that a place that is not a number falls to the first pixel.
        let fromLeft = x > 0.5 ? (x - 0.5 < lastX ? x - 0.5 : lastX) : 0
        let fromTop = y > 0.5 ? (y - 0.5 < lastY ? y - 0.5 : lastY) : 0
        let column = Int(fromLeft)
        let row = Int(fromTop)
        let right = fromLeft - Double(column)
        let down = fromTop - Double(row)
        let first = row * width + column
        let above = blend(first, right)
        let below = blend(first + width, right)
        return above + (below - above) * down
    }

    @inline(__always)
    private func blend(_ index: Int, _ share: Double) -> Double {
        let one = Double(pixels[index] ^ mask)
        let other = Double(pixels[index &+ 1] ^ mask)
        return one + (other - one) * share
    }

    /// Returns the grey at a place; a call and no copy of the code, which keeps the module small.
    @inline(never)
    func shade(_ place: Point) -> Double { shade(place.x, place.y) }

    /// The picture at half the size, four pixels averaged into one, or `nil` if it is too small.
    var halved: Raster? {
        let (columns, rows) = (width / 2, height / 2)
        var smaller = [UInt8](repeating: 0, count: columns * rows)
        for row in 0..<rows {
            let from = 2 * row * width
            for column in 0..<columns {
                let above = from + 2 * column
                let below = above + width
                let sum =
                    UInt32(pixels[above]) + UInt32(pixels[above &+ 1])
                    + UInt32(pixels[below]) + UInt32(pixels[below &+ 1])
                smaller[row &* columns &+ column] = UInt8(truncatingIfNeeded: (sum + 2) / 4)
            }
        }
        return Raster(width: columns, height: rows, pixels: smaller)
    }

    /// The picture with every pixel averaged with those to the right and below: half the noise.
    var smoothed: Raster? {
        var softer = pixels
        for row in 0..<height - 1 {
            let from = row * width
            for index in from..<from + width - 1 {
                let sum =
                    UInt32(pixels[index]) + UInt32(pixels[index + 1])
                    + UInt32(pixels[index + width]) + UInt32(pixels[index + width + 1])
                softer[index] = UInt8(truncatingIfNeeded: (sum + 2) / 4)
            }
        }

        return Raster(width: width, height: height, pixels: softer)
    }
}
