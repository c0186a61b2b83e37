import Foundation
import TesseraPrint

extension GreyPicture {
    /// The picture with each grey replaced.
    func mapped(_ grey: (UInt8) -> UInt8) -> GreyPicture {
        GreyPicture(width: width, height: height, grey: self.grey.map(grey))
    }

    /// The square picture turned clockwise.
    func turned(quarterTurns: Int) -> GreyPicture {
        var picture = grey
        for _ in 0..<quarterTurns {
            let before = picture
            for row in 0..<height {
                for column in 0..<width {
                    picture[row * width + column] = before[(width - 1 - column) * width + row]
                }
            }
        }
        return GreyPicture(width: width, height: height, grey: picture)
    }

    /// The picture turned on a white ground that is large enough for every angle.
    func turned(degrees: Double) -> GreyPicture {
        let side = Int(Double(max(width, height)) * 1.5)
        let (sine, cosine) = (sin(degrees * .pi / 180), cos(degrees * .pi / 180))
        var turned: [UInt8] = []
        for row in 0..<side {
            for column in 0..<side {
                let (x, y) = (Double(column - side / 2), Double(row - side / 2))
                let from = Int((x * cosine + y * sine).rounded()) + width / 2
                let above = Int((y * cosine - x * sine).rounded()) + height / 2
                let isInside = (0..<width).contains(from) && (0..<height).contains(above)
                turned.append(isInside ? grey[above * width + from] : 255)
            }
        }
        return GreyPicture(width: side, height: side, grey: turned)
    }

    /// The picture as a mirror shows it.
    var mirrored: GreyPicture {
        var picture: [UInt8] = []
        for row in 0..<height {
            picture += grey[row * width..<(row + 1) * width].reversed()
        }
        return GreyPicture(width: width, height: height, grey: picture)
    }

    /// Squares of one size side by side.
    static func sheet(of labels: [GreyPicture], columns: Int) -> GreyPicture {
        let side = labels[0].width
        let width = side * columns
        var picture = [UInt8](repeating: 255, count: labels.count * side * side)
        for (index, label) in labels.enumerated() {
            let first = index / columns * side * width + index % columns * side
            for row in 0..<side {
                for column in 0..<side {
                    picture[first + row * width + column] = label.grey[row * side + column]
                }
            }
        }
        return GreyPicture(width: width, height: picture.count / width, grey: picture)
    }

    /// The square picture with its lower right square, from one place to another, painted grey.
    func covered(from first: Int, to last: Int) -> GreyPicture {
        var picture = grey
        for row in first..<last {
            for column in first..<last { picture[row * width + column] = 150 }
        }
        return GreyPicture(width: width, height: height, grey: picture)
    }

    /// The picture with black and white spots of five pixels, always the same for each seed.
    func spotted(count: Int, seed: UInt64) -> GreyPicture {
        var chance = SplitMix(state: seed)
        var picture = grey
        for _ in 0..<count {
            let left = Int(chance.next() % UInt64(width - 5))
            let top = Int(chance.next() % UInt64(height - 5))
            let shade: UInt8 = chance.next() % 2 == 0 ? 0 : 255
            for row in top..<top + 5 {
                for column in left..<left + 5 { picture[row * width + column] = shade }
            }
        }
        return GreyPicture(width: width, height: height, grey: picture)
    }

    /// The picture with every pixel moved by up to `strength` greys, the same way for each seed.
    func withNoise(of strength: Int, seed: UInt64) -> GreyPicture {
        var chance = SplitMix(state: seed)
        return mapped { grey in
            let move = Int(chance.next() % UInt64(2 * strength + 1)) - strength
            return UInt8(clamping: Int(grey) + move)
        }
    }

    /// The square picture as it lies before a camera: turned, from the side, on a grey counter, lit
    /// from one side, a little out of focus, noisy, and for every fourth seed light on dark.
    func seenByCamera(width columns: Int, height rows: Int, seed: UInt64) -> GreyPicture {
        var chance = SplitMix(state: seed)
        let angle = chance.share() * 2 * .pi
        let (leanX, leanY) = (chance.share() * 0.4 - 0.2, chance.share() * 0.4 - 0.2)
        let reach = Double(min(columns, rows)) * (0.19 + 0.06 * chance.share())
        let (dark, light) = (20 + 40 * chance.share(), 120 + 120 * chance.share())
        let isNegative = seed % 4 == 0
        var pixels: [UInt8] = []
        for row in 0..<rows {
            for column in 0..<columns {
                var sum = 0.0
                // Nine places of each pixel and its surroundings: edges are soft.
                for part in 0..<9 {
                    let x = (Double(column - columns / 2) + Double(part % 3) * 0.6 - 0.6) / reach
                    let y = (Double(row - rows / 2) + Double(part / 3) * 0.6 - 0.6) / reach
                    let depth = 1 / (1 + leanX * x + leanY * y)
                    let u = (x * cos(angle) + y * sin(angle)) * depth
                    let v = (y * cos(angle) - x * sin(angle)) * depth
                    sum += shade(u, v, isNegative: isNegative)
                }
                let lit = 0.7 + 0.6 * Double(column) / Double(columns)
                let noise = Double(chance.next() % 17) - 8
                let shade = (dark + (light - dark) * sum / 9 / 255) * lit + noise
                pixels.append(UInt8(min(max(shade, 0), 255)))
            }
        }
        return GreyPicture(width: columns, height: rows, grey: pixels)
    }

    /// The grey at a place of the square from −1 to 1; around it lies the counter.
    private func shade(_ x: Double, _ y: Double, isNegative: Bool) -> Double {
        guard abs(x) < 1, abs(y) < 1 else { return 110 }
        let column = Int((x + 1) / 2 * Double(width))
        let row = Int((y + 1) / 2 * Double(height))
        let shade = Double(grey[min(row, height - 1) * width + min(column, width - 1)])
        return isNegative ? 255 - shade : shade
    }
}

/// Chance that is the same for the same start.
struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// From 0 up to, and not including, 1.
    mutating func share() -> Double { Double(next() >> 11) / Double(1 << 53) }
}
