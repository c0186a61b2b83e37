import TesseraLoyalty
import TesseraModel
import TesseraTestSupport
import Testing

/// What a replay keeps of a history is what the whole history says: R8.
struct HistoryTotalsTests {
    private let ladders = ReplayHistory.ladders

    /// One member and a card beside it, and what comes to them by chance.
    private struct Story {
        var random: SeededRandom
        var number = 0
        let start: Timestamp

        init(seed: UInt64) throws {
            random = SeededRandom(seed: seed)
            start = try ReplayScene.time("2026-01-01T00:00:00")
        }

        mutating func chance(_ sides: UInt64) -> UInt64 { random.next() % sides }

        /// A purchase, visit or return at any time of ten weeks, whole days apart so that some
        /// meet; some refused, some placing somebody on a ladder.
        mutating func event() throws -> PastEvent {
            number += 1
            let time = start.advanced(byMilliseconds: Int64(chance(70)) * 86_400_000)
            let kind: EventKind = [.purchase, .purchase, .visit, .returned][Int(chance(4))]
            var facts = EventFacts()
            let lines = (0...Int(chance(3))).map { index in
                BasketLine(
                    item: "i\(index)", category: ["coffee", "tea"][Int(chance(2))],
                    quantity: Int64(chance(4)) + 1, price: Int64(chance(500)))
            }
            if kind != .visit {
                facts.basket = Basket(
                    currency: try #require(Currency(code: "EUR")), lines: lines)
            }
            facts.person = [nil, "one", "two"][Int(chance(3))]
            let event = LoyaltyEvent(
                operation: ReplayScene.operation(number), kind: kind, member: MemberNumber(1),
                occurredAt: time, facts: facts)
            return PastEvent(event: event, decision: try decision(lines))
        }

        private mutating func decision(_ lines: [BasketLine]) throws -> Decision {
            let member = try #require(MemberNumber(chance(2) + 1))
            let grants = (0..<chance(3)).map { _ in
                Grant(
                    rule: "r",
                    act: .place(
                        member, ladder: ["honour", "visits"][Int(chance(2))],
                        level: ["low", "high", "top", "gone"][Int(chance(4))]))
            }
            let refusals = [Refusal(code: "no", needed: "a", actual: "b")]
            return Decision(
                programme: "old", version: 1,
                basket: PricedBasket(
                    paid: lines.map { $0.total - $0.total / 3 }, discounts: [], tenders: []),
                grants: grants, tallies: [], verdicts: [], receipt: [],
                refusals: chance(5) == 0 ? refusals : [])
        }

        /// The same event with more of its lines back, or `nil` for one without any.
        mutating func back(of past: PastEvent) -> PastEvent? {
            guard let lines = past.event.facts.basket?.lines else { return nil }
            let index = Int(chance(UInt64(lines.count)))
            let count = min(lines[index].quantity, (past.returned[index] ?? 0) + 1)
            return PastEvent(
                event: past.event, decision: past.decision,
                returned: past.returned.merging([index: count]) { $1 })
        }
    }

    @Test(arguments: 1...150 as ClosedRange<UInt64>)
    func `totals say what the whole history says`(seed: UInt64) throws {
        var story = try Story(seed: seed)
        let programme = try ReplayHistory.programme(caps: false)
        var customer = ReplayCustomer(try ReplayScene.member(1), programme)
        var plain: [PastEvent] = []
        var merges = 0

        for _ in 0..<40 {
            switch story.chance(8) {
            case 0 where !plain.isEmpty:
                let place = Int(story.chance(UInt64(plain.count)))
                guard let changed = story.back(of: plain[place]) else { break }
                plain[place] = changed
                customer.replace(changed)
            case 1 where merges < 2:
                merges += 1
                let card = try (0..<story.chance(6)).map { _ in try story.event() }
                    .sorted { $0.event.occurredAt < $1.event.occurredAt }
                plain = inTime(card + plain)
                customer.take(card)
            default:
                let past = try story.event()
                plain = inTime(plain + [past])
                customer.add(past)
            }
            try expectAgreement(customer, plain)
        }
    }

    /// In the order of time; what happened at the same time stays as it stands.
    private func inTime(_ events: [PastEvent]) -> [PastEvent] {
        var sorted: [PastEvent] = []
        for event in events {
            let place = sorted.firstIndex { $0.event.occurredAt > event.event.occurredAt }
            sorted.insert(event, at: place ?? sorted.endIndex)
        }
        return sorted
    }

    private func expectAgreement(_ customer: ReplayCustomer, _ plain: [PastEvent]) throws {
        #expect(customer.history == plain)
        #expect(customer.view.person == plain.compactMap(\.event.facts.person).last)
        let view = MemberView(
            number: customer.view.number, joinedAt: customer.view.joinedAt, person: nil,
            history: plain, lots: [:])
        let totals = customer.totals
        // Every metric without a period is kept, and none with one, whose days pass by themselves.
        #expect(
            Set(totals.figures.keys) == Set(ladders.prefix(3).compactMap(\.measure)))
        for end in ["2026-01-01T00:00:00", "2026-02-10T21:59:59", "2026-02-10T22:00:00"] {
            let now = try ReplayScene.time(end)
            for (measure, figure) in totals.figures {
                #expect(view.figure(measure, at: now, zone: ReplayHistory.zone) == figure)
            }
            for ladder in ladders {
                let level = Judge.level(of: view, on: ladder, at: now, zone: ReplayHistory.zone)
                #expect(expected(on: ladder, totals, view, now) == level)
            }
        }
    }

    /// The higher of what the measure reaches and where the member was placed last.
    private func expected(
        on ladder: Ladder, _ totals: HistoryTotals, _ view: MemberView, _ now: Timestamp
    ) -> String {
        var reached = 0
        if let measure = ladder.measure {
            let figure =
                totals.figures[measure]
                ?? view.figure(measure, at: now, zone: ReplayHistory.zone) ?? 0
            while reached + 1 < ladder.levels.count, ladder.levels[reached + 1].from <= figure {
                reached += 1
            }
        }
        let placed = ladder.levels.firstIndex { $0.name == totals.placements[ladder.name] } ?? 0
        return ladder.levels[max(reached, placed)].name
    }
}
