import TesseraCrypto
import TesseraModel
import TesseraTestSupport
import TesseraToken
import Testing

struct KeyRecordTests {
    // T10, T11
    @Test(arguments: [
        ("2026-01-01", "2026-01-01", true), ("2027-12-31", "2030-12-31", true),
        ("2025-12-31", "2026-01-01", false), ("2028-01-01", "2028-01-01", false),
        ("2026-01-01", "2030-12-31", true), ("2026-01-01", "2031-01-01", false),
    ])
    func `a key admits first days on its signing days and last days while accepted`(
        first: String, last: String, isAdmitted: Bool
    ) {
        let record = SampleKeys.record(
            signFrom: Sample.day("2026-01-01"), signTo: Sample.day("2027-12-31"),
            acceptUntil: Sample.day("2030-12-31"))

        #expect(record.admits(Sample.validity(first, last)) == isAdmitted)
    }

    // T10: computed with another HMAC than ours
    @Test func `a check value shows whether a secret belongs to a record`() throws {
        let value = try SigningKey.checkValue(
            id: KeyID(1), suite: .hmac, kinds: KindSet([.gift]), audience: .ownShops,
            epoch: SampleKeys.epoch())

        #expect(value == 0x15D5_BBFE)
    }

    // T10: the seed is the tag leaf of the key's first kind
    @Test func `a check value of suite 2 is of the public key`() throws {
        let record = SampleKeys.record(
            id: 8, suite: .ed25519, kinds: KindSet([.gift, .discount]), audience: Audience(7))
        guard case .ed25519(let publicKey) = try SampleKeys.key(.gift, record).tagKey,
            case .ed25519(let again) = try SampleKeys.key(.discount, record).tagKey
        else {
            Issue.record("A key of suite 2 checks with a public key.")
            return
        }

        let value = try SigningKey.checkValue(
            id: KeyID(8), suite: .ed25519, kinds: KindSet([.gift, .discount]),
            audience: Audience(7), epoch: SampleKeys.epoch())

        #expect(publicKey.bytes == again.bytes, "one pair for all kinds")
        #expect(value == KeyRecord.checkValue(of: publicKey.bytes))
        #expect(KeyRecord.checkValue(of: Array("abc".utf8)) == 0xBA78_16BF, "FIPS 180-4")
    }

    // T8, T9
    @Test func `an epoch is thirty-two random bytes, and no two epochs share a leaf`() throws {
        let epochs = try [EpochSecret.random(), EpochSecret.random(), SampleKeys.epoch()]
        let leaves = try epochs.flatMap { epoch in
            try LeafPurpose.allCases.map { purpose in
                try epoch.leaf(purpose, kind: .gift, audience: .ownShops, keyID: KeyID(1)).exposed()
            }
        }

        #expect(epochs.map(\.secret.count) == [32, 32, 32])
        #expect(Set(leaves).count == 12)
        for count in [0, 31, 33] {
            #expect(throws: CryptoError.secretLength(byteCount: count, wanted: 32)) {
                try EpochSecret(SecretBytes([UInt8](repeating: 1, count: count)))
            }
        }
    }

    // T10
    @Test func `suites and states go by their names`() {
        #expect(Suite.allCases.map(\.name) == ["hmac", "ed25519"])
        #expect(Suite.allCases.map(\.tagByteCount) == [16, 64])
        #expect(
            KeyState.allCases.map(\.name)
                == ["pending", "active", "verify_only", "retired", "compromised"])
        for suite in Suite.allCases { #expect(Suite(name: suite.name) == suite) }
        for state in KeyState.allCases { #expect(KeyState(name: state.name) == state) }
        #expect(Suite(name: "HMAC") == nil)
        #expect(KeyState(name: "") == nil)
    }

    // T10
    @Test func `a set of kinds has what was put in`() {
        #expect(KindSet.all.kinds == [.member, .gift, .discount, .entitlement])
        #expect(KindSet([TokenKind]()).kinds.isEmpty)
        #expect(KindSet([.entitlement, .gift, .gift]).kinds == [.gift, .entitlement])
        #expect(KindSet([.gift]).contains(.gift))
        #expect(!KindSet([.gift]).contains(.discount))
        #expect(KindSet([.member]).union(KindSet([.gift])) == KindSet([.gift, .member]))
        #expect(KindSet.all.rawValue == 0b1111)
    }
}

struct KeyRingTests {
    // T10
    @Test func `a ring finds exactly the keys it holds`() throws {
        let ring = try SampleKeys.ring([9, 1, 0xFFFE, 300].map { SampleKeys.record(id: $0) })

        #expect(ring.entries.map(\.record.id.number) == [1, 9, 300, 0xFFFE])
        for id: UInt16 in [1, 9, 300, 0xFFFE] { #expect(ring[KeyID(id)]?.record.id.number == id) }
        for id: UInt16 in [0, 2, 8, 10, 299, 301, 0xFFFD, 0xFFFF] {
            #expect(ring[KeyID(id)]?.record == nil)
        }
        #expect(KeyRing([])[KeyID(1)]?.record == nil)
    }

    // T10
    @Test func `of two keys with one id the first counts`() throws {
        let ring = try SampleKeys.ring([
            SampleKeys.record(id: 5, state: .retired), SampleKeys.record(id: 5, state: .active),
        ])

        #expect(ring.entries.count == 1)
        #expect(ring[KeyID(5)]?.record.state == .retired)
    }

    // T9
    @Test func `a ring has no leaf for kinds it was not given`() throws {
        let entry = KeyRing.Entry(
            record: SampleKeys.record(), tagKeys: [.gift: try SampleKeys.key(.gift).tagKey])

        #expect(entry.tagKey(for: .gift)?.suite == .hmac)
        for kind in [TokenKind.member, .discount, .entitlement] {
            #expect(entry.tagKey(for: kind)?.suite == nil)
        }
    }
}
