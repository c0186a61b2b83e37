import TesseraLoyalty
import TesseraModel
import TesseraTestSupport
import Testing

/// What arises by itself in a replay.
@Suite struct ReplayTriggerTests {
    @Test(arguments: 0..<UInt64(12), [false, true])
    func `what arises is what looking at everybody every day finds`(
        seed: UInt64, caps: Bool
    ) throws {
        let records = try ReplayHistory.records(seed: seed)
        let programme = try ReplayHistory.programme(caps: caps)
        let members = try ReplayHistory.members()
        var everyday = DailyReplay(programme, ReplayHistory.zone, members)
        try everyday.tell(records)
        var heard: [PastEvent] = []
        _ = Replay.outcome(
            of: records,
            by: ReplayScene.terms(programme, zone: ReplayHistory.zone, members: members)
        ) { heard.append($0) }
        #expect(heard.count > records.count)
        #expect(heard == everyday.heard)
    }

    @Test(arguments: 0..<UInt64(6), [false, true])
    func `the recorded programme replayed decides as it was recorded`(
        seed: UInt64, caps: Bool
    ) throws {
        let programme = try ReplayHistory.programme(caps: caps)
        let terms = ReplayScene.terms(
            programme, zone: ReplayHistory.zone, members: try ReplayHistory.members())
        var recorded: [PastEvent] = []
        let first = Replay.outcome(of: try ReplayHistory.records(seed: seed), by: terms) {
            recorded.append($0)
        }
        var again: [PastEvent] = []
        let second = Replay.outcome(of: recorded, by: terms) { again.append($0) }
        #expect(again.count == recorded.count)
        #expect(Set(again) == Set(recorded))
        #expect(second.draft == first.draft)
        #expect(second.recorded == second.draft)
        #expect(second.differences.isEmpty)
        #expect(second.newlyAccepted == 0)
    }

    @Test func `nothing arises for those who left or are not known, and their past stays`() throws {
        let records = [
            try ReplayScene.purchase(1, of: 1, at: "2026-02-01T10:00:00", 1_000),
            try ReplayScene.purchase(2, of: 2, at: "2026-02-01T11:00:00", 1_000),
            try ReplayScene.purchase(3, of: 3, at: "2026-02-01T12:00:00", 1_000),
        ]
        let asking = ReplayScene.campaign(
            "survey", 4,
            Rule(
                id: "ask", on: [.date], trigger: .after(.purchase, days: 7, minute: 600),
                effects: [.notify(Message(template: "survey"))]))
        var terms = ReplayScene.terms(
            try ReplayScene.programme([asking, ReplayScene.percent(1_000)]),
            members: [
                try ReplayScene.member(1),
                try ReplayScene.member(2, left: "2026-02-05T00:00:00"),
            ])
        terms.until = try ReplayScene.time("2026-03-01T00:00:00")
        var arisen: [LoyaltyEvent] = []
        let outcome = Replay.outcome(of: records, by: terms) {
            if $0.event.kind == .date { arisen.append($0.event) }
        }
        #expect(arisen.map { $0.member?.number } == [1])
        #expect(arisen.map(\.occurredAt) == [try ReplayScene.time("2026-02-08T10:00:00")])
        #expect(arisen.map(\.facts.about) == [ReplayScene.operation(1)])
        #expect(outcome.draft.rules["survey/ask"]?.uses == 1)
        #expect(outcome.draft.total.discounts == 300)
    }

    @Test func `what arose under the recorded programme is left out`() throws {
        let records = [
            try ReplayScene.purchase(1, of: 1, at: "2026-02-01T10:00:00", 1_000),
            try ReplayScene.record(2, .date, of: 1, at: "2026-02-02T10:00:00") {
                $0.occasion = "old/rule"
            },
        ]
        let outcome = Replay.outcome(
            of: records, by: ReplayScene.terms(try ReplayScene.programme([])))
        #expect(outcome.draft.accepted == 1)
        #expect(outcome.recorded.accepted == 2)
    }
}
