import TesseraCrypto
import TesseraModel
import Testing

/// What is known about members under lock and key: R11, F42.
struct ProfileSecretTests {
    private let secret: ProfileSecret
    private let ana: MemberNumber
    private let text = Array("{\"name\":\"Ana\"}".utf8)

    init() throws {
        secret = try ProfileSecret(SecretBytes(0..<32))
        ana = try #require(MemberNumber(7))
    }

    @Test func `what was sealed opens again`() throws {
        let key = try secret.newKey(for: ana)
        let box = try secret.sealed(text, key: key, of: ana)

        #expect(try secret.opened(box, key: key, of: ana) == text)
        #expect(key.count == 12 + 32 + 16)
        #expect(box.count == 12 + text.count + 16)
    }

    @Test func `each member has another key, and each sealing another box`() throws {
        let key = try secret.newKey(for: ana)

        #expect(try secret.newKey(for: ana) != key)
        #expect(
            try secret.sealed(text, key: key, of: ana)
                != secret.sealed(text, key: key, of: ana))
    }

    @Test func `every changed bit of key and box is found`() throws {
        let key = try secret.newKey(for: ana)
        let box = try secret.sealed(text, key: key, of: ana)

        for index in key.indices {
            var other = key
            other[index] ^= 1
            #expect(throws: CryptoError.notAuthentic) {
                try secret.opened(box, key: other, of: ana)
            }
        }
        for bit in 0..<box.count * 8 {
            var other = box
            other[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(throws: CryptoError.notAuthentic) {
                try secret.opened(other, key: key, of: ana)
            }
        }
        for count in 0..<box.count {
            #expect(throws: CryptoError.notAuthentic) {
                try secret.opened(Array(box.prefix(count)), key: key, of: ana)
            }
        }
    }

    @Test func `nothing opens under another secret or for another member`() throws {
        let key = try secret.newKey(for: ana)
        let box = try secret.sealed(text, key: key, of: ana)
        let other = try ProfileSecret(SecretBytes(1..<33))
        let bo = try #require(MemberNumber(8))

        #expect(throws: CryptoError.notAuthentic) { try other.opened(box, key: key, of: ana) }
        #expect(throws: CryptoError.notAuthentic) { try secret.opened(box, key: key, of: bo) }
        let own = try secret.newKey(for: bo)
        #expect(throws: CryptoError.notAuthentic) { try secret.opened(box, key: own, of: bo) }
    }

    /// Computed with Python: HKDF-SHA-256 of 00…1F, then HMAC-SHA-256.
    @Test func `a digest is the same for the same text and use`() throws {
        func digits(_ text: String, _ use: String) -> String {
            secret.digest(of: Array(text.utf8), for: use)
                .map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        }
        #expect(digits("ana@example.org", "person") == "3e7f2f89d74c5b249db7fac81d90362e")
        #expect(digits("ana@example.org", "enrolled") == "bd7f2beb6b9c2086bcd373512fab42d3")
    }

    @Test func `a secret of another length is refused`() {
        #expect(throws: CryptoError.secretLength(byteCount: 31, wanted: 32)) {
            _ = try ProfileSecret(SecretBytes(0..<31))
        }
    }
}
