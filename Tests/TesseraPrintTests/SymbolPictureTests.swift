import TesseraPrint
import TesseraScan
import Testing

struct SymbolPictureTests {
    @Test(arguments: PrintedText.all)
    func `a printed code is read back`(printed: PrintedText) throws {
        for dots in [4, 5, 8] {
            let png = try QRSymbol(printed.text).png(dotsPerModule: dots)

            let picture = try GreyPicture(reading: png)
            let texts = try QRReader().texts(
                width: picture.width, height: picture.height, grey: picture.grey)

            #expect(texts == [printed.text], "\(dots) dots")
        }
    }

    // Version 4 is 33 modules; with 4 quiet ones on each side 41.
    @Test(arguments: [(4, 164), (5, 205), (8, 328), (64, 2624)])
    func `a module is whole dots and the quiet zone four modules`(dots: Int, side: Int) throws {
        let picture = try QRSymbol(PrintedText.tokens[0].text).picture(dotsPerModule: dots)

        let firstDark = picture.grey.firstIndex(of: 0)

        #expect(picture.width == side)
        #expect(picture.height == side)
        #expect(firstDark == 4 * dots * side + 4 * dots)
        #expect(Set(picture.grey) == [0, 255])
    }

    @Test func `a module has eight dots unless told otherwise`() throws {
        let symbol = try QRSymbol(PrintedText.tokens[0].text)

        let picture = try GreyPicture(reading: try symbol.png())

        #expect(try picture == symbol.picture(dotsPerModule: 8))
        #expect(picture.width == 328)
    }

    @Test(arguments: [-1, 0, 1, 3, 65, Int.max])
    func `a module of too few dots, or of absurdly many, is refused`(dots: Int) throws {
        let symbol = try QRSymbol("TZ1")

        #expect(throws: PrintError.dotsOutOfRange(dots)) { try symbol.png(dotsPerModule: dots) }
    }
}
