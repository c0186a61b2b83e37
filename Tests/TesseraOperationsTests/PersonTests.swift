import Foundation
import Testing
import TesseraLedger
import TesseraLoyalty
import TesseraModel
import TesseraOperations
import TesseraTestSupport

/// Persons recognised without being named, claimed cards, birthdays, statements.
///
/// F26, M10, M11, M29, M45, M51.
struct PersonTests {
    private func shop(_ store: Store = .inMemory) async throws -> Desk {
        let desk = try await Desk(store)
        try await desk.publish(Desk.programme)
        return desk
    }

    // M29, F26
    @Test(arguments: Store.available)
    func `the same telephone number in another spelling has had its trial`(
        store: Store
    ) async throws {
        let desk = try await shop(store)
        let ana = try await desk.member("Ana", "+40 712 345 678")
        let again = try await desk.member("Ana P.", "0040-712-345-678")
        let other = try await desk.member("Bo", "+40 712 345 679")

        let first = try await desk.happens(.enrolment, to: ana.number)
        #expect(first.event.facts.person?.count == 32)
        await #expect(throws: LedgerError.self) {
            try await desk.happens(.enrolment, to: again.number)
        }
        try await desk.happens(.enrolment, to: other.number)

        #expect(try await desk.points(of: ana.number) == 2)
        #expect(try await desk.points(of: again.number) == 0)
        #expect(try await desk.points(of: other.number) == 2)
    }

    @Test func `who has no address is refused where persons are counted`() async throws {
        let desk = try await shop()
        let nobody = try await desk.member("Ana", "")

        await #expect(throws: LedgerError.self) {
            try await desk.happens(.enrolment, to: nobody.number)
        }
        #expect(try await desk.points(of: nobody.number) == 0)
    }

    @Test func `a repeated event keeps the digest of the first time`() async throws {
        let desk = try await shop()
        let ana = try await desk.member("Ana", "ana@example.org")
        let operation = desk.ids.next()
        let first = try await desk.happens(.enrolment, to: ana.number, operation: operation)
        var change = ProfileChange()
        change.contact = "ana@example.com"
        try await desk.counter.edit(ana.number, change)

        let again = try await desk.happens(.enrolment, to: ana.number, operation: operation)

        #expect(again.isReplay)
        #expect(again.event.facts.person == first.event.facts.person)
        let later = try await desk.happens(.visit, to: ana.number)
        #expect(later.event.facts.person != first.event.facts.person)
    }

    @Test func `a programme that does not ask gets no digest`() async throws {
        let desk = try await Desk(.inMemory)
        let parts = Desk.programme.components("  trial:", "  birthday:")
        try await desk.publish(parts)
        let ana = try await desk.member("Ana", "ana@example.org")

        #expect(try await desk.happens(.visit, to: ana.number).event.facts.person == nil)
    }

    // M11
    @Test(arguments: Store.available)
    func `a card with six points claimed by a member with two makes eight, once`(
        store: Store
    ) async throws {
        let desk = try await shop(store)
        let card = try await desk.member("", "")
        let ana = try await desk.member("Ana", "ana@example.org")
        try await desk.visits(6, of: card.number)
        try await desk.visits(2, of: ana.number)

        try await desk.happens(.merge, to: ana.number) { $0.merged = card.number }
        #expect(try await desk.points(of: ana.number) == 8)

        do {
            try await desk.happens(.merge, to: ana.number) { $0.merged = card.number }
            Issue.record("It was claimed twice.")
        } catch let error as LedgerError {
            #expect(error.code == "already_claimed")
        }
        #expect(try await desk.points(of: ana.number) == 8)
        #expect(try await desk.points(of: card.number) == 0)
        #expect(try await desk.book.ledger.audit().findings == [])
    }

    // M10
    @Test func `the till sees the level, what is next, and what may be seen`() async throws {
        let desk = try await shop()
        let ana = try await desk.member("Ana", "ana@example.org")
        let before = try await desk.counter.recognised(ana)
        #expect(before.name == "Ana")
        #expect(
            before.standing.levels
                == [MemberStanding.Level(ladder: "tier", name: "new", since: nil)])
        #expect(
            before.standing.next
                == ["4 more visits to Free coffee", "2 more visits to gold"])

        try await desk.visits(1, of: ana.number)
        desk.set("2026-12-05T09:00:00Z")
        try await desk.visits(1, of: ana.number)
        desk.set("2026-12-09T09:00:00Z")
        try await desk.visits(1, of: ana.number)

        let seen = try await desk.counter.recognised(ana)
        #expect(
            seen.standing.levels == [
                MemberStanding.Level(
                    ladder: "tier", name: "gold", since: Desk.time("2026-12-05T09:00:00Z"))
            ])
        #expect(seen.standing.next == ["1 more visit to Free coffee"])
        #expect(seen.preferences.isEmpty)
    }

    // M45
    @Test(arguments: Store.available)
    func `a birthday on 29 February comes on the 28th, once a year`(store: Store) async throws {
        let desk = try await shop(store)
        let ana = try await desk.member("Ana", "ana@example.org")
        var change = ProfileChange()
        change.birthday = .some(Birthday(text: "2000-02-29"))
        try await desk.counter.edit(ana.number, change)

        desk.set("2027-02-28T06:59:59Z")
        #expect(try await desk.counter.recordDue().recorded.isEmpty)
        desk.set("2027-02-28T07:00:00Z")
        let run = try await desk.counter.recordDue()
        #expect(run.recorded.map(\.event.occurredAt) == [Desk.time("2027-02-28T07:00:00Z")])
        #expect(try await desk.counter.recordDue().recorded.isEmpty)
        #expect(try await desk.points(of: ana.number) == 10)
    }

    // M51
    @Test(arguments: Store.available)
    func `the movements add up to the lots, what expired included`(store: Store) async throws {
        let desk = try await shop(store)
        let ana = try await desk.member("Ana", "ana@example.org")
        let operation = desk.ids.next()
        try await desk.happens(.visit, to: ana.number, operation: operation)
        _ = try await desk.counter.credit(
            ana.number, "points", amount: "120", until: Sample.day("2027-01-31"),
            reason: "welcome", operation: desk.ids.next())
        _ = try await desk.counter.credit(
            ana.number, "points", amount: "220", until: Sample.day("2027-06-30"),
            reason: "thanks", operation: desk.ids.next())
        _ = try await desk.counter.debit(
            ana.number, "points", amount: "20", reason: "a mug", operation: desk.ids.next())

        let now = try await desk.counter.movements(of: ana)
        #expect(now.map(\.units) == [1, 120, 220, -20])
        #expect(now.map(\.balance) == [1, 121, 341, 321])
        #expect(now[0].event?.operation == operation)
        #expect(now.map(\.reason) == ["stamps/earn", "welcome", "thanks", "a mug"])
        #expect(try await desk.points(of: ana.number) == 321)

        desk.set("2027-02-01T10:00:00Z")
        let later = try await desk.counter.movements(of: ana)
        #expect(later.map(\.units) == [1, 120, 220, -20, -100])
        #expect(later.last?.isExpiry == true)
        #expect(later.last?.balance == 221)
        #expect(try await desk.points(of: ana.number) == 221)

        // Cleared away by the next booking, it stands there once all the same.
        try await desk.happens(.visit, to: ana.number)
        let cleared = try await desk.counter.movements(of: ana)
        #expect(cleared.map(\.units) == [1, 120, 220, -20, -100, 1])
        #expect(cleared.last?.balance == 222)
    }
}

extension String {
    /// The text without what stands from one word up to another.
    fileprivate func components(_ from: String, _ to: String) -> String {
        guard let start = range(of: from), let end = range(of: to) else { return self }
        return String(self[..<start.lowerBound]) + String(self[end.lowerBound...])
    }
}
