import TesseraLoyalty
import TesseraModel
import TesseraReports
import Testing

struct SalesTests {
    private func sale(_ returns: [(Int, [(String, Int64, Int64)])]) -> Sales {
        let bought = Sample.past(
            .purchase, 1, by: 1, at: "2026-01-01T10:00:00Z", paid: [1_000, 500]
        ) { $0.basket = Sample.basket([("cup", 3, 400), ("bun", 1, 500)]) }
        let back = returns.map { number, lines in
            Sample.past(.returned, number, by: 1, at: "2026-01-02T10:00:00Z") {
                ($0.about, $0.basket) = (Sample.operation(1), Sample.basket(lines))
            }
        }
        return Sales(of: Sample.input(events: [bought] + back))
    }

    @Test func `pieces that come back one by one take what was paid and no cent more`() {
        let kept = [
            sale([]), sale([(2, [("cup", 1, 400)])]),
            sale([(2, [("cup", 1, 400)]), (3, [("cup", 1, 400)])]),
            sale([(2, [("cup", 1, 400)]), (3, [("cup", 2, 400)])]),
            sale([(2, [("cup", 3, 400), ("bun", 1, 500)])]),
            sale([(2, [("cup", 9, 400)])]),
        ].map { $0.sales.map(\.kept) }

        #expect(kept == [[1_500], [1_167], [834], [500], [0], [1_500]])
    }

    @Test func `a thing of another price does not come back`() {
        #expect(sale([(2, [("cup", 1, 399)])]).sales.map(\.cameBack) == [0])
    }

    @Test func `a piece with a number comes off the line that it was on`() {
        func line(_ serial: String) -> BasketLine {
            BasketLine(
                item: "phone", category: "goods", quantity: 1, price: 100, serials: [serial])
        }
        let bought = Sample.past(
            .purchase, 1, by: 1, at: "2026-01-01T10:00:00Z", paid: [100, 60]
        ) { $0.basket = Basket(currency: Sample.euro, lines: [line("A"), line("B")]) }
        let back = Sample.past(.returned, 2, by: 1, at: "2026-01-02T10:00:00Z") {
            $0.about = Sample.operation(1)
            $0.basket = Basket(currency: Sample.euro, lines: [line("B")])
        }

        #expect(Sales(of: Sample.input(events: [bought, back])).sales.map(\.kept) == [100])
    }

    @Test func `what a card bought before it became a member's is the member's`() {
        let events = [
            Sample.bought(300, 1, by: 7, at: "2026-01-01T10:00:00Z"),
            Sample.past(
                .merge, 2, by: 1, at: "2026-01-02T10:00:00Z",
                grants: [
                    Grant(
                        rule: "merge", act: .merge(Sample.member(7), into: Sample.member(1)))
                ]
            ) { $0.merged = Sample.member(7) },
            Sample.bought(200, 3, by: 1, at: "2026-01-03T10:00:00Z"),
        ]
        let sales = Sales(of: Sample.input(events: events))

        #expect(sales.value(in: Sample.euro) == [Sample.member(1): 500])
        #expect(sales.sales.map(\.isFirst) == [true, false])
    }

    @Test func `what was refused was not bought`() {
        let refused = Sample.past(
            .purchase, 1, by: 1, at: "2026-01-01T10:00:00Z", paid: [100], isRefused: true
        ) { $0.basket = Sample.basket([("cup", 1, 100)]) }

        #expect(Sales(of: Sample.input(events: [refused])).sales.isEmpty)
    }

    @Test(arguments: 1...10 as ClosedRange<UInt64>)
    func `what was refused or told again is in no report`(seed: UInt64) {
        let history = RandomHistory(seed: seed)
        let twice = Sample.input(events: history.events + history.events)

        #expect(
            twice.accepted == history.events.filter { $0.decision.refusals.isEmpty })
    }

    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func `what was kept is the same when each purchase is reckoned by itself`(seed: UInt64) {
        let input = RandomHistory(seed: seed).input
        let sales = Sales(of: input)

        let accepted = input.accepted
        let purchases = accepted.filter { $0.event.kind == .purchase }
        #expect(sales.sales.count == purchases.count)
        for (sale, past) in zip(sales.sales, purchases) {
            let lines = past.event.facts.basket?.lines ?? []
            let returns = accepted.filter {
                $0.event.kind == .returned && $0.event.facts.about == past.event.operation
            }
            let back = zip(lines, past.decision.basket?.paid ?? []).map { line, paid in
                // A return of more than is left brings nothing back.
                let pieces = returns.compactMap(\.event.facts.basket).flatMap(\.lines)
                    .filter { $0.item == line.item }
                    .reduce(0) { $0 + $1.quantity <= line.quantity ? $0 + $1.quantity : $0 }
                return paid * pieces / line.quantity
            }
            #expect(sale.paid == past.decision.basket?.due)
            #expect(sale.cameBack == back.reduce(0, +))
        }
    }
}
