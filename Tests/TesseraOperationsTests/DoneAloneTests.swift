import TesseraLedger
import TesseraLoyalty
import TesseraModel
import TesseraTestSupport
import Testing

@testable import TesseraOperations

/// How much an operator does alone on a day: concept 12, M31, M32.
struct DoneAloneTests {
    // €30 at once and €50 a day are issued alone, €20 a day put back.
    private static let programme = """
        programme: harbour
        policy:
          second_person_above: { issue: 30.00 }
          second_person_above_per_day: { issue: 50.00, adjust: 15.00, reverse: 20.00 }
        campaigns: {}
        """

    static func desk(_ store: Store) async throws -> Desk {
        let desk = try await Desk.running(store, Self.programme)
        for (name, role) in [(Sample.ana, OperatorRole.admin), (Sample.dan, .supervisor)] {
            _ = try await desk.counter.appoint(
                OperatorTerms(id: name, role: role, acceptor: nil), operation: desk.ids.next())
        }
        return desk
    }

    @discardableResult
    static func issue(
        _ cents: Int64, _ desk: Desk, by worker: OperatorID? = Sample.ana,
        agreed second: OperatorID? = nil, operation: OperationID? = nil
    ) async throws -> Batch {
        let wish = VoucherWish(
            terms: Desk.gift(cents: cents), validity: Sample.twoYears, count: 1)
        return try await desk.counter.issue(
            [wish], approval: Approval(worker: worker, second: second),
            operation: operation ?? desk.ids.next())[0]
    }

    static func refused(
        _ needed: String, _ before: String, _ now: String, _ why: String = "nobody agreed"
    ) -> LedgerError {
        .eventRefused([
            Refusal(
                code: "approval_required", needed: "a second person above \(needed) a day",
                actual: "\(before) before, \(now) now, \(why)")
        ])
    }

    @Test(arguments: Store.available)
    func `so much is done alone on a day of the shop, and more with somebody else`(
        store: Store
    ) async throws {
        let desk = try await Self.desk(store)
        try await Self.issue(3_000, desk)
        try await Self.issue(2_000, desk)

        await #expect(throws: Self.refused("€50.00", "€50.00", "€0.01")) {
            try await Self.issue(1, desk)
        }
        await #expect(throws: Self.refused("€50.00", "€50.00", "€0.01", "ana-7 cannot agree alone"))
        {
            try await Self.issue(1, desk, agreed: Sample.ana)
        }
        try await Self.issue(1_000, desk, agreed: Sample.dan)
        try await Self.issue(5_000, desk, by: Sample.dan, agreed: Sample.ana)
        try await Self.issue(3_000, desk, by: Sample.dan)

        // What somebody agreed to left dan the whole day; ana's ends at midnight in Bucharest.
        desk.set("2026-12-01T21:59:59Z")
        await #expect(throws: Self.refused("€50.00", "€50.00", "€30.00")) {
            try await Self.issue(3_000, desk)
        }
        desk.set("2026-12-01T22:00:00Z")
        try await Self.issue(3_000, desk)
        #expect(try await desk.book.ledger.audit().findings == [])
    }

    @Test(arguments: Store.available)
    func `an act asked for again counts once`(store: Store) async throws {
        let desk = try await Self.desk(store)
        let id = desk.ids.next()
        let first = try await Self.issue(2_500, desk, operation: id)

        for _ in 0..<3 { #expect(try await Self.issue(2_500, desk, operation: id) == first) }

        try await Self.issue(2_500, desk)
        #expect(try await Self.issue(2_500, desk, operation: id) == first)
        await #expect(throws: Self.refused("€50.00", "€50.00", "€0.01")) {
            try await Self.issue(1, desk)
        }
    }

    @Test(arguments: Store.available)
    func `what was refused does not count`(store: Store) async throws {
        let desk = try await Self.desk(store)
        let card = try await desk.voucher(Desk.gift(cents: 1_000))
        let approval = Approval(worker: Sample.ana, second: nil)
        func adjust(_ cents: Int64) async throws -> VoucherState {
            try await desk.counter.change(
                card.position, .adjust(by: cents, reason: "counted wrong"), approval: approval,
                operation: desk.ids.next())
        }

        for _ in 0..<3 {
            await #expect(throws: LedgerError.self) { try await adjust(-1_200) }
        }
        #expect(try await adjust(-500).balance == 500)
        #expect(try await adjust(1_000).balance == 1_500)
        await #expect(throws: Self.refused("€15.00", "€15.00", "€0.01")) { try await adjust(1) }
    }

    @Test(arguments: Store.available)
    func `many at once have no more than the day's amount between them`(
        store: Store
    ) async throws {
        let desk = try await Self.desk(store)
        let ids = (0..<24).map { _ in desk.ids.next() }

        let booked = await withTaskGroup(of: Bool.self) { group in
            for id in ids {
                group.addTask { (try? await Self.issue(1_000, desk, operation: id)) != nil }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }

        #expect(booked == 5)
        let found = try await desk.book.ledger.batches(after: nil, limit: 99)
        #expect(found.map(\.order.count) == [1, 1, 1, 1, 1])
        await #expect(throws: Self.refused("€50.00", "€50.00", "€10.00")) {
            try await Self.issue(1_000, desk)
        }
    }

    @Test(arguments: Store.available)
    func `whoever is not named or not appointed shares one sum`(store: Store) async throws {
        let desk = try await Self.desk(store)
        try await Self.issue(3_000, desk, by: nil)
        try await Self.issue(2_000, desk, by: OperatorID("made-up"))

        await #expect(throws: Self.refused("€50.00", "€50.00", "€0.01")) {
            try await Self.issue(1, desk, by: OperatorID("another"))
        }
        try await Self.issue(1, desk)
    }

    @Test(arguments: Store.available)
    func `what comes back counts, of a basket all of it`(store: Store) async throws {
        let desk = try await Self.desk(store)
        let cards = [
            try await desk.voucher(Desk.gift(cents: 800), activation: .atIssue),
            try await desk.voucher(Desk.gift(cents: 2_000), activation: .atIssue),
        ]
        let basket = try await desk.basket(cards.map(\.token), due: "15").operation
        let taken = try await desk.redeem(cards[1].token, .amount("6.00")).operation
        let whole = desk.ids.next()
        func reverse(
            _ redemption: OperationID, _ asked: Asked = .nothing, operation: OperationID? = nil
        ) async throws {
            _ = try await desk.counter.reverse(
                redemption, asked, reason: "returned", in: Sample.harbour, at: Sample.till1,
                by: Sample.ana, operation: operation ?? desk.ids.next())
        }

        try await reverse(taken, .amount("2.00"))
        // All that was left of it: €4.00, not €6.00.
        try await reverse(taken)
        await #expect(throws: Self.refused("€20.00", "€6.00", "€15.00")) {
            try await reverse(basket)
        }
        desk.set("2026-12-02T10:00:00Z")
        try await reverse(basket, operation: whole)
        try await reverse(basket, operation: whole)
        let last = try await desk.redeem(cards[1].token, .amount("5.01")).operation
        await #expect(throws: Self.refused("€20.00", "€15.00", "€5.01")) { try await reverse(last) }
        try await reverse(last, .amount("5.00"))
    }

    @Test(arguments: Store.available)
    func `who agreed stands in the access log with the act and its name`(
        store: Store
    ) async throws {
        let desk = try await Self.desk(store)
        let id = desk.ids.next()

        try await Self.issue(3_001, desk, agreed: Sample.dan, operation: id)
        try await Self.issue(3_001, desk, agreed: Sample.dan, operation: id)
        // Nobody was needed for this one.
        try await Self.issue(100, desk, agreed: Sample.dan)

        let log = try await desk.counter.accessLog(after: nil, limit: 9)
        #expect(
            log.map { [$0.act.rawValue, $0.actor, $0.subject, $0.source, $0.reason] } == [
                [
                    "vouched", "terminal", "operator:dan-2", nil,
                    "issue op_\(id.text) of operator:ana-7",
                ]
            ])
    }
}
