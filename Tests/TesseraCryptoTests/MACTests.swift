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
