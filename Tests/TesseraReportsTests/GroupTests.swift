import TesseraLoyalty
import TesseraModel
import TesseraReports
import Testing

/// Vouchers of a batch that nobody used stand together, and count one by one all the same.
struct GroupTests {
    private func figures(_ kind: VoucherFigure.Kind, grouped: Bool) -> [VoucherFigure] {
        func figure(_ number: Int, left: Int64, _ count: Int) -> VoucherFigure {
            VoucherFigure(
                position: Sample.position(number), campaign: 1, label: "HN-03", kind: kind,
                currency: Sample.euro, issuedOn: Sample.day("2026-11-01"),
                last: Sample.day("2026-12-31"), face: 10, balance: left,
                redeemedOn: left < 10
                    ? [VoucherFigure.Use(on: Sample.day("2026-11-02"), amount: 4)] : [],
                count: count)
        }
        let used = [figure(0, left: 6, 1)]
        return used
            + (grouped
                ? [figure(1, left: 10, 999)] : (1..<1_000).map { figure($0, left: 10, 1) })
    }

    @Test(arguments: VoucherFigure.Kind.allCases)
    func `a thousand vouchers are reported as if each stood alone`(kind: VoucherFigure.Kind) {
        let together = Sample.input(vouchers: figures(kind, grouped: true))
        let alone = Sample.input(vouchers: figures(kind, grouped: false))
        let batch = BatchYield.Batch(
            label: "HN-03", channel: "flyer", cost: Money(minorUnits: 1, currency: Sample.euro))

        #expect(Liability.report(of: together) == Liability.report(of: alone))
        #expect(ExpiryLadder.report(of: together) == ExpiryLadder.report(of: alone))
        for grouping in Redemptions.Grouping.allCases {
            #expect(
                Redemptions.report(of: together, by: grouping)
                    == Redemptions.report(of: alone, by: grouping))
        }
        let yield = BatchYield.report(of: together, batches: [batch])
        #expect(yield == BatchYield.report(of: alone, batches: [batch]))
        #expect(yield.cell(0, "issued") == .integer(1_000))
    }

    @Test func `after its last day nothing counts for a campaign`() {
        var window = Window()
        window.last = Sample.day("2026-03-01")
        let ended = Campaign(
            id: "spring", number: 1, title: "spring", terms: "spring", window: window,
            priority: 1, group: nil, holdOut: 0, tax: .discount, limits: [], rules: [])
        func gave(_ number: Int, at time: String) -> PastEvent {
            Sample.bought(
                1_000, number, by: 1, at: time,
                grants: [
                    Grant(
                        rule: "spring/gift",
                        act: .issue(
                            Sample.gift(500), campaign: 1, to: Sample.member(1), serial: nil))
                ], verdicts: [Sample.verdict("spring/gift", granted: true)])
        }
        // Two hours ahead of UTC, so the last one is on the second of March.
        let inTime = [gave(1, at: "2026-02-28T10:00:00Z"), gave(2, at: "2026-03-01T21:59:59Z")]
        let late = gave(3, at: "2026-03-01T22:00:00Z")
        let before = CampaignReport.report(of: Sample.input(campaigns: [ended], events: inTime))
        let after = CampaignReport.report(
            of: Sample.input(campaigns: [ended], events: inTime + [late]))

        #expect(before.cell(0, "uses") == .integer(2))
        #expect(before.cell(0, "cost") == .money(1_000, Sample.euro))
        #expect(after == before)
    }

    @Test func `a level on a day is what the events up to its end say`() {
        let spend = Metric.spend(EventFilter(kinds: [.purchase], scope: .goods), days: nil)
        let ladder = Ladder(
            name: "tier", measure: spend,
            levels: [Ladder.Level(name: "new", from: 0), Ladder.Level(name: "gold", from: 1_000)])
        let input = Sample.input(
            events: [
                Sample.bought(600, 1, by: 1, at: "2026-02-28T21:59:59Z"),
                Sample.bought(400, 2, by: 1, at: "2026-02-28T22:00:00Z"),
            ], members: [Sample.joined(1, "2026-01-01T10:00:00Z")])
        let levels = LevelsByDay(on: ladder, of: input)

        #expect(levels.level(of: Sample.member(1), on: Sample.day("2026-02-28")) == "new")
        #expect(levels.level(of: Sample.member(1), on: Sample.day("2026-03-01")) == "gold")
        #expect(levels.level(of: Sample.member(2), on: Sample.day("2026-03-01")) == nil)
    }
}
