import TesseraScan
import Testing

struct SegmentsTests {
    private func text(_ data: [UInt8], version: Int = 1) -> String? {
        Segments.text(data, version: version).map { String(decoding: $0, as: UTF8.self) }
    }

    // ISO/IEC 18004, clause 7.4 and annex I.
    @Test func `the standard's examples are read`() {
        let numeric: [UInt8] = [
            0x10, 0x20, 0x0C, 0x56, 0x61, 0x80, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11,
            0xEC, 0x11,
        ]

        #expect(text(numeric) == "01234567")
        #expect(text([0x20, 0x29, 0xCE, 0xE7, 0x21, 0x00]) == "AC-42")
    }

    @Test func `bytes and segments of several kinds are read`() {
        #expect(text([0x40, 0x25, 0x45, 0xA0]) == "TZ")
        #expect(
            text([0x20, 0x1D, 0x3C, 0x04, 0x40, 0x41, 0xED, 0x10, 0x05, 0xE8, 0x00]) == "TZ11234z")
    }

    @Test func `bytes are read where the symbol says that they are UTF-8, or bytes`() {
        #expect(text([0x71, 0xA4, 0x01, 0x41, 0x00]) == "A")
        #expect(text([0x78, 0x38, 0x34, 0x01, 0x41]) == "A")
    }

    @Test(
        arguments: [
            ("another character set", [0x70, 0x44, 0x01, 0x41, 0x00]),
            ("a character set of no such number", [0x7F, 0xF0, 0x44, 0x01, 0x41, 0x00]),
            ("a character set that is cut", [0x78]),
            ("kanji", [0x80, 0x16, 0xCF, 0x80]),
            ("a part of several", [0x30, 0x1A, 0xA4, 0x01, 0x41]),
            ("a product number", [0x54, 0x01, 0x41]),
            ("no such mode", [0x60, 0x14, 0x10]),
            ("three digits that are 1000", [0x10, 0x0F, 0xE8, 0x00]),
            ("two digits that are 100", [0x10, 0x0B, 0x20, 0x00]),
            ("a pair beyond the last", [0x20, 0x17, 0xE9, 0x00]),
            ("a character beyond the last", [0x20, 0x0D, 0xA0]),
            ("fewer bytes than are counted", [0x40, 0x34, 0x14, 0x20]),
            ("a count that is cut", [0x40]),
            ("a count of none", [0x20, 0x00, 0x00]),
            ("nothing but the end", [0x00, 0xEC, 0x11]),
            ("nothing at all", []),
        ] as [(String, [UInt8])])
    func `what is no plain text is refused`(situation: String, data: [UInt8]) {
        #expect(Segments.text(data, version: 1) == nil, "\(situation)")
    }

    @Test(arguments: 1...40)
    func `any bytes are read or refused`(version: Int) {
        var chance = SplitMix(state: UInt64(version))
        for _ in 0..<200 {
            let data = (0..<Int(chance.next() % 40)).map { _ in UInt8(chance.next() & 255) }

            let bytes = Segments.text(data, version: version)

            // The shortest spelling of a character is ten bits for three digits.
            #expect((bytes?.count ?? 0) * 10 <= data.count * 8 * 3)
        }
    }
}
