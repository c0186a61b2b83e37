import TesseraModel
import TesseraPrint
import TesseraScan
import Testing

private let card = "TZ128002000001G24BHKVCMDTVH17AGPGM84W1X51XFMCQDZ051SG6X13F7VFMMTW8"

struct QRReaderTests {
    private let reader = QRReader()

    private func texts(_ picture: GreyPicture) throws(ScanError) -> [String] {
        try reader.texts(width: picture.width, height: picture.height, grey: picture.grey)
    }

    @Test func `a code drawn by another program is read from a photograph of a card`() throws {
        let picture = try SamplePicture.photograph.read()

        #expect(try texts(picture) == [card])
    }

    @Test(arguments: 0...3)
    func `a code is read whichever way up it lies`(quarterTurns: Int) throws {
        let picture = try QRSymbol(card).picture(dotsPerModule: 5)

        let turned = picture.turned(quarterTurns: quarterTurns)

        #expect(try texts(turned) == [card])
    }

    @Test(arguments: [7.0, 17, 31, 44, 63, 88, 119, 211, 305])
    func `a code is read at any angle`(degrees: Double) throws {
        let picture = try QRSymbol(card).picture(dotsPerModule: 6)

        let turned = picture.turned(degrees: degrees)

        #expect(try texts(turned) == [card])
    }

    @Test func `a light code on a dark screen is read`() throws {
        let picture = try QRSymbol(card).picture(dotsPerModule: 4)

        let negative = picture.mapped { 255 - $0 }

        #expect(try texts(negative) == [card])
    }

    @Test func `a code seen in a mirror is read`() throws {
        let picture = try QRSymbol(card).picture(dotsPerModule: 4)

        let mirrored = picture.mirrored

        #expect(try texts(mirrored) == [card])
        #expect(try texts(mirrored.mapped { 255 - $0 }.turned(degrees: 20)) == [card])
    }

    @Test(arguments: 1...24 as ClosedRange<UInt64>)
    func `a code is read as a hand-held camera shows it`(seed: UInt64) throws {
        let picture = try QRSymbol(card).picture(dotsPerModule: 6)

        let seen = picture.seenByCamera(width: 480, height: 360, seed: seed)

        #expect(try texts(seen) == [card])
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `spots on a code never change its text`(seed: UInt64) throws {
        let picture = try QRSymbol(card).picture(dotsPerModule: 4)

        let spotted = picture.spotted(count: Int(seed), seed: seed)
        let read = try? texts(spotted)

        #expect(read == nil || read == [card])
    }

    @Test func `a thumb on a corner of the code is no hindrance, half a hand is`() throws {
        let picture = try QRSymbol(card).picture(dotsPerModule: 4)
        let edge = picture.width - 4 * 4

        let thumb = picture.covered(from: edge - 7 * 4, to: edge)
        let hand = picture.covered(from: edge - 19 * 4, to: edge)

        #expect(try texts(thumb) == [card])
        #expect(throws: ScanError.noCodeFound) { try texts(hand) }
    }

    @Test(arguments: [(60, 200), (100, 150), (120, 140), (0, 24), (231, 255)] as [(UInt8, UInt8)])
    func `a faint code is read`(dark: UInt8, light: UInt8) throws {
        let picture = try QRSymbol(card).picture(dotsPerModule: 4)

        let faint = picture.mapped { $0 == 0 ? dark : light }

        #expect(try texts(faint) == [card])
    }

    @Test(arguments: 1...3 as ClosedRange<UInt64>)
    func `a code is read through heavy noise in a large picture`(seed: UInt64) throws {
        let picture = try QRSymbol(card).picture(dotsPerModule: 16)

        let noisy = picture.withNoise(of: 110, seed: seed)

        #expect(try texts(noisy) == [card])
    }

    @Test func `several codes come in reading order, though the page lies a little crooked`() throws
    {
        let picture = try SamplePicture.sheet.read()

        #expect(
            try texts(picture) == [
                "TZ128002000001G24BHKVCMDTVH17AGPGM84W1X51XFMCQDZ051SG6X13F7VFMMTW8",
                "TZ128002000005G0000TVZEKZGP17AGPGMGM47G5G4E2BZQJBV0PHCYY1MHJT4E4QXR",
                "TZ124004000000G0005MBE4STY917AGZ2C7NN5G4GPK6CVGQRZ4KDWND2Y10VHB19G",
                "TZ12C006000004G002D11CMAATF17AGPGMW0C0XR2R3TAG1ZC09NB804VQ9EZN2CHZ7X7K3X7FQEG",
            ])
    }

    @Test func `a whole sheet of labels is read, row by row`() throws {
        let texts = (10..<34).map {
            "TZ128002000001G24BHKVCMDTVH17AGPGM84W1X51XFMCQDZ051SG6X13F\($0)"
        }
        let labels = try texts.map { try QRSymbol($0).picture(dotsPerModule: 4) }

        let sheet = GreyPicture.sheet(of: labels, columns: 4)

        #expect(try self.texts(sheet) == texts)
    }

    @Test func `the text is that of the symbol, in whatever letters`() throws {
        let picture = try SamplePicture.greeting.read()

        #expect(try texts(picture) == ["Grüße, 礼品卡"])
    }

    @Test func `a code of bytes that are no text is told apart from no code`() throws {
        let picture = try SamplePicture.notText.read()

        #expect(throws: ScanError.notText) { try texts(picture) }
    }

    @Test(arguments: [(1, 1), (1, 300), (300, 1), (7, 5), (640, 480)])
    func `a blank picture of any shape holds no code`(width: Int, height: Int) throws {
        for shade in [0, 128, 255] as [UInt8] {
            let grey = [UInt8](repeating: shade, count: width * height)

            #expect(throws: ScanError.noCodeFound) {
                try reader.texts(width: width, height: height, grey: grey)
            }
        }
    }

    @Test func `200 frames of noise and destroyed codes hold none`() throws {
        for (number, frame) in try Wreck.frames(200).enumerated() {
            #expect(throws: ScanError.noCodeFound, "frame \(number)") { try texts(frame) }
        }
    }

    @Test func `half a code is no code`() throws {
        let picture = try QRSymbol(card).picture(dotsPerModule: 4)

        let half = GreyPicture(
            width: picture.width, height: picture.height / 2,
            grey: Array(picture.grey.prefix(picture.width * (picture.height / 2))))

        #expect(throws: ScanError.noCodeFound) { try texts(half) }
    }

    @Test(arguments: [
        (ScanError.noCodeFound, "no_code_found", ErrorKind.invalid),
        (.notText, "code_not_text", .notGenuine),
    ])
    func `each answer has its code and says whose move it is`(
        error: ScanError, code: String, kind: ErrorKind
    ) {
        #expect(error.code == code)
        #expect(error.kind == kind)
        #expect(error.message.hasSuffix("."))
    }
}
