import Testing
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport

/// Putting a redemption back: R4.
struct UndoTests {
    private let fifty = Desk.gift(cents: 5_000)

    @Test(arguments: Store.available)
    func `within a minute a till puts back what it took`(store: Store) async throws {
        let desk = try await Desk(store)
        let card = try await desk.voucher(fifty)
        let redemption = try await desk.redeem(card.token, .amount("18.40"))

        desk.wait(seconds: 60)
        let reversal = try await desk.undo(redemption.operation)

        #expect(reversal.redemption == redemption.operation)
        #expect(reversal.returned == 1_840)
        #expect(reversal.balance == 5_000)
        #expect(try await desk.book.ledger.voucher(at: card.position).lastUse == nil)
        #expect(try await desk.book.ledger.audit().findings == [])
    }

    @Test(arguments: Store.available)
    func `after a minute nothing is put back`(store: Store) async throws {
        let desk = try await Desk(store)
        let card = try await desk.voucher(fifty)
        let redemption = try await desk.redeem(card.token, .amount("18.40"))

        desk.clock.advance(byMilliseconds: 60_001)

        await #expect(throws: LedgerError.undoTooLate(redemption.use)) {
            try await desk.undo(redemption.operation)
        }
        #expect(try await desk.book.ledger.voucher(at: card.position).balance == 3_160)
    }

    @Test(arguments: Store.available)
    func `another till puts nothing back`(store: Store) async throws {
        let desk = try await Desk(store)
        let card = try await desk.voucher(fifty)
        let redemption = try await desk.redeem(card.token, .amount("18.40"))

        await #expect(throws: LedgerError.undoElsewhere(redemption.use)) {
            try await desk.undo(redemption.operation, at: Sample.till2)
        }
        await #expect(throws: LedgerError.nothingToUndo(Sample.till2)) {
            try await desk.undo(nil, at: Sample.till2)
        }
    }

    @Test(arguments: Store.available)
    func `a redemption is put back once`(store: Store) async throws {
        let desk = try await Desk(store)
        let card = try await desk.voucher(fifty)
        let redemption = try await desk.redeem(card.token, .amount("18.40"))
        let operation = desk.ids.next()
        let first = try await desk.undo(redemption.operation, operation: operation)

        desk.wait(seconds: 1)

        await #expect(throws: LedgerError.alreadyUndone(at: Sample.noon)) {
            try await desk.undo(redemption.operation)
        }
        let again = try await desk.undo(redemption.operation, operation: operation)
        #expect(again.isReplay)
        #expect(again.balance == first.balance)
        #expect(try await desk.book.ledger.voucher(at: card.position).balance == 5_000)
    }

    @Test(arguments: Store.available)
    func `what nobody redeemed cannot be put back`(store: Store) async throws {
        let desk = try await Desk(store)
        let unknown = desk.ids.next()
        let issue = desk.ids.next()
        _ = try await desk.counter.issue(
            [VoucherWish(terms: fifty, validity: Sample.twoYears, count: 1)], operation: issue)

        for id in [unknown, issue] {
            await #expect(throws: LedgerError.unknownRedemption(id)) { try await desk.undo(id) }
        }
    }

    @Test(arguments: Store.available)
    func `the till's latest redemption can be meant without its id`(store: Store) async throws {
        let desk = try await Desk(store)
        let card = try await desk.voucher(fifty)
        try await desk.redeem(card.token, .amount("1.00"))
        let latest = try await desk.redeem(card.token, .amount("2.00"))
        try await desk.redeem(card.token, .amount("4.00"), at: Sample.till2)
        await #expect(
            throws: LedgerError.insufficientBalance(
                available: Sample.euros(cents: 4_300), wanted: Sample.euros(cents: 90_000))
        ) {
            try await desk.redeem(card.token, .amount("900.00"))
        }

        let reversal = try await desk.undo(nil)

        #expect(reversal.redemption == latest.operation)
        #expect(reversal.balance == 4_500)
        await #expect(throws: LedgerError.alreadyUndone(at: Sample.noon)) {
            try await desk.undo(nil)
        }
    }

    // L3: what "the latest" meant the first time it means for ever.
    @Test(arguments: Store.available)
    func `asking again for the latest names the one of the first time`(
        store: Store
    ) async throws {
        let desk = try await Desk(store)
        let card = try await desk.voucher(fifty)
        let first = try await desk.redeem(card.token, .amount("1.00"))
        let operation = desk.ids.next()
        try await desk.undo(nil, operation: operation)
        try await desk.redeem(card.token, .amount("2.00"))

        let again = try await desk.undo(nil, operation: operation)

        #expect(again.isReplay)
        #expect(again.redemption == first.operation)
        #expect(try await desk.book.ledger.voucher(at: card.position).balance == 4_800)
    }

    @Test(arguments: Store.available)
    func `a use of a right is given back`(store: Store) async throws {
        let desk = try await Desk(store)
        let pass = try await desk.voucher(Desk.entitlement(uses: 1))
        let redemption = try await desk.redeem(pass.token)
        await #expect(throws: LedgerError.alreadyRedeemed(redemption.use)) {
            try await desk.counter.check(pass.token, at: Sample.till1)
        }

        try await desk.undo(redemption.operation)

        #expect(try await desk.counter.check(pass.token, at: Sample.till1).voucher.balance == 1)
    }
}
