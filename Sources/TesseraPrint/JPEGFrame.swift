/// The outer form of a JPEG file: whether it reaches its end mark.
///
/// libjpeg fills a file that stops early with grey and calls the result a picture.
enum JPEGFrame {
    private static let endOfImage: UInt8 = 0xD9
    /// Marks without a length: TEM, and RST0 to SOI, which also stand inside a scan.
    private static let bareMarks: Set<UInt8> = [
        0x01, 0xD0, 0xD1, 0xD2, 0xD3, 0xD4, 0xD5, 0xD6, 0xD7, 0xD8,
    ]

    /// Tells whether a file that begins with a start mark has all its segments and an end mark.
    ///
    /// Segments are stepped over by their length, because a photograph carries a smaller one, with
    /// an end mark of its own, in its first segment.
    static func isWhole(_ bytes: [UInt8]) -> Bool {
        var index = 2
        while index + 1 < bytes.count {
            let mark = bytes[index + 1]
            if bytes[index] != 0xFF || mark == 0x00 || mark == 0xFF {
                // Picture data, a stuffed byte, or a fill byte.
                index += 1
            } else if mark == endOfImage {
                return true
            } else if bareMarks.contains(mark) {
                index += 2
            } else {
                guard index + 3 < bytes.count else { return false }
                index += 2 + Int(bytes[index + 2]) * 256 + Int(bytes[index + 3])
            }
        }
        return false
    }
}
