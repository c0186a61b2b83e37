import Testing
import TesseraConfiguration
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import TesseraToken
import TesseraVerification

/// Members, their cards and the codes on their phones: T4, T23, R11.
struct MemberTests {
    private let ana = Profile(name: "Ana", contact: "ana@example.org")

    private func enrol(
        _ desk: Desk, _ operation: OperationID, profile: Profile? = nil
    ) async throws -> Member {
        try await desk.counter.enrol(
            profile ?? ana, tier: 2, validity: Sample.twoYears, operation: operation)
    }

    @Test(arguments: Store.available)
    func `an enrolled member has a card that says nothing about the person`(
        store: Store
    ) async throws {
        let desk = try await Desk(store)

        let (member, card) = try await desk.card()

        #expect(member.enrolledAt == Sample.noon)
        #expect(try desk.counter.profile(of: member) == ana)
        #expect(card.token.hasPrefix("TZ1"))
        #expect(
            try await desk.book.ledger.batch(covering: member.card).order.terms
                == .member(member.number, tier: 2))
        let other = try await desk.card(name: "Ioan")
        #expect(other.member.number != member.number)
        #expect(other.card.token != card.token)
    }

    // L3
    @Test(arguments: Store.available)
    func `the same operation enrols one member`(store: Store) async throws {
        let desk = try await Desk(store)
        let operation = desk.ids.next()
        let first = try await enrol(desk, operation)

        desk.wait(seconds: 3_600)
        let card = try await desk.counter.issued(first.card)
        let later = try await desk.reopened()
        let again = try await enrol(later, operation)

        #expect(again == first)
        #expect(try await later.counter.issued(again.card) == card)
    }

    @Test(arguments: Store.available)
    func `the same operation for somebody else is refused`(store: Store) async throws {
        let desk = try await Desk(store)
        let operation = desk.ids.next()
        _ = try await enrol(desk, operation)

        await #expect(throws: LedgerError.operationReused(operation)) {
            try await self.enrol(desk, operation, profile: Profile(name: "Ioan", contact: ""))
        }
        let issue = desk.ids.next()
        _ = try await desk.counter.issue(
            [
                VoucherWish(
                    terms: Desk.gift(cents: 1), validity: Sample.twoYears, count: 1)
            ], operation: issue)
        await #expect(throws: LedgerError.operationReused(issue)) {
            try await self.enrol(desk, issue)
        }
    }

    // L3
    @Test(arguments: Store.available)
    func `a number that is taken is drawn again and stays the member's`(
        store: Store
    ) async throws {
        let desk = try await Desk(store)
        let operation = desk.ids.next()
        let key = try desk.keys.signingKey(for: .member, audience: .ownShops)
        let taken = try #require(key.memberNumber(operation, attempt: 0))
        let free = try #require(key.memberNumber(operation, attempt: 1))
        _ = try await desk.book.ledger.enrol(
            Sample.enrolment(taken.number, operation: desk.ids.next()))

        let first = try await enrol(desk, operation)
        let again = try await enrol(desk, operation)

        #expect(first.number == free)
        #expect(again == first)
        #expect(try await desk.book.ledger.figures().members == 2)
    }

    // L3, T11
    @Test(arguments: Store.available)
    func `enrolling again after a rotation gives the member of the first time`(
        store: Store
    ) async throws {
        let desk = try await Desk(store)
        let operation = desk.ids.next()
        let first = try await enrol(desk, operation)
        let later = try desk.with(
            desk.keys.rotated(on: Sample.day("2026-12-01"), pending: false))

        #expect(try await enrol(later, operation) == first)
    }

    // T23
    @Test(arguments: Store.available)
    func `a live code is good for its minute`(store: Store) async throws {
        let desk = try await Desk(store)
        let (member, card) = try await desk.card()
        let live = try await desk.counter.liveCode(of: member.number)

        #expect(live.hasPrefix("\(card.token)."))
        #expect(live.count == card.token.count + 9)
        for time in [
            "2026-12-01T11:59:30Z", "2026-12-01T12:00:29.999Z", "2026-12-01T12:00:59.999Z",
        ] {
            desk.set(time)
            let appraisal = try await desk.counter.check(live, at: Sample.till1)
            #expect(appraisal.entry == .live)
            #expect(appraisal.voucher.position == member.card)
        }
        for time in ["2026-12-01T11:59:29.999Z", "2026-12-01T12:01:00Z"] {
            desk.set(time)
            await #expect(throws: VerificationError.liveCodeStale) {
                try await desk.counter.check(live, at: Sample.till1)
            }
        }
    }

    // T12, step 1
    @Test(arguments: Store.available)
    func `a live code is read with what scanners add and with nothing else`(
        store: Store
    ) async throws {
        let desk = try await Desk(store)
        let live = try await desk.counter.liveCode(of: try await desk.card().member.number)

        for scanned in [live, "]Q3\(live)", "\\000001\(live)", "]Q1\\000001\(live)\r\n"] {
            #expect(try await desk.counter.check(scanned, at: Sample.till1).entry == .live)
        }
        for other in [" \(live)", "]Q7\(live)", "]Q3]Q3\(live)"] {
            await #expect(throws: VerificationError.unreadable(.notATesseraCode)) {
                try await desk.counter.check(other, at: Sample.till1)
            }
        }
        await #expect(throws: TokenError.badLength(characterCount: 7)) {
            try await desk.counter.check(String(live.dropLast()), at: Sample.till1)
        }
    }

    @Test(arguments: Store.available)
    func `one member's live code does not fit another's card`(store: Store) async throws {
        let desk = try await Desk(store)
        let (ana, _) = try await desk.card()
        let (_, other) = try await desk.card(name: "Ioan")
        let live = try await desk.counter.liveCode(of: ana.number)

        await #expect(throws: VerificationError.liveCodeStale) {
            try await desk.counter.check("\(other.token).\(live.suffix(8))", at: Sample.till1)
        }
    }
}
