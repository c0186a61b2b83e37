import TesseraLedger
import TesseraModel
import TesseraTestSupport
import Testing

/// Members who are forgotten, and what is known about the others; asked of every store.
///
/// R8, R11, F42.
struct ErasureTests {
    private struct Shop {
        let book: OpenBook
        let member: Member
        let points: Holding
        let ids = OperationIDs()
        var ledger: any Ledger { book.ledger }

        init(_ store: Store) async throws {
            book = try await store.open()
            member = try await book.ledger.enrol(Sample.enrolment(5, operation: ids.next()))
            points = Holding(
                member: member.number,
                asset: try #require(AssetTerms(name: "points", scale: 0, allowsDebt: false)))
            try await ask(
                .credit(points, amount: 20, first: nil, last: nil, reason: "welcome"))
        }

        @discardableResult
        func ask(
            _ wish: Wish, operation: OperationID? = nil, judge: ScriptedJudge? = nil,
            time: Timestamp = Sample.noon
        ) async throws -> BookedOperation {
            let booked = try await ledger.book(
                BookingRequest(
                    operation: operation ?? ids.next(), wish: wish, place: nil, time: time,
                    judge: judge))
            if let refusal = booked.operation.refusal { throw refusal }
            return booked.operation
        }

        func erase(operation: OperationID? = nil) async throws {
            try await ask(.erase(member.number, card: member.card, reason: "asked"), operation: operation)
        }
    }

    @Test(arguments: Store.available)
    func `nothing is left of the profile, and every sum is what it was`(
        store: Store
    ) async throws {
        let shop = try await Shop(store)
        let before = try await shop.ledger.balances()
        let figures = try await shop.ledger.figures()

        try await shop.erase()

        let book = try await shop.book.reopened()
        let member = try await book.ledger.member(shop.member.number)
        #expect(member.profile == nil)
        #expect(member.erasedAt == Sample.noon)
        #expect(
            try await book.ledger.voucher(at: member.card).standing
                == .blocked(at: Sample.noon, reason: "erased"))
        #expect(try await book.ledger.lots(of: shop.points).map(\.left) == [20])
        #expect(try await book.ledger.balances() == before)
        #expect(try await book.ledger.figures().members == figures.members)
        #expect(try await book.ledger.audit().findings == [])
    }

    @Test(arguments: Store.available)
    func `a second erasure says so, and the same one is answered again`(
        store: Store
    ) async throws {
        let shop = try await Shop(store)
        let first = shop.ids.next()
        try await shop.erase(operation: first)

        try await shop.erase(operation: first)
        let gone = LedgerError.memberErased(shop.member.number, at: Sample.noon)
        await #expect(throws: gone) { try await shop.erase() }

        #expect(try await shop.ledger.audit().findings == [])
    }

    @Test(arguments: Store.available)
    func `nobody is erased who was never there`(store: Store) async throws {
        let shop = try await Shop(store)
        let other = try #require(MemberNumber(99))

        await #expect(throws: LedgerError.unknownMember(other)) {
            try await shop.ask(.erase(other, card: shop.member.card, reason: "asked"))
        }
    }

    @Test(arguments: Store.available)
    func `nothing more is booked for somebody who was erased`(store: Store) async throws {
        let shop = try await Shop(store)
        try await shop.erase()
        let gone = LedgerError.memberErased(shop.member.number, at: Sample.noon)
        let visit = EventRecord(
            kind: "visit", member: shop.member.number, occurredAt: Sample.noon, facts: "{}")
        let wishes: [Wish] = [
            .event(visit), .change(shop.member.card, .unblock(reason: "found")),
            .change(shop.member.card, .block(reason: "lost")),
            .credit(shop.points, amount: 1, first: nil, last: nil, reason: "late"),
        ]

        for wish in wishes {
            await #expect(throws: gone) { try await shop.ask(wish, judge: ScriptedJudge()) }
        }

        // What is there may still be taken off by the office.
        try await shop.ask(.debit(shop.points, amount: 20, reason: "closed"))
        #expect(try await shop.ledger.audit().findings == [])
    }

    @Test(arguments: Store.available)
    func `the card that took the place of the first one is stopped`(store: Store) async throws {
        let shop = try await Shop(store)
        let order = try await shop.ledger.batch(covering: shop.member.card).order
        let replaced = try await shop.ask(.replace(shop.member.card, with: order))
        let card = try #require(replaced.batches.first?.first)

        try await shop.ask(.erase(shop.member.number, card: card, reason: "asked"))

        #expect(
            try await shop.ledger.voucher(at: card).standing
                == .blocked(at: Sample.noon, reason: "erased"))
        await #expect(
            throws: LedgerError.memberErased(shop.member.number, at: Sample.noon)
        ) { try await shop.ask(.replace(card, with: order)) }
        #expect(try await shop.ledger.audit().findings == [])
    }

    @Test(arguments: Store.available)
    func `nobody is erased by another's card`(store: Store) async throws {
        let shop = try await Shop(store)
        let other = try await shop.ledger.enrol(
            Sample.enrolment(6, operation: shop.ids.next()))

        await #expect(throws: LedgerError.wishUnfit) {
            try await shop.ask(
                .erase(shop.member.number, card: other.card, reason: "asked"))
        }
        #expect(try await shop.ledger.member(shop.member.number).profile != nil)
    }

    @Test(arguments: Store.available)
    func `a card that was blocked keeps its reason`(store: Store) async throws {
        let shop = try await Shop(store)
        try await shop.ask(.change(shop.member.card, .block(reason: "lost")))

        try await shop.erase()

        #expect(
            try await shop.ledger.voucher(at: shop.member.card).standing
                == .blocked(at: Sample.noon, reason: "lost"))
    }

    @Test(arguments: Store.available)
    func `a repeated enrolment brings nobody back`(store: Store) async throws {
        let shop = try await Shop(store)
        let operation = try #require(
            try await shop.ledger.history(of: shop.member.card).first?.operation)
        try await shop.erase()

        let again = try await shop.ledger.enrol(Sample.enrolment(5, operation: operation))

        #expect(again.profile == nil)
        #expect(again.erasedAt == Sample.noon)
        #expect(try await shop.ledger.member(shop.member.number).profile == nil)
    }

    @Test(arguments: Store.available)
    func `a profile is changed only from what it was`(store: Store) async throws {
        let shop = try await Shop(store)
        let number = shop.member.number
        let (old, new) = (Sample.profile("Anaana@example.org"), Sample.profile("Ana Pop"))
        #expect(shop.member.profile == old)

        try await shop.ledger.setProfile(new, of: number, insteadOf: old)

        #expect(try await shop.book.reopened().ledger.member(number).profile == new)
        let ledger = try await shop.book.reopened().ledger
        await #expect(throws: LedgerError.profileChanged(number)) {
            try await ledger.setProfile(old, of: number, insteadOf: old)
        }
        let other = try #require(MemberNumber(99))
        await #expect(throws: LedgerError.unknownMember(other)) {
            try await ledger.setProfile(new, of: other, insteadOf: nil)
        }
    }

    @Test(arguments: Store.available)
    func `nothing is written down about somebody who was erased`(store: Store) async throws {
        let shop = try await Shop(store)
        let number = shop.member.number
        try await shop.erase()

        await #expect(throws: LedgerError.memberErased(number, at: Sample.noon)) {
            try await shop.ledger.setProfile(
                Sample.profile("Ana"), of: number, insteadOf: nil)
        }
    }

    @Test(arguments: Store.available)
    func `of two who erase at once one erases`(store: Store) async throws {
        let shop = try await Shop(store)

        let done = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask { (try? await shop.erase()) != nil }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }

        #expect(done == 1)
        #expect(try await shop.ledger.audit().findings == [])
    }
}
