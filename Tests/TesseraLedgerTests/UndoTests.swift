import TesseraLedger
import TesseraModel
import TesseraTestSupport
import Testing

/// Putting back what was taken a moment ago; asked of every store.
struct UndoTests {
    private let minute = Sample.noon.advanced(byMilliseconds: 60_000)

    /// F04, R4.
    @Test(arguments: Store.available)
    func `an undone redemption gives back the whole and is told`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.gift(cents: 5_000))
        let earlier = try await counter.redeem(.amount(Sample.euros(cents: 1_000)))
        let taken = try await counter.redeem(.amount(Sample.euros(cents: 2_500)))

        let reversal = try await counter.undo(taken.operation, time: minute)

        #expect(reversal.returned == 2_500 && reversal.balance == 4_000)
        let voucher = try await counter.voucher()
        #expect(voucher.balance == 4_000 && voucher.lastUse == earlier.use)
        let story = try await counter.ledger.history(of: counter.position).map(\.outcome)
        #expect(
            story == [
                .issued([IssuedBatch(id: BatchID(1), first: counter.position)]),
                .redeemed(taken: 1_000, balance: 4_000, discount: nil),
                .redeemed(taken: 2_500, balance: 1_500, discount: nil),
                .returned(amount: 2_500, balance: 4_000),
            ])
    }

    @Test(arguments: Store.available)
    func `an undone first use leaves a voucher that nobody used`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.entitlement())
        let taken = try await counter.redeem(.uses(1))

        try await counter.undo(taken.operation)

        #expect(try await counter.voucher().lastUse == nil)
        #expect(try await counter.redeem(.uses(1)).balance == 0)
    }

    @Test(arguments: Store.available)
    func `a redemption is put back once`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.gift(cents: 5_000))
        let taken = try await counter.redeem(.amount(Sample.euros(cents: 2_500)))
        try await counter.undo(taken.operation)

        await #expect(throws: LedgerError.alreadyUndone(at: Sample.noon)) {
            try await counter.undo(taken.operation, time: minute)
        }

        #expect(try await counter.voucher().balance == 5_000)
    }

    @Test(arguments: Store.available)
    func `sixty seconds are in time and a millisecond more is not`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.gift())
        let taken = try await counter.redeem(.everything)

        await #expect(throws: LedgerError.undoTooLate(taken.use)) {
            try await counter.undo(taken.operation, time: minute.advanced(byMilliseconds: 1))
        }

        #expect(try await counter.voucher().balance == 0)
    }

    @Test(arguments: Store.available)
    func `only the till that redeemed puts it back`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.gift())
        let taken = try await counter.redeem(.everything)

        await #expect(throws: LedgerError.undoElsewhere(taken.use)) {
            try await counter.undo(taken.operation, at: Sample.till2)
        }

        #expect(try await counter.undo(taken.operation).balance == 5_000)
    }

    /// A refused redemption took nothing that could be put back.
    @Test(arguments: Store.available)
    func `what was not redeemed cannot be put back`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.gift(cents: 100))
        let refused = counter.request(.amount(Sample.euros(cents: 101)))
        _ = try? await counter.ledger.redeem(refused)

        for id in [refused.operation, OperationID(high: 7, low: 7)] {
            await #expect(throws: LedgerError.unknownRedemption(id)) {
                try await counter.undo(id)
            }
        }
    }

    /// L3, F25.
    @Test(arguments: Store.available)
    func `asking twice to put back puts back once`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.gift())
        let taken = try await counter.redeem(.everything)
        let request = UndoRequest(
            operation: counter.ids.next(), redemption: taken.operation, till: Sample.till1,
            time: Sample.noon)

        let first = try await counter.ledger.undo(request)
        let second = try await counter.ledger.undo(request)

        #expect(!first.isReplay && second.isReplay && second.returned == 5_000)
        #expect(try await counter.voucher().balance == 5_000)
        await #expect(throws: LedgerError.operationReused(request.operation)) {
            try await counter.ledger.undo(
                UndoRequest(
                    operation: request.operation, redemption: request.operation,
                    till: Sample.till1, time: Sample.noon))
        }
    }
}
