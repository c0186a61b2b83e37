import Testing
import TesseraConfiguration
import TesseraModel
import TesseraTestSupport
import TesseraToken

/// The life of keys: T8, T10 and T11.
struct KeyLifeTests {
    private let first = Sample.day("2026-11-22")
    private let second = Sample.day("2027-05-01")

    private func store(isTraining: Bool = false) throws -> KeyStore {
        try KeyStore.created(on: first, isTraining: isTraining, passphrase: nil)
    }

    private func told(_ store: KeyStore) -> [String] {
        store.entries.map { entry in
            let record = entry.record
            let kinds = record.kinds.kinds.map(\.name).joined(separator: "+")
            return "\(record.id.number) \(kinds) e\(entry.epoch) \(record.state.name)"
        }
    }

    private func id(_ number: UInt16) -> KeyID { KeyID(number) }

    @Test func `first keys are one for each kind and sign for two years`() throws {
        let store = try store()

        #expect(
            told(store) == [
                "1 gift e1 active", "2 member e1 active", "3 discount e1 active",
                "4 entitlement e1 active",
            ])
        for record in store.entries.map(\.record) {
            #expect(record.suite == .hmac)
            #expect(record.audience == .ownShops)
            #expect(record.signFrom.text == "2026-11-22")
            #expect(record.signTo.text == "2028-11-22")
            #expect(record.acceptUntil.text == "2038-11-30")
        }
        #expect(!store.isTraining)
        #expect(store.revision == 1)
    }

    @Test func `training keys have ids that no live till accepts`() throws {
        let store = try store(isTraining: true)
        let next = try store.rotated(on: second, pending: false)

        #expect(store.isTraining)
        #expect(store.entries.map(\.record.id.number) == [0xFF01, 0xFF02, 0xFF03, 0xFF04])
        #expect(next.entries.allSatisfy { $0.record.id.isTraining })
    }

    @Test func `keys of the last years end with the calendar`() throws {
        let store = try KeyStore.created(
            on: Sample.day("2198-01-01"), isTraining: false, passphrase: nil)

        #expect(store.entries[0].record.signTo.text == "2199-06-06")
        #expect(store.entries[0].record.acceptUntil.text == "2199-06-06")
    }

    @Test(arguments: ["2019-12-31", "2199-06-07"])
    func `a day that no token can carry makes no keys`(day: String) throws {
        #expect(throws: ConfigurationError.dayOutsideCalendar(Sample.day(day))) {
            try KeyStore.created(on: Sample.day(day), isTraining: false, passphrase: nil)
        }
        #expect(throws: ConfigurationError.dayOutsideCalendar(Sample.day(day))) {
            try self.store().rotated(on: Sample.day(day), pending: false)
        }
    }

    @Test func `rotating makes new keys active and old ones verify only`() throws {
        let next = try store().rotated(on: second, pending: false)

        #expect(
            told(next) == [
                "1 gift e1 verify_only", "2 member e1 verify_only", "3 discount e1 verify_only",
                "4 entitlement e1 verify_only", "5 gift e2 active", "6 member e2 active",
                "7 discount e2 active", "8 entitlement e2 active",
            ])
        #expect(next.revision == 2)
        #expect(try next.signingKey(for: .discount, audience: .ownShops).record.id == id(7))
        #expect(try next.signingKey(id: id(3), kind: .discount).record.state == .verifyOnly)
    }

    @Test func `pending keys sign nothing until they are activated one by one`() throws {
        let waiting = try store().rotated(on: second, pending: true)
        #expect(told(waiting)[0] == "1 gift e1 active")
        #expect(told(waiting)[4] == "5 gift e2 pending")
        #expect(try waiting.signingKey(for: .gift, audience: .ownShops).record.id == id(1))

        let next = try waiting.activated(id(5))
        #expect(try next.signingKey(for: .gift, audience: .ownShops).record.id == id(5))
        #expect(try next.signingKey(for: .member, audience: .ownShops).record.id == id(2))
        #expect(told(next)[0] == "1 gift e1 verify_only")
        #expect(told(next)[1] == "2 member e1 active")
        #expect(next.revision == 3)
    }

    @Test func `there is no second rotation while keys are pending`() throws {
        let waiting = try store().rotated(on: second, pending: true)

        #expect(throws: ConfigurationError.keysPending([5, 6, 7, 8].map(id))) {
            try waiting.rotated(on: second, pending: false)
        }
    }

    @Test func `a verify-only key is retired only after its last token can have expired`() throws {
        let next = try store().rotated(on: second, pending: false)
        let until = Sample.day("2038-11-30")

        #expect(throws: ConfigurationError.keyStillAccepted(id(1), until: until)) {
            try next.retired(id(1), on: until)
        }
        let retired = try next.retired(id(1), on: until.advanced(by: 1))
        #expect(told(retired)[0] == "1 gift e1 retired")
        #expect(try retired.signingKey(id: id(1), kind: .gift).record.state == .retired)
    }

    @Test func `steps that make no sense are refused`() throws {
        let far = Sample.day("2100-01-01")
        let store = try store().rotated(on: second, pending: true).retired(id(5), on: second)
            .compromised(id(2))

        let refusals: [(ConfigurationError, () throws -> KeyStore)] = [
            (
                .keyStateRefused(id(1), from: .active, to: .retired),
                { try store.retired(id(1), on: far) }
            ),
            (
                .keyStateRefused(id(5), from: .retired, to: .retired),
                { try store.retired(id(5), on: far) }
            ),
            (
                .keyStateRefused(id(5), from: .retired, to: .compromised),
                { try store.compromised(id(5)) }
            ),
            (
                .keyStateRefused(id(2), from: .compromised, to: .compromised),
                { try store.compromised(id(2)) }
            ),
            (.keyStateRefused(id(1), from: .active, to: .active), { try store.activated(id(1)) }),
            (
                .keyStateRefused(id(2), from: .compromised, to: .active),
                { try store.activated(id(2)) }
            ),
            (.keyStateRefused(id(5), from: .retired, to: .active), { try store.activated(id(5)) }),
            (.noSuchKey(id(99)), { try store.retired(id(99), on: far) }),
            (.noSuchKey(id(0)), { try store.activated(id(0)) }),
            (.noSuchKey(id(99)), { try store.compromised(id(99)) }),
        ]
        for (error, step) in refusals {
            #expect(throws: error) { try step() }
        }
    }

    @Test func `a compromised key signs no more and is still there for deciding online`() throws {
        let store = try store().compromised(id(1))

        #expect(throws: ConfigurationError.noSigningKey(.gift, .ownShops)) {
            try store.signingKey(for: .gift, audience: .ownShops)
        }
        #expect(try store.signingKey(id: id(1), kind: .gift).record.state == .compromised)
        let next = try store.rotated(on: second, pending: false)
        #expect(told(next)[0] == "1 gift e1 compromised")
        #expect(try next.signingKey(for: .gift, audience: .ownShops).record.id == id(5))
    }

    @Test func `a key is not for other kinds or audiences`() throws {
        let store = try store()

        #expect(throws: ConfigurationError.keyNotForKind(id(1), .member)) {
            try store.signingKey(id: id(1), kind: .member)
        }
        #expect(throws: ConfigurationError.noSigningKey(.gift, Audience(7))) {
            try store.signingKey(for: .gift, audience: Audience(7))
        }
        #expect(throws: ConfigurationError.keyNotForKind(id(1), .member)) {
            try store.tagLeaf(of: id(1), kind: .member)
        }
    }

    @Test func `a ring has the wanted audiences and knows retired keys without a leaf`() throws {
        let store = try store().rotated(on: second, pending: true).retired(id(5), on: second)

        #expect(try store.ring(for: [Audience(7)]).entries.isEmpty)
        let ring = try store.ring(for: nil)
        #expect(ring.entries.map(\.record.id.number) == [1, 2, 3, 4, 5, 6, 7, 8])
        #expect(try store.ring(for: [.ownShops]).entries.count == 8)
        #expect(ring[id(1)]?.tagKey(for: .gift) != nil)
        #expect(ring[id(1)]?.tagKey(for: .member) == nil)
        #expect(ring[id(5)]?.record.state == .retired)
        #expect(ring[id(5)]?.tagKey(for: .gift) == nil)
    }

    @Test func `ids and epochs end and are not begun again`() throws {
        var store = try store(isTraining: true)
        // 0xFF01…0xFFFE are 254 ids, four for each rotation.
        for _ in 0..<62 { store = try store.rotated(on: second, pending: false) }

        #expect(store.highestKeyID == KeyID(0xFFFC))
        #expect(throws: ConfigurationError.keyIDsExhausted) {
            try store.rotated(on: second, pending: false)
        }
    }
}
