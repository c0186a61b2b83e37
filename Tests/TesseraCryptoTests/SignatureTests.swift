import Testing
import TesseraCrypto

/// Ed25519 against the vectors of RFC 8032.
struct SignatureTests {
    struct Case: Decodable {
        let name: String
        let seed: HexBytes
        let publicKey: HexBytes
        let message: HexBytes
        let signature: HexBytes
    }

    struct File: Decodable { let cases: [Case] }

    let cases: [Case]

    init() throws {
        cases = try VectorFile.decoded(File.self, from: "ed25519-rfc8032.json").cases
    }

    @Test func `keys and signatures are those of RFC 8032`() throws {
        #expect(cases.count == 3)

        for vector in cases {
            let key = try Ed25519PrivateKey(seed: SecretBytes(vector.seed.bytes))
            let signature = try key.signature(of: vector.message.bytes)
            let isGood = key.publicKey.isSignature(
                signature.span, of: vector.message.bytes.span)
            #expect(key.publicKey.bytes == vector.publicKey.bytes, "\(vector.name)")
            #expect(signature == vector.signature.bytes, "\(vector.name)")
            #expect(isGood, "\(vector.name)")
        }
    }

    @Test func `a signature with one other bit is not believed`() throws {
        let vector = cases[2]
        let key = try Ed25519PublicKey(vector.publicKey.bytes)
        var signature = vector.signature.bytes

        for bit in 0..<512 {
            signature[bit / 8] ^= 1 << (bit % 8)
            let isGood = key.isSignature(signature.span, of: vector.message.bytes.span)
            #expect(!isGood, "bit \(bit)")
            signature[bit / 8] ^= 1 << (bit % 8)
        }
    }

    @Test func `a signature of another length, message or key is not believed`() throws {
        let key = try Ed25519PublicKey(cases[2].publicKey.bytes)
        let signature = cases[2].signature.bytes
        let short = Array(signature.dropLast())
        let long = signature + [0]

        let other = try Ed25519PublicKey(cases[1].publicKey.bytes)
        let message = cases[2].message.bytes
        let otherMessage = cases[1].message.bytes

        var believed = [key.isSignature(signature.span, of: message.span)]
        believed.append(key.isSignature(short.span, of: message.span))
        believed.append(key.isSignature(long.span, of: message.span))
        believed.append(key.isSignature(signature.span, of: otherMessage.span))
        believed.append(other.isSignature(signature.span, of: message.span))
        #expect(believed == [true, false, false, false, false])
    }

    @Test func `keys of another length are refused`() {
        #expect(throws: CryptoError.secretLength(byteCount: 31, wanted: 32)) {
            try Ed25519PrivateKey(seed: SecretBytes([UInt8](repeating: 1, count: 31)))
        }
        #expect(throws: CryptoError.badPublicKey) {
            try Ed25519PublicKey([UInt8](repeating: 1, count: 33))
        }
    }
}
