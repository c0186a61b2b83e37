import TesseraLoyalty
import TesseraModel
import TesseraReports
import Testing

/// F30: how a gift is taxed decides what tax is left.
struct TaxTests {
    private static func campaign(_ tax: TaxClass) -> Campaign {
        Campaign(
            id: "gifts", number: 1, title: "gifts", terms: "gifts", window: Window(),
            priority: 1, group: nil, holdOut: 0, tax: tax, limits: [], rules: [])
    }

    private static func gift(_ face: Int64, issued: String, of campaign: CampaignNumber?)
        -> VoucherFigure
    {
        VoucherFigure(
            position: Sample.position(7), campaign: campaign, label: "", kind: .gift,
            currency: Sample.euro, issuedOn: Sample.day(issued), last: Sample.day("2027-12-31"),
            face: face, balance: 0)
    }

    private static func bought(
        _ cents: Int64, with gift: Int64, discounts: [PricedBasket.Reduction] = []
    ) -> PastEvent {
        var facts = EventFacts()
        facts.basket = Sample.basket([("lamp", 2, cents / 2)])
        let paid = [cents - discounts.map(\.total).reduce(0, +)]
        return PastEvent(
            event: LoyaltyEvent(
                operation: Sample.operation(1), kind: .purchase, member: nil,
                occurredAt: Sample.time("2026-11-10T10:00:00Z"), facts: facts),
            decision: Decision(
                programme: "harbour", version: 1,
                basket: PricedBasket(
                    paid: paid, discounts: discounts,
                    tenders: [
                        .voucher(Sample.position(7), gift), .other(paid[0] - gift),
                    ]), grants: [], tallies: [], verdicts: [], receipt: [], refusals: []))
    }

    private static func vat(
        _ input: ReportInput, rate: Int, _ prices: TaxReport.Prices,
        from first: String = "2026-11-01"
    ) -> Cell? {
        let span = Span(first: Sample.day(first), last: Sample.day("2026-11-30"))
        let figures = TaxFigures(of: input, in: span)
        return TaxReport.report(of: figures, in: input, rate: rate, prices: prices, span: span)
            .total("vat")
    }

    @Test(arguments: [
        (TaxClass.singlePurpose, Int64(500)), (.multiPurpose, 1_000), (.discount, 500),
        (.none, 1_000),
    ])
    func `goods for 100 at ten per cent, 50 paid with a gift`(tax: TaxClass, left: Int64) {
        // The gift was issued the month before, and taxed then if it has a single purpose.
        let input = Sample.input(
            campaigns: [TaxTests.campaign(tax)], events: [TaxTests.bought(10_000, with: 5_000)],
            vouchers: [TaxTests.gift(5_000, issued: "2026-10-31", of: 1)])

        #expect(TaxTests.vat(input, rate: 1_000, .net) == .money(left, Sample.euro))
    }

    @Test func `a single purpose gift is taxed when it is issued, and once`() {
        let input = Sample.input(
            campaigns: [TaxTests.campaign(.singlePurpose)],
            events: [TaxTests.bought(10_000, with: 5_000)],
            vouchers: [TaxTests.gift(5_000, issued: "2026-10-31", of: 1)])

        #expect(
            TaxTests.vat(input, rate: 1_000, .net, from: "2026-10-01")
                == .money(1_000, Sample.euro))
    }

    @Test func `tax that is in the prices is taken out of them`() {
        // 110.00 with 10 in it; 55.00 of it a gift that was taxed before, with 5 in it.
        let input = Sample.input(
            campaigns: [TaxTests.campaign(.singlePurpose)],
            events: [TaxTests.bought(11_000, with: 5_500)],
            vouchers: [TaxTests.gift(5_500, issued: "2026-10-31", of: 1)])
        let figures = TaxFigures(
            of: input, in: Span(first: Sample.day("2026-11-01"), last: nil))
        let report = TaxReport.report(of: figures, in: input, rate: 1_000)

        #expect(
            report.totals == [
                .text("total"), .money(11_000, Sample.euro), .money(0, Sample.euro),
                .money(5_500, Sample.euro), .money(0, Sample.euro), .money(5_500, Sample.euro),
                .money(5_000, Sample.euro), .money(500, Sample.euro),
            ])
    }

    @Test func `a gift that was sold pays like money, and a discount lowers what is taxed`() {
        let discount = PricedBasket.Reduction(
            source: "gifts/less", voucher: nil, shares: [1_000], total: 1_000, tax: .discount)
        let input = Sample.input(
            events: [TaxTests.bought(10_000, with: 5_000, discounts: [discount])],
            vouchers: [TaxTests.gift(5_000, issued: "2026-11-01", of: nil)])

        #expect(TaxTests.vat(input, rate: 1_000, .net) == .money(900, Sample.euro))
        #expect(TaxFigures(of: input).sums[.multiPurpose]?.issued == 5_000)
    }

    @Test func `half of the goods back leaves half of the tax, and nothing all`() {
        func back(_ pieces: Int64, _ number: Int, onGift: Int64) -> PastEvent {
            var facts = EventFacts()
            facts.about = Sample.operation(1)
            facts.basket = Sample.basket([("lamp", pieces, 5_000)])
            return PastEvent(
                event: LoyaltyEvent(
                    operation: Sample.operation(number), kind: .returned, member: nil,
                    occurredAt: Sample.time("2026-12-01T10:00:00Z"), facts: facts),
                decision: Decision(
                    programme: "harbour", version: 1,
                    basket: PricedBasket(
                        paid: [], discounts: [],
                        tenders: [.voucher(Sample.position(7), onGift)]), grants: [],
                    tallies: [], verdicts: [], receipt: [], refusals: []))
        }
        let discount = PricedBasket.Reduction(
            source: "gifts/less", voucher: nil, shares: [1_000], total: 1_000, tax: .discount)
        let purchase = TaxTests.bought(10_000, with: 5_000, discounts: [discount])
        let gifts = [TaxTests.gift(5_000, issued: "2026-10-31", of: 1)]
        func left(_ returns: [PastEvent]) -> Cell? {
            TaxTests.vat(
                Sample.input(
                    campaigns: [TaxTests.campaign(.singlePurpose)],
                    events: [purchase] + returns, vouchers: gifts), rate: 1_000, .net)
        }

        // 100.00 − 10.00 − 50.00 are 40.00; half of each of them 20.00.
        #expect(left([]) == .money(400, Sample.euro))
        #expect(left([back(1, 2, onGift: 2_500)]) == .money(200, Sample.euro))
        #expect(
            left([back(1, 2, onGift: 2_500), back(1, 3, onGift: 2_500)])
                == .money(0, Sample.euro))
    }
}
