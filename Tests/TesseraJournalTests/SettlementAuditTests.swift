import TesseraJournal
import TesseraLedger
import TesseraModel
import TesseraTestSupport
import Testing

/// A settlement in the book is reckoned again with everything else: L16, F31.
struct SettlementAuditTests {
    private let luna = Sample.market

    private func wish(_ wish: Wish, _ ids: OperationIDs) -> BookingRequest {
        BookingRequest(operation: ids.next(), wish: wish, place: nil, time: Sample.noon)
    }

    private func agreed(on ledger: any Ledger, _ ids: OperationIDs) async throws {
        let agreement = Agreement(
            campaigns: nil, acceptsGifts: true, validity: Sample.twoYears,
            currency: Sample.euro, feeBasisPoints: 250, discountShareBasisPoints: 10_000,
            usePrice: 0, period: .month, bearer: .issuer, refunds: .restored, limits: .none)
        let terms = AcceptorTerms(
            id: luna, name: "Luna", isPartner: true, groups: [], agreement: agreement)
        _ = try await ledger.book(wish(.agree(terms), ids))
        let amount = Sample.euros(cents: 1_000)
        _ = try await ledger.book(
            wish(.dispute(luna, amount: amount, about: nil, reason: "test"), ids))
        _ = try await Sealer(ledger: ledger).seal()
    }

    private func totals(disputed: Int64) -> SettlementTotals {
        var total = CurrencyTotal(currency: Sample.euro)
        total.disputed = disputed
        return SettlementTotals(first: 1, last: 2, currencies: [total], uses: [])
    }

    @Test(arguments: Store.available)
    func `a settlement that follows from the journal is sound`(store: Store) async throws {
        let (book, ids) = (try await store.open(), OperationIDs())
        try await agreed(on: book.ledger, ids)
        _ = try await book.ledger.book(wish(.settle(luna, totals(disputed: 1_000)), ids))
        _ = try await Sealer(ledger: book.ledger).seal()
        #expect(try await book.ledger.wholeAudit().findings.isEmpty)
    }

    @Test(arguments: Store.available)
    func `a settlement of another amount is found`(store: Store) async throws {
        let (book, ids) = (try await store.open(), OperationIDs())
        try await agreed(on: book.ledger, ids)
        let settled = wish(.settle(luna, totals(disputed: 1_100)), ids)
        _ = try await book.ledger.book(settled)
        _ = try await Sealer(ledger: book.ledger).seal()
        #expect(
            try await book.ledger.wholeAudit().findings == [
                LedgerAudit.Finding(
                    record: "settlement \(settled.operation.text) of market",
                    problem: "is not what the operations it covers come to")
            ])
    }
}
