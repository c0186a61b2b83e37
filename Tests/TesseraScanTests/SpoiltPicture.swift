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

    /// The picture with every pixel moved by up to `strength` greys, the same way for each seed.
    func withNoise(of strength: Int, seed: UInt64) -> GreyPicture {
        // SplitMix64.
        var state = seed
        return mapped { grey in
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            mixed ^= mixed >> 31
            let move = Int(mixed % UInt64(2 * strength + 1)) - strength
            return UInt8(clamping: Int(grey) + move)
        }
    }
}
