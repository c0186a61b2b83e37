import TesseraLedger
import TesseraModel
import TesseraTestSupport
import Testing

/// Settlements and corrections as they are booked; asked of every store.
///
/// L16.
struct SettlementTests {
    private func totals(_ first: Int64, _ last: Int64) -> SettlementTotals {
        var euros = CurrencyTotal(currency: Sample.euro)
        euros.honoured = 900
        euros.lostByAcceptor = 100
        euros.fee = 8
        return SettlementTotals(first: first, last: last, currencies: [euros], uses: [])
    }

    private func account(_ owner: Account.Owner, _ purpose: Account.Purpose) -> Account {
        Account(owner: owner, asset: .currency(Sample.euro), purpose: purpose)
    }

    @Test(arguments: Store.available)
    func `a settlement moves what is owed and the next one goes on from there`(
        store: Store
    ) async throws {
        let scene = try await OfflineScene(store)
        let shop = Account.Owner.shop(Sample.harbour)

        #expect(try await scene.book(.settle(Sample.harbour, totals(1, 40))) == .settled(1))

        let balances = try await scene.ledger.balances()
        #expect(balances[account(shop, .clearing)] == -900)
        #expect(balances[account(shop, .payable)] == 792)
        #expect(balances[account(shop, .loss)] == 100)
        #expect(balances[account(.issuer, .fee)] == 8)
        await #expect(throws: LedgerError.settlementNotNext(Sample.harbour, next: 41)) {
            try await scene.book(.settle(Sample.harbour, totals(40, 50)))
        }
        #expect(try await scene.book(.settle(Sample.harbour, totals(41, 50))) == .settled(2))
        #expect(try await scene.ledger.audit().findings == [])
    }

    @Test(arguments: Store.available)
    func `a settlement with numbers out of range is not booked`(store: Store) async throws {
        let scene = try await OfflineScene(store)

        await #expect(throws: LedgerError.wishUnfit) {
            try await scene.book(.settle(Sample.harbour, totals(1, 0)))
        }
        await #expect(throws: LedgerError.unknownAcceptor(Sample.market)) {
            try await scene.book(.settle(Sample.market, totals(1, 2)))
        }
    }

    @Test(arguments: Store.available, [250, -250] as [Int64])
    func `a correction moves clearing either way`(store: Store, cents: Int64) async throws {
        let scene = try await OfflineScene(store)

        let outcome = try await scene.book(
            .dispute(
                Sample.harbour, amount: Sample.euros(cents: cents), about: nil,
                reason: "till was down"))

        #expect(outcome == .done)
        #expect(try await scene.balance(of: OfflineScene.clearing) == cents)
        #expect(try await scene.balance(of: account(.issuer, .expense)) == 0 - cents)
        #expect(try await scene.ledger.audit().findings == [])
    }

    @Test(arguments: Store.available)
    func `where refunds are refused nothing is put back`(store: Store) async throws {
        let scene = try await OfflineScene(
            store, Sample.gift(cents: 1_000), Sample.agreement(refunds: .refused))
        let taken = try await scene.counter.redeem(.amount(Sample.euros(cents: 300)))

        await #expect(throws: LedgerError.refundsRefused(Sample.harbour)) {
            try await scene.counter.reverse(taken)
        }

        #expect(try await scene.counter.voucher().balance == 700)
        #expect(try await scene.ledger.audit().findings == [])
    }
}
