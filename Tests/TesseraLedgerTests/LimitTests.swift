import TesseraLedger
import TesseraModel
import TesseraTestSupport
import Testing

/// Limits are accounts, used up with the benefit; asked of every store.
///
/// R5, F01, F26, F27.
struct LimitTests {
    private func limit(
        _ most: LimitTerms.Most, _ key: LimitTerms.Key, _ period: LimitTerms.Period = .ever,
        scope: LimitTerms.Scope = .campaign(9)
    ) -> LimitTerms {
        LimitTerms(scope: scope, key: key, period: period, most: most)
    }

    @Test(arguments: Store.available)
    func `a campaign gives no more than its limit`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.entitlement(count: 10))
        let terms = limit(.uses(3), .all)
        try await counter.setLimit(terms)
        for slot: UInt32 in 0..<3 {
            _ = try await counter.ledger.redeem(
                counter.request(.uses(1), of: Sample.position(0, slot)))
        }

        await #expect(
            throws: LedgerError.limitReached(terms, left: .uses(0), wanted: .uses(1))
        ) {
            try await counter.ledger.redeem(
                counter.request(.uses(1), of: Sample.position(0, 3)))
        }

        #expect(terms.sentence == "Campaign 9 may be used 3 times in all.")
        #expect(try await counter.ledger.limits().map(\.mostUsed) == [3])
        #expect(try await counter.ledger.audit().findings == [])
    }

    @Test(arguments: Store.available)
    func `a day's limit is there again the next day`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.gift(cents: 50_000))
        let terms = limit(
            .value(Sample.euros(cents: 10_000)), .code, .day, scope: .gifts)
        try await counter.setLimit(terms)
        try await counter.redeem(.amount(Sample.euros(cents: 9_000)))
        let tomorrow = Sample.noon.advanced(byMilliseconds: 10 * 3_600_000)

        await #expect(
            throws: LedgerError.limitReached(
                terms, left: .money(Sample.euros(cents: 1_000)),
                wanted: .money(Sample.euros(cents: 1_001)))
        ) { try await counter.redeem(.amount(Sample.euros(cents: 1_001))) }

        let taken = try await counter.redeem(
            .amount(Sample.euros(cents: 10_000)), time: tomorrow)
        #expect(taken.balance == 31_000)
        #expect(
            terms.sentence == "Gift cards may be used up to €100.00 for each code and day.")
    }

    /// F26: never "unlimited" for somebody who shows no card.
    @Test(arguments: Store.available)
    func `a limit by member needs the member's card`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.entitlement(count: 5))
        let terms = limit(.uses(1), .member)
        try await counter.setLimit(terms)
        func use(_ slot: UInt32, _ member: UInt64?) async throws(LedgerError) {
            _ = try await counter.ledger.redeem(
                RedemptionRequest(
                    operation: counter.ids.next(), position: Sample.position(0, slot),
                    demand: .uses(1), shop: Sample.harbour, till: Sample.till1,
                    holder: member.flatMap { MemberNumber($0) }, time: Sample.noon))
        }

        await #expect(throws: LedgerError.memberRequired(terms)) { try await use(0, nil) }
        try await use(0, 1)
        await #expect(
            throws: LedgerError.limitReached(terms, left: .uses(0), wanted: .uses(1))
        ) { try await use(1, 1) }
        try await use(1, 2)
    }

    @Test(arguments: Store.available)
    func `what is put back may be used again`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.entitlement(count: 2))
        try await counter.setLimit(limit(.uses(1), .shop))
        let used = try await counter.redeem(.uses(1))

        try await counter.undo(used.operation)

        let next = counter.request(.uses(1), of: Sample.position(0, 1))
        #expect(try await counter.ledger.redeem(next).balance == 0)
        #expect(try await counter.ledger.audit().findings == [])
    }

    @Test(arguments: Store.available)
    func `a limit that has ended limits nothing`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.entitlement(uses: 5))
        let id = try await counter.setLimit(limit(.uses(1), .code))
        try await counter.redeem(.uses(1))
        let end = BookingRequest(
            operation: counter.ids.next(), wish: .endLimit(id), place: nil, time: Sample.noon)

        _ = try await counter.ledger.book(end)

        #expect(try await counter.redeem(.uses(2)).balance == 2)
        #expect(try await counter.ledger.limits() == [])
        let other = BookingRequest(
            operation: counter.ids.next(), wish: .endLimit(id), place: nil, time: Sample.noon)
        #expect(try await counter.ledger.book(other).operation.refusal == .unknownLimit(id))
    }

    /// F01.
    @Test(arguments: Store.available)
    func `of sixty-four at once a limit lets through as many as it says`(
        store: Store
    ) async throws {
        let counter = try await TestCounter(store, Sample.entitlement(count: 64))
        try await counter.setLimit(limit(.uses(7), .all))

        let wins = await withTaskGroup(of: Int.self) { group in
            for slot: UInt32 in 0..<64 {
                group.addTask {
                    let request = counter.request(.uses(1), of: Sample.position(0, slot))
                    return (try? await counter.ledger.redeem(request)) == nil ? 0 : 1
                }
            }
            return await group.reduce(0, +)
        }

        #expect(wins == 7)
        #expect(try await counter.ledger.audit().findings == [])
    }

    /// F28: expired and above a limit, both are named.
    @Test(arguments: Store.available)
    func `every condition that fails is named`(store: Store) async throws {
        let past = Sample.validity("2026-01-01", "2026-11-30")
        let counter = try await TestCounter(
            store, Sample.discount(validity: past, minimumSpend: 2_000))
        let terms = limit(.uses(1), .member, scope: .campaign(7))
        try await counter.setLimit(terms)

        await #expect(
            throws: LedgerError.several([
                .expired(last: Sample.day("2026-11-30")),
                .minimumNotReached(
                    minimum: Sample.euros(cents: 2_000), actual: Sample.euros(cents: 1_999)),
                .memberRequired(terms),
            ])
        ) { try await counter.redeem(.purchase(Sample.euros(cents: 1_999))) }
    }
}
