import TesseraCrypto
import Testing

/// SHA-256 of bytes that come piece by piece.
struct DigestTests {
    /// FIPS 180-4, the one-block example: `abc`.
    private static let abc: [UInt8] = [
        0xBA, 0x78, 0x16, 0xBF, 0x8F, 0x01, 0xCF, 0xEA, 0x41, 0x41, 0x40, 0xDE, 0x5D, 0xAE, 0x22,
        0x23, 0xB0, 0x03, 0x61, 0xA3, 0x96, 0x17, 0x7A, 0x9C, 0xB4, 0x10, 0xFF, 0x61, 0xF2, 0x00,
        0x15, 0xAD,
    ]

    @Test(arguments: [["abc"], ["a", "bc"], ["", "ab", "", "c"]])
    func `pieces have the digest of the whole`(pieces: [String]) throws {
        var digest = try RunningDigest()

        for piece in pieces { digest.take(Array(piece.utf8)[...]) }

        let found = digest.finish()
        #expect(found == DigestTests.abc)
    }
}
