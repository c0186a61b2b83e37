import Testing
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport

/// Days of vouchers at the counter, by the ledger's clock and in the issuer's zone: R8, R10; F11;
/// M22.
struct SeasonTests {
    private struct Edge: Sendable, CustomTestStringConvertible {
        let days: ValidityPeriod
        let early: String
        let first: String
        let last: String
        let late: String

        var testDescription: String { "\(days.first.text) to \(days.last.text)" }
    }

    private static let edges = [
        // The winter season: both ends in UTC+2.
        Edge(
            days: Sample.validity("2026-12-01", "2027-01-06"), early: "2026-11-30T21:59:59.999Z",
            first: "2026-11-30T22:00:00Z", last: "2027-01-06T21:59:59.999Z",
            late: "2027-01-06T22:00:00Z"),
        // The night on which an hour is left out: the day has 23 hours.
        Edge(
            days: Sample.validity("2026-03-29", "2026-03-29"), early: "2026-03-28T21:59:59.999Z",
            first: "2026-03-28T22:00:00Z", last: "2026-03-29T20:59:59.999Z",
            late: "2026-03-29T21:00:00Z"),
        // The night on which an hour comes twice: the day has 25.
        Edge(
            days: Sample.validity("2026-10-25", "2026-10-25"), early: "2026-10-24T20:59:59.999Z",
            first: "2026-10-24T21:00:00Z", last: "2026-10-25T21:59:59.999Z",
            late: "2026-10-25T22:00:00Z"),
        // Across both: as typed, whatever the clocks do in between.
        Edge(
            days: Sample.validity("2026-01-01", "2026-12-31"), early: "2025-12-31T21:59:59.999Z",
            first: "2025-12-31T22:00:00Z", last: "2026-12-31T21:59:59.999Z",
            late: "2026-12-31T22:00:00Z"),
    ]

    @Test(arguments: Store.available, edges)
    private func `a voucher is good from the first midnight to the last`(
        store: Store, edge: Edge
    ) async throws {
        let desk = try await Desk(store, at: Desk.time("2025-11-15T12:00:00Z"))
        let pass = try await desk.voucher(Desk.entitlement(uses: 9), validity: edge.days)

        desk.set(edge.early)
        await #expect(throws: LedgerError.notYetValid(first: edge.days.first)) {
            try await desk.redeem(pass.token)
        }
        for time in [edge.first, edge.last] {
            desk.set(time)
            _ = try await desk.counter.check(pass.token, at: Sample.till1)
            try await desk.redeem(pass.token)
        }
        desk.set(edge.late)
        for text in [pass.token, pass.typedCode] {
            await #expect(throws: LedgerError.expired(last: edge.days.last)) {
                try await desk.counter.check(text, at: Sample.till1)
            }
            await #expect(throws: LedgerError.expired(last: edge.days.last)) {
                try await desk.redeem(text)
            }
        }
        #expect(try await desk.book.ledger.voucher(at: pass.position).balance == 7)
    }

    // M22, as the shop says it: good at 23:59:59 on 6 January, not at midnight.
    @Test(arguments: Store.available)
    func `a winter discount ends at midnight in the shop`(store: Store) async throws {
        let desk = try await Desk(store)
        let season = Sample.validity("2026-12-01", "2027-01-06")
        let coupon = try await desk.voucher(Desk.percent(15), uses: 2, validity: season)

        desk.set("2027-01-06T21:59:59Z")
        #expect(try await desk.redeem(coupon.token, .amount("20.00")).balance == 1)
        desk.set("2027-01-06T22:00:00Z")
        await #expect(throws: LedgerError.expired(last: Sample.day("2027-01-06"))) {
            try await desk.redeem(coupon.token, .amount("20.00"))
        }
    }

    // L5: a till whose clock is a little behind gives nobody a longer day.
    @Test(arguments: Store.available)
    func `the ledger's clock decides and not the till's`(store: Store) async throws {
        let desk = try await Desk(store)
        let pass = try await desk.voucher(
            Desk.entitlement(uses: 9), validity: Sample.validity("2026-12-01", "2026-12-01"))
        let other = try await desk.voucher(Desk.gift(cents: 5_000))
        desk.set("2026-12-01T22:00:00Z")
        try await desk.redeem(other.token, .amount("1.00"))

        desk.set("2026-12-01T21:58:00Z")

        await #expect(throws: LedgerError.expired(last: Sample.day("2026-12-01"))) {
            try await desk.redeem(pass.token)
        }
    }
}
