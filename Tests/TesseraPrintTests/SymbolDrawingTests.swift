import Foundation
import TesseraPrint
import TesseraScan
import Testing

struct SymbolDrawingTests {
    private let card = PrintedText.tokens[0].text

    private func texts(_ picture: GreyPicture) throws -> [String] {
        try QRReader().texts(width: picture.width, height: picture.height, grey: picture.grey)
    }

    @Test func `the drawing holds the code as one path with its quiet zone`() throws {
        let svg = try QRSymbol(card).svg()

        let paths = svg.matches(of: /<path fill="#000" shape-rendering="crispEdges" d="([^"]*)"\/>/)
        let path = try #require(paths.first)
        let drawn = try #require(DrawnSymbol(side: 41, path: String(path.1)))

        #expect(paths.count == 1)
        #expect(svg.contains(#"viewBox="0 0 41 41">"#))
        #expect(svg.contains(##"<rect width="41" height="41" fill="#fff"/>"##))
        #expect(path.1.hasPrefix("M4 4h7v1H4z"))
        #expect(try texts(drawn.picture) == [card])
    }

    @Test func `the drawing has no size of its own unless a width is given`() throws {
        let symbol = try QRSymbol(card)

        #expect(
            try symbol.svg().hasPrefix(
                #"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 41 41">"#))
        #expect(
            try symbol.svg(widthMillimetres: 30).hasPrefix(
                #"<svg xmlns="http://www.w3.org/2000/svg" width="30mm" height="30.0mm" viewBox="#))
    }

    // 41 modules of 4 dots are 164 dots; at 203 dots to 25.4 mm that is 20.52 mm.
    @Test func `a print too small to scan is refused with the width it needs`() throws {
        let symbol = try QRSymbol(card)

        #expect(
            throws: PrintError.printTooSmall(widthMillimetres: 20, neededMillimetres: 21)
        ) { try symbol.svg(widthMillimetres: 20) }
        #expect(throws: Never.self) { try symbol.svg(widthMillimetres: 21) }
    }

    @Test func `the typed code stands under the quiet zone`() throws {
        let symbol = try QRSymbol(card)

        let svg = try symbol.svg(widthMillimetres: 41, caption: "000E-4BH7-ACZ5-H6GM")

        #expect(svg.contains(#"width="41mm" height="46.0mm" viewBox="0 0 41 46">"#))
        #expect(svg.contains(#"<text x="20" y="43" "#))
        #expect(svg.contains(">000E-4BH7-ACZ5-H6GM</text>"))
    }

    @Test func `a caption cannot leave its place`() throws {
        let svg = try QRSymbol(card).svg(caption: "</text><script>&")

        #expect(svg.contains(">&lt;/text&gt;&lt;script&gt;&amp;</text>"))
        #expect(!svg.contains("<script>"))
    }

    @Test(arguments: [nil, "000E-4BH7-ACZ5-H6GM", "<&>\"'"])
    func `the drawing is well-formed XML`(caption: String?) throws {
        let svg = try QRSymbol(card).svg(widthMillimetres: 30, caption: caption)

        #expect(XMLCheck.isWellFormed(svg))
    }

    @Test(arguments: PrintedText.tokens)
    func `plain half blocks hold the code, a dark module as a block`(printed: PrintedText) throws {
        let blocks = try QRSymbol(printed.text).halfBlocks(ink: .plain)

        let drawn = try #require(DrawnSymbol(blocks: blocks))

        #expect(!blocks.contains("\u{1B}"))
        #expect(try texts(drawn.picture) == [printed.text])
    }

    @Test func `coloured half blocks are black on white under every theme`() throws {
        let symbol = try QRSymbol(card)
        let ink = "\u{1B}[38;5;16;48;5;231m"

        let lines = symbol.halfBlocks(ink: .blackOnWhite).split(separator: "\n")

        #expect(lines.count == 21)
        #expect(lines.allSatisfy { $0.hasPrefix(ink) })
        #expect(lines.allSatisfy { $0.hasSuffix("\u{1B}[0m") })
        let inside = lines.map { $0.dropFirst(ink.count).dropLast(4) }.joined(separator: "\n")
        #expect(inside + "\n" == symbol.halfBlocks(ink: .plain))
    }

    @Test func `the blocks of a small symbol look like this`() throws {
        let lines = try QRSymbol("TZ1").halfBlocks(ink: .plain).split(separator: "\n")

        #expect(lines.count == 15)
        #expect(lines[0] == "                             ")
        #expect(lines[1] == "                             ")
        #expect(lines[2].hasPrefix("    █▀▀▀▀▀█ "))
        #expect(lines[3].hasPrefix("    █ ███ █ "))
        #expect(lines[4].hasPrefix("    █ ▀▀▀ █ "))
        #expect(lines[5].hasPrefix("    ▀▀▀▀▀▀▀ "))
        #expect(lines[14] == "                             ")
    }
}
