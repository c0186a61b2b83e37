/// The outer form of a PNG file: its size, and whether all its chunks are there.
///
/// libpng stops reading at the last pixel and would take a file without its end for a whole one.
struct PNGFrame {
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// As the header says, in pixels; 0 if a broken file says so.
    let width: Int
    /// As the header says, in pixels; 0 if a broken file says so.
    let height: Int
    /// Whether every chunk up to the end chunk is there with all its bytes.
    let isWhole: Bool

    /// Reads the form of a file that begins with ``signature``.
    ///
    /// - Throws: ``PrintError/pictureTruncated`` if the header is not all there;
    ///   ``PrintError/pictureDamaged`` if the first chunk is no header.
    init(_ bytes: [UInt8]) throws(PrintError) {
        // Signature, then the header chunk: length, "IHDR", width, height, five more, checksum.
        guard bytes.count >= 33 else { throw .pictureTruncated }
        guard Self.number(bytes, at: 8) == 13, bytes[12..<16].elementsEqual("IHDR".utf8) else {
            throw .pictureDamaged
        }
        width = Self.number(bytes, at: 16)
        height = Self.number(bytes, at: 20)
        isWhole = Self.reachesEnd(bytes)
    }

    private static func reachesEnd(_ bytes: [UInt8]) -> Bool {
        var start = signature.count
        while bytes.count - start >= 12 {
            let byteCount = number(bytes, at: start)
            if bytes.count - start - 12 < byteCount { return false }
            if bytes[start + 4..<start + 8].elementsEqual("IEND".utf8) { return true }
            start += 12 + byteCount
        }
        return false
    }

    /// Returns the four bytes at `start` as an unsigned number, most significant first.
    private static func number(_ bytes: [UInt8], at start: Int) -> Int {
        bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
    }
}
