import TesseraLedger
import TesseraModel
import TesseraTestSupport
import Testing

/// Who worked at the till where something was booked; asked of every store.
///
/// Concept 1; L1, L3, L13.
struct WorkerTests {
    private func request(
        _ counter: TestCounter, cents: Int64, by worker: OperatorID?,
        at till: TillID = Sample.till1, operation: OperationID? = nil
    ) -> RedemptionRequest {
        RedemptionRequest(
            operation: operation ?? counter.ids.next(), position: counter.position,
            demand: .amount(Sample.euros(cents: cents)), shop: Sample.harbour, till: till,
            operator: worker, time: Sample.noon)
    }

    private func use(_ worker: OperatorID?) -> Use {
        Use(time: Sample.noon, shop: Sample.harbour, till: Sample.till1, operator: worker)
    }

    @Test(arguments: Store.available)
    func `a used voucher says by whom`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.gift(cents: 1_000))
        // The first one of a batch goes to the clerk, the next one past him.
        _ = try await counter.ledger.redeem(request(counter, cents: 400, by: Sample.dan))

        let last = try await counter.ledger.redeem(request(counter, cents: 600, by: Sample.ana))

        #expect(last.use == use(Sample.ana))
        #expect(try await counter.voucher().lastUse == use(Sample.ana))
        await #expect(throws: LedgerError.alreadyRedeemed(use(Sample.ana))) {
            try await counter.redeem(.amount(Sample.euros(cents: 1)))
        }
        let booked = try await counter.ledger.operation(last.operation)
        #expect(
            booked?.place
                == Place(shop: Sample.harbour, till: Sample.till1, operator: Sample.ana))
        #expect(
            LedgerError.alreadyRedeemed(use(Sample.ana)).message
                == "This voucher was already used on 1 December 2026 at 12:00 UTC at till-1 "
                + "in harbour by ana-7.")
        #expect(try await counter.ledger.audit().findings == [])
    }

    @Test(arguments: Store.available)
    func `a repeat by somebody else is another content`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.gift(cents: 1_000))
        _ = try await counter.ledger.redeem(request(counter, cents: 1, by: nil))
        for worker in [Sample.ana, nil] {
            let id = counter.ids.next()
            let first = request(counter, cents: 100, by: worker, operation: id)
            let redemption = try await counter.ledger.redeem(first)

            #expect(try await counter.ledger.redeem(first) == redemption.replayed)
            await #expect(throws: LedgerError.operationReused(id)) {
                _ = try await counter.ledger.redeem(
                    request(counter, cents: 100, by: Sample.dan, operation: id))
            }
        }
    }

    @Test(arguments: Store.available)
    func `a till's latest redemption is found whoever worked there`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.gift(cents: 1_000))
        // Names that begin with the till's are other tills.
        let others = try ["till-1.", "till-10", "till-1-", "till-1_a"].map {
            try #require(TillID($0))
        }
        _ = try await counter.ledger.redeem(request(counter, cents: 1, by: nil))
        for worker in [Sample.ana, nil, Sample.dan] {
            let made = try await counter.ledger.redeem(request(counter, cents: 1, by: worker))
            for other in others {
                _ = try await counter.ledger.redeem(
                    request(counter, cents: 1, by: worker, at: other))
            }

            let last = try await counter.ledger.lastRedemption(at: Sample.till1)

            #expect(last?.operation == made.operation)
            #expect(last?.use == use(worker))
        }
        #expect(try await counter.ledger.lastRedemption(at: Sample.till2) == nil)
    }

    @Test(arguments: Store.available)
    func `a till puts back whoever redeemed and whoever asks`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.gift(cents: 1_000))
        let redemption = try await counter.ledger.redeem(
            request(counter, cents: 400, by: Sample.ana))

        let reversal = try await counter.ledger.undo(
            UndoRequest(
                operation: counter.ids.next(), redemption: redemption.operation,
                till: Sample.till1, operator: Sample.dan, time: Sample.noon))

        #expect(reversal.balance == 1_000)
        let booked = try await counter.ledger.operation(reversal.operation)
        #expect(booked?.place == Place(shop: nil, till: Sample.till1, operator: Sample.dan))
        #expect(try await counter.voucher().lastUse == nil)
        #expect(try await counter.ledger.audit().findings == [])
    }

    @Test(arguments: Store.available)
    func `a limit by till counts the till and not who works there`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.gift(cents: 1_000))
        let terms = LimitTerms(scope: .gifts, key: .till, period: .ever, most: .uses(2))
        try await counter.setLimit(terms)
        for worker in [Sample.ana, Sample.dan] {
            _ = try await counter.ledger.redeem(request(counter, cents: 1, by: worker))
        }

        await #expect(throws: LedgerError.limitReached(terms, left: .uses(0), wanted: .uses(1))) {
            _ = try await counter.ledger.redeem(request(counter, cents: 1, by: nil))
        }
    }

    @Test(arguments: Store.available)
    func `a hold and a capture say by whom`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.gift(cents: 1_000))
        let held = try await counter.ledger.hold(
            request(counter, cents: 400, by: Sample.ana), milliseconds: 60_000)
        let place = Place(shop: Sample.harbour, till: Sample.till1, operator: Sample.dan)

        let captured = try await counter.ledger.capture(
            held.operation, amount: nil,
            PlacedRequest(operation: counter.ids.next(), place: place, time: Sample.noon))

        #expect(captured.use == use(Sample.dan))
        #expect(try await counter.voucher().lastUse == use(Sample.dan))
        #expect(try await counter.ledger.operation(held.operation)?.place?.operator == Sample.ana)
        #expect(try await counter.ledger.audit().findings == [])
    }

    @Test(arguments: Store.available)
    func `a claim says by whom and is the device's all the same`(store: Store) async throws {
        let scene = try await OfflineScene(store)
        var log = scene.log()
        let made = log.take(cents: 400, of: scene.position)
        let claim = BookingRequest(
            operation: made.operation, wish: made.wish,
            place: Place(shop: Sample.harbour, till: Sample.till1, operator: Sample.ana),
            time: made.time)

        let verdict = try await scene.verdict(claim)

        #expect(verdict.ruling == .accepted)
        #expect(try await scene.ledger.voucher(at: scene.position).lastUse == use(Sample.ana))
        #expect(try await scene.ledger.audit().findings == [])
    }

    @Test func `a place is written as its till and who works there`() throws {
        let place = Place(shop: Sample.harbour, till: Sample.till1, operator: Sample.ana)

        #expect(place.tillText == "till-1/ana-7")
        #expect(Place(shop: Sample.harbour, tillText: "till-1/ana-7") == place)
        #expect(Place(shop: nil, till: Sample.till1).tillText == "till-1")
        #expect(Place(shop: nil, tillText: "till-1") == Place(shop: nil, till: Sample.till1))
        for text in ["", "/", "till-1/", "/ana-7", "till-1/ana-7/", "till-1//ana-7"] {
            #expect(Place(shop: nil, tillText: text) == nil)
        }
    }
}
