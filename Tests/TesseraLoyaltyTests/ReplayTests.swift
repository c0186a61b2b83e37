import TesseraLoyalty
import TesseraModel
import TesseraTestSupport
import Testing

/// What a draft would have done with what happened.
@Suite struct ReplayTests {
    @Test func `another percentage changes the cost by just that`() throws {
        let records = [
            try ReplayScene.purchase(1, of: 1, at: "2026-02-01T10:00:00", 10_000),
            try ReplayScene.purchase(2, of: nil, at: "2026-02-02T10:00:00", 5_050),
        ]
        let ten = Replay.outcome(
            of: records,
            by: ReplayScene.terms(try ReplayScene.programme([ReplayScene.percent(1_000)])))
        let twenty = Replay.outcome(
            of: records,
            by: ReplayScene.terms(try ReplayScene.programme([ReplayScene.percent(2_000)])))
        #expect(ten.draft.campaigns["off"]?.cost == 1_505)
        #expect(twenty.draft.campaigns["off"]?.cost == 3_010)
        #expect(twenty.draft.rules["off/all"]?.uses == 2)
        #expect(twenty.draft.total.members.count == 1)
        #expect(twenty.draft.paid == 12_040)
        #expect(twenty.recorded.paid == 15_050)
        #expect(twenty.recorded.total.cost == 0)
        #expect(twenty.differences.map(\.operation) == [1, 2].map(ReplayScene.operation))
        #expect(twenty.differences.map(\.change) == [-2_000, -1_010])
    }

    @Test func `what happened before the first day counted is known and not counted`() throws {
        let records = [
            try ReplayScene.purchase(1, of: 1, at: "2026-02-01T10:00:00", 10_000),
            try ReplayScene.purchase(2, of: 1, at: "2026-03-01T00:00:00", 1_000),
        ]
        let regular = ReplayScene.campaign(
            "regular", 1,
            Rule(
                id: "off", on: [.purchase],
                condition: .compare(
                    .spend(EventFilter(kinds: [.purchase]), days: nil), .atLeast, 10_000),
                effects: [.benefit(Benefit(kind: .percent(1_000)))]))
        var terms = ReplayScene.terms(try ReplayScene.programme([regular]))
        terms.since = try ReplayScene.time("2026-03-01T00:00:00")
        let outcome = Replay.outcome(of: records, by: terms)
        #expect(outcome.draft.accepted == 1)
        #expect(outcome.recorded.paid == 1_000)
        #expect(outcome.draft.paid == 900)
        #expect(outcome.draft.total.discounts == 100)
    }

    @Test func `events are replayed in the order of time whatever order they came in`() throws {
        let records = try (0..<6).map { index in
            try ReplayScene.purchase(
                index, of: UInt64(index % 2 + 1), at: "2026-02-0\(index + 1)T10:00:00", 1_000)
        }
        let first = ReplayScene.campaign(
            "first", 1,
            Rule(
                id: "off", on: [.purchase],
                condition: .compare(
                    .count(EventFilter(kinds: [.purchase]), days: nil), .equal, 0),
                effects: [.benefit(Benefit(kind: .percent(5_000)))]))
        let terms = ReplayScene.terms(try ReplayScene.programme([first]))
        var heard: [OperationID] = []
        let forwards = Replay.outcome(of: records, by: terms)
        let backwards = Replay.outcome(of: records.reversed(), by: terms) {
            heard.append($0.event.operation)
        }
        #expect(forwards == backwards)
        #expect(heard == (0..<6).map(ReplayScene.operation))
        #expect(forwards.differences.map(\.operation) == [0, 1].map(ReplayScene.operation))
    }

    @Test func `a return takes back what the draft gave and not what was recorded`() throws {
        let records = [
            try ReplayScene.purchase(1, of: 1, at: "2026-02-01T10:00:00", 10_000),
            try ReplayScene.record(2, .returned, of: 1, at: "2026-02-03T10:00:00") {
                $0.about = ReplayScene.operation(1)
                $0.basket = try ReplayScene.basket(10_000)
            },
            try ReplayScene.record(3, .returned, of: 1, at: "2026-02-04T10:00:00") {
                $0.about = ReplayScene.operation(1)
                $0.basket = try ReplayScene.basket(10_000)
            },
        ]
        let programme = try ReplayScene.programme(
            [ReplayScene.percent(1_000), ReplayScene.earning], pendingDays: 14)
        let outcome = Replay.outcome(of: records, by: ReplayScene.terms(programme))
        #expect(outcome.draft.refunded == 9_000)
        #expect(outcome.draft.total.credited == ["points": 90])
        #expect(outcome.draft.total.debited == ["points": 90])
        #expect(outcome.draft.refusals == ["returns_more_than_bought": 1])
        #expect(outcome.recorded.refunded == 20_000)
    }

    @Test func `points that were spent and are taken back are owed and paid back first`() throws {
        let pay = { (number: Int, time: String) in
            try ReplayScene.record(number, .purchase, of: 1, at: time) {
                $0.basket = try ReplayScene.basket(60, "tea")
                $0.wallet = "points"
            }
        }
        let records = [
            try ReplayScene.purchase(1, of: 1, at: "2026-02-01T10:00:00", 10_000),
            try pay(2, "2026-02-02T10:00:00"),
            try ReplayScene.record(3, .returned, of: 1, at: "2026-02-03T10:00:00") {
                $0.about = ReplayScene.operation(1)
                $0.basket = try ReplayScene.basket(10_000)
            },
            try ReplayScene.purchase(4, of: 1, at: "2026-02-04T10:00:00", 8_500),
            try pay(5, "2026-02-05T10:00:00"),
            try pay(6, "2026-06-05T10:00:00"),
        ]
        let draft = try ReplayScene.programme([ReplayScene.earning])
        var wallets: [Int64] = []
        let outcome = Replay.outcome(of: records, by: ReplayScene.terms(draft)) {
            for case .wallet("points", let units) in $0.decision.basket?.tenders ?? [] {
                wallets.append(units)
            }
        }
        // 100 earned and 60 spent; 100 taken back, so 60 owed; 85 earned, of which 25 are left.
        #expect(wallets == [60, 25])
        #expect(outcome.draft.total.credited == ["points": 185])
        #expect(outcome.draft.total.debited == ["points": 100])
    }

    @Test func `a refused event did not happen, and one the draft refuses has no effect`() throws {
        var facts = EventFacts()
        facts.basket = try ReplayScene.basket(4_000)
        let refused = PastEvent(
            event: LoyaltyEvent(
                operation: ReplayScene.operation(1), kind: .purchase, member: nil,
                occurredAt: try ReplayScene.time("2026-02-01T10:00:00"), facts: facts),
            decision: Decision(
                programme: "old", version: 1, basket: nil, grants: [], tallies: [], verdicts: [],
                receipt: [],
                refusals: [Refusal(code: "budget", needed: "", actual: "")]))
        let coded = try ReplayScene.record(2, .purchase, of: nil, at: "2026-02-02T10:00:00") {
            $0.basket = try ReplayScene.basket(3_000)
            $0.codes = ["SUMMER"]
        }
        let outcome = Replay.outcome(
            of: [refused, coded],
            by: ReplayScene.terms(try ReplayScene.programme([ReplayScene.percent(1_000)])))
        #expect(outcome.newlyAccepted == 1)
        #expect(outcome.recorded.refusals == ["budget": 1])
        #expect(outcome.draft.refusals == ["unknown_code": 1])
        #expect(outcome.draft.paid == 0)
        #expect(outcome.recorded.paid == 3_000)
        // Without the word the customer pays in full, as it was.
        #expect(outcome.differences.isEmpty)
    }

    @Test func `a gift pays what it paid, and stays in the pocket where nothing is left`() throws {
        let gift = try #require(VoucherPosition(list: 1, slot: 4))
        var event = try ReplayScene.purchase(1, of: nil, at: "2026-02-01T10:00:00", 5_000).event
        var facts = event.facts
        facts.vouchers = [gift]
        event = LoyaltyEvent(
            operation: event.operation, kind: .purchase, member: nil,
            occurredAt: event.occurredAt, facts: facts)
        let decision = Decision(
            programme: "old", version: 1,
            basket: PricedBasket(
                paid: [5_000], discounts: [], tenders: [.voucher(gift, 3_000), .other(2_000)]),
            grants: [], tallies: [], verdicts: [], receipt: [], refusals: [])
        let records = [PastEvent(event: event, decision: decision)]
        var tenders: [[PricedBasket.Tender]] = []
        for points in [5_000, 10_000] {
            let draft = try ReplayScene.programme([ReplayScene.percent(points)])
            _ = Replay.outcome(of: records, by: ReplayScene.terms(draft)) {
                tenders.append($0.decision.basket?.tenders ?? [])
            }
        }
        #expect(tenders == [[.voucher(gift, 2_500)], []])
    }

    @Test func `a draw whose last day has passed has winners on both sides`() throws {
        let raffle = ReplayScene.campaign(
            "raffle", 3,
            Rule(
                id: "tickets", on: [.purchase],
                effects: [
                    .enter(
                        draw: "spring",
                        Amount(units: 1, per: 1_000, of: .basketPaid(.goods)))
                ]))
        let prize = IssueTerms(
            promise: .gift(5_000), lifetime: .days(30), isBound: true, label: "prize")
        let terms = DrawTerms(
            name: "spring", winners: 2, prize: prize,
            lastDay: try ReplayScene.day("2026-02-28"), campaign: "raffle")
        let records = [
            try ReplayScene.purchase(1, of: 1, at: "2026-02-01T10:00:00", 3_000),
            try ReplayScene.purchase(2, of: 2, at: "2026-02-02T10:00:00", 12_500),
            try ReplayScene.purchase(3, of: 1, at: "2026-03-01T10:00:00", 9_000),
        ]
        let draft = try ReplayScene.programme([raffle], draws: [terms])
        var decided: [PastEvent] = []
        let outcome = Replay.outcome(of: records, by: ReplayScene.terms(draft)) {
            decided.append($0)
        }
        #expect(outcome.draft.total.tickets == ["spring": 15])
        let runs = TicketList.runs(of: "spring", in: decided)
        let expected = DrawResult(
            from: try TicketList(runs),
            root: TicketList.root(of: runs, digest: ReplayScene.digest), seed: ReplayScene.seed,
            winners: 2, digest: ReplayScene.digest)
        #expect(outcome.draft.draws == ["spring": expected])
        #expect(Set(expected.winners.map(\.member.number)) == [1, 2])
        #expect(outcome.recorded.draws["spring"]?.unfilled == 2)
    }
}
