import TesseraLoyalty
import TesseraModel
import Testing

struct JudgeReturnTests {
    private typealias Scene = JudgeScene

    /// Ten points for each €10.
    private func points(
        _ policy: Policy = Policy(), allowsDebt: Bool = true, pendingDays: Int = 0,
        units: Int64 = 10, per step: Int64 = 1_000
    ) throws -> Scene {
        let rule = Rule(
            id: "points", on: [.purchase],
            limits: [
                LimitRule(keys: [.member], period: .ever, most: .times(9)),
                LimitRule(keys: [.all], period: .ever, most: .units(1_000)),
            ],
            effects: [
                .credit(
                    asset: "points", Amount(units: units, per: step, of: .basketPaid(.goods)),
                    to: .member)
            ])
        return Scene(
            try Scene.programme(
                [Scene.campaign("earn", rule)],
                assets: [
                    Scene.asset("points", allowsDebt: allowsDebt, pendingDays: pendingDays)
                ], policy: policy))
    }

    private func bringBack(
        _ lines: BasketLine..., of purchase: Int = 1, by member: UInt64 = 1,
        at day: String = "2026-03-05", in scene: inout Scene
    ) throws -> Decision {
        let about = scene.operation(purchase)
        let currency = scene.programme.currency
        return try scene.tell(.returned, of: member, at: "\(day)T23:59:00") {
            $0.about = about
            $0.basket = Basket(currency: currency, lines: lines)
        }
    }

    private func buy(
        _ lines: BasketLine..., shown: [PresentedVoucher] = [], in scene: inout Scene
    ) throws -> Decision {
        let currency = scene.programme.currency
        return try scene.tell(.purchase, of: 1, at: "2026-03-02T10:00:00", shown: shown) {
            $0.basket = Basket(currency: currency, lines: lines)
        }
    }

    @Test(arguments: [
        (Policy.RefundOrder.proportional, [Int64(2_000), 3_000]), (.vouchersFirst, [4_000, 1_000]),
        (.othersFirst, [5_000]),
    ])
    func `M30 half of an order goes back to what paid, and half of the points are taken`(
        order: Policy.RefundOrder, amounts: [Int64]
    ) throws {
        var policy = Policy()
        policy.refunds = order
        var scene = try points(policy)
        let gift = try Scene.voucher(1, .tender(available: 4_000))
        let bought = try buy(Scene.line(5_000, quantity: 2), shown: [gift], in: &scene)
        #expect(bought.basket?.tenders == [.voucher(gift.position, 4_000), .other(6_000)])
        #expect(scene.total("points", of: 1) == 100)
        let decision = try bringBack(Scene.line(5_000), in: &scene)
        let tenders: [PricedBasket.Tender] =
            amounts.count == 1
            ? [.other(amounts[0])] : [.voucher(gift.position, amounts[0]), .other(amounts[1])]
        #expect(decision.basket == PricedBasket(paid: [5_000], discounts: [], tenders: tenders))
        let member = try #require(MemberNumber(1))
        let debit = Grant(
            rule: "earn/points", act: .debit(member, asset: "points", units: 50))
        let back = Grant(
            rule: "return", act: .reverse(scene.operation(1), part: 0, amount: amounts[0]))
        #expect(decision.grants == (amounts.count == 1 ? [debit] : [back, debit]))
        #expect(decision.tallies == [TallyUse(key: "earn/points|units", amount: -50, most: 1_000)])
        #expect(scene.total("points", of: 1) == 50)
        let rest = try bringBack(Scene.line(5_000), in: &scene)
        #expect(rest.tallies.map(\.amount) == [-1, -50])
        #expect(scene.tallies.values.allSatisfy { $0 == 0 })
        #expect(scene.total("points", of: 1) == 0)
    }

    @Test
    func `M07 ten euros that come back on the third day leave forty-seven points pending`() throws {
        var scene = try points(pendingDays: 14, units: 1, per: 100)
        _ = try buy(Scene.line(1_000), Scene.line(4_790), in: &scene)
        #expect(scene.total("points", of: 1) == 57)
        _ = try bringBack(Scene.line(1_000), in: &scene)
        #expect(scene.total("points", of: 1) == 47)
    }

    @Test
    func `F06 points that are spent are owed where the asset allows it`() throws {
        var scene = try points(allowsDebt: true)
        _ = try buy(Scene.line(10_000), in: &scene)
        scene.put(-80, "points", to: 1)
        let decision = try bringBack(Scene.line(10_000), in: &scene)
        #expect(decision.refusals == [])
        #expect(scene.total("points", of: 1) == -80)
        let member = try #require(MemberNumber(1))
        #expect(
            decision.grants.map(\.act)
                == [.debit(member, asset: "points", units: 100)])
    }

    @Test
    func `F06 a return is refused where points that cannot be owed were spent`() throws {
        var scene = try points(allowsDebt: false)
        _ = try buy(Scene.line(10_000), in: &scene)
        scene.put(-80, "points", to: 1)
        let decision = try bringBack(Scene.line(10_000), in: &scene)
        #expect(
            decision.refusals
                == [Refusal(code: "points_spent", needed: "100 points", actual: "20")])
        #expect(scene.total("points", of: 1) == 20)
    }

    @Test
    func `F06 a return is refused where spent points must be there`() throws {
        var policy = Policy()
        policy.clawback = .refuse
        var scene = try points(policy)
        _ = try buy(Scene.line(10_000), in: &scene)
        scene.put(-80, "points", to: 1)
        let decision = try bringBack(Scene.line(10_000), in: &scene)
        #expect(
            decision.refusals == [
                Refusal(code: "points_spent", needed: "100 points", actual: "20")
            ])
        #expect(scene.total("points", of: 1) == 20)
    }

    @Test
    func `more than was bought does not come back, whatever came back before`() throws {
        var scene = try points()
        _ = try buy(Scene.line(500, quantity: 3), in: &scene)
        _ = try bringBack(Scene.line(500, quantity: 2), in: &scene)
        #expect(throws: LoyaltyError.returnsMore(line: 1, left: 1, asked: 2)) {
            try bringBack(Scene.line(500, quantity: 2), in: &scene)
        }
        let unknown = try bringBack(Scene.line(500), of: 77, in: &scene)
        #expect(unknown.codes == ["no_such_purchase"])
    }

    @Test
    func `M29 a trial is refunded on its last day and not on the next one`() throws {
        let refund = Rule(
            id: "refund", on: [.returned],
            condition: .all([
                .word(.category, among: ["trial"]), .compare(.daysSinceAbout, .atMost, 14),
            ]), effects: [.accept])
        var scene = Scene(try Scene.programme([Scene.campaign("trial", refund)]))
        _ = try buy(Scene.line(3_000, "trial", quantity: 2), Scene.line(100, "food"), in: &scene)
        let intime = try bringBack(Scene.line(3_000, "trial"), at: "2026-03-16", in: &scene)
        #expect(intime.basket?.tenders == [.other(3_000)])
        let late = try bringBack(Scene.line(3_000, "trial"), at: "2026-03-17", in: &scene)
        #expect(
            late.refusals == [
                Refusal(code: "not_eligible", needed: "days since then <= 14", actual: "15")
            ])
        let food = try bringBack(Scene.line(100, "food"), at: "2026-03-17", in: &scene)
        #expect(food.basket?.due == 100)
    }

    @Test
    func `M28 a guarantee for each piece is revoked with its piece, a gift with the last one`()
        throws
    {
        let guarantee = IssueTerms(
            promise: .right(uses: 2), lifetime: .months(12), isBound: false, label: "Guarantee",
            perPiece: .only("phone"))
        let thanks = IssueTerms(
            promise: .gift(500), lifetime: .days(30), isBound: false, label: "Thanks")
        let rule = Rule(
            id: "all", on: [.purchase],
            effects: [.issue(guarantee, to: .member), .issue(thanks, to: .member)])
        var scene = Scene(try Scene.programme([Scene.campaign("phones", number: 5, rule)]))
        let bought = try buy(
            Scene.line(9_000, "phone", quantity: 3, serials: ["A", "B", "C"]), in: &scene)
        let member = try #require(MemberNumber(1))
        #expect(
            bought.grants.map(\.act)
                == ["A", "B", "C"].map {
                    .issue(guarantee, campaign: 5, to: member, serial: $0)
                } + [.issue(thanks, campaign: 5, to: member, serial: nil)])
        let one = try bringBack(Scene.line(9_000, "phone", serials: ["B"]), in: &scene)
        #expect(one.grants.map(\.act) == [.revoke(scene.operation(1), part: 1)])
        let rest = try bringBack(
            Scene.line(9_000, "phone", quantity: 2, serials: ["C", "A"]), in: &scene)
        #expect(
            rest.grants.map(\.act)
                == [0, 2, 3].map { .revoke(scene.operation(1), part: $0) })
    }

    @Test
    func `what a member bought comes back with the member's card`() throws {
        var scene = try points()
        _ = try buy(Scene.line(1_000), in: &scene)
        let about = scene.operation(1)
        let codes = try [nil, 2].map { member in
            try scene.tell(.returned, of: member, at: "2026-03-03T10:00:00") {
                $0.basket = try? Scene.basket(Scene.line(1_000))
                $0.about = about
            }.codes
        }
        #expect(codes == [["member_required"], ["holder_mismatch"]])
    }

    @Test
    func `a delivery that is kept keeps no points`() throws {
        var scene = try points(units: 1, per: 100)
        _ = try buy(Scene.line(1_000), Scene.line(500, "delivery", isFee: true), in: &scene)
        let decision = try bringBack(Scene.line(1_000), in: &scene)
        #expect(decision.basket?.tenders == [.other(1_000)])
        #expect(scene.total("points", of: 1) == 0)
    }
}
