import Foundation
import TesseraConfiguration
import TesseraLedger
import TesseraLoyalty
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import Testing

/// What stays as it was whatever changes around it: R6, M03, M11.
struct EventPromiseTests {
    @Test(arguments: Store.available)
    func `what was issued gives what it promised, whatever the programme says now`(
        store: Store
    ) async throws {
        let old = """
            programme: harbour
            campaigns:
              treat:
                number: 3
                title: Treat
                terms: A treat.
                rules:
                  - id: give
                    on: title
                    if: member
                    then: { issue: { right: 1 use, good_for: 90 days, label: treat } }
                  - id: use
                    on: purchase
                    if: presents
                    then: { percent: 20 }

            """
        let desk = try await Desk.running(store, old)
        let ana = try await desk.card().member.number
        func treat() async throws -> VoucherPosition {
            let given = try await desk.event(.title, ana) { $0.title = "star" }
            return try #require(try await desk.counter.vouchers(of: given).first).issued.position
        }
        func paid(_ voucher: VoucherPosition) async throws -> Int64? {
            try await desk.event(.purchase, ana) {
                $0.basket = Desk.drinks(10_000)
                $0.vouchers = [voucher]
            }.decision.basket?.due
        }
        let early = try await treat()
        desk.wait(seconds: 60)
        try await desk.publish(old.replacing("percent: 20", with: "percent: 10"))
        desk.wait(seconds: 60)
        let late = try await treat()

        #expect(try await paid(early) == 8_000)
        #expect(try await paid(late) == 9_000)
    }

    @Test(arguments: Store.available)
    func `a card of nobody becomes a member's once, with all that is on it`(
        store: Store
    ) async throws {
        let desk = try await Desk.running(store, EventTests.programme)
        let anonymous = try await desk.card(name: "").member
        let ana = try await desk.card().member.number
        _ = try await desk.credit(anonymous.number, "6", of: "stamps", until: "2026-12-31")
        _ = try await desk.credit(ana, "2", of: "stamps")

        try await desk.event(.merge, ana) { $0.merged = anonymous.number }

        #expect(try await desk.balance(ana, "stamps") == 8)
        #expect(try await desk.balance(anonymous.number, "stamps") == 0)
        let lots = try await desk.counter.holdings(of: ana, asset: "stamps")[0].lots
        #expect(lots.map(\.last) == [Sample.day("2026-12-31"), nil])
        await #expect(throws: LedgerError.self) {
            try await desk.event(.merge, ana) { $0.merged = anonymous.number }
        }
        #expect(try await desk.balance(ana, "stamps") == 8)
        let card = try await desk.book.ledger.voucher(at: anonymous.card)
        #expect(card.standing != .active)
        #expect(try await desk.book.ledger.audit().findings.isEmpty)
    }

    @Test(arguments: Store.available)
    func `a lost card is replaced, and the member keeps everything`(
        store: Store
    ) async throws {
        let desk = try await Desk.running(store, EventTests.programme)
        let (ana, old) = try await desk.card()
        try await desk.event(.purchase, ana.number) { $0.basket = Desk.drinks(34_000) }

        let made = try await desk.counter.reissue(ana.card, operation: desk.ids.next())

        #expect(try await desk.counter.currentCard(of: ana) == made.new.position)
        #expect(try await desk.balance(ana.number, "points") == 340)
        await #expect(throws: LedgerError.self) {
            try await desk.counter.member(
                presented: old.token, at: Sample.till1, for: desk.ids.next())
        }
        let shown = try await desk.counter.member(
            presented: made.new.token, at: Sample.till1, for: desk.ids.next())
        #expect(shown == ana.number)
        try await desk.event(.purchase, shown) { $0.basket = Desk.drinks(1_000) }
        #expect(try await desk.balance(ana.number, "points") == 350)
    }

    @Test
    func `an event of tomorrow, of nobody known or before any programme is refused`()
        async throws
    {
        let empty = try await Desk(.inMemory)
        await #expect(throws: EventError.noProgramme) { try await empty.event(.visit) }

        let desk = try await Desk.running(.inMemory, EventTests.programme)
        let ana = try await desk.card().member.number
        let tomorrow = Desk.time("2026-12-02T12:00:00Z")
        await #expect(throws: EventError.inTheFuture(tomorrow, now: Sample.noon)) {
            try await desk.counter.record(
                EventReport(kind: .visit, member: ana, occurredAt: tomorrow),
                operation: desk.ids.next())
        }
        let nobody = try #require(MemberNumber(77))
        await #expect(throws: LedgerError.unknownMember(nobody)) {
            try await desk.event(.visit, nobody)
        }
        await #expect(throws: EventError.unfit(.quantity(line: 1, -1))) {
            try await desk.event(.purchase, ana) {
                $0.basket = Basket(
                    currency: Sample.euro,
                    lines: [
                        BasketLine(item: "latte", category: "drinks", quantity: -1, price: 1)
                    ])
            }
        }
    }
}
