/// Which pixels are dark, 64 to the word.
struct DarkMap {
    private(set) var width = 0
    private(set) var height = 0
    /// How many words hold a row; what lies beyond the last pixel is light.
    private(set) var wordsPerRow = 0
    private(set) var words: [UInt64] = []

    /// Makes room for a picture; every pixel is light.
    mutating func clear(width: Int, height: Int) {
        self.width = width
        self.height = height
        wordsPerRow = (width + 63) / 64
        if words.count == wordsPerRow * height {
            for index in words.indices { words[index] = 0 }
        } else {
            words = [UInt64](repeating: 0, count: wordsPerRow * height)
        }
    }

    /// Sets eight pixels, of which the lowest bit is the leftmost.
    ///
    /// - Parameters:
    ///   - bits: 0 to 255.
    ///   - octet: Counts from the left edge of the row.
    ///   - row: Counts from the top.
    @inline(__always)
    mutating func set(_ bits: UInt64, octet: Int, row: Int) {
        let shift = UInt64(truncatingIfNeeded: octet % 8 * 8)
        words[row &* wordsPerRow &+ octet / 8] |= bits << shift
    }

    /// Tells whether a place is inside the picture.
    @inline(__always)
    func holds(_ x: Int, _ y: Int) -> Bool {
        // What is less than zero is more than any width when its sign is not seen.
        UInt(bitPattern: x) < UInt(bitPattern: width)
            && UInt(bitPattern: y) < UInt(bitPattern: height)
    }

    /// Tells whether a pixel is dark; outside the picture everything is light.
    @inline(__always)
    func isDark(_ x: Int, _ y: Int) -> Bool {
        guard holds(x, y) else { return false }
        let shift = UInt64(truncatingIfNeeded: x % 64)
        return words[y &* wordsPerRow &+ x / 64] >> shift & 1 != 0
    }
}
