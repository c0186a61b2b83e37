import Testing
import TesseraConfiguration
import TesseraModel
import TesseraTestSupport
import TesseraToken

/// Keys of partners: T8–T11.
struct KeyAdmissionTests {
    private let first = Sample.day("2026-11-22")
    private let second = Sample.day("2027-05-01")
    private let partner = Audience(7)
    private let group = Audience(0x8001)

    private func told(_ store: KeyStore, _ audience: Audience) -> [String] {
        store.entries.filter { $0.record.audience == audience }.map { entry in
            let record = entry.record
            let kinds = record.kinds.kinds.map(\.name).joined(separator: "+")
            return "\(record.id.number) \(record.suite.name) \(kinds) e\(entry.epoch) "
                + record.state.name
        }
    }

    @Test func `a partner gets keys of all kinds under the newest epoch`() throws {
        let store = try KeyStore.created(on: first, isTraining: false, passphrase: nil)

        let next = try store.admitting(partner, suite: .hmac, on: second)
            .admitting(group, suite: .ed25519, on: second)

        #expect(
            told(next, partner) == [
                "5 hmac gift e1 active", "6 hmac member e1 active", "7 hmac discount e1 active",
                "8 hmac entitlement e1 active",
            ])
        #expect(
            told(next, group) == ["9 ed25519 member+gift+discount+entitlement e1 active"])
        #expect(next.revision == 3)
        #expect(next.entries[4].record.signFrom == second)
        for kind in TokenKind.allCases {
            #expect(try next.signingKey(for: kind, audience: partner).record.audience == partner)
            #expect(try next.signingKey(for: kind, audience: group).record.id == KeyID(9))
        }
    }

    @Test func `admitting twice is admitting once`() throws {
        let store = try KeyStore.created(on: first, isTraining: false, passphrase: nil)
            .admitting(partner, suite: .hmac, on: second)

        let again = try store.admitting(partner, suite: .hmac, on: second)

        #expect(again.entries == store.entries)
        #expect(again.revision == store.revision)
        #expect(throws: ConfigurationError.audienceHasKeys(partner, .hmac)) {
            try store.admitting(partner, suite: .ed25519, on: second)
        }
    }

    @Test func `an epoch with a leaked key takes no new ones`() throws {
        let store = try KeyStore.created(on: first, isTraining: false, passphrase: nil)
            .compromised(KeyID(1))

        let next = try store.admitting(partner, suite: .ed25519, on: second)

        #expect(
            told(next, partner) == ["5 ed25519 member+gift+discount+entitlement e2 active"])
    }

    @Test func `a rotation renews a partner's keys with the others`() throws {
        let store = try KeyStore.created(on: first, isTraining: false, passphrase: nil)
            .admitting(partner, suite: .hmac, on: first)
            .admitting(group, suite: .ed25519, on: first)

        let next = try store.rotated(on: second, pending: false)

        #expect(
            told(next, partner).suffix(4) == [
                "14 hmac gift e2 active", "15 hmac member e2 active", "16 hmac discount e2 active",
                "17 hmac entitlement e2 active",
            ])
        #expect(
            told(next, group) == [
                "9 ed25519 member+gift+discount+entitlement e1 verify_only",
                "18 ed25519 member+gift+discount+entitlement e2 active",
            ])
    }

    @Test func `a partner's keys come back from their folder`() throws {
        let keys = try KeyFiles(passphrase: "correct horse")
        let next = try keys.load("correct horse").admitting(partner, suite: .hmac, on: second)

        try keys.folder.save(next)

        #expect(try keys.load("correct horse").entries == next.entries)
        #expect(try keys.names == ["epoch-0001.key", "records.key"])
    }

    @Test func `training partners get training keys`() throws {
        let store = try KeyStore.created(on: first, isTraining: true, passphrase: nil)

        let next = try store.admitting(partner, suite: .ed25519, on: second)

        #expect(next.entries.last?.record.id == KeyID(0xFF05))
    }
}
