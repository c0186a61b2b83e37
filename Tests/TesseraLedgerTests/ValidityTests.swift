import TesseraLedger
import TesseraModel
import TesseraTestSupport
import Testing

/// State is a function of the book and the clock; asked of every store.
struct ValidityTests {
    /// R8, R10, F11, F33: the night in which clocks go forward, in Europe/Bucharest.
    @Test(arguments: Store.available)
    func `a voucher is good to the last millisecond of its day`(store: Store) async throws {
        let sunday = Sample.validity("2026-03-01", "2026-03-29")
        let issued = try #require(Timestamp(rfc3339: "2026-03-01T12:00:00Z"))
        let counter = try await TestCounter(
            store, Sample.entitlement(uses: 2, validity: sunday), at: issued)
        // Summer time began at three in the morning, so midnight is 21:00 UTC and not 22:00.
        let lastMoment = try #require(Timestamp(rfc3339: "2026-03-29T20:59:59.999Z"))
        let midnight = try #require(Timestamp(rfc3339: "2026-03-29T21:00:00Z"))

        #expect(try await counter.redeem(.uses(1), time: lastMoment).balance == 1)

        await #expect(throws: LedgerError.expired(last: Sample.day("2026-03-29"))) {
            try await counter.redeem(.uses(1), time: midnight)
        }
        #expect(try await counter.voucher().balance == 1)
    }

    /// R10: the night in which clocks go back has 25 hours.
    @Test(arguments: Store.available)
    func `a voucher begins at the midnight of its first day`(store: Store) async throws {
        let monday = Sample.validity("2026-10-26", "2026-10-31")
        let issued = try #require(Timestamp(rfc3339: "2026-10-20T12:00:00Z"))
        let counter = try await TestCounter(store, Sample.entitlement(validity: monday), at: issued)
        let before = try #require(Timestamp(rfc3339: "2026-10-25T21:59:59.999Z"))
        let midnight = try #require(Timestamp(rfc3339: "2026-10-25T22:00:00Z"))

        await #expect(throws: LedgerError.notYetValid(first: Sample.day("2026-10-26"))) {
            try await counter.redeem(.uses(1), time: before)
        }

        #expect(try await counter.redeem(.uses(1), time: midnight).balance == 0)
    }

    /// L5: a clock that is a little behind does not turn time back.
    @Test(arguments: Store.available)
    func `a clock five minutes behind books at the last time recorded`(
        store: Store
    ) async throws {
        let counter = try await TestCounter(store, Sample.entitlement(uses: 2))

        let used = try await counter.redeem(
            .uses(1), time: Sample.noon.advanced(byMilliseconds: -300_000))

        #expect(used.use.time == Sample.noon)
    }

    /// L5: an expired voucher does not come back to life with the clock.
    @Test(arguments: Store.available)
    func `a clock further behind books nothing`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.entitlement(uses: 2))
        let behind = Sample.noon.advanced(byMilliseconds: -300_001)
        let request = counter.request(.uses(1), time: behind)

        await #expect(throws: LedgerError.clockBehind(wall: behind, lastRecorded: Sample.noon)) {
            try await counter.ledger.redeem(request)
        }

        #expect(try await counter.ledger.figures().operations == 1)
        let mended = counter.request(.uses(1), operation: request.operation)
        #expect(try await counter.ledger.redeem(mended).balance == 1)
    }
}
