internal import CQREncode

/// The modules of a QR code, before anybody decides how large they are printed.
package struct QRSymbol: Hashable, Sendable {
    /// How much of a symbol may be lost and still be read.
    package enum Level: String, Sendable {
        /// M: about 15 percent.
        case medium
        /// Q: about 25 percent.
        case quartile
    }

    /// How many light modules every picture leaves around the symbol on each side.
    package static let quietModules = 4

    /// The error correction that was chosen.
    package let level: Level
    /// How many modules one side has, the quiet zone not counted: 21 to 177.
    package let side: Int
    /// One entry for each module, rows from the top; `true` is dark.
    private let modules: [Bool]

    /// How many modules one side has with the quiet zone.
    package var sideWithQuietZone: Int { side + 2 * Self.quietModules }

    /// The symbol's version, 1 to 40.
    package var version: Int { (side - 17) / 4 }

    /// Draws a token's text, or a live member code, in alphanumeric mode without ECI.
    ///
    /// - Parameter text: Capital letters, digits, space and `$%*+-./:`; at most 3391 characters.
    /// - Throws: ``PrintError/emptyText``; ``PrintError/notAlphanumeric(at:)`` if only byte mode
    ///   could hold the text; ``PrintError/textTooLong(characterCount:)``;
    ///   ``PrintError/libraryMissing(package:)``; ``PrintError/outOfMemory``.
    /// - Source: T25
    package init(_ text: String) throws(PrintError) {
        let bytes = Array(text.utf8)
        if bytes.isEmpty { throw .emptyText }
        if let index = text.unicodeScalars.enumerated().first(where: { !Self.holds($0.element) }) {
            throw .notAlphanumeric(at: index.offset)
        }
        if let missing = SharedLibrary.qrProblem { throw missing }
        if let symbol = try Self.drawn(bytes, at: .quartile), symbol.version <= 4 {
            self = symbol
        } else if let symbol = try Self.drawn(bytes, at: .medium) {
            self = symbol
        } else {
            throw .textTooLong(characterCount: bytes.count)
        }
    }

    private init(level: Level, side: Int, modules: [Bool]) {
        self.level = level
        self.side = side
        self.modules = modules
    }

    /// Tells whether a module is dark; everything outside the symbol is light.
    ///
    /// - Parameters:
    ///   - column: From 0 at the left edge of the symbol; the quiet zone has negative numbers.
    ///   - row: From 0 at the upper edge of the symbol.
    /// - Returns: `true` for dark.
    package func isDark(column: Int, row: Int) -> Bool {
        let inside = 0..<side
        return inside.contains(column) && inside.contains(row) && modules[row * side + column]
    }

    /// ISO/IEC 18004, table 5: the 45 characters of alphanumeric mode.
    private static func holds(_ character: Unicode.Scalar) -> Bool {
        switch character {
        case "0"..."9", "A"..."Z", " ", "$", "%", "*", "+", "-", ".", "/", ":": true
        default: false
        }
    }

    /// Returns the smallest symbol of a level, or `nil` if not even the largest holds the text.
    private static func drawn(_ bytes: [UInt8], at level: Level) throws(PrintError) -> QRSymbol? {
        var modules = [UInt8](
            repeating: 0, count: TESSERA_QR_LARGEST_SIDE * TESSERA_QR_LARGEST_SIDE)
        var side: Int32 = 0
        let answer = unsafe tessera_qr_draw(
            bytes, bytes.count, level == .quartile ? 1 : 0, &modules, &side)
        switch answer {
        case TESSERA_QR_DRAWN:
            let count = Int(side) * Int(side)
            return QRSymbol(
                level: level, side: Int(side), modules: modules.prefix(count).map { $0 == 1 })
        case TESSERA_QR_TOO_LONG: return nil
        default: throw .outOfMemory
        }
    }
}
