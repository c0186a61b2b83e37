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
}
