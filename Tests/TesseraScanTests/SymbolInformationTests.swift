import TesseraScan
import Testing

struct SymbolInformationTests {
    /// ISO/IEC 18004, clause 7.9: level M and mask 5.
    private let format = 0b100_0000_1100_1110
    /// ISO/IEC 18004, annex D: version 7.
    private let version = 0b00_0111_1100_1001_0100

    @Test func `the standard's examples are read`() throws {
        let read = try #require(FormatInformation(word: format))

        #expect(read.level == .medium)
        #expect(read.mask == 5)
        #expect(read.distance == 0)
        #expect(VersionInformation.version(word: version) == 7)
    }

    @Test(arguments: 0..<15)
    func `three wrong modules of a format are mended`(first: Int) throws {
        let wrong = format ^ (1 << first) ^ (1 << ((first + 4) % 15)) ^ (1 << ((first + 9) % 15))

        let read = try #require(FormatInformation(word: wrong))

        #expect(read.level == .medium)
        #expect(read.mask == 5)
        #expect(read.distance == 3)
    }

    @Test(arguments: 0..<18)
    func `three wrong modules of a version are mended`(first: Int) {
        let wrong = version ^ (1 << first) ^ (1 << ((first + 5) % 18)) ^ (1 << ((first + 11) % 18))

        #expect(VersionInformation.version(word: wrong) == 7)
    }

    // Any two versions are eight modules apart, so four wrong ones never look like another.
    @Test(arguments: 0..<18)
    func `four wrong modules of a version are no version`(first: Int) {
        var wrong = version
        for step in [0, 5, 11, 14] { wrong ^= 1 << ((first + step) % 18) }

        #expect(VersionInformation.version(word: wrong) == nil)
    }

    @Test func `modules far from every format are none`() {
        // In table C.1 no format has fewer than five dark modules.
        #expect(FormatInformation(word: 0b000_0000_0000_0000) == nil)
    }
}
