import Foundation
import Testing
import TesseraCrypto

/// HMAC-SHA-256 and HKDF against the vectors of their standards.
struct MACTests {
    struct Tagged: Decodable {
        let name: String
        let key: HexBytes
        let message: HexBytes
        let tag: HexBytes
    }

    struct Lengths: Decodable {
        struct Case: Decodable {
            let name: String
            let key: HexBytes
            let tags: [HexBytes]
        }
        let message: HexBytes
        let cases: [Case]
    }

    struct Derived: Decodable {
        let name: String
        let secret: HexBytes
        let salt: HexBytes
        let info: HexBytes
        let byteCount: Int
        let derived: HexBytes
    }

    struct File<Case: Decodable>: Decodable { let cases: [Case] }

    @Test func `tags are those of RFC 4231`() throws {
        let file = try VectorFile.decoded(File<Tagged>.self, from: "hmac-sha256-rfc4231.json")
        #expect(file.cases.count == 7)

        for vector in file.cases {
            let key = MACKey(SecretBytes(vector.key.bytes))
            let tag = key.tag(of: vector.message.bytes).prefix(vector.tag.bytes.count)
            #expect(tag == vector.tag.bytes, "\(vector.name)")
        }
    }

    @Test func `tags are right for keys and messages of every length`() throws {
        let file = try VectorFile.decoded(Lengths.self, from: "hmac-sha256-lengths.json")

        for vector in file.cases {
            let key = MACKey(SecretBytes(vector.key.bytes))
            #expect(vector.tags.count == 301)
            for (count, tag) in vector.tags.enumerated() {
                let message = Array(file.message.bytes.prefix(count))
                #expect(key.tag(of: message).prefix(8) == tag.bytes, "\(vector.name), \(count)")
            }
        }
    }

    @Test func `a tag matches itself and no tag with one other bit`() {
        let key = MACKey(SecretBytes([1, 2, 3]))
        let tag = key.tag(of: [4, 5, 6])

        var message = [9, 9] + tag.prefix(16)
        let matchesItself = tag.matches(first: 16, of: message.span, at: 2)
        #expect(matchesItself)
        for bit in 0..<128 {
            message[2 + bit / 8] ^= 1 << (bit % 8)
            let matches = tag.matches(first: 16, of: message.span, at: 2)
            #expect(!matches, "bit \(bit)")
            message[2 + bit / 8] ^= 1 << (bit % 8)
        }
    }

    /// From `openssl dgst -sha256 -mac hmac`: key 00…1f, messages 00, 01, 02 and so on.
    ///
    /// With sixteen bytes behind it a message of 48 has a whole block to read and one of 47 has
    /// not; one of 55 is padded within its block and one of 56 is not.
    static let endings: [(byteCount: Int, tag: String)] = [
        (0, "d38b42096d80f45f826b44a9d5607de7"),
        (47, "2b3f1b952040e477b02e321b4fe35a74"),
        (48, "c31a7fb7648a830a8104434cd9cc3fda"),
        (54, "8efa8fe3826a2f0a1de0054535de155c"),
        (55, "b478e4cbd63871759702a8a4c9828359"),
        (56, "e5d1f65e9e9359d05c577b6890044f08"),
        (57, "a4bf84977b758093109227ccb8b73e55"),
    ]

    @Test(arguments: endings, [0, 1, 64])
    func `a tag behind its message is found good at every edge of a block`(
        ending: (byteCount: Int, tag: String), spare: Int
    ) throws {
        let key = MACKey(SecretBytes([UInt8](0..<32)))
        let tag = try JSONDecoder().decode(HexBytes.self, from: Data("\"\(ending.tag)\"".utf8))
        let message = (0..<ending.byteCount).map { UInt8($0) }
        // What stands behind the tag is never zero, so that nothing of it passes for padding.
        let behind = [UInt8](repeating: 0xA5, count: spare)

        let isGood = key.tags((message + tag.bytes + behind).span, upTo: ending.byteCount)
        #expect(isGood)
        for bit in 0..<128 {
            var forged = tag.bytes
            forged[bit / 8] ^= 1 << (bit % 8)
            let passes = key.tags((message + forged + behind).span, upTo: ending.byteCount)
            #expect(!passes, "bit \(bit)")
        }
    }

    @Test func `the leftmost five bytes are one number`() {
        let tag = MACKey(SecretBytes([UInt8](repeating: 0x0B, count: 20)))
            .tag(of: Array("Hi There".utf8))

        #expect(tag.leftmostFive == 0xB0_344C_61D8)
        #expect(tag.matchesLeftmostFive(0xB0_344C_61D8))
        #expect(!tag.matchesLeftmostFive(0xB0_344C_61D9))
        #expect(!tag.matchesLeftmostFive(0x30_344C_61D8))
    }

    @Test func `derived secrets are those of RFC 5869`() throws {
        let file = try VectorFile.decoded(File<Derived>.self, from: "hkdf-sha256-rfc5869.json")
        #expect(file.cases.count == 3)

        for vector in file.cases {
            let derived = try KeyDerivation.hkdfSHA256(
                SecretBytes(vector.secret.bytes), salt: vector.salt.bytes, info: vector.info.bytes,
                byteCount: vector.byteCount)
            #expect(derived.exposed() == vector.derived.bytes, "\(vector.name)")
        }
    }
}
