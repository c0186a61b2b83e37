import Foundation
import TesseraConfiguration
import TesseraLedger
import TesseraLoyalty
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import Testing

/// Events under a programme, through the counter, on every store: R3, R5, R6, R7.
struct EventTests {
    private static let programme = """
        programme: harbour
        assets:
          points: { debt: yes }
          stamps: {}
        campaigns:
          points:
            number: 1
            title: One point per euro
            terms: One point for each whole euro.
            rules:
              - id: earn
                on: purchase
                if: member
                then: { credit: points, units: 1, per: 1.00, of: basket paid }
          coffee:
            number: 2
            title: Tenth coffee free
            terms: Nine stamps, one coffee.
            rules:
              - id: stamp
                on: purchase
                if: member
                limits: 1 per receipt
                then: { credit: stamps, units: 1, per: 1, of: basket quantity of drinks }
              - id: reward
                on: purchase
                if: [member, balance of stamps >= 3]
                then:
                  - debit: stamps
                    units: 3
                  - issue: { right: 1 use, good_for: 90 days, bound: yes, label: free coffee }
              - id: give
                on: purchase
                if: presents
                then: { item: { buy: 0, free: 1, groups: 1 }, on: drinks }
          summer:
            number: 7
            title: Summer
            terms: Fifteen percent.
            rules:
              - id: code
                on: purchase
                asked: yes
                if: [code SUMMER, basket total >= 30.00]
                limits: [1 per member, 10 per day]
                then: { percent: 15, cap: 12.00 }

        """

    @Test(arguments: Store.available)
    func `a purchase is recorded once with what follows`(store: Store) async throws {
        let desk = try await Desk.running(store, EventTests.programme)
        let ana = try await desk.card().member.number
        let id = desk.ids.next()

        let first = try await desk.event(.purchase, ana, operation: id) {
            $0.basket = Desk.drinks(460, 5_330)
            $0.receipt = "R-1"
        }
        let again = try await desk.event(.purchase, ana, operation: id) {
            $0.basket = Desk.drinks(460, 5_330)
            $0.receipt = "R-1"
        }

        #expect(again.isReplay && again.decision == first.decision)
        #expect(try await desk.balance(ana, "points") == 57)
        #expect(try await desk.balance(ana, "stamps") == 2)
        #expect(try await desk.book.ledger.audit().findings.isEmpty)
    }

    @Test(arguments: Store.available)
    func `the voucher of a full card is used with the next purchase, by its member alone`(
        store: Store
    ) async throws {
        let desk = try await Desk.running(store, EventTests.programme)
        let ana = try await desk.card().member.number
        let bo = try await desk.card(name: "Bo").member.number
        let full = try await desk.event(.purchase, ana) {
            $0.basket = Desk.drinks(300, 300, 300)
        }
        let coffee = try #require(try await desk.counter.vouchers(of: full).first)

        await #expect(throws: LedgerError.self) {
            try await desk.event(.purchase, bo) {
                $0.basket = Desk.drinks(300)
                $0.vouchers = [coffee.issued.position]
            }
        }
        let free = try await desk.event(.purchase, ana) {
            $0.basket = Desk.drinks(300, 500)
            $0.vouchers = [coffee.issued.position]
        }

        #expect(coffee.label == "free coffee" && coffee.holder == ana)
        #expect(free.decision.basket?.due == 500)
        #expect(try await desk.book.ledger.voucher(at: coffee.issued.position).balance == 0)
        #expect(try await desk.book.ledger.audit().findings.isEmpty)
    }

    @Test(arguments: Store.available)
    func `of 64 members who say the code, ten get it that day`(store: Store) async throws {
        let desk = try await Desk.running(store, EventTests.programme)
        var members: [MemberNumber] = []
        for number in 0..<64 {
            members.append(try await desk.card(name: "\(number)").member.number)
        }

        let granted = await withTaskGroup(of: Bool.self) { group in
            for member in members {
                group.addTask {
                    do {
                        _ = try await desk.event(.purchase, member) {
                            $0.basket = Desk.drinks(10_000)
                            $0.codes = ["SUMMER"]
                        }
                        return true
                    } catch {
                        return false
                    }
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }

        #expect(granted == 10)
        #expect(try await desk.book.ledger.audit().findings.isEmpty)
    }

    @Test(arguments: Store.available)
    func `a refusal stays one, whatever the rules say later`(store: Store) async throws {
        let desk = try await Desk.running(store, EventTests.programme)
        let ana = try await desk.card().member.number
        let id = desk.ids.next()
        func ask() async throws -> RecordedEvent {
            try await desk.event(.purchase, ana, operation: id) {
                $0.basket = Desk.drinks(2_000)
                $0.codes = ["SUMMER"]
            }
        }

        await #expect(throws: LedgerError.self) { try await ask() }
        try await desk.publish(
            EventTests.programme.replacing(">= 30.00", with: ">= 10.00"))

        await #expect(throws: LedgerError.self) { try await ask() }
        let other = try await desk.event(.purchase, ana) {
            $0.basket = Desk.drinks(2_000)
            $0.codes = ["SUMMER"]
        }
        #expect(other.decision.basket?.due == 1_700)
        #expect(other.decision.version == 2)
    }

    @Test(arguments: Store.available)
    func `a look books nothing`(store: Store) async throws {
        let desk = try await Desk.running(store, EventTests.programme)
        let ana = try await desk.card().member.number
        let before = try await desk.book.ledger.figures().operations

        let look = try await desk.event(.purchase, ana, isTrial: true) {
            $0.basket = Desk.drinks(10_000)
            $0.codes = ["SUMMER"]
        }

        #expect(look.decision.basket?.due == 8_800)
        #expect(look.time == nil)
        #expect(try await desk.book.ledger.figures().operations == before)
    }

    @Test(arguments: Store.available)
    func `a return takes back its share, of a stranger's purchase too`(
        store: Store
    ) async throws {
        let desk = try await Desk.running(store, EventTests.programme)
        let ana = try await desk.card().member.number
        let gift = try await desk.voucher(Desk.gift(cents: 4_000))
        let bought = try await desk.event(.purchase, ana) {
            $0.basket = Desk.drinks(5_000, 5_000)
            $0.vouchers = [gift.position]
        }

        let back = try await desk.event(.returned) {
            $0.about = bought.event.operation
            $0.basket = Basket(
                currency: Sample.euro,
                lines: [
                    BasketLine(item: "drink-0", category: "drinks", quantity: 1, price: 5_000)
                ])
        }

        #expect(back.event.member == ana)
        #expect(back.decision.basket?.tenders == [.voucher(gift.position, 2_000), .other(3_000)])
        #expect(try await desk.balance(ana, "points") == 50)
        #expect(try await desk.book.ledger.voucher(at: gift.position).balance == 2_000)

        let stranger = try await desk.event(.purchase) { $0.basket = Desk.drinks(700) }
        func bringBack() async throws {
            try await desk.event(.returned) {
                $0.about = stranger.event.operation
                $0.basket = Desk.drinks(700)
            }
        }
        try await bringBack()
        await #expect(throws: EventError.self) { try await bringBack() }
        #expect(try await desk.book.ledger.audit().findings.isEmpty)
    }

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
