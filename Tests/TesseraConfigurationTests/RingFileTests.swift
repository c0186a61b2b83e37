import Foundation
import Testing
import TesseraConfiguration
import TesseraCrypto
import TesseraModel
import TesseraTestSupport
import TesseraToken

/// Ring files: the golden one, and everything that can be wrong with one.
struct RingFileTests {
    private static let vectors = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Vectors/token-v1.json").path

    struct Golden: Decodable {
        struct Leaf: Decodable {
            let keyID: UInt16
            let kind: String
            let audience: UInt16
            let purpose: String
            let leaf: String
        }
        let epochs: [String: String]
        let leaves: [Leaf]
    }

    private func bytes(_ hexadecimal: String) -> [UInt8] {
        let digits = Array(hexadecimal)
        return stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(digits[$0...$0 + 1]), radix: 16)
        }
    }

    @Test func `the golden ring has its keys, zone and states`() throws {
        let file = try RingFile.read(RingFileTests.vectors)

        #expect(file.zone == .utc)
        #expect(
            file.ring.entries.map { "\($0.record.id.number) \($0.record.state.name)" } == [
                "1 active", "2 active", "3 active", "4 active", "5 retired", "6 compromised",
                "7 pending", "8 active", "9 active", "10 verify_only", "65281 active",
            ])
        let partner = try #require(file.ring[KeyID(8)])
        #expect(partner.record.suite == .ed25519)
        #expect(partner.record.kinds.kinds == [.gift, .discount])
        #expect(partner.record.audience == Audience(7))
        #expect(partner.record.signFrom.text == "2026-01-01")
        #expect(partner.record.signTo.text == "2027-12-31")
        #expect(partner.record.acceptUntil.text == "2030-12-31")
        #expect(partner.tagKey(for: .gift) != nil)
        #expect(partner.tagKey(for: .member) == nil)
        #expect(file.signingKeys.map(\.record.id.number) == [1, 2, 3, 4, 5, 6, 7, 9, 10, 65_281])
    }

    @Test func `the golden epochs give the golden leaves`() throws {
        let golden = try JSONDecoder().decode(
            Golden.self, from: Data(contentsOf: URL(filePath: RingFileTests.vectors)))
        let ring = try RingFile.read(RingFileTests.vectors).ring
        let purposes: [String: LeafPurpose] = [
            "tag": .tokenTag, "typed": .typedCode, "seal": .seal, "live": .liveCode,
        ]
        let epoch = try EpochSecret(SecretBytes(bytes(try #require(golden.epochs["E1"]))))

        #expect(golden.leaves.count == 12)
        for leaf in golden.leaves {
            let kind = try #require(TokenKind(name: leaf.kind))
            let purpose = try #require(purposes[leaf.purpose])
            let derived = try epoch.leaf(
                purpose, kind: kind, audience: Audience(leaf.audience), keyID: KeyID(leaf.keyID))
            #expect(derived.exposed() == bytes(leaf.leaf), "\(leaf.keyID) \(leaf.purpose)")
            guard purpose == .tokenTag else { continue }
            let known = MACKey(SecretBytes(bytes(leaf.leaf))).tag(of: [1, 2, 3]).prefix(32)
            guard case .hmac(let key)? = ring[KeyID(leaf.keyID)]?.tagKey(for: kind) else {
                Issue.record("no leaf for key \(leaf.keyID)")
                continue
            }
            #expect(key.tag(of: [1, 2, 3]).prefix(32) == known)
        }
    }

    private static let key: [String: any Sendable] = [
        "id": 1, "suite": "hmac", "kinds": ["gift"], "audience": 0, "epoch": "E1",
        "state": "active", "signFrom": "2026-01-01", "signTo": "2027-12-31",
        "acceptUntil": "2030-12-31",
    ]

    private static let epoch = String(repeating: "5a", count: 32)

    /// Reads a ring of one good key with some fields put in or, for `nil`, taken away.
    private func ring(
        changing changes: [String: (any Sendable)?], top: [String: (any Sendable)?] = [:]
    ) throws -> RingFile {
        var key = RingFileTests.key
        for (field, value) in changes { key[field] = value }
        var object: [String: any Sendable] = [
            "timeZone": "UTC", "epochs": ["E1": RingFileTests.epoch], "keys": [key],
        ]
        for (field, value) in top { object[field] = value }
        let data = try JSONSerialization.data(withJSONObject: object)
        return try RingFile(Array(data), file: "ring.json")
    }

    private static let wrongFields: [(String, (any Sendable)?, String)] = [
        ("suite", 1, "the name of a suite"), ("suite", nil, "the name of a suite"),
        ("kinds", [String](), "a list of member, gift, discount, entitlement"),
        ("kinds", ["gift", "gift"], "a list of member, gift, discount, entitlement"),
        ("kinds", ["cash"], "a list of member, gift, discount, entitlement"),
        ("kinds", "gift", "a list"), ("kinds", nil, "a list"),
        ("audience", 65_535, "a number from 0 to 65534"),
        ("audience", -1, "a number from 0 to 65534"),
        ("audience", 1.5, "a number from 0 to 65534"),
        ("audience", true, "a number from 0 to 65534"),
        ("epoch", nil, "the name of an epoch"),
        ("publicKey", "00", "left out where there is a publicKey"),
        ("state", "good", "one of pending, active, verify_only, retired, compromised"),
        ("signFrom", "2026-02-30", "a day like 2026-11-22, from 2020-01-01 to 2199-06-06"),
        ("signFrom", "2019-12-31", "a day like 2026-11-22, from 2020-01-01 to 2199-06-06"),
        ("signTo", "2025-12-31", "signFrom or a later day"),
        ("acceptUntil", "2027-12-30", "signTo or a later day"),
        ("acceptUntil", "2199-06-07", "a day like 2026-11-22, from 2020-01-01 to 2199-06-06"),
    ]

    @Test(arguments: wrongFields.indices)
    func `a wrong field of a key is named with the key`(index: Int) throws {
        let (field, value, wanted) = RingFileTests.wrongFields[index]
        let named = field == "publicKey" ? "epoch" : field

        let error = ConfigurationError.ringField(
            "ring.json", key: KeyID(1), field: named, wanted: wanted)
        #expect(throws: error) { try ring(changing: [field: value]) }
    }

    @Test func `a wrong id, epoch, zone or list is named`() throws {
        func fault(_ field: String, _ wanted: String) -> ConfigurationError {
            .ringField("ring.json", key: nil, field: field, wanted: wanted)
        }
        let digits = "64 hexadecimal digits for each epoch"

        for id: (any Sendable)? in [0, 65_535, "1", nil] {
            #expect(throws: fault("id", "a number from 1 to 65534")) {
                try ring(changing: ["id": id])
            }
        }
        for epoch in [
            "", "5a", "zz" + RingFileTests.epoch.dropFirst(2), RingFileTests.epoch + "00",
        ] {
            #expect(throws: fault("epochs.E1", digits)) {
                try ring(changing: [:], top: ["epochs": ["E1": epoch]])
            }
        }
        #expect(throws: fault("epochs", digits)) { try ring(changing: [:], top: ["epochs": 1]) }
        #expect(throws: fault("keys", "a list")) { try ring(changing: [:], top: ["keys": nil]) }
        #expect(throws: fault("keys", "a list of objects")) {
            try ring(changing: [:], top: ["keys": [1]])
        }
        #expect(throws: fault("timeZone", "a time zone")) {
            try ring(changing: [:], top: ["timeZone": nil])
        }
        #expect(throws: ConfigurationError.unknownZone("Mars", nearest: nil, at: nil)) {
            try ring(changing: [:], top: ["timeZone": "Mars"])
        }
        #expect(throws: ConfigurationError.unknownEpoch("ring.json", KeyID(1), epoch: "E9")) {
            try ring(changing: ["epoch": "E9"])
        }
        #expect(throws: ConfigurationError.doubledKey("ring.json", KeyID(1))) {
            try ring(changing: [:], top: ["keys": [RingFileTests.key, RingFileTests.key]])
        }
    }

    @Test func `a public key that is none is refused`() throws {
        let error = ConfigurationError.ringField(
            "ring.json", key: KeyID(1), field: "publicKey", wanted: "64 hexadecimal digits")

        for digits in ["", "zz", String(repeating: "5a", count: 31)] {
            #expect(throws: error) {
                try ring(changing: ["suite": "ed25519", "epoch": nil, "publicKey": digits])
            }
        }
    }

    @Test func `a key of an unknown suite is passed over`() throws {
        let ring = try ring(changing: ["suite": "mldsa65"])

        #expect(ring.ring.entries.isEmpty)
        #expect(ring.signingKeys.isEmpty)
    }

    @Test func `a key of suite 2 from an epoch signs and verifies`() throws {
        let file = try ring(changing: ["suite": "ed25519", "kinds": ["gift", "discount"]])

        #expect(file.signingKeys.map(\.kind) == [.gift, .discount])
        #expect(file.ring[KeyID(1)]?.tagKey(for: .discount) != nil)
    }

    @Test(arguments: ["", "{", "[]", "1", "null", "{} {}", "\u{0}"])
    func `what is not JSON with keys is refused`(text: String) {
        #expect(throws: ConfigurationError.notJSON("ring.json")) {
            try RingFile(Array(text.utf8), file: "ring.json")
        }
    }

    @Test func `a ring file that cannot be read says why`() throws {
        let folder = try TemporaryFolder()
        #expect(throws: ConfigurationError.fileMissing("\(folder.path)/none.json")) {
            try RingFile.read("\(folder.path)/none.json")
        }
        #expect(throws: ConfigurationError.isADirectory(folder.path)) {
            try RingFile.read(folder.path)
        }
        #expect(throws: ConfigurationError.notAPlainFile("/dev/null")) {
            try RingFile.read("/dev/null")
        }
    }
}
