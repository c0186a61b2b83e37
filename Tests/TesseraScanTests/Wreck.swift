import TesseraPrint

/// Frames in which nothing can be read: chance alone, or a code beyond repair.
enum Wreck {
    /// Returns so many frames of all kinds, the same ones each time.
    static func frames(_ count: Int) throws -> [GreyPicture] {
        let card = "TZ128002000001G24BHKVCMDTVH17AGPGM84W1X51XFMCQDZ051SG6X13F7VFMMTW8"
        let code = try QRSymbol(card).picture(dotsPerModule: 4)
        return (0..<count).map { number in
            var chance = SplitMix(state: UInt64(number))
            switch number % 6 {
            case 0: return noise(cell: 1, &chance)
            case 1: return noise(cell: 2 + number % 7, &chance)
            case 2: return torn(code, &chance)
            case 3: return shuffled(code, &chance)
            case 4: return cut(code, &chance)
            default: return filled(code, &chance)
            }
        }
    }

    /// Squares of one grey each; for an odd side black and white alone.
    private static func noise(cell: Int, _ chance: inout SplitMix) -> GreyPicture {
        let (width, height) = (160, 120)
        let columns = width / cell + 1
        let greys = (0..<columns * (height / cell + 1)).map { _ in
            let grey = UInt8(chance.next() & 255)
            return cell % 2 == 0 ? grey : grey < 128 ? 0 : 255
        }
        let grey = (0..<width * height).map { index in
            greys[index / width / cell * columns + index % width / cell]
        }
        return GreyPicture(width: width, height: height, grey: grey)
    }

    /// Every row is moved by a way of its own.
    private static func torn(_ code: GreyPicture, _ chance: inout SplitMix) -> GreyPicture {
        let width = code.width
        var grey: [UInt8] = []
        for row in 0..<code.height {
            let line = code.grey[row * width..<(row + 1) * width]
            let way = Int(chance.next() % UInt64(width))
            grey += line.dropFirst(way) + line.prefix(way)
        }
        return GreyPicture(width: width, height: code.height, grey: grey)
    }

    /// Half of all modules change places.
    private static func shuffled(_ code: GreyPicture, _ chance: inout SplitMix) -> GreyPicture {
        var grey = code.grey
        let (side, width) = (UInt64(code.width / 4), code.width)
        for _ in 0..<side * side / 4 {
            let places = (0..<2).map { _ in
                Int(chance.next() % side) * 4 * width + Int(chance.next() % side) * 4
            }
            for row in 0..<4 {
                for column in 0..<4 {
                    let step = row * width + column
                    grey.swapAt(places[0] + step, places[1] + step)
                }
            }
        }
        return GreyPicture(width: width, height: code.height, grey: grey)
    }

    /// The upper part alone, up to just below the two upper corners.
    private static func cut(_ code: GreyPicture, _ chance: inout SplitMix) -> GreyPicture {
        let rows = 21 + Int(chance.next() % UInt64(code.height * 2 / 3 - 21))
        return GreyPicture(
            width: code.width, height: rows, grey: Array(code.grey.prefix(code.width * rows)))
    }

    /// Chance in the place of every pixel but a few.
    private static func filled(_ code: GreyPicture, _ chance: inout SplitMix) -> GreyPicture {
        code.mapped { chance.next() % 16 == 0 ? $0 : UInt8(chance.next() & 255) }
    }
}
