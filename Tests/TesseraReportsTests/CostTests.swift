import TesseraLoyalty
import TesseraModel
import TesseraReports
import TesseraTestSupport
import Testing

struct CostTests {
    private static let asOf = Sample.time("2026-11-22T10:00:00Z")

    // M54. Each purchase lies half its mean above or below it; the relative error of both means
    // is √(2 · 0.25/599) = 0.028892, and 1.96 · 1.41 · 0.028892 = 0.079845.
    @Test func `winning costs 8.8 times keeping and who returns spends 33 to 49 per cent more`() {
        let figures = CostRatios.Figures(
            acquisitionCost: 368_000, acquired: 200, retentionCost: 147_000, retained: 700,
            firstPurchases: Array(repeating: 500, count: 300)
                + Array(repeating: 1_500, count: 300),
            laterPurchases: Array(repeating: 705, count: 300)
                + Array(repeating: 2_115, count: 300))
        let report = CostRatios.report(of: figures, currency: Sample.euro, asOf: CostTests.asOf)

        #expect(report.cell(0, "each") == .money(1_840, Sample.euro))
        #expect(report.cell(1, "each") == .money(210, Sample.euro))
        #expect(report.cell(2, "each") == .decimal(88, digits: 1))
        #expect(report.cell(3, "each") == .money(1_000, Sample.euro))
        #expect(report.cell(4, "each") == .money(1_410, Sample.euro))
        #expect(
            report.rows[5].suffix(3) == [
                .decimal(4_100, digits: 2), .decimal(3_301, digits: 2),
                .decimal(4_899, digits: 2),
            ])
        #expect(report.notes.count == 5)
    }

    @Test func `amounts beyond 31 bits give the same share`() throws {
        func excess(_ unit: Int64) -> Interval? {
            let first = (0..<40).map { unit * (10 + $0 % 3) }
            let later = (0..<40).map { unit * (15 + $0 % 5) }
            return Interval.excess(ofMean: later, over: first)
        }
        let (small, large) = (try #require(excess(1)), try #require(excess(1 << 50)))

        #expect(small.isReliable && small.isProven)
        #expect(small == large)
        // 680/439: the sums over forty each.
        #expect(small.estimate == 548_975)
    }

    @Test func `two purchases say little and none say nothing`() {
        func report(_ first: [Int64]) -> Report {
            CostRatios.report(
                of: CostRatios.Figures(
                    acquisitionCost: 0, acquired: 0, retentionCost: 0, retained: 0,
                    firstPurchases: first, laterPurchases: [100, 200]), currency: Sample.euro,
                asOf: CostTests.asOf)
        }

        #expect(report([]).cell(5, "percent") == .empty)
        #expect(report([]).cell(0, "each") == .empty)
        #expect(report([]).cell(2, "each") == .empty)
        #expect(
            report([100, 300]).notes.last
                == "There are fewer than thirty purchases of a kind: the interval says little.")
    }

    @Test func `what campaigns gave before the first purchase won the member`() {
        func gift(_ who: UInt64) -> Grant {
            Grant(
                rule: "a/gift",
                act: .issue(
                    Sample.gift(500), campaign: 1, to: Sample.member(who), serial: nil))
        }
        let events = [
            Sample.past(.enrolment, 1, by: 1, at: "2026-01-01T10:00:00Z", grants: [gift(1)]),
            Sample.bought(1_000, 2, by: 1, at: "2026-01-02T10:00:00Z", grants: [gift(1)]),
            Sample.bought(2_000, 3, by: 1, at: "2026-01-03T10:00:00Z", grants: [gift(1)]),
            Sample.bought(3_000, 4, by: 2, at: "2026-01-03T10:00:00Z"),
            Sample.bought(9_000, 5, by: nil, at: "2026-01-03T10:00:00Z", grants: [gift(3)]),
        ]
        let figures = CostRatios.figures(
            of: Sample.input(campaigns: [Sample.campaign("a", 1)], events: events),
            acquisition: 50, retention: 7)

        #expect(
            figures
                == CostRatios.Figures(
                    acquisitionCost: 1_050, acquired: 2, retentionCost: 507, retained: 1,
                    firstPurchases: [1_000, 3_000], laterPurchases: [2_000]))
    }

    @Test(arguments: 1...30 as ClosedRange<UInt64>)
    func `figures are what following each member gives`(seed: UInt64) {
        let input = RandomHistory(seed: seed).input
        let figures = CostRatios.figures(of: input)

        let sales = Sales(of: input).sales
        let byMember = input.members.map { member in
            sales.filter { $0.member == member.number }
        }
        let (firsts, later) = (
            byMember.compactMap(\.first), byMember.flatMap { $0.dropFirst() }
        )
        #expect(figures.acquired == firsts.count)
        #expect(figures.retained == byMember.count { $0.count > 1 })
        #expect(
            figures.firstPurchases.sorted() == firsts.map(\.kept).filter { $0 > 0 }.sorted())
        #expect(figures.laterPurchases.sorted() == later.map(\.kept).filter { $0 > 0 }.sorted())
    }

    // M39: twelve friends by one channel, and one who never bought by another.
    @Test func `twelve first purchases are twelve times fifty points by their channel`() {
        func brought(_ number: Int, _ friend: UInt64, _ channel: String) -> PastEvent {
            Sample.past(.enrolment, number, by: friend, at: "2026-01-01T10:00:00Z") {
                $0.referrer = Sample.member(1)
                ($0.channel, $0.codes) = (channel, ["ZALO-LAN"])
            }
        }
        let reward = Grant(
            rule: "friends/points",
            act: .credit(Sample.member(1), asset: "points", units: 50, first: nil, last: nil))
        let events =
            (0..<12).map { brought($0, UInt64($0 + 10), "zalo") } + [brought(12, 30, "facebook")]
            + (0..<12).map {
                Sample.bought(
                    2_000, 100 + $0, by: UInt64($0 + 10), at: "2026-01-02T10:00:00Z",
                    grants: [reward])
            } + [Sample.bought(2_000, 200, by: 10, at: "2026-01-03T10:00:00Z")]
        let report = Referrals.report(of: Sample.input(events: events))

        #expect(
            report.columns.map(\.name).suffix(4) == [
                "brought", "first_purchases", "vouchers", "units_points",
            ])
        #expect(
            report.rows == [
                [
                    .text("facebook"), .text("mem_1"), .text("ZALO-LAN"), .integer(1),
                    .integer(0), .integer(0), .integer(0),
                ],
                [
                    .text("zalo"), .text("mem_1"), .text("ZALO-LAN"), .integer(12), .integer(12),
                    .integer(0), .integer(600),
                ],
            ])
        #expect(report.total("units_points") == .integer(600))
    }

    // M37: a purchase earns the friend's own points too, and a voucher for the one who brought.
    @Test func `what the friend gets is not the ambassador's`() {
        let own = Grant(
            rule: "p/p",
            act: .credit(Sample.member(2), asset: "points", units: 9, first: nil, last: nil))
        let reward = Grant(
            rule: "f/v",
            act: .issue(Sample.gift(500), campaign: 1, to: Sample.member(1), serial: nil))
        let events = [
            Sample.past(.enrolment, 1, by: 2, at: "2026-01-01T10:00:00Z") {
                $0.referrer = Sample.member(1)
            },
            Sample.bought(2_000, 2, by: 2, at: "2026-01-02T10:00:00Z", grants: [own, reward]),
        ]
        let report = Referrals.report(of: Sample.input(events: events))

        #expect(
            report.rows == [
                [
                    .text("(none)"), .text("mem_1"), .text(""), .integer(1), .integer(1),
                    .integer(1),
                ]
            ])
    }
}
