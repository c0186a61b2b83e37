import TesseraLoyalty
import TesseraModel
import TesseraReports
import Testing

struct CampaignTests {
    @Test func `a gift costs when it is issued and not again when it pays`() {
        let issue = Grant(
            rule: "gift/send",
            act: .issue(
                Sample.gift(500), campaign: 1, to: Sample.member(1), serial: nil))
        let pay = Grant(rule: "voucher", act: .redeem(Sample.position(9), .pay(300)))
        let voucher = VoucherFigure(
            position: Sample.position(9), campaign: 1, label: "gift", kind: .gift,
            currency: Sample.euro, issuedOn: Sample.day("2026-01-01"),
            last: Sample.day("2026-12-31"), face: 500, balance: 200)
        let report = CampaignReport.report(
            of: Sample.input(
                campaigns: [Sample.campaign("gift", 1)],
                events: [
                    Sample.past(
                        .enrolment, 1, by: 1, at: "2026-01-01T10:00:00Z", grants: [issue]),
                    Sample.bought(700, 2, by: 1, at: "2026-01-02T10:00:00Z", grants: [pay]),
                ], vouchers: [voucher]))

        #expect(
            report.rows == [
                [
                    .text("gift"), .integer(2), .integer(1), .integer(1),
                    .money(0, Sample.euro), .money(500, Sample.euro), .money(300, Sample.euro),
                    .money(500, Sample.euro), .money(250, Sample.euro),
                    .money(500, Sample.euro),
                ]
            ])
    }

    @Test func `a discount by a voucher is the cost of the campaign that gave the voucher`() {
        let voucher = VoucherFigure(
            position: Sample.position(9), campaign: 2, label: "coupon", kind: .discount,
            currency: Sample.euro, issuedOn: Sample.day("2026-01-01"),
            last: Sample.day("2026-12-31"), face: 1, balance: 0)
        let reduction = PricedBasket.Reduction(
            source: "voucher", voucher: Sample.position(9), shares: [120], total: 120,
            tax: .discount)
        let bought = Sample.past(
            .purchase, 1, by: nil, at: "2026-01-02T10:00:00Z", discounts: [reduction],
            paid: [880]
        ) { $0.basket = Sample.basket([("cup", 1, 1_000)]) }
        let report = CampaignReport.report(
            of: Sample.input(
                campaigns: [Sample.campaign("a", 1), Sample.campaign("b", 2)], events: [bought],
                vouchers: [voucher]))

        #expect(report.rows.map { $0[7] } == [0, 120].map { .money($0, Sample.euro) })
        #expect(report.rows.map { $0[1] } == [.integer(0), .integer(1)])
        #expect(report.cell(1, "cost_per_new_member") == .empty)
    }

    @Test func `a discount in another currency is in no sum and said`() {
        let reduction = PricedBasket.Reduction(
            source: "a/off", voucher: nil, shares: [120], total: 120, tax: .discount)
        let bought = Sample.past(
            .purchase, 1, by: nil, at: "2026-01-02T10:00:00Z", discounts: [reduction],
            paid: [880]
        ) {
            $0.basket = Basket(
                currency: Sample.dong,
                lines: [BasketLine(item: "cup", category: "goods", quantity: 1, price: 1_000)])
        }
        let report = CampaignReport.report(
            of: Sample.input(campaigns: [Sample.campaign("a", 1)], events: [bought]))

        #expect(report.cell(0, "cost") == .money(0, Sample.euro))
        #expect(
            report.notes.last
                == "1 discounts were in other currencies than EUR and are in no sum.")
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `campaigns are what counting event by event gives`(seed: UInt64) {
        let input = RandomHistory(seed: seed).input
        let report = CampaignReport.report(of: input)

        let accepted = input.accepted
        for (row, name) in ["one", "two"].enumerated() {
            let uses = accepted.filter { past in
                past.decision.verdicts.contains { $0.rule == "\(name)/off" }
                    || past.decision.grants.contains { $0.rule == "\(name)/gift" }
            }
            let discounts = accepted.compactMap(\.decision.basket).flatMap(\.discounts)
                .filter { $0.source == "\(name)/off" }.flatMap(\.shares).reduce(0, +)
            var issued: Int64 = 0
            for grant in accepted.flatMap(\.decision.grants) where grant.rule == "\(name)/gift" {
                if case .issue(let terms, _, _, _) = grant.act,
                    case .gift(let cents) = terms.promise
                {
                    issued += cents
                }
            }
            let new = Set(uses.compactMap(\.event.member)).filter { member in
                let first = accepted.first {
                    $0.event.kind == .purchase && $0.event.member == member
                }
                return uses.contains { $0.event.operation == first?.event.operation }
            }
            #expect(report.cell(row, "uses") == .integer(Int64(uses.count)))
            #expect(report.cell(row, "discounts") == .money(discounts, Sample.euro))
            #expect(report.cell(row, "gifts_issued") == .money(issued, Sample.euro))
            #expect(report.cell(row, "cost") == .money(discounts + issued, Sample.euro))
            #expect(report.cell(row, "new_members") == .integer(Int64(new.count)))
        }
    }

    // M36: five kinds in one quarter, and one in the next.
    @Test func `five kinds of offers are counted in their quarter`() {
        let member = Sample.member(1)
        func issue(_ promise: IssueTerms.Promise) -> Grant {
            Grant(
                rule: "a/r",
                act: .issue(
                    IssueTerms(
                        promise: promise, lifetime: .endless, isBound: false, label: ""),
                    campaign: 1, to: member, serial: nil))
        }
        let points = Grant(
            rule: "a/points",
            act: .credit(member, asset: "points", units: 5, first: nil, last: nil))
        let percent = Effect.benefit(Benefit(kind: .percent(1_000)))
        let reduction = PricedBasket.Reduction(
            source: "a/off", voucher: nil, shares: [10], total: 10, tax: .discount)
        let report = Diversity.report(
            of: Sample.input(
                campaigns: [Sample.campaign("a", 1, rules: [Sample.rule("off", [percent])])],
                events: [
                    Sample.past(
                        .visit, 1, by: 1, at: "2026-07-01T10:00:00Z",
                        grants: [issue(.gift(100)), issue(.gift(100)), points]),
                    Sample.past(
                        .visit, 2, by: 1, at: "2026-08-01T10:00:00Z",
                        grants: [
                            issue(.percent(500, minimum: 0, cap: 0)),
                            issue(.amount(5, minimum: 0)),
                            Grant(
                                rule: "a/draw", act: .enter(member, draw: "d", first: 1, count: 2)),
                        ]),
                    Sample.past(
                        .purchase, 3, by: 1, at: "2026-09-30T21:59:59Z", discounts: [reduction],
                        paid: [90]
                    ) { $0.basket = Sample.basket([("cup", 1, 100)]) },
                    Sample.past(
                        .visit, 4, by: 1, at: "2026-09-30T22:00:00Z",
                        grants: [
                            Grant(rule: "a/u", act: .debit(member, asset: "p", units: 1)), points,
                        ]),
                ]))

        #expect(
            report.rows.map { [$0[0], $0[1]] } == [
                [.text("2026-Q3"), .integer(5)], [.text("2026-Q4"), .integer(1)],
            ])
        #expect(report.cell(0, "gift") == .integer(1))
        #expect(report.cell(0, "coupon") == .integer(1))
        #expect(report.cell(0, "percent") == .integer(1))
        #expect(report.cell(0, "other_discount") == .integer(0))
    }
}
