import TesseraCrypto
import TesseraModel
import TesseraTestSupport
import TesseraToken
import TesseraVerification
import Testing

/// `Tests/Vectors/token-v1.json`, made by an independent implementation.
struct GoldenVectors: Decodable, Sendable {
    struct Key: Decodable, Sendable {
        let id: UInt16
        let suite: String
        let kinds: [String]
        let audience: UInt16
        let epoch: String?
        let publicKey: String?
        let state: String
        let signFrom: String
        let signTo: String
        let acceptUntil: String
    }

    struct Leaf: Decodable, Sendable {
        let keyID: UInt16
        let kind: String
        let audience: UInt16
        let purpose: String
        let leaf: String
    }

    struct Case: Decodable, Sendable, CustomTestStringConvertible {
        let name: String
        let at: String
        let audiences: [UInt16]
        let token: String
        let expectedKinds: [String]?
        let status: String?
        let expect: String?
        let fields: Fields?

        var testDescription: String { name }
    }

    struct Fields: Decodable, Sendable {
        let kind: String
        let list: UInt16
        let slot: UInt32
        let firstDay: String
        let lastDay: String
        let seal: String
        let amount: Int64?
        let currency: String?
        let member: UInt64?
        let tier: UInt8?
        let campaign: UInt32?
        let type: String?
        let value: Int64?
        let minimumSpend: Int64?
        let cap: Int64?
        let uses: UInt16?
        let terms: String?
    }

    let epochs: [String: String]
    let batchSalt: String
    let leaves: [Leaf]
    let keys: [Key]
    let cases: [Case]

    static let golden: GoldenVectors = VectorFile.load("token-v1.json")

    /// Cases of another file, under the keys of this one.
    struct Cases: Decodable, Sendable {
        let cases: [Case]
    }

    /// Every field at the ends of its range and beyond, and one token in other spellings.
    static let everyCase: [Case] =
        golden.cases
        + ["token-edges.json", "token-spellings.json"].flatMap { name in
            let file: Cases = VectorFile.load(name)
            return file.cases
        }

    func epoch(_ name: String) throws -> EpochSecret {
        guard let text = epochs[name] else { throw CryptoError.badPublicKey }
        return try EpochSecret(SecretBytes(bytes(hexadecimal: text)))
    }

    func record(_ key: Key) throws -> KeyRecord {
        try KeyRecord(
            id: KeyID(key.id), suite: found(Suite(name: key.suite)),
            kinds: KindSet(key.kinds.compactMap(TokenKind.init(name:))),
            audience: Audience(key.audience), signFrom: found(Day(text: key.signFrom)),
            signTo: found(Day(text: key.signTo)), acceptUntil: found(Day(text: key.acceptUntil)),
            state: found(KeyState(name: key.state)), checkValue: 0)
    }

    func signingKey(_ id: UInt16, _ kind: TokenKind) throws -> SigningKey {
        let key = try found(keys.first { $0.id == id })
        return try SigningKey(record: record(key), kind: kind, epoch: epoch(key.epoch ?? "E1"))
    }

    /// The keys as a till holds them.
    func ring() throws -> KeyRing {
        KeyRing(
            try keys.map { key in
                let record = try record(key)
                var tagKeys: [TokenKind: TagKey] = [:]
                for kind in record.kinds.kinds {
                    if let text = key.publicKey {
                        tagKeys[kind] = .ed25519(try Ed25519PublicKey(bytes(hexadecimal: text)))
                    } else {
                        tagKeys[kind] = try signingKey(key.id, kind).tagKey
                    }
                }
                return KeyRing.Entry(record: record, tagKeys: tagKeys)
            })
    }

    var salt: UInt64 { UInt64(batchSalt, radix: 16) ?? 0 }
}

struct Missing: Error {}

func found<T>(_ value: T?) throws -> T {
    guard let value else { throw Missing() }
    return value
}

func bytes(hexadecimal text: String) -> [UInt8] {
    let digits = Array(text)
    return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
        UInt8(String(digits[$0...$0 + 1]), radix: 16)
    }
}
