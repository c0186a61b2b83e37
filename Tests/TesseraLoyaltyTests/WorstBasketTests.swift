import TesseraLoyalty
import TesseraModel
import TesseraTestSupport
import Testing

struct WorstBasketTests: WorstBasketScene, WindowScene {
    @Test func `40 % and 70 % are found together, as 110 % that leave 18.00 of 100.00`() throws {
        let programme = try programme([
            campaign("gold", .percent(1_000)), campaign("summer", .percent(4_000)),
            campaign("winter", .percent(7_000)),
        ])

        let worst = try #require(WorstBasket.findings(in: programme).first { $0.rules.count == 2 })

        #expect(worst.rules == ["summer/off", "winter/off"])
        #expect(worst.nominalBasisPoints == 11_000)
        #expect(worst.shareBasisPoints == 8_200)
        #expect(worst.discount == 8_200)
        #expect(worst.total == 10_000)
    }

    @Test func `three times 40 % are found, though no two of them are everything`() throws {
        let programme = try programme(
            ["a", "b", "c", "d"].map { campaign($0, .percent($0 == "d" ? 500 : 4_000)) })

        let worst = try #require(WorstBasket.findings(in: programme).first)

        #expect(worst.rules == ["a/off", "b/off", "c/off"])
        #expect(worst.nominalBasisPoints == 12_000)
        #expect(worst.discount == 7_840)
    }

    @Test func `of one group nothing combines`() throws {
        let programme = try programme([
            campaign("summer", .percent(4_000), group: "season"),
            campaign("winter", .percent(7_000), group: "season"),
        ])

        #expect(WorstBasket.findings(in: programme).map(\.rules) == [["winter/off"]])
    }

    @Test func `campaigns that meet only in the past do not matter`() throws {
        var past = Window()
        past.last = try day("2026-06-30")
        let programme = try programme([
            campaign("summer", .percent(4_000)), campaign("winter", .percent(7_000), window: past),
        ])

        let all = WorstBasket.findings(in: programme)
        let later = WorstBasket.findings(in: programme, from: try day("2026-07-01"))

        #expect(all.first?.nominalBasisPoints == 11_000)
        #expect(later.map(\.rules) == [["summer/off"]])
    }

    @Test func `the threshold of a condition is where an amount weighs most`() throws {
        let programme = try programme([
            campaign(
                "five", .amount(500), if: .compare(.basketTotal(.goods), .atLeast, 6_000)),
            campaign("ten", .percent(1_000)),
        ])

        let findings = WorstBasket.findings(in: programme)

        #expect(findings.map(\.rules) == [["five/off", "ten/off"]])
        #expect(findings.map(\.total) == [6_000])
        // 5.00, then a tenth of 55.00.
        #expect(findings.map(\.discount) == [1_050])
        #expect(findings.map(\.shareBasisPoints) == [1_750])
        #expect(findings.map(\.nominalBasisPoints) == [1_833])
    }

    @Test func `discounts on different goods do not add up`() throws {
        let drinks = Scope(categories: ["drinks"], items: [], besides: [], isFees: false)
        let cakes = Scope(categories: ["cakes"], items: [], besides: [], isFees: false)
        let programme = try programme([
            campaign("drinks", .percent(4_000), in: drinks),
            campaign("cakes", .percent(7_000), in: cakes),
        ])

        #expect(
            WorstBasket.findings(in: programme).map { $0.rules + ["\($0.nominalBasisPoints)"] }
                == [["cakes/off", "7000"]])
    }

    @Test func `an amount without a minimum gives a basket away alone`() throws {
        let programme = try programme([campaign("five", .amount(500))])

        let worst = try #require(WorstBasket.findings(in: programme).first)

        #expect(worst.rules == ["five/off"])
        #expect(worst.total == 500)
        #expect(worst.shareBasisPoints == 10_000)
    }

    @Test func `a free espresso and a free delivery are meant, and are no finding`() throws {
        let fees = Scope(categories: [], items: [], besides: [], isFees: true)
        let programme = try programme([
            campaign("espresso", .item(buy: 0, free: 1, groups: nil)),
            campaign("delivery", .waiver, in: fees), campaign("ten", .percent(1_000)),
        ])

        let worst = try #require(WorstBasket.findings(in: programme).first)

        // 10.00 of 100.00, and 10.00 of delivery.
        #expect(worst.rules == ["delivery/off", "ten/off"])
        #expect(worst.total == 11_000)
        #expect(worst.discount == 2_000)
    }

    @Test func `nothing on offer is nothing to find`() throws {
        #expect(WorstBasket.findings(in: try programme([])).isEmpty)
        #expect(
            WorstBasket.findings(in: try programme([campaign("double", .multiplier(200))])).isEmpty)
    }

    @Test(arguments: [3, 20, 200])
    func `the dangerous pair is found among many`(count: Int) throws {
        var campaigns = (2..<count).map {
            campaign("c\($0)", .percent(100 + $0), if: .on(ladder: "tier", level: "silver"))
        }
        let gold = Condition.on(ladder: "tier", level: "gold")
        campaigns.insert(campaign("x", .percent(5_500), if: gold), at: count / 3)
        campaigns.append(campaign("y", .percent(4_500), if: gold))

        let worst = try #require(WorstBasket.findings(in: try programme(campaigns)).first)

        #expect(worst.rules == ["x/off", "y/off"])
        #expect(worst.nominalBasisPoints == 10_000)
        #expect(worst.shareBasisPoints == 7_525)
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `a finding is what pricing says about its basket`(seed: UInt64) throws {
        var random = RandomPricing(seed: seed)
        let offers = random.offers() + random.offers()
        let campaigns = offers.enumerated().map { index, offer in
            campaign(
                "c\(index)", offer.benefit.kind, group: offer.group, in: offer.benefit.scope,
                cap: offer.benefit.cap)
        }

        for finding in WorstBasket.findings(in: try programme(campaigns)) {
            let named = campaigns.filter { finding.rules.contains("\($0.id)/off") }
            let priced = try Pricing.priced(
                finding.basket,
                with: named.flatMap { campaign in
                    campaign.rules.flatMap(\.effects).compactMap { effect -> Offer? in
                        guard case .benefit(let benefit) = effect else { return nil }
                        return Offer(
                            source: "\(campaign.id)/off", group: campaign.group, benefit: benefit)
                    }
                })
            #expect(finding.total == finding.basket.lines.reduce(0) { $0 + $1.total })
            #expect(priced.paid.reduce(0, +) == finding.total - finding.discount)
            #expect((1...10_000).contains(finding.shareBasisPoints))
            #expect(finding.nominalBasisPoints >= 0)
        }
    }
}
