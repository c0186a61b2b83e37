import TesseraLoyalty
import TesseraModel
import TesseraReports
import Testing

struct RedemptionTests {
    // M34: 5 000 flyers, 61 redeemed, 40 of them at a first purchase.
    private func flyers() -> ReportInput {
        let issued = Sample.day("2026-03-01")
        let vouchers = (0..<5_000).map { number in
            VoucherFigure(
                position: Sample.position(number), campaign: 1, label: "HN-03", kind: .discount,
                currency: Sample.euro, issuedOn: issued, last: Sample.day("2026-12-31"), face: 1,
                balance: number < 61 ? 0 : 1,
                redeemedOn: number < 61
                    ? [VoucherFigure.Use(on: Sample.day("2026-03-05"), amount: 200)] : [])
        }
        // Those of the other 21 had bought before.
        let before = (40..<61).map {
            Sample.bought(500, 1_000 + $0, by: UInt64($0 + 1), at: "2026-02-01T10:00:00Z")
        }
        let redeemed = (0..<61).map { number in
            Sample.bought(
                1_000, number, by: UInt64(number + 1), at: "2026-03-05T10:00:00Z",
                grants: [
                    Grant(
                        rule: "voucher",
                        act: .redeem(Sample.position(number), .reduce(price: 1_200)))
                ])
        }
        return Sample.input(
            campaigns: [Sample.campaign("flyer", 1)], events: before + redeemed,
            vouchers: vouchers)
    }

    @Test func `five thousand flyers are 1.22 per cent and 3.75 for a new member`() {
        let cost = Money(minorUnits: 15_000, currency: Sample.euro)
        let report = BatchYield.report(
            of: flyers(),
            batches: [BatchYield.Batch(label: "HN-03", channel: "flyer", cost: cost)])

        #expect(
            report.rows == [
                [
                    .text("HN-03"), .text("flyer"), .integer(5_000), .integer(61),
                    .decimal(122, digits: 2), .integer(40), .money(15_000, Sample.euro),
                    .money(246, Sample.euro), .money(375, Sample.euro),
                ]
            ])
    }

    @Test func `a batch that nobody used has no cost for a new member`() {
        let cost = Money(minorUnits: 100, currency: Sample.euro)
        let report = BatchYield.report(
            of: Sample.input(),
            batches: [BatchYield.Batch(label: "X", channel: "flyer", cost: cost)])

        #expect(report.cell(0, "rate") == .empty)
        #expect(report.cell(0, "cost_per_new_member") == .empty)
    }

    @Test func `redemptions of a label have their rate and what they took`() {
        let report = Redemptions.report(of: flyers(), by: .label)

        #expect(
            report.rows == [
                [
                    .text("HN-03"), .text("EUR"), .integer(5_000), .integer(61),
                    .decimal(122, digits: 2), .integer(61), .money(12_200, Sample.euro),
                ]
            ])
        #expect(report.total("rate") == .decimal(122, digits: 2))
    }

    @Test(arguments: 1...30 as ClosedRange<UInt64>, Redemptions.Grouping.allCases)
    func `redemptions are what counting voucher by voucher gives`(
        seed: UInt64, grouping: Redemptions.Grouping
    ) {
        let input = RandomHistory(seed: seed).input
        let report = Redemptions.report(of: input, by: grouping)
        func name(_ voucher: VoucherFigure, _ day: Day) -> Cell {
            switch grouping {
            case .day: .day(day)
            case .label: .text(voucher.label)
            case .campaign:
                .text(
                    voucher.campaign.map { ["", "one", "two", "campaign 3"][Int($0)] }
                        ?? "(none)")
            }
        }

        for row in report.rows {
            let same = input.vouchers.filter { .text($0.currency?.code ?? "") == row[1] }
            let issued = same.filter { name($0, $0.issuedOn) == row[0] }
            let uses = same.flatMap { voucher in
                voucher.redeemedOn.filter { name(voucher, $0.day) == row[0] }
            }
            #expect(row[2] == .integer(Int64(issued.count)))
            #expect(row[3] == .integer(Int64(issued.count { !$0.redeemedOn.isEmpty })))
            #expect(row[5] == .integer(Int64(uses.count)))
            if case .money(let amount, _) = row[6] {
                #expect(amount == uses.map(\.amount).reduce(0, +))
            }
        }
        #expect(report.total("issued") == .integer(Int64(input.vouchers.count)))
        #expect(
            report.total("uses")
                == .integer(Int64(input.vouchers.flatMap(\.redeemedOn).count)))
    }
}
