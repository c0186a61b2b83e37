import TesseraLoyalty
import TesseraModel
import TesseraReports
import Testing

struct MoneyOwedTests {
    private func gift(
        _ number: Int, issued: String, last: String, face: Int64, left: Int64
    ) -> VoucherFigure {
        VoucherFigure(
            position: Sample.position(number), campaign: nil, label: "", kind: .gift,
            currency: Sample.euro, issuedOn: Sample.day(issued), last: Sample.day(last),
            face: face, balance: left)
    }

    @Test func `what is owed stands in the column of its age at both ends of each`() {
        let report = Liability.report(
            of: Sample.input(vouchers: [
                gift(1, issued: "2026-11-22", last: "2027-11-22", face: 1, left: 1),
                gift(2, issued: "2026-10-23", last: "2027-11-22", face: 2, left: 2),
                gift(3, issued: "2026-10-22", last: "2027-11-22", face: 4, left: 4),
                gift(4, issued: "2026-08-24", last: "2027-11-22", face: 8, left: 8),
                gift(5, issued: "2026-08-23", last: "2027-11-22", face: 16, left: 16),
                gift(6, issued: "2025-11-22", last: "2026-11-22", face: 32, left: 32),
                gift(7, issued: "2025-11-21", last: "2026-11-22", face: 64, left: 64),
                gift(8, issued: "2025-11-21", last: "2026-11-21", face: 400, left: 100),
            ]))

        let euros = ["days_0_30", "days_31_90", "days_91_365", "days_over_365", "outstanding"]
        #expect(
            euros.map { report.cell(0, $0) }
                == [3, 12, 48, 64, 127].map { Cell.money($0, Sample.euro) })
        #expect(report.cell(0, "breakage") == .money(100, Sample.euro))
        #expect(report.cell(0, "breakage_rate") == .decimal(2_500, digits: 2))
        #expect(report.totals == nil)
    }

    @Test func `points that are owed by a member are not set off`() {
        let lots = [
            LotView(first: nil, last: nil, left: 50), LotView(first: nil, last: nil, left: -20),
            LotView(first: Sample.day("2026-12-01"), last: nil, left: 7),
        ]
        let report = Liability.report(
            of: Sample.input(
                lots: lots.map {
                    LotFigure(member: Sample.member(1), asset: "points", issuedOn: nil, lot: $0)
                }))

        #expect(report.cell(0, "outstanding") == .integer(57))
        #expect(report.cell(0, "not_dated") == .integer(50))
        #expect(report.cell(0, "pending") == .integer(7))
        #expect(report.cell(0, "owed_by_members") == .integer(-20))
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `the liability is what counting voucher by voucher gives`(seed: UInt64) {
        let input = RandomHistory(seed: seed).input
        let report = Liability.report(of: input)

        let bounds = [("days_0_30", 0...30), ("days_31_90", 31...90), ("days_91_365", 91...365)]
        for currency in [Sample.dong, Sample.euro] {
            let gifts = input.vouchers.filter { $0.kind == .gift && $0.currency == currency }
            guard !gifts.isEmpty else { continue }
            let row = report.row(currency.code)
            let good = gifts.filter { $0.last.number >= input.today.number }
            for (name, days) in bounds {
                let sum = good.filter {
                    days.contains(max(0, input.today.number - $0.issuedOn.number))
                }.map(\.balance).reduce(0, +)
                #expect(report.cell(row, name) == .money(sum, currency))
            }
            let rest = gifts.filter { $0.last.number < input.today.number }
            #expect(
                report.cell(row, "breakage")
                    == .money(rest.map(\.balance).reduce(0, +), currency))
            #expect(
                report.cell(row, "outstanding")
                    == .money(good.map(\.balance).reduce(0, +), currency))
        }
        let points = input.lots.filter { $0.asset == "points" }.map(\.lot)
        let good = points.filter { $0.left > 0 && ($0.last ?? .last) >= input.today }
        #expect(
            report.cell(report.row("points"), "outstanding")
                == .integer(good.map(\.left).reduce(0, +)))
    }

    @Test func `the expiry ladder names the month of the last good day`() {
        let report = ExpiryLadder.report(
            of: Sample.input(
                vouchers: [
                    gift(1, issued: "2026-01-01", last: "2026-11-22", face: 100, left: 40),
                    gift(2, issued: "2026-01-01", last: "2026-11-21", face: 100, left: 40),
                    gift(3, issued: "2026-01-01", last: "2027-01-31", face: 500, left: 500),
                    gift(4, issued: "2026-01-01", last: "2027-01-01", face: 500, left: 0),
                ],
                lots: [
                    LotFigure(
                        member: Sample.member(1), asset: "points", issuedOn: nil,
                        lot: LotView(first: nil, last: Sample.day("2027-01-31"), left: 120)),
                    LotFigure(
                        member: Sample.member(1), asset: "wallet", issuedOn: nil,
                        lot: LotView(first: nil, last: nil, left: 250)),
                ]))

        #expect(
            report.rows == [
                [.text("2026-11"), .text("EUR"), .integer(1), .money(40, Sample.euro)],
                [.text("2027-01"), .text("EUR"), .integer(1), .money(500, Sample.euro)],
                [.text("2027-01"), .text("points"), .integer(1), .integer(120)],
                [.text("never"), .text("wallet"), .integer(1), .decimal(250, digits: 2)],
            ])
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `the ladder is what asking each month gives, and adds up to the liability`(
        seed: UInt64
    ) {
        let input = RandomHistory(seed: seed).input
        let report = ExpiryLadder.report(of: input)

        var seen: Int64 = 0
        for row in report.rows where row[1] == .text("EUR") {
            guard case .text(let month) = row[0] else { continue }
            let gifts = input.vouchers.filter {
                $0.kind == .gift && $0.currency == Sample.euro && $0.balance > 0
                    && $0.last >= input.today && $0.last.text.hasPrefix(month)
            }
            let sum = gifts.map(\.balance).reduce(0, +)
            #expect(row[2] == .integer(Int64(gifts.count)))
            #expect(row[3] == .money(sum, Sample.euro))
            seen += sum
        }
        let liability = Liability.report(of: input)
        if let euros = liability.rows.first(where: { $0[0] == .text("EUR") }) {
            #expect(euros[1] == .money(seen, Sample.euro))
        }
    }
}
