import TesseraLedger
import TesseraModel
import TesseraTestSupport
import Testing

/// What the office may do to one voucher; asked of every store.
struct ChangeTests {
    /// F38.
    @Test(arguments: Store.available)
    func `a card is worth nothing until it is sold and is sold once`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.gift(activation: .whenSold))
        await #expect(throws: LedgerError.notActivated) {
            try await counter.redeem(.everything)
        }

        #expect(try await counter.change(.activate).balance == 5_000)

        await #expect(throws: LedgerError.alreadyActive) {
            try await counter.change(.activate)
        }
        #expect(try await counter.redeem(.everything).taken == 5_000)
    }

    @Test(arguments: Store.available)
    func `a blocked voucher is refused with time and reason until it goes on`(
        store: Store
    ) async throws {
        let counter = try await TestCounter(store, Sample.entitlement(uses: 2))
        try await counter.redeem(.uses(1))

        try await counter.change(.block(reason: "lost"))

        await #expect(throws: LedgerError.revoked(at: Sample.noon, reason: "lost")) {
            try await counter.redeem(.uses(1))
        }
        await #expect(throws: LedgerError.alreadyBlocked(at: Sample.noon)) {
            try await counter.change(.block(reason: "again"))
        }
        try await counter.change(.unblock(reason: "found"))
        #expect(try await counter.redeem(.uses(1)).balance == 0)
        await #expect(throws: LedgerError.notBlocked) {
            try await counter.change(.unblock(reason: "found"))
        }
    }

    @Test(arguments: Store.available)
    func `an extended voucher is good on its new last day`(store: Store) async throws {
        let december = Sample.validity("2026-12-01", "2026-12-31")
        let counter = try await TestCounter(store, Sample.entitlement(validity: december))
        let march = Sample.day("2027-03-31")

        let extended = try await counter.change(.extend(to: march, reason: "illness"))

        #expect(extended.validity.last == march)
        let evening = try #require(Timestamp(rfc3339: "2027-03-31T20:59:59.999Z"))
        #expect(try await counter.redeem(.uses(1), time: evening).balance == 0)
        await #expect(throws: LedgerError.extensionNotLater(last: march, asked: march)) {
            try await counter.change(.extend(to: march, reason: "again"), time: evening)
        }
    }

    /// F31, R2.
    @Test(arguments: Store.available)
    func `a correction leaves nothing below zero`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.gift(cents: 1_000))

        #expect(try await counter.change(.adjust(by: -400, reason: "typo")).balance == 600)
        #expect(try await counter.change(.topUp(by: 250)).balance == 850)

        await #expect(
            throws: LedgerError.balanceOutOfRange(balance: Sample.euros(cents: 850), change: -851)
        ) { try await counter.change(.adjust(by: -851, reason: "typo")) }
        #expect(try await counter.ledger.figures().liabilities == ["EUR": 850])
    }

    /// L3: the answer is the one of then, not the voucher of now.
    @Test(arguments: Store.available)
    func `a repeated change is answered as it was`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.gift(cents: 1_000))
        let request = ChangeRequest(
            operation: counter.ids.next(), position: counter.position, action: .topUp(by: 500),
            time: Sample.noon)
        let first = try await counter.ledger.change(request)
        try await counter.redeem(.everything)

        #expect(try await counter.ledger.change(request) == first)

        #expect(first.balance == 1_500)
        #expect(try await counter.voucher().balance == 0)
    }
}
