import TesseraPrint

/// A picture of modules, read from what was drawn and not from the symbol.
struct DrawnSymbol {
    let side: Int
    var dark: Set<[Int]> = []

    /// Reads the `d` of a path of `M x y h n v1 H x z` rectangles; `nil` if it is anything else.
    init?(side: Int, path: String) {
        self.side = side
        for part in path.split(separator: "z") {
            guard let match = part.wholeMatch(of: /M(\d+) (\d+)h(\d+)v1H(\d+)/),
                let left = Int(match.1), let row = Int(match.2), let count = Int(match.3),
                match.1 == match.4
            else { return nil }
            for column in left..<left + count { dark.insert([column, row]) }
        }
    }

    /// Reads half blocks; `nil` if a character is none or the lines are not a square.
    init?(blocks: String) {
        let lines = blocks.split(separator: "\n", omittingEmptySubsequences: true)
        side = lines.first?.count ?? 0
        guard lines.allSatisfy({ $0.count == side }), lines.count == (side + 1) / 2 else {
            return nil
        }
        for (line, text) in lines.enumerated() {
            for (column, character) in text.enumerated() {
                guard " ▀▄█".contains(character) else { return nil }
                if "▀█".contains(character) { dark.insert([column, 2 * line]) }
                if "▄█".contains(character) { dark.insert([column, 2 * line + 1]) }
            }
        }
    }

    /// The modules at five dots each.
    var picture: GreyPicture {
        var grey: [UInt8] = []
        for row in 0..<side * 5 {
            for column in 0..<side * 5 {
                grey.append(dark.contains([column / 5, row / 5]) ? 0 : 255)
            }
        }
        return GreyPicture(width: side * 5, height: side * 5, grey: grey)
    }
}
