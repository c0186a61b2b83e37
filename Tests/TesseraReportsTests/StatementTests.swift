import TesseraLoyalty
import TesseraModel
import TesseraReports
import TesseraTestSupport
import Testing

struct StatementTests {
    private func movement(_ day: String, _ units: Int64) -> Statement.Movement {
        Statement.Movement(
            at: Sample.time("\(day)T10:00:00Z"), what: units > 0 ? "earned" : "spent",
            units: units)
    }

    private func statement(
        _ movements: [Statement.Movement], _ lots: [LotView], opening: Int64 = 0
    ) -> Report {
        Statement.report(
            of: Sample.member(1), asset: ("points", 0), movements: movements, lots: lots,
            opening: opening, asOf: Sample.time("2026-11-22T10:00:00Z"), zone: Sample.zone)
    }

    // M51: nine movements.
    @Test func `a balance of 340 is 120 and 220 and nine movements add up to it`() {
        let units: [Int64] = [100, 50, -30, 80, -40, 60, 70, -10, 60]
        let movements = units.enumerated().map { movement("2026-0\($0 + 1)-15", $1) }
        let lots = [
            LotView(first: nil, last: Sample.day("2027-06-30"), left: 220),
            LotView(first: nil, last: Sample.day("2027-01-31"), left: 120),
        ]
        let report = statement(movements, lots)

        #expect(
            report.rows.map { $0[3] }
                == [100, 150, 120, 200, 160, 220, 290, 280, 340].map { Cell.integer($0) })
        #expect(report.total("balance") == .integer(340))
        #expect(
            report.notes.prefix(2) == [
                "340 = 120 (expires 2027-01-31) + 220 (expires 2027-06-30).",
                "The opening balance of 0 and 9 movements add up to the balance.",
            ])

        let parts = Statement.lots(
            of: Sample.member(1), asset: ("points", 0), lots: lots,
            asOf: Sample.time("2026-11-22T10:00:00Z"), zone: Sample.zone)
        #expect(
            parts.rows == [
                [.integer(120), .empty, .day(Sample.day("2027-01-31")), .text("yes")],
                [.integer(220), .empty, .day(Sample.day("2027-06-30")), .text("yes")],
            ])
    }

    @Test func `what expired is taken off on the day after and before that day's movements`() {
        let report = statement(
            [movement("2026-01-01", 100), movement("2026-04-01", 20)],
            [
                LotView(first: nil, last: Sample.day("2026-03-31"), left: 100),
                LotView(first: nil, last: nil, left: 20),
            ])

        #expect(
            report.rows.map { [$0[0], $0[1], $0[3]] } == [
                [.day(Sample.day("2026-01-01")), .text("earned"), .integer(100)],
                [.day(Sample.day("2026-04-01")), .text("expired"), .integer(0)],
                [.day(Sample.day("2026-04-01")), .text("earned"), .integer(20)],
            ])
    }

    @Test func `movements that do not lead to the lots are said not to agree`() {
        let report = statement(
            [movement("2026-01-01", 100)], [LotView(first: nil, last: nil, left: 90)])

        #expect(
            report.notes[1]
                == "The movements add up to 100 and the lots to 90: these do not agree and must be"
                + " looked into.")
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `a statement of any lots and what was spent of them agrees`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var (movements, lots): ([Statement.Movement], [LotView]) = ([], [])
        var usable: Int64 = 0
        for number in 0..<Int.random(in: 1...20, using: &random) {
            let day = Sample.day("2026-01-01").advanced(by: number * 15)
            let units = Int64.random(in: 1...100, using: &random)
            let spent = Int64.random(in: 0...units, using: &random)
            let last = day.advanced(by: Int.random(in: 1...400, using: &random))
            movements.append(movement(day.text, units))
            if spent > 0 { movements.append(movement(day.text, -spent)) }
            lots.append(LotView(first: nil, last: last, left: units - spent))
            if last >= Sample.day("2026-11-22") { usable += units - spent }
        }
        let report = statement(movements, lots, opening: 0)

        #expect(report.total("balance") == .integer(usable))
        #expect(report.notes[1].hasSuffix("add up to the balance."))
        var balance: Int64 = 0
        for row in report.rows {
            if case .integer(let units) = row[2] { balance += units }
            #expect(row[3] == .integer(balance))
        }
    }
}
