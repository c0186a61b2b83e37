import TesseraModel
import TesseraPrint
import Testing

struct QRSymbolTests {
    @Test func `every accepted token of the vectors is tried`() {
        #expect(
            VectorFile.tokens.keys.sorted() == [
                "discount_15_percent", "entitlement_10_uses", "gift_eur_50",
                "gift_partner_ed25519", "gift_vnd_250000", "member_1234567", "scanner_prefix",
            ])
        #expect(PrintedText.liveCodes.count >= 3)
    }

    @Test(arguments: PrintedText.all)
    func `a text gets level Q while version 4 holds it, else M`(printed: PrintedText) throws {
        let symbol = try QRSymbol(printed.text)

        #expect(symbol.version == printed.version)
        #expect(symbol.level == (printed.level == "Q" ? .quartile : .medium))
    }

    // ISO/IEC 18004, table 7: the last text of a version and level, and the first that needs more.
    @Test(arguments: [
        (1, 1, QRSymbol.Level.quartile), (16, 1, .quartile), (17, 2, .quartile),
        (67, 4, .quartile), (68, 4, .medium), (90, 4, .medium), (91, 5, .medium),
        (154, 6, .medium), (155, 7, .medium), (3391, 40, .medium),
    ])
    func `the smallest symbol is chosen`(
        characterCount: Int, version: Int, level: QRSymbol.Level
    ) throws {
        let symbol = try QRSymbol(String(repeating: "Z", count: characterCount))

        #expect(symbol.version == version)
        #expect(symbol.level == level)
    }

    @Test func `a text that no symbol holds is refused`() {
        #expect(throws: PrintError.textTooLong(characterCount: 3392)) {
            try QRSymbol(String(repeating: "Z", count: 3392))
        }
    }

    @Test func `an empty text is refused`() {
        #expect(throws: PrintError.emptyText) { try QRSymbol("") }
    }

    @Test(arguments: [
        ("tz1", 0), ("TZ1a", 3), ("TZ1\n", 3), ("TZ1_", 3), ("Ä", 0), ("0,5", 1), ("E\u{301}", 1),
        ("TZ1\u{0}", 3), ("ＴＺ", 0), ("]Q1TZ1", 0),
    ])
    func `a text that needs byte mode is refused at its first such character`(
        text: String, index: Int
    ) {
        #expect(throws: PrintError.notAlphanumeric(at: index)) { try QRSymbol(text) }
    }

    @Test func `all 45 characters of alphanumeric mode are taken`() throws {
        let symbol = try QRSymbol("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")

        #expect(symbol.version == 3)
    }

    // ISO/IEC 18004, 6.3.3: the finder patterns, written out.
    @Test func `three corners hold finder patterns and the fourth does not`() throws {
        let finder = ["#######", "#.....#", "#.###.#", "#.###.#", "#.###.#", "#.....#", "#######"]
        let symbol = try QRSymbol("TZ1")

        func corner(column: Int, row: Int) -> [String] {
            (0..<7).map { down in
                (0..<7).map { symbol.isDark(column: column + $0, row: row + down) ? "#" : "." }
                    .joined()
            }
        }

        #expect(symbol.side == 21)
        #expect(corner(column: 0, row: 0) == finder)
        #expect(corner(column: 14, row: 0) == finder)
        #expect(corner(column: 0, row: 14) == finder)
        #expect(corner(column: 14, row: 14) != finder)
    }

    @Test func `everything outside the symbol is light`() throws {
        let symbol = try QRSymbol("TZ1")

        #expect(symbol.isDark(column: 0, row: 0))
        #expect(!symbol.isDark(column: -1, row: 0))
        #expect(!symbol.isDark(column: 0, row: -4))
        #expect(!symbol.isDark(column: 21, row: 20))
        #expect(symbol.sideWithQuietZone == 29)
    }
}
