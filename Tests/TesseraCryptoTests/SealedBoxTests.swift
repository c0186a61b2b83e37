import Testing
import TesseraCrypto

/// scrypt and AES-256-GCM, and that secrets keep to themselves.
struct SealedBoxTests {
    struct Case: Decodable {
        let name: String
        let passphrase: HexBytes
        let salt: HexBytes
        let key: HexBytes
    }

    struct File: Decodable { let cases: [Case] }

    let key = SecretBytes((0..<32).map { UInt8($0) })
    let nonce = [UInt8](repeating: 7, count: 12)
    let context = Array("epoch 1".utf8)

    @Test func `a passphrase stands for the key that scrypt of RFC 7914 gives`() throws {
        let file = try VectorFile.decoded(File.self, from: "scrypt-rfc7914.json")
        #expect(file.cases.count == 2)

        for vector in file.cases {
            let key = try SealedBox.key(
                passphrase: SecretBytes(vector.passphrase.bytes), salt: vector.salt.bytes)
            #expect(key.exposed() == vector.key.bytes, "\(vector.name)")
        }
    }

    @Test func `what was sealed can be opened`() throws {
        let box = try SealedBox.sealed(
            SecretBytes(Array("five".utf8)), key: key, nonce: nonce, context: context)

        #expect(box.count == 4 + 16)
        let opened = try SealedBox.opened(box, key: key, nonce: nonce, context: context)
        #expect(opened.exposed() == Array("five".utf8))
    }

    @Test func `a box with one other bit stays shut`() throws {
        let sealed = try SealedBox.sealed(
            SecretBytes(Array("five".utf8)), key: key, nonce: nonce, context: context)

        for bit in 0..<sealed.count * 8 {
            var box = sealed
            box[bit / 8] ^= 1 << (bit % 8)
            #expect(throws: CryptoError.notAuthentic) {
                try SealedBox.opened(box, key: key, nonce: nonce, context: context)
            }
        }
        for count in 0..<sealed.count {
            #expect(throws: CryptoError.notAuthentic) {
                try SealedBox.opened(
                    Array(sealed.prefix(count)), key: key, nonce: nonce, context: context)
            }
        }
    }

    @Test func `a box stays shut for another key, nonce or context`() throws {
        let box = try SealedBox.sealed(
            SecretBytes(Array("five".utf8)), key: key, nonce: nonce, context: context)
        let otherKey = SecretBytes((1..<33).map { UInt8($0) })

        #expect(throws: CryptoError.notAuthentic) {
            try SealedBox.opened(box, key: otherKey, nonce: nonce, context: context)
        }
        #expect(throws: CryptoError.notAuthentic) {
            try SealedBox.opened(
                box, key: key, nonce: [UInt8](repeating: 8, count: 12), context: context)
        }
        #expect(throws: CryptoError.notAuthentic) {
            try SealedBox.opened(box, key: key, nonce: nonce, context: Array("epoch 2".utf8))
        }
    }

    @Test func `secrets do not describe themselves`() throws {
        let secret = SecretBytes(Array("sesame".utf8))
        let epoch = try EpochSecret(SecretBytes([UInt8](repeating: 0x41, count: 32)))
        let values: [Any] = [
            secret, epoch, MACKey(secret), try Ed25519PrivateKey(seed: epoch.secret),
        ]

        for value in values {
            var dumped = ""
            dump(value, to: &dumped)
            let told = "\(value) \(String(reflecting: value)) \(dumped)"
            #expect(!told.contains("sesame") && !told.contains("115, 101"), "\(told)")
            #expect(!told.contains("AAAA") && !told.contains("65, 65"), "\(told)")
            #expect(!told.contains("buffer") && !told.contains("states"), "\(told)")
        }
        #expect("\(secret)" == "SecretBytes(6 bytes)")
    }

    @Test func `secrets are equal by their bytes`() {
        let secret = SecretBytes([1, 2, 3])

        #expect(secret.matches(SecretBytes([1, 2, 3])))
        #expect(!secret.matches(SecretBytes([1, 2, 2])))
        #expect(!secret.matches(SecretBytes([1, 2])))
        #expect(!secret.matches(SecretBytes([1, 2, 3, 0])))
    }

    @Test func `random secrets have the wanted length and are not repeated`() throws {
        let first = try SecretBytes.random(count: 32)
        let second = try SecretBytes.random(count: 32)

        #expect(first.count == 32)
        #expect(!first.matches(second))
    }
}
