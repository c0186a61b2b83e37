import Testing
import TesseraConfiguration
import TesseraCrypto
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport

/// What is known about members, and what they agreed to: R11, M10, F42.
struct ProfileTests {
    private func change(_ make: (inout ProfileChange) -> Void) -> ProfileChange {
        var change = ProfileChange()
        make(&change)
        return change
    }

    @Test(arguments: Store.available)
    func `what is changed is kept, and what is not said stays`(store: Store) async throws {
        let desk = try await Desk(store)
        let (member, _) = try await desk.card()

        try await desk.counter.edit(
            member.number,
            change {
                $0.birthday = .some(Birthday(text: "1990-04-12"))
                $0.consents = [.preferences, .messages]
                $0.preferences = ["drink": "oat"]
            })
        try await desk.counter.edit(member.number, change { $0.name = "Ana Pop" })

        let later = try await desk.reopened()
        let profile = try #require(
            try later.counter.profile(of: try await later.book.ledger.member(member.number)))
        #expect(profile.name == "Ana Pop")
        #expect(profile.contact == "ana@example.org")
        #expect(profile.birthday?.text == "1990-04-12")
        #expect(profile.preferences == ["drink": "oat"])
        #expect(profile.allows(.preferences) && profile.allows(.messages))
        #expect(!profile.allows(.analysis))
    }

    // M10
    @Test func `a preference is kept with consent only, and gone when it is withdrawn`()
        async throws
    {
        let desk = try await Desk(.inMemory)
        let (member, _) = try await desk.card()
        let oat = change { $0.preferences = ["drink": "oat"] }
        await #expect(throws: ProfileError.consentMissing(member.number, .preferences)) {
            try await desk.counter.edit(member.number, oat)
        }
        try await desk.counter.edit(
            member.number,
            change {
                $0.preferences = ["drink": "oat"]
                $0.consents = [.preferences]
            })
        #expect(try await seen(desk, member).preferences == ["drink": "oat"])

        desk.wait(seconds: 60)
        let profile = try await desk.counter.edit(
            member.number, change { $0.withdrawals = [.preferences] })

        #expect(try await seen(desk, member).preferences.isEmpty)
        #expect(profile.preferences.isEmpty)
        #expect(
            profile.consents[.preferences]?.withdrawnAt
                == Sample.noon.advanced(byMilliseconds: 60_000))
        // Given again, what was forgotten stays forgotten.
        let again = try await desk.counter.edit(
            member.number, change { $0.consents = [.preferences] })
        #expect(again.preferences.isEmpty)
    }

    private func seen(_ desk: Desk, _ member: Member) async throws -> RecognisedMember {
        try await desk.counter.recognised(try await desk.book.ledger.member(member.number))
    }

    @Test(arguments: Store.available)
    func `an edit leaves a repeated enrolment what it was`(store: Store) async throws {
        let desk = try await Desk(store)
        let operation = desk.ids.next()
        let ana = Profile(name: "Ana", contact: "ana@example.org")
        let first = try await desk.counter.enrol(
            ana, tier: 0, validity: Sample.twoYears, operation: operation)
        try await desk.counter.edit(first.number, change { $0.name = "Ana Pop" })

        let again = try await desk.counter.enrol(
            ana, tier: 0, validity: Sample.twoYears, operation: operation)

        #expect(again.number == first.number)
        #expect(try desk.counter.profile(of: again)?.name == "Ana Pop")
        await #expect(throws: LedgerError.operationReused(operation)) {
            try await desk.counter.enrol(
                Profile(name: "Ana Pop", contact: "ana@example.org"), tier: 0,
                validity: Sample.twoYears, operation: operation)
        }
    }

    @Test func `a box that was changed names the member`() async throws {
        let desk = try await Desk(.inMemory)
        let (member, _) = try await desk.card()
        let kept = try #require(member.profile)

        for index in kept.box.indices {
            var box = kept.box
            box[index] ^= 1
            let changed = member.with(
                SealedProfile(key: kept.key, box: box, enrolled: kept.enrolled))
            #expect(throws: ProfileError.unreadable(member.number)) {
                try desk.counter.profile(of: changed)
            }
        }
    }

    @Test func `with another secret the answer names the member`() async throws {
        let desk = try await Desk(.inMemory)
        let (member, _) = try await desk.card()
        let other = try Counter(
            ledger: desk.book.ledger, keys: desk.keys, settings: desk.settings,
            clock: desk.clock, chance: SeededChance(seed: 1), profiles: Desk.vault(seed: 2))

        #expect(throws: ProfileError.unreadable(member.number)) {
            try other.profile(of: member)
        }
        await #expect(throws: ProfileError.unreadable(member.number)) {
            try await other.edit(member.number, self.change { $0.name = "Bo" })
        }
        #expect(try desk.counter.profile(of: member)?.name == "Ana")
    }

    @Test func `the secret is fetched only when a person is looked at`() async throws {
        let desk = try await Desk(.inMemory)
        let counter = try Counter(
            ledger: desk.book.ledger, keys: desk.keys, settings: desk.settings,
            clock: desk.clock, chance: SeededChance(seed: 1),
            profiles: ProfileVault { throw CryptoError.randomUnavailable })
        let gift = try await desk.voucher(Desk.gift(cents: 500))

        _ = try await counter.check(gift.token, at: Sample.till1)
        let (_, card) = try await desk.card()
        await #expect(throws: CryptoError.randomUnavailable) {
            try await counter.check(card.token, at: Sample.till1)
        }
    }

    @Test(arguments: [
        ("04-12", true), ("02-29", true), ("1990-04-12", true), ("2000-02-29", true),
        ("1955-12-31", true), ("1990-02-29", false), ("1900-02-29", false), ("13-01", false),
        ("04-31", false), ("00-10", false), ("4-12", false), ("90-04-12", false), ("", false),
        ("1990-04-12-", false), ("+1-04", false), ("0000-01-01", false),
    ])
    func `a birthday is a day that there is`(text: String, isOne: Bool) {
        #expect(Birthday(text: text)?.text == (isOne ? text : nil))
    }
}
