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
    static let programme = """
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
            $0.receipt = "R-2"
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
}
