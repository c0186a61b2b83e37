import TesseraLoyalty
import TesseraModel
import Testing

struct JudgePaymentTests {
    private typealias Scene = JudgeScene

    @Test
    func `F05 two gifts pay an order exactly, the second one only what is left`() throws {
        var scene = Scene(try Scene.programme([]))
        let gifts = try [1, 2].map { try Scene.voucher($0, .tender(available: 3_000)) }
        let decision = try scene.tell(.purchase, at: "2026-01-01T10:00:00", shown: gifts) {
            $0.basket = try? Scene.basket(Scene.line(4_000))
        }
        #expect(
            decision.basket?.tenders == [
                .voucher(gifts[0].position, 3_000), .voucher(gifts[1].position, 1_000),
            ])
        #expect(decision.basket?.other == 0)
        let much = try scene.tell(.purchase, at: "2026-01-01T10:00:00", shown: gifts) {
            $0.basket = try? Scene.basket(Scene.line(2_000))
        }
        #expect(much.codes == ["nothing_to_discount"])
    }

    @Test
    func `M02 a wallet pays as far as it goes after the discount`() throws {
        let rule = Rule(
            id: "ten", on: [.purchase], condition: .isMember,
            effects: [.benefit(Benefit(kind: .percent(1_000)))])
        var scene = Scene(
            try Scene.programme(
                [Scene.campaign("app", rule)], assets: [Scene.asset("wallet")]))
        scene.put(100_000, "wallet", to: 5)
        let first = try scene.tell(.purchase, of: 5, at: "2026-01-01T10:00:00") {
            $0.basket = try? Scene.basket(Scene.line(59_000))
            $0.wallet = "wallet"
        }
        #expect(first.basket?.tenders == [.wallet("wallet", 53_100)])
        #expect(scene.total("wallet", of: 5) == 46_900)
        let second = try scene.tell(.purchase, of: 5, at: "2026-01-01T11:00:00") {
            $0.basket = try? Scene.basket(Scene.line(59_000))
            $0.wallet = "wallet"
        }
        #expect(second.basket?.tenders == [.wallet("wallet", 46_900), .other(6_200)])
        #expect(scene.total("wallet", of: 5) == 0)
    }

    @Test
    func `a discount voucher is redeemed on the price from which its percentage was taken`()
        throws
    {
        let rule = Rule(
            id: "off", on: [.purchase],
            effects: [.benefit(Benefit(kind: .amount(101), phase: 1))])
        var scene = Scene(try Scene.programme([Scene.campaign("first", rule)]))
        let voucher = try Scene.voucher(4, .percent(2_500, minimum: 0, cap: 0), campaign: 77)
        let decision = try scene.tell(.purchase, at: "2026-01-01T10:00:00", shown: [voucher]) {
            $0.basket = try? Scene.basket(Scene.line(1_999), Scene.line(101))
        }
        // 21.00 less 1.01 is 19.99; a quarter of that is 5.00, half a cent up.
        #expect(decision.basket?.due == 1_499)
        #expect(
            decision.grants == [
                Grant(rule: "voucher", act: .redeem(voucher.position, .reduce(price: 1_999)))
            ])
        #expect(decision.basket?.discounts.map(\.total) == [101, 500])
    }

    @Test
    func `F29 a gift of another currency is refused and a basket of another is no event`() throws {
        var scene = Scene(try Scene.programme([]))
        let gift = try Scene.voucher(1, .tender(available: 3_000), currency: "USD")
        let decision = try scene.tell(.purchase, at: "2026-01-01T10:00:00", shown: [gift]) {
            $0.basket = try? Scene.basket(Scene.line(4_000))
        }
        #expect(
            decision.refusals == [
                Refusal(code: "currency_mismatch", needed: "EUR", actual: "USD")
            ])
        let euro = try #require(Currency(code: "EUR"))
        let dollar = try #require(Currency(code: "USD"))
        #expect(throws: LoyaltyError.currencyMismatch(euro, dollar)) {
            try scene.tell(.purchase, at: "2026-01-01T10:00:00") {
                $0.basket = Basket(currency: dollar, lines: [Scene.line(1)])
            }
        }
    }

    @Test
    func `F22 forty and seventy percent leave eighteen of a hundred`() throws {
        let rule = { (points: Int) in
            Rule(id: "off", on: [.purchase], effects: [.benefit(Benefit(kind: .percent(points)))])
        }
        var scene = Scene(
            try Scene.programme([
                Scene.campaign("a", rule(4_000)), Scene.campaign("b", number: 2, rule(7_000)),
            ]))
        let decision = try scene.tell(.purchase, at: "2026-01-01T10:00:00") {
            $0.basket = try? Scene.basket(Scene.line(10_000))
        }
        #expect(decision.basket?.due == 1_800)
        #expect(decision.receipt == ["The a  −€40.00", "The b  −€42.00"])
    }

    @Test
    func `two rewards are not paid with the same stamps, and no rule takes more than is there`()
        throws
    {
        let reward = { (id: String, debits: [Int64]) in
            Rule(
                id: id, on: [.purchase],
                effects: [.benefit(Benefit(kind: .amount(100)))]
                    + debits.map { .debit(asset: "stamps", Amount(units: $0)) })
        }
        var scene = Scene(
            try Scene.programme(
                [Scene.campaign("r", reward("a", [6, 6]), reward("b", [9]), reward("c", [2]))],
                assets: [Scene.asset("stamps")]))
        scene.put(10, "stamps", to: 1)
        let decision = try scene.tell(.purchase, of: 1, at: "2026-03-01T10:00:00") {
            $0.basket = try? Scene.basket(Scene.line(1_000))
        }
        #expect(decision.verdicts.map(\.isGranted) == [false, true, false])
        #expect(
            decision.verdicts[0].reasons == [
                Refusal(code: "insufficient_balance", needed: "12 stamps", actual: "10")
            ])
        #expect(scene.total("stamps", of: 1) == 1)
        #expect(decision.basket?.due == 900)
    }

    @Test
    func `a gift is of no use where nothing is bought`() throws {
        var scene = Scene(try Scene.programme([]))
        let gift = try Scene.voucher(1, .tender(available: 3_000))
        let decision = try scene.tell(.visit, at: "2026-03-01T10:00:00", shown: [gift])
        #expect(decision.codes == ["nothing_to_discount"])
    }
}
