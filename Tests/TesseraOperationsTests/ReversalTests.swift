import Testing
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport

/// Putting back in part and late, through the counter: R4, L13; F04, F45.
struct ReversalTests {
    @Test(arguments: Store.available)
    func `after a year a redemption is put back part by part and no further`(
        store: Store
    ) async throws {
        let desk = try await Desk(store)
        let card = try await desk.voucher(Desk.gift(cents: 5_000))
        let redemption = try await desk.redeem(card.token, .amount("20.00")).operation
        desk.set("2027-12-01T12:00:00Z")

        let first = try await desk.reverse(redemption, .amount("7.50"), at: Sample.till2)
        #expect(first.returned == 750 && first.balance == 3_750)
        await #expect(
            throws: LedgerError.reversalAboveRedemption(
                left: .money(Sample.euros(cents: 1_250)),
                asked: .money(Sample.euros(cents: 1_251)))
        ) { try await desk.reverse(redemption, .amount("12.51")) }
        let rest = try await desk.reverse(redemption)

        #expect(rest.returned == 1_250 && rest.balance == 5_000)
        await #expect(
            throws: LedgerError.alreadyUndone(at: Desk.time("2027-12-01T12:00:00Z"))
        ) { try await desk.reverse(redemption) }
        #expect(try await desk.book.ledger.audit().findings == [])
    }

    @Test(arguments: Store.available)
    func `uses are put back as numbers`(store: Store) async throws {
        let desk = try await Desk(store)
        let pass = try await desk.voucher(Desk.entitlement(uses: 5), uses: 5)
        let redemption = try await desk.redeem(pass.token, .uses(4)).operation

        await #expect(throws: LedgerError.demandMismatch(.entitlement)) {
            try await desk.reverse(redemption, .amount("1.00"))
        }
        #expect(try await desk.reverse(redemption, .uses(3)).balance == 4)
    }

    @Test(arguments: Store.available)
    func `a reversal asked again puts nothing back twice`(store: Store) async throws {
        let desk = try await Desk(store)
        let card = try await desk.voucher(Desk.gift(cents: 5_000))
        let redemption = try await desk.redeem(card.token, .amount("20.00")).operation
        let id = desk.ids.next()
        _ = try await desk.reverse(redemption, .amount("5.00"), operation: id)

        let again = try await desk.reverse(redemption, .amount("5.00"), operation: id)

        #expect(again.isReplay && again.balance == 3_500)
        await #expect(throws: LedgerError.operationReused(id)) {
            try await desk.reverse(redemption, .amount("6.00"), operation: id)
        }
        #expect(try await desk.book.ledger.voucher(at: card.position).balance == 3_500)
    }

    @Test(arguments: Store.available)
    func `what was never redeemed is not reversed`(store: Store) async throws {
        let desk = try await Desk(store)
        let unknown = desk.ids.next()

        for asked in [Asked.nothing, .amount("1.00")] {
            await #expect(throws: LedgerError.unknownRedemption(unknown)) {
                try await desk.reverse(unknown, asked)
            }
        }
    }
}
