import TesseraLedger
import TesseraModel
import TesseraTestSupport
import Testing

/// Putting back in part and repeatedly; asked of every store.
///
/// L13, R4, F04, F45.
struct ReversalTests {
    @Test(arguments: Store.available)
    func `a redemption is put back piece by piece and never more`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.gift(cents: 5_000))
        let used = try await counter.redeem(.amount(Sample.euros(cents: 3_000)))

        #expect(try await counter.reverse(used, cents: 1_000).balance == 3_000)
        #expect(try await counter.reverse(used, cents: 500).balance == 3_500)
        await #expect(
            throws: LedgerError.reversalAboveRedemption(
                left: .money(Sample.euros(cents: 1_500)),
                asked: .money(Sample.euros(cents: 1_501)))
        ) { try await counter.reverse(used, cents: 1_501) }
        #expect(try await counter.voucher().lastUse == used.use)
        #expect(try await counter.reverse(used).returned == 1_500)

        let voucher = try await counter.voucher()
        #expect(voucher.balance == 5_000 && voucher.lastUse == nil)
        await #expect(throws: LedgerError.alreadyUndone(at: Sample.noon)) {
            try await counter.reverse(used)
        }
        #expect(try await counter.ledger.audit().findings == [])
    }

    /// F45: no age limit but policy.
    @Test(arguments: Store.available)
    func `a redemption of four hundred days ago is put back`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.entitlement(uses: 3))
        let used = try await counter.redeem(.uses(2))
        let later = Sample.noon.advanced(byMilliseconds: 400 * 86_400_000)

        #expect(try await counter.reverse(used, cents: 1, time: later).balance == 2)
    }

    @Test(arguments: Store.available)
    func `a capture is put back as a redemption is`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.gift(cents: 5_000))
        let held = try await counter.hold(.amount(Sample.euros(cents: 2_000)))
        let captured = try await counter.capture(held)

        #expect(try await counter.reverse(captured).balance == 5_000)

        let euros = Account.Asset.currency(Sample.euro)
        let balances = try await counter.ledger.balances()
        let clearing = Account(owner: .shop(Sample.harbour), asset: euros, purpose: .clearing)
        let liability = Account(owner: .issuer, asset: euros, purpose: .liability)
        #expect(balances[clearing] == 0 && balances[liability] == 5_000)
    }

    /// F04: Σ r ≤ c always, and the balance is start − c + Σ r.
    @Test(arguments: Store.available, [1, 2, 3, 4, 5] as [UInt64])
    func `random reversals never give back more than was taken`(
        store: Store, seed: UInt64
    ) async throws {
        let counter = try await TestCounter(store, Sample.gift(cents: 10_000))
        var random = SeededRandom(seed: seed)
        let taken = Int64.random(in: 1...10_000, using: &random)
        let used = try await counter.redeem(.amount(Sample.euros(cents: taken)))
        var returned: Int64 = 0

        for _ in 0..<20 {
            let wanted = Int64.random(in: 1...(taken / 3 + 1), using: &random)
            if let reversal = try? await counter.reverse(used, cents: wanted) {
                returned += reversal.returned
            }
            #expect(returned <= taken)
            #expect(try await counter.voucher().balance == 10_000 - taken + returned)
        }

        #expect(try await counter.ledger.audit().findings == [])
    }
}
