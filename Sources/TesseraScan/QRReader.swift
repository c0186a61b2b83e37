/// Reads the QR codes of a grey picture.
///
/// Codes may lie at any angle, may be seen from the side or in a mirror, and may be light on dark,
/// as a phone in dark mode shows them.
package struct QRReader: Sendable {
    /// Makes a reader; all readers are equal and may be used from any thread.
    package init() {}

    /// Returns the texts of all QR codes in the picture, rows from the top, each from the left.
    ///
    /// If the picture as it is shows no code, it is searched smaller and smoother: noise hides a
    /// code in a large picture and averages out in a small one.
    ///
    /// - Parameters:
    ///   - width: In pixels, at least 1.
    ///   - height: In pixels, at least 1.
    ///   - grey: Exactly width × height bytes, rows from the top, 0 black and 255 white.
    /// - Returns: The texts exactly as they stand in the symbols; never empty.
    /// - Throws: ``ScanError/noCodeFound``; ``ScanError/notText`` if no code that was found is
    ///   UTF-8.
    package func texts(width: Int, height: Int, grey: [UInt8]) throws(ScanError) -> [String] {
        precondition(width >= 1 && height >= 1, "a picture has at least one pixel")
        precondition(grey.count == width * height, "a picture has one byte for each pixel")
        guard let raster = Raster(width: width, height: height, pixels: grey) else {
            throw .noCodeFound
        }
        var scanner = Scanner()
        let codes = scanner.readings(raster, most: Self.mostCodes)
        if codes.isEmpty { throw .noCodeFound }
        let texts = Reading.inReadingOrder(codes).compactMap {
            String(validating: $0.text, as: UTF8.self)
        }
        if texts.isEmpty { throw .notText }
        return texts
    }

    /// More than a sheet of the smallest labels holds.
    private static let mostCodes = 128
}
