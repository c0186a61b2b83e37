internal import CPNG

/// A picture in 256 greys.
package struct GreyPicture: Hashable, Sendable {
    /// How many pixels are read at most; a phone's photograph has 12 million, rarely 48 million.
    package static let largestPixelCount = 50_000_000

    /// In pixels, at least 1.
    package let width: Int
    /// In pixels, at least 1.
    package let height: Int
    /// One byte for each pixel, rows from the top; 0 is black, 255 is white.
    package let grey: [UInt8]

    /// Makes a picture of pixels.
    ///
    /// - Parameters:
    ///   - width: In pixels, at least 1.
    ///   - height: In pixels, at least 1.
    ///   - grey: Exactly width × height bytes, rows from the top.
    package init(width: Int, height: Int, grey: [UInt8]) {
        precondition(width >= 1 && height >= 1, "a picture has at least one pixel")
        precondition(grey.count == width * height, "a picture has one byte for each pixel")
        self.width = width
        self.height = height
        self.grey = grey
    }

    /// Reads a PNG or JPEG file; colours become greys, see-through becomes white paper.
    ///
    /// The size stands in the file's first bytes and is looked at before any room is made, so a
    /// small file that unpacks to an enormous picture is refused unread.
    ///
    /// - Parameter bytes: The whole file.
    /// - Throws: ``PrintError/notAPicture`` if it begins like neither kind;
    ///   ``PrintError/pictureTruncated`` if it ends early;
    ///   ``PrintError/pictureTooLarge(width:height:)`` beyond ``largestPixelCount``;
    ///   ``PrintError/pictureDamaged`` if it cannot be decoded;
    ///   ``PrintError/libraryMissing(package:)``; ``PrintError/outOfMemory``.
    package init(reading bytes: [UInt8]) throws(PrintError) {
        if bytes.starts(with: PNGFrame.signature) {
            self = try .png(bytes)
        } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = try .jpeg(bytes)
        } else {
            throw .notAPicture
        }
    }

    /// Returns the picture as an 8-bit grey PNG file.
    ///
    /// - Throws: ``PrintError/libraryMissing(package:)``; ``PrintError/outOfMemory``;
    ///   ``PrintError/pictureTooLarge(width:height:)`` beyond ``largestPixelCount``.
    package func png() throws(PrintError) -> [UInt8] {
        if let missing = SharedLibrary.pngProblem { throw missing }
        let (columns, rows) = try Self.checkedSize(width: width, height: height)
        let largest = tessera_png_largest(columns, rows)
        var bytes = [UInt8](repeating: 0, count: largest)
        let used = unsafe tessera_png_write(grey, columns, rows, &bytes, largest)
        if used == 0 { throw .outOfMemory }
        return Array(bytes.prefix(used))
    }

    private static func png(_ bytes: [UInt8]) throws(PrintError) -> GreyPicture {
        let frame = try PNGFrame(bytes)
        let (columns, rows) = try checkedSize(width: frame.width, height: frame.height)
        if !frame.isWhole { throw .pictureTruncated }
        if let missing = SharedLibrary.pngProblem { throw missing }
        var grey = [UInt8](repeating: 0, count: frame.width * frame.height)
        let isRead = unsafe tessera_png_read(bytes, bytes.count, columns, rows, &grey)
        if isRead == 0 { throw .pictureDamaged }
        return GreyPicture(width: frame.width, height: frame.height, grey: grey)
    }

    /// Returns a size that may be read, as the libraries want it.
    static func checkedSize(
        width: Int, height: Int
    ) throws(PrintError) -> (columns: UInt32, rows: UInt32) {
        guard width >= 1, height >= 1 else { throw .pictureDamaged }
        let (pixelCount, isOverflow) = width.multipliedReportingOverflow(by: height)
        guard !isOverflow, pixelCount <= largestPixelCount else {
            throw .pictureTooLarge(width: width, height: height)
        }
        return (UInt32(width), UInt32(height))
    }
}
