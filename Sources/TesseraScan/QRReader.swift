internal import CZBar
internal import Glibc

/// Reads the QR codes of a grey picture.
///
/// Codes may lie at any angle and may be light on dark, as a phone in dark mode shows them. The
/// reading library is opened at the first picture, so a program that never reads one starts without
/// it.
package struct QRReader: Sendable {
    /// Makes a reader; all readers are equal and may be used from any thread.
    package init() {}

    /// Returns the texts of all QR codes in the picture, rows from the top, each from the left.
    ///
    /// If the picture as it is shows no code, its negative is searched, then the same picture at
    /// half the size and so on: noise hides a code in a large picture and averages out in a small
    /// one.
    ///
    /// - Parameters:
    ///   - width: In pixels, at least 1.
    ///   - height: In pixels, at least 1.
    ///   - grey: Exactly width × height bytes, rows from the top, 0 black and 255 white.
    /// - Returns: The texts exactly as they stand in the symbols; never empty.
    /// - Throws: ``ScanError/noCodeFound``; ``ScanError/notText`` if no code that was found is
    ///   UTF-8; ``ScanError/readerUnavailable`` if the reading library is missing;
    ///   ``ScanError/outOfMemory``.
    package func texts(width: Int, height: Int, grey: [UInt8]) throws(ScanError) -> [String] {
        if let missing = Self.missing { throw missing }
        var picture = Picture(width: width, height: height, grey: grey)
        while true {
            for side in [picture, picture.negative] {
                let codes = try side.codes()
                if codes.isEmpty { continue }
                let texts = FoundCode.inReadingOrder(codes).compactMap(\.text)
                if texts.isEmpty { throw .notText }
                return texts
            }
            guard let smaller = picture.halved else { throw .noCodeFound }
            picture = smaller
        }
    }

    /// Opens a reading library.
    ///
    /// - Parameter name: The file name of a shared library with zbar's interface, version 0.
    /// - Returns: `nil` if it can be used, otherwise ``ScanError/readerUnavailable``.
    package static func problem(opening name: String) -> ScanError? {
        // Never closed again: the bound functions are used until the process ends.
        guard let library = unsafe dlopen(name, RTLD_NOW | RTLD_LOCAL),
            unsafe tessera_zbar_bind(library) == 1
        else { return .readerUnavailable }
        return nil
    }

    private static let missing = problem(opening: "libzbar.so.0")
}
