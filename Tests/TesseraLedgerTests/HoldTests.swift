import TesseraLedger
import TesseraModel
import TesseraTestSupport
import Testing

/// Taking in two steps; asked of every store.
///
/// L12, R4, R8, F03, F08, F09.
struct HoldTests {
    private func euros(_ cents: Int64) -> Demand { .amount(Sample.euros(cents: cents)) }

    private func after(minutes: Int64, milliseconds: Int64 = 0) -> Timestamp {
        Sample.noon.advanced(byMilliseconds: minutes * 60_000 + milliseconds)
    }

    @Test(arguments: Store.available)
    func `what is held is not there for others and is captured once`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.gift(cents: 5_000))
        let held = try await counter.hold(euros(3_000))
        #expect(held.amount == 3_000 && held.available == 2_000)
        #expect(held.until == after(minutes: 15))

        await #expect(
            throws: LedgerError.heldElsewhere(
                available: .money(Sample.euros(cents: 2_000)),
                wanted: .money(Sample.euros(cents: 2_001)), until: after(minutes: 15))
        ) { try await counter.redeem(euros(2_001), at: Sample.till2) }
        #expect(try await counter.redeem(euros(2_000), at: Sample.till2).balance == 3_000)

        let captured = try await counter.capture(held)
        #expect(captured.taken == 3_000 && captured.balance == 0)
        await #expect(throws: LedgerError.holdCaptured(at: Sample.noon)) {
            try await counter.capture(held)
        }
        #expect(try await counter.voucher().balance == 0)
        #expect(try await counter.ledger.audit().findings == [])
    }

    @Test(arguments: Store.available)
    func `a capture in part gives the rest back`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.gift(cents: 5_000))
        let held = try await counter.hold(euros(3_000))

        await #expect(
            throws: LedgerError.captureAboveHold(
                held: .money(Sample.euros(cents: 3_000)),
                asked: .money(Sample.euros(cents: 3_001)))
        ) { try await counter.capture(held, cents: 3_001) }
        let captured = try await counter.capture(held, cents: 1_200)

        #expect(captured.taken == 1_200 && captured.balance == 3_800)
        #expect(try await counter.redeem(.everything).taken == 3_800)
    }

    @Test(arguments: Store.available)
    func `a released hold is there again and cannot be captured`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.gift(cents: 5_000))
        let held = try await counter.hold(euros(3_000))
        let request = counter.placed()

        let released = try await counter.ledger.release(held.operation, request)
        let again = try await counter.ledger.release(held.operation, request)

        #expect(released.amount == 3_000 && released.available == 5_000)
        #expect(!released.isReplay && again.isReplay)
        await #expect(throws: LedgerError.holdReleased(at: Sample.noon)) {
            try await counter.capture(held)
        }
        #expect(try await counter.redeem(.everything).taken == 5_000)
    }

    /// F08: the use is not consumed but held, and no job has to run to give it back.
    @Test(arguments: Store.available)
    func `a hold ends by the clock alone`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.entitlement())
        let held = try await counter.hold(.uses(1))

        await #expect(
            throws: LedgerError.heldElsewhere(
                available: .uses(0), wanted: .uses(1), until: held.until)
        ) {
            try await counter.redeem(
                .uses(1), time: held.until.advanced(byMilliseconds: -1))
        }
        await #expect(throws: LedgerError.holdExpired(at: held.until)) {
            try await counter.capture(held, time: held.until)
        }

        #expect(try await counter.redeem(.uses(1), time: held.until).balance == 0)
        #expect(try await counter.voucher().holds == [])
        #expect(try await counter.ledger.audit().findings == [])
    }

    /// F03.
    @Test(arguments: Store.available)
    func `a voucher blocked after the hold is not captured`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.gift(cents: 5_000))
        let held = try await counter.hold(euros(3_000))
        try await counter.change(.block(reason: "stolen"))

        await #expect(throws: LedgerError.revoked(at: Sample.noon, reason: "stolen")) {
            try await counter.capture(held)
        }

        #expect(try await counter.voucher().balance == 5_000)
    }

    /// What was put aside in time is good even if the voucher's last day ends meanwhile.
    @Test(arguments: Store.available)
    func `a hold outlives the last day of its voucher`(store: Store) async throws {
        let short = Sample.validity("2026-12-01", "2026-12-01")
        let counter = try await TestCounter(store, Sample.gift(validity: short))
        let held = try await counter.hold(euros(4_000), minutes: 24 * 60)
        let tomorrow = after(minutes: 14 * 60)

        await #expect(throws: LedgerError.expired(last: Sample.day("2026-12-01"))) {
            try await counter.redeem(euros(1), time: tomorrow)
        }
        #expect(try await counter.capture(held, time: tomorrow).taken == 4_000)
    }

    @Test(arguments: Store.available)
    func `what is not a hold cannot be captured or released`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.gift(cents: 5_000))
        let used = try await counter.redeem(euros(100)).operation
        let nobody = OperationID(high: 9, low: 9)

        for id in [used, nobody] {
            await #expect(throws: LedgerError.unknownHold(id)) {
                try await counter.ledger.capture(id, amount: nil, counter.placed())
            }
            await #expect(throws: LedgerError.unknownHold(id)) {
                try await counter.ledger.release(id, counter.placed())
            }
        }
    }

    @Test(arguments: Store.available)
    func `a correction leaves what is held`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.gift(cents: 5_000))
        try await counter.hold(euros(3_000))

        await #expect(
            throws: LedgerError.balanceOutOfRange(
                balance: Sample.euros(cents: 5_000), change: -2_001)
        ) { try await counter.change(.adjust(by: -2_001, reason: "typo")) }

        #expect(try await counter.change(.adjust(by: -2_000, reason: "typo")).balance == 3_000)
    }

    /// R4: a hundred tills at once, one capture.
    @Test(arguments: Store.available)
    func `a hold is resolved at most once whoever asks`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.gift(cents: 5_000))
        let held = try await counter.hold(euros(3_000))

        let wins = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<50 {
                group.addTask { (try? await counter.capture(held)) == nil ? 0 : 1 }
                group.addTask {
                    (try? await counter.ledger.release(held.operation, counter.placed())) == nil
                        ? 0 : 1
                }
            }
            return await group.reduce(0, +)
        }

        #expect(wins == 1)
        #expect(try await counter.ledger.audit().findings == [])
    }
}
