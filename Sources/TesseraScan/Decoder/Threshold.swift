/// Parts a picture into dark and light, by what is dark and light nearby.
///
/// The picture is looked at in squares of eight pixels. A square with both dark and light in it has
/// a level of its own; one without takes that of its neighbours, so that the inside of a large
/// module is not torn up by noise. The levels are then evened out over five squares each way.
struct Threshold {
    private var columns = 0
    private var rows = 0
    /// Of each square: its own level, or one less than zero if it has none.
    private var own: [Int32] = []
    private var low: [UInt8] = []
    private var high: [UInt8] = []
    /// Of each square: the level after evening out.
    private(set) var levels: [UInt8] = []
    private var sums: [Int32] = []

    /// Finds the levels of a picture and marks what is darker.
    mutating func part(_ raster: Raster, into map: inout DarkMap) {
        columns = (raster.width &+ 7) / 8
        rows = (raster.height &+ 7) / 8
        let count = columns &* rows
        if own.count != count {
            own = [Int32](repeating: 0, count: count)
            low = [UInt8](repeating: 0, count: count)
            high = [UInt8](repeating: 0, count: count)
            levels = [UInt8](repeating: 0, count: count)
            sums = [Int32](repeating: 0, count: count)
        }
        measure(raster)
        fillIn(leastContrast: leastContrast())
        evenOut()
        mark(raster, in: &map)
    }

    /// Every second row tells enough: nothing smaller than two pixels is found anyhow.
    private mutating func measure(_ raster: Raster) {
        let (width, height) = (raster.width, raster.height)
        unsafe raster.pixels.withUnsafeBytes { pixels in
            for row in 0..<rows {
                // The squares at the far edges overlap their neighbours instead of being cut;
                // a raster is never smaller than a square.
                let top = min(8 &* row, height &- 8)
                for column in 0..<columns {
                    let left = min(8 &* column, width &- 8)
                    var darkest = SIMD8<UInt8>(repeating: 255)
                    var lightest = SIMD8<UInt8>(repeating: 0)
                    // Four sums of two columns each, sixteen bits wide.
                    var sums: UInt64 = 0
                    let odd: UInt64 = 0x00FF_00FF_00FF_00FF
                    for line in 0..<4 {
                        let offset = (top &+ 2 &* line) &* width &+ left
                        let eight = unsafe pixels.loadUnaligned(
                            fromByteOffset: offset, as: SIMD8<UInt8>.self)
                        darkest = pointwiseMin(darkest, eight)
                        lightest = pointwiseMax(lightest, eight)
                        let word = unsafe pixels.loadUnaligned(
                            fromByteOffset: offset, as: UInt64.self)
                        sums &+= (word & odd) &+ ((word >> 8) & odd)
                    }
                    let index = row &* columns &+ column
                    low[index] = darkest.min()
                    high[index] = lightest.max()
                    let total = (sums &* 0x0001_0001_0001_0001) >> 48
                    own[index] = Int32(truncatingIfNeeded: total / 32)
                }
            }
        }
    }

    /// A faint code in a clean picture has less contrast than the noise of another.
    private func leastContrast() -> UInt8 {
        var counts = [Int32](repeating: 0, count: 256)
        for index in low.indices {
            counts[Int(low[index])] &+= 1
            counts[Int(high[index])] &+= 1
        }
        let skipped = Int32(truncatingIfNeeded: low.count / 50)
        var (first, last) = (0, 255)
        var passed = counts[0]
        while passed <= skipped, first < 255 {
            first &+= 1
            passed &+= counts[first]
        }
        passed = counts[255]
        while passed <= skipped, last > 0 {
            last &-= 1
            passed &+= counts[last]
        }
        return UInt8(truncatingIfNeeded: min(max((last &- first) / 5, 4), 24))
    }

    private mutating func fillIn(leastContrast: UInt8) {
        for index in own.indices where high[index] &- low[index] < leastContrast { own[index] = -1 }
        for row in 0..<rows {
            let first = row &* columns
            for index in first..<first &+ columns where own[index] < 0 {
                let above = row > 0 ? own[index &- columns] : -1
                let left = index > first ? own[index &- 1] : -1
                own[index] = above < 0 ? left : left < 0 ? above : (above &+ left) / 2
            }
        }
        // What is left over lies above or left of everything with a level.
        for index in own.indices.reversed() where own[index] < 0 {
            let right = (index &+ 1) % columns == 0 ? -1 : own[index &+ 1]
            let below = index &+ columns < own.count ? own[index &+ columns] : -1
            own[index] = right < 0 ? below : right
            if own[index] < 0 { own[index] = (Int32(low[index]) &+ Int32(high[index])) / 4 }
        }
    }

    private mutating func evenOut() {
        for row in 0..<rows {
            let first = row &* columns
            for column in 0..<columns {
                var sum: Int32 = 0
                for step in -2...2 {
                    sum &+= own[first &+ min(max(column &+ step, 0), columns &- 1)]
                }
                sums[first &+ column] = sum
            }
        }
        for row in 0..<rows {
            for column in 0..<columns {
                var sum: Int32 = 0
                for step in -2...2 {
                    sum &+= sums[min(max(row &+ step, 0), rows &- 1) &* columns &+ column]
                }
                levels[row &* columns &+ column] = UInt8(truncatingIfNeeded: (sum &+ 12) / 25)
            }
        }
    }

    private func mark(_ raster: Raster, in map: inout DarkMap) {
        let (width, height) = (raster.width, raster.height)
        map.clear(width: width, height: height)
        let whole = width / 8
        unsafe raster.pixels.withUnsafeBytes { pixels in
            for y in 0..<height {
                let first = y / 8 &* columns
                for column in 0..<whole {
                    let eight = unsafe pixels.loadUnaligned(
                        fromByteOffset: y &* width &+ 8 &* column, as: UInt64.self)
                    let bits = Self.darker(eight, than: levels[first &+ column])
                    map.set(bits, octet: column, row: y)
                }
                var bits: UInt64 = 0
                for x in 8 &* whole..<width {
                    let isDark = unsafe pixels[y &* width &+ x] < levels[first &+ whole]
                    if isDark { bits |= 1 << UInt64(truncatingIfNeeded: x &- 8 &* whole) }
                }
                if whole < columns { map.set(bits, octet: whole, row: y) }
            }
        }
    }

    /// Compares eight bytes at once and returns eight bits, the lowest for the first byte.
    @inline(__always)
    private static func darker(_ eight: UInt64, than level: UInt8) -> UInt64 {
        let tops: UInt64 = 0x8080_8080_8080_8080
        let levels = UInt64(level) &* 0x0101_0101_0101_0101
        // The top bit of each byte of `below` says whether its lower seven bits are not less.
        let below = (eight | tops) &- (levels & ~tops)
        let isLess = ((~eight & levels) | (~(eight ^ levels) & ~below)) & tops
        return ((isLess >> 7) &* 0x0102_0408_1020_4080) >> 56
    }
}
