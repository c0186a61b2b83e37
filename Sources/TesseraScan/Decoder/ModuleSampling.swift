/// Reads the grey of every module and decides which are dark.
struct ModuleSampling {
    private var side = 0
    private var shades: [Double] = []
    private var levels: [Double] = []
    private var isDark: [Bool] = []
    private var sums: [Double] = []

    /// The modules as they were last decided.
    var modules: ModuleGrid { ModuleGrid(side: side, modules: isDark) }

    /// Reads every module at nine places around its middle.
    mutating func sample(_ raster: Raster, _ place: SymbolPlace) {
        side = place.shape.side
        let count = side * side
        if shades.count != count {
            shades = [Double](repeating: 0, count: count)
            levels = [Double](repeating: 0, count: count)
            isDark = [Bool](repeating: false, count: count)
            sums = [Double](repeating: 0, count: (side + 1) * (side + 1))
        }
        for row in 0..<side {
            for column in 0..<side {
                let (x, y) = (Double(column) + 0.5, Double(row) + 0.5)
                var sum = 0.0
                for down in -1...1 {
                    for across in -1...1 {
                        let weight = Double((2 - abs(down)) * (2 - abs(across)))
                        let seen = place.homography.seen(
                            x + 0.27 * Double(across), y + 0.27 * Double(down))
                        sum += weight * raster.shade(seen)
                    }
                }
                shades[row &* side &+ column] = sum / 16
            }
        }
    }

    /// Returns the share of the timing pattern's modules that alternate as they should, 0 to 1.
    var timing: Double {
        var right = 0
        for index in 8..<side - 8 {
            let isEven = index % 2 == 0
            if isDark[6 &* side &+ index] == isEven { right += 1 }
            if isDark[index &* side &+ 6] == isEven { right += 1 }
        }
        return Double(right) / Double(2 * (side - 16))
    }

    /// Decides by the mean of the modules around each, after taking back some of the blur.
    ///
    /// - Parameter sharpening: How much of the difference to the four neighbours is added.
    mutating func decide(sharpening: Double) {
        evenOut(reach: 4)
        for row in 0..<side {
            for column in 0..<side {
                let index = row * side + column
                let shade = shades[index]
                let around =
                    shades[row > 0 ? index &- side : index]
                    + shades[row < side &- 1 ? index &+ side : index]
                    + shades[column > 0 ? index &- 1 : index]
                    + shades[column < side &- 1 ? index &+ 1 : index]
                isDark[index] = shade + sharpening * (shade - around / 4) < levels[index]
            }
        }
    }

    /// Sets each level to the mean of the modules around.
    private mutating func evenOut(reach: Int) {
        let width = side + 1
        for row in 0..<side {
            var sum = 0.0
            for column in 0..<side {
                sum += shades[row &* side &+ column]
                sums[(row &+ 1) &* width &+ column &+ 1] = sums[row &* width &+ column &+ 1] + sum
            }
        }
        for row in 0..<side {
            let (top, bottom) = (max(row - reach, 0), min(row + reach + 1, side))
            for column in 0..<side {
                let (left, right) = (max(column - reach, 0), min(column + reach + 1, side))
                let sum =
                    sums[bottom &* width &+ right] - sums[top &* width &+ right]
                    - sums[bottom &* width &+ left] + sums[top &* width &+ left]
                levels[row &* side &+ column] = sum / Double((bottom - top) * (right - left))
            }
        }
    }
}
