import TesseraLedger
import TesseraModel
import TesseraTestSupport
import Testing

/// What a till may rely on when it redeems; asked of every store.
struct RedemptionTests {
    /// F01, R2.
    @Test(arguments: Store.available)
    func `a redeemed voucher is refused the second time`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.entitlement())

        let first = try await counter.redeem(.uses(1))

        #expect(first.taken == 1 && first.balance == 0 && !first.isReplay)
        let use = Use(time: Sample.noon, shop: Sample.harbour, till: Sample.till1)
        await #expect(throws: LedgerError.alreadyRedeemed(use)) {
            try await counter.redeem(.uses(1), at: Sample.till2)
        }
    }

    /// F02, R2.
    @Test(arguments: Store.available)
    func `a gift card gives what it holds and no more`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.gift(cents: 3_660))

        let first = try await counter.redeem(.amount(Sample.euros(cents: 3_000)))

        #expect(first.taken == 3_000 && first.balance == 660)
        await #expect(
            throws: LedgerError.insufficientBalance(
                available: Sample.euros(cents: 660), wanted: Sample.euros(cents: 3_000))
        ) { try await counter.redeem(.amount(Sample.euros(cents: 3_000))) }
        #expect(try await counter.redeem(.everything).taken == 660)
        #expect(try await counter.voucher().balance == 0)
    }

    /// L3, R3, F25.
    @Test(arguments: Store.available)
    func `asking twice with one id takes once`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.gift(cents: 5_000))
        let request = counter.request(.amount(Sample.euros(cents: 1_200)))

        let first = try await counter.ledger.redeem(request)
        let second = try await counter.ledger.redeem(request)

        #expect(second == first.replayed)
        #expect(try await counter.voucher().balance == 3_800)
    }

    /// L3, R3: a refusal is as sticky as an acceptance.
    @Test(arguments: Store.available)
    func `a refused id stays refused when the card is topped up`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.gift(cents: 1_000))
        let request = counter.request(.amount(Sample.euros(cents: 1_500)))
        let refusal = LedgerError.insufficientBalance(
            available: Sample.euros(cents: 1_000), wanted: Sample.euros(cents: 1_500))
        await #expect(throws: refusal) { try await counter.ledger.redeem(request) }

        try await counter.change(.topUp(by: 1_000))

        await #expect(throws: refusal) { try await counter.ledger.redeem(request) }
        #expect(try await counter.voucher().balance == 2_000)
    }

    /// L3, L9: a store that books a redemption without looking first meets the id at the end.
    @Test(arguments: Store.available)
    func `a refused id takes nothing though the card holds enough by now`(
        store: Store
    ) async throws {
        let counter = try await TestCounter(store, Sample.gift(cents: 1_000))
        try await counter.redeem(.amount(Sample.euros(cents: 900)))
        let request = counter.request(.amount(Sample.euros(cents: 500)))
        let refusal = LedgerError.insufficientBalance(
            available: Sample.euros(cents: 100), wanted: Sample.euros(cents: 500))
        await #expect(throws: refusal) { try await counter.ledger.redeem(request) }
        try await counter.change(.topUp(by: 1_000))

        await #expect(throws: refusal) { try await counter.ledger.redeem(request) }

        #expect(try await counter.voucher().balance == 1_100)
        #expect(try await counter.ledger.audit().findings == [])
    }

    /// L3: same id, other content.
    @Test(arguments: Store.available)
    func `an id that named something else changes nothing`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.gift(), Sample.gift())
        let request = counter.request(.amount(Sample.euros(cents: 100)))
        _ = try await counter.ledger.redeem(request)
        let id = request.operation
        let other = counter.batches[1].first
        let different = [
            counter.request(.amount(Sample.euros(cents: 101)), operation: id),
            counter.request(.everything, operation: id),
            counter.request(request.demand, at: Sample.till2, operation: id),
            counter.request(request.demand, of: other, operation: id),
        ]

        for request in different {
            await #expect(throws: LedgerError.operationReused(id)) {
                try await counter.ledger.redeem(request)
            }
        }
        await #expect(throws: LedgerError.operationReused(id)) {
            try await counter.ledger.change(
                ChangeRequest(
                    operation: id, position: counter.position, action: .topUp(by: 1),
                    time: Sample.noon))
        }
        await #expect(throws: LedgerError.operationReused(id)) {
            try await counter.ledger.undo(
                UndoRequest(
                    operation: id, redemption: id, till: Sample.till1, time: Sample.noon))
        }
        await #expect(throws: LedgerError.operationReused(id)) {
            try await counter.ledger.issue(
                IssueRequest(operation: id, orders: [Sample.gift()], time: Sample.noon))
        }

        #expect(try await counter.voucher().balance == 4_900)
        #expect(try await counter.ledger.voucher(at: other).balance == 5_000)
        #expect(try await counter.ledger.figures().operations == 2)
    }

    /// The caller's clock is not part of the content: a retry comes later.
    @Test(arguments: Store.available)
    func `a retry with a later clock is the same request`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.entitlement())
        let id = counter.ids.next()
        _ = try await counter.ledger.redeem(counter.request(.uses(1), operation: id))

        let later = counter.request(
            .uses(1), time: Sample.noon.advanced(byMilliseconds: 90_000), operation: id)

        #expect(try await counter.ledger.redeem(later).use.time == Sample.noon)
    }

    @Test(arguments: Store.available)
    func `a right with three uses is used three times`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.entitlement(uses: 3))

        #expect(try await counter.redeem(.uses(2)).balance == 1)

        await #expect(throws: LedgerError.insufficientUses(available: 1, wanted: 2)) {
            try await counter.redeem(.uses(2))
        }
        #expect(try await counter.redeem(.uses(1)).balance == 0)
    }

    /// F28: the boundary is inclusive, and the refusal says what is missing.
    @Test(arguments: Store.available)
    func `a discount is reckoned on the basket from its minimum on`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.discount(uses: 3))

        let least = try await counter.redeem(.purchase(Sample.euros(cents: 2_000)))
        let capped = try await counter.redeem(.purchase(Sample.euros(cents: 9_000)))

        #expect(least.discount == Sample.euros(cents: 300) && least.taken == 1)
        #expect(capped.discount == Sample.euros(cents: 1_000) && capped.balance == 1)
        await #expect(
            throws: LedgerError.minimumNotReached(
                minimum: Sample.euros(cents: 2_000), actual: Sample.euros(cents: 1_999))
        ) { try await counter.redeem(.purchase(Sample.euros(cents: 1_999))) }
        await #expect(throws: LedgerError.priceRequired) { try await counter.redeem(.uses(1)) }
    }

    /// F29.
    @Test(arguments: Store.available)
    func `a card in euros is not asked for lei`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.gift())
        let leu = try #require(Currency(code: "RON"))

        await #expect(throws: LedgerError.currencyMismatch(card: Sample.euro, asked: leu)) {
            try await counter.redeem(.amount(Money(minorUnits: 100, currency: leu)))
        }
        await #expect(throws: LedgerError.demandMismatch(.gift)) {
            try await counter.redeem(.uses(1))
        }
    }

    @Test(arguments: Store.available)
    func `a voucher that was never issued is not redeemed`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.gift(count: 3))
        let behind = Sample.position(0, 3)

        await #expect(throws: LedgerError.unknownVoucher(behind)) {
            try await counter.ledger.redeem(counter.request(.everything, of: behind))
        }
        await #expect(throws: LedgerError.unknownVoucher(behind)) {
            try await counter.ledger.voucher(at: behind)
        }
    }
}
