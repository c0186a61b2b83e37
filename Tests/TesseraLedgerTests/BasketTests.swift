import TesseraLedger
import TesseraModel
import TesseraTestSupport
import Testing

/// Several vouchers on one basket; asked of every store.
///
/// F05, F10.
struct BasketTests {
    private func pay(
        _ counter: TestCounter, _ positions: [VoucherPosition], cents: Int64,
        operation: OperationID? = nil
    ) async throws(LedgerError) -> [Redemption] {
        try await counter.ledger.redeem(
            positions, due: Sample.euros(cents: cents), holder: nil,
            counter.placed(operation: operation))
    }

    /// F05: both were emptied elsewhere though the order cost less.
    @Test(arguments: Store.available)
    func `thirty and thirty on forty take thirty and ten`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.gift(cents: 3_000, count: 2))
        let cards = [Sample.position(0, 0), Sample.position(0, 1)]

        let taken = try await pay(counter, cards, cents: 4_000)

        #expect(taken.map(\.taken) == [3_000, 1_000] && taken.map(\.balance) == [0, 2_000])
        #expect(taken.map(\.position) == cards)
        #expect(try await counter.ledger.audit().findings == [])
    }

    @Test(arguments: Store.available)
    func `a discount comes first and cards pay the rest`(store: Store) async throws {
        let counter = try await TestCounter(
            store, Sample.gift(cents: 5_000), Sample.discount())
        let both = [counter.batches[0].first, counter.batches[1].first]

        let taken = try await pay(counter, both, cents: 4_000)

        #expect(taken.map(\.position) == [both[1], both[0]])
        #expect(taken[0].discount == Sample.euros(cents: 600) && taken[1].taken == 3_400)
    }

    @Test(arguments: Store.available)
    func `one bad voucher and nothing is taken of any`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.gift(cents: 3_000, count: 2))
        let cards = [Sample.position(0, 1), Sample.position(0, 0)]
        try await counter.change(.block(reason: "lost"))

        await #expect(
            throws: LedgerError.basketVoucherRefused(
                counter.position, [.revoked(at: Sample.noon, reason: "lost")])
        ) { try await pay(counter, cards, cents: 4_000) }

        #expect(try await counter.ledger.voucher(at: cards[0]).balance == 3_000)
    }

    @Test(arguments: Store.available)
    func `a basket that is not covered is refused with what is missing`(
        store: Store
    ) async throws {
        let counter = try await TestCounter(store, Sample.gift(cents: 3_000, count: 2))
        let cards = [Sample.position(0, 0), Sample.position(0, 1)]

        await #expect(
            throws: LedgerError.basketNotCovered(
                due: Sample.euros(cents: 6_001), covered: Sample.euros(cents: 6_000))
        ) { try await pay(counter, cards, cents: 6_001) }
        await #expect(throws: LedgerError.basketUnfit(count: 2)) {
            try await pay(counter, [cards[0], cards[0]], cents: 10)
        }
    }

    /// L3, F25.
    @Test(arguments: Store.available)
    func `a basket asked again is the same basket`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.gift(cents: 3_000, count: 2))
        let cards = [Sample.position(0, 0), Sample.position(0, 1)]
        let id = counter.ids.next()

        let first = try await pay(counter, cards, cents: 4_000, operation: id)
        let again = try await pay(counter, cards, cents: 4_000, operation: id)

        #expect(again == first.map(\.replayed))
        await #expect(throws: LedgerError.operationReused(id)) {
            try await pay(counter, cards, cents: 4_001, operation: id)
        }
        #expect(try await counter.reverse(first[1]).balance == 3_000)
    }
}
