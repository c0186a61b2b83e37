import TesseraLoyalty
import TesseraModel
import Testing

struct JudgePropertyTests {
    private typealias Scene = JudgeScene

    private func programme(_ random: inout RandomProgramme) throws -> Programme {
        try Scene.programme(
            random.campaigns(),
            assets: [Scene.asset("points"), Scene.asset("wallet")])
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `no total falls below zero, tenders add up and the order of campaigns changes nothing`(
        seed: UInt64
    ) throws {
        var random = RandomProgramme(seed: seed)
        let programme = try programme(&random)
        let mixed = try Scene.programme(
            random.shuffled(programme.campaigns), assets: programme.assets)
        var scene = Scene(programme)
        scene.put(4_000, "wallet", to: 1)
        for day in 1...6 {
            let lines = random.lines()
            let gift = try Scene.voucher(1, .tender(available: random.pick([1, 700])))
            let percent = try Scene.voucher(
                2, .percent(random.pick([500, 9_900]), minimum: 0, cap: random.pick([0, 300])))
            let shown = random.pick([[], [gift], [percent], [percent, gift]])
            let event = try scene.event(.purchase, 1, "2026-03-0\(day)T10:00:00") {
                $0.basket = Basket(currency: programme.currency, lines: lines)
                $0.wallet = "wallet"
            }
            let decision = try scene.judged(event, shown: shown)
            #expect(try scene.judged(event, shown: shown, by: mixed) == decision)
            let told = try scene.tell(
                .purchase, of: 1, at: "2026-03-0\(day)T10:00:00", shown: shown
            ) {
                $0 = event.facts
            }
            #expect(told == decision)
            #expect(scene.total("points", of: 1) >= 0)
            #expect(scene.total("wallet", of: 1) >= 0)
            guard let basket = decision.basket else {
                #expect(decision.grants.isEmpty && decision.tallies.isEmpty)
                continue
            }
            #expect(basket.paid.allSatisfy { $0 >= 0 })
            let off = basket.discounts.reduce(0) { $0 + $1.total }
            #expect(lines.reduce(0) { $0 + $1.total } - off == basket.due)
            #expect(basket.tenders.reduce(0) { $0 + $1.paid } == basket.due)
            for grant in decision.grants {
                guard case .redeem(percent.position, .reduce(let price)) = grant.act else {
                    continue
                }
                let taken = basket.discounts.first { $0.voucher == percent.position }
                #expect(taken?.total == reckoned(percent, price))
            }
        }
    }

    // As the ledger reckons a discount.
    private func reckoned(_ voucher: PresentedVoucher, _ price: Int64) -> Int64? {
        guard case .percent(let points, _, let cap) = voucher.promise else { return nil }
        let amount = min(price, (price * Int64(points) + 5_000) / 10_000)
        return cap > 0 ? min(amount, cap) : amount
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func `an order in parts never earns more than the whole`(seed: UInt64) throws {
        var random = RandomProgramme(seed: seed)
        let rule = Rule(
            id: "points", on: [.purchase],
            effects: [
                .credit(
                    asset: "points",
                    Amount(
                        units: random.pick([1, 3]), per: random.pick([7, 100, 999]),
                        of: .basketPaid(.goods)), to: .member)
            ])
        let more = Rule(
            id: "more", on: [.purchase],
            effects: [.benefit(Benefit(kind: .multiplier(random.pick([150, 300]))))])
        var scene = Scene(
            try Scene.programme(
                [Scene.campaign("earn", rule, more)], assets: [Scene.asset("points")]))
        let lines = random.lines() + random.lines()
        let currency = scene.programme.currency
        try scene.tell(.purchase, of: 1, at: "2026-03-01T10:00:00") {
            $0.basket = Basket(currency: currency, lines: lines)
        }
        for line in lines {
            try scene.tell(.purchase, of: 2, at: "2026-03-01T10:00:00") {
                $0.basket = Basket(currency: currency, lines: [line])
            }
        }
        #expect(scene.total("points", of: 2) <= scene.total("points", of: 1))
    }
}
