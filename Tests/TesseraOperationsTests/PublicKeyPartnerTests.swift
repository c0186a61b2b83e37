import TesseraClaims
import TesseraConfiguration
import TesseraCrypto
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import TesseraToken
import TesseraVerification
import Testing

/// A partner of suite Ed25519 holds nothing worth stealing: T5, T9, T19.
struct PublicKeyPartnerTests {
    private func kit(_ scene: PartnerScene) async throws -> Kit {
        try await scene.counter.kit(
            for: PartnerScene.luna, device: nil, operation: scene.desk.ids.next())
    }

    private func checked(
        _ token: String, with kit: Kit, at time: Timestamp
    ) throws(VerificationError) -> VerifiedToken {
        let bytes = Array(token.utf8)
        return try kit.verifier.verify(scanned: bytes.span, at: time)
    }

    @Test
    func `its kit has public keys and nothing that makes a tag`() async throws {
        let scene = try await PartnerScene(.inMemory, suite: .ed25519)
        let card = try await scene.gift(cents: 1_000)
        let kit = try await kit(scene)
        for key in kit.keys {
            guard case .publicKey = key.material else {
                Issue.record("key \(key.record.id.number) is more than a public key")
                continue
            }
        }
        let verified = try checked(card.token, with: kit, at: scene.desk.clock.now())
        #expect(verified.token.position == card.position)
        let signer = try Ed25519PrivateKey(seed: SecretBytes([UInt8](repeating: 3, count: 32)))
        let secret = try KitFile.bytes(of: kit, signedBy: signer)
        // The secrets that the issuer keeps are not in the file.
        for entry in scene.desk.keys.entries where entry.record.suite == .hmac {
            let leaf = try scene.desk.keys.tagLeaf(
                of: entry.record.id, kind: try #require(entry.record.kinds.kinds.first))
            #expect(!contains(secret, leaf.exposed()))
        }
    }

    @Test
    func `what it makes of what it has is refused by its own tills`() async throws {
        let scene = try await PartnerScene(.inMemory, suite: .ed25519)
        let card = try await scene.gift(cents: 1_000)
        let kit = try await kit(scene)
        let real = try UnverifiedToken(card.token).body(suite: .ed25519)
        var body = real
        body[9] ^= 1
        // It may take anything of the kit for a key: no signature of that is the issuer's.
        for key in kit.keys {
            guard case .publicKey(let publicKey) = key.material else { continue }
            let seed = try Ed25519PrivateKey(seed: SecretBytes(publicKey.bytes))
            let context = Array("tessera/v1/token".utf8) + [0, 2]
            let forged = try Base32Text.token(
                body + signature(of: context + body, under: seed))
            #expect(throws: VerificationError.tagMismatch(try UnverifiedToken(card.token).keyID)) {
                try checked(forged, with: kit, at: scene.desk.clock.now())
            }
        }
    }

    @Test(arguments: Store.available)
    func `its claims are paid by their seal as any other`(store: Store) async throws {
        let scene = try await PartnerScene(store, suite: .ed25519)
        let card = try await scene.gift(cents: 1_000)
        var till = try await scene.till("till-7")
        let body = try till.body(of: card, suite: .ed25519)
        try till.take(
            400, .amount(Sample.euros(cents: 400)), of: body, as: scene.desk.ids.next())
        let judged = try await scene.upload(till.claims)
        #expect(judged.receipt.items.map(\.ruling) == [.accepted])
        try await scene.expectSound()
    }

    private func signature(
        of message: [UInt8], under key: Ed25519PrivateKey
    ) throws -> [UInt8] {
        try key.signature(of: message)
    }

    private func contains(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
        guard let first = part.first else { return true }
        for index in bytes.indices.dropLast(part.count - 1) where bytes[index] == first {
            if Array(bytes[index..<index + part.count]) == part { return true }
        }
        return false
    }
}

/// The text of a token's bytes, as anybody can write it.
private enum Base32Text {
    static func token(_ bytes: [UInt8]) throws -> String {
        let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
        var (text, pending, count) = ("TZ1", 0, 0)
        for byte in bytes {
            pending = (pending << 8 | Int(byte)) & 0xFFFF
            count += 8
            while count >= 5 {
                count -= 5
                text.append(alphabet[pending >> count & 31])
            }
        }
        if count > 0 { text.append(alphabet[pending << (5 - count) & 31]) }
        return text
    }
}
