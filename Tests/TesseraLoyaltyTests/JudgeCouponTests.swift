import TesseraLoyalty
import TesseraModel
import Testing

struct JudgeCouponTests {
    private typealias Scene = JudgeScene

    private func summer(day: Int64 = 100, limits: [LimitRule] = []) throws -> Scene {
        let rule = Rule(
            id: "code", on: [.purchase],
            condition: .all([
                .word(.code, among: ["SUMMER"]),
                .compare(.basketTotal(.goods), .atLeast, 3_000),
            ]),
            limits: [
                LimitRule(keys: [.member], period: .ever, most: .times(1)),
                LimitRule(keys: [.all], period: .day, most: .times(day)),
            ] + limits,
            effects: [.benefit(Benefit(kind: .percent(1_500), cap: 1_200))], isAsked: true)
        var window = Window()
        window.last = Day(text: "2026-08-31")
        return Scene(try Scene.programme([Scene.campaign("summer", window: window, rule)]))
    }

    private func buy(
        _ price: Int64, of member: UInt64?, in scene: inout Scene, code: String = "SUMMER",
        at day: String = "2026-07-01"
    ) throws -> Decision {
        try scene.tell(.purchase, of: member, at: "\(day)T10:00:00") {
            $0.basket = try? Scene.basket(Scene.line(price))
            $0.codes = [code]
        }
    }

    @Test
    func `M17 a coupon takes its percentage up to the cap, once for each member`() throws {
        var scene = try summer()
        let first = try buy(10_000, of: 1, in: &scene)
        #expect(first.basket?.due == 8_800)
        #expect(
            first.tallies == [
                TallyUse(key: "summer/code|member=mem_1", amount: 1, most: 1),
                TallyUse(key: "summer/code|day=2026-07-01", amount: 1, most: 100),
            ])
        let exact = try buy(3_000, of: 2, in: &scene)
        #expect(exact.basket?.due == 2_550)
        let again = try buy(10_000, of: 1, in: &scene)
        #expect(
            again.refusals == [
                Refusal(
                    code: "limit_member", needed: "at most once for each member",
                    actual: "1 before")
            ])
        #expect(again.basket == nil)
    }

    @Test
    func `M17 the one above the limit of the day is refused and the next day is open`() throws {
        var scene = try summer(day: 3)
        for member in 1...3 as ClosedRange<UInt64> {
            #expect(try buy(5_000, of: member, in: &scene).codes == [])
        }
        #expect(try buy(5_000, of: 4, in: &scene).codes == ["limit_day"])
        #expect(try buy(5_000, of: 4, in: &scene, at: "2026-07-02").codes == [])
    }

    @Test
    func `F26 a guest with a coupon for members is told that a card is needed`() throws {
        var scene = try summer()
        #expect(try buy(5_000, of: nil, in: &scene).codes == ["member_required"])
    }

    @Test
    func `F28 a coupon that is too late and below its minimum says both`() throws {
        var scene = try summer()
        let decision = try buy(2_999, of: 1, in: &scene, at: "2026-09-01")
        #expect(decision.codes == ["too_late", "below_minimum"])
        #expect(
            decision.refusals[1]
                == Refusal(code: "below_minimum", needed: "basket >= €30.00", actual: "€29.99"))
    }

    @Test
    func `a word that no campaign knows is refused`() throws {
        var scene = try summer()
        #expect(try buy(5_000, of: 1, in: &scene, code: "SUMER").codes == ["unknown_code"])
    }

    @Test
    func `a discount that would break the budget is not given and uses nothing`() throws {
        var scene = try summer(
            limits: [LimitRule(keys: [.all], period: .ever, most: .value(2_000))])
        #expect(try buy(10_000, of: 1, in: &scene).tallies.map(\.amount) == [1, 1, 1_200])
        let over = try buy(10_000, of: 2, in: &scene)
        #expect(
            over.refusals == [
                Refusal(
                    code: "budget", needed: "at most €20.00", actual: "€12.00 before, €12.00 now")
            ])
        #expect(try buy(4_000, of: 2, in: &scene).basket?.due == 3_400)
        #expect(scene.tallies["summer/code|value"] == 1_800)
    }

    @Test
    func `F10 two effects of a rule and two rules of a campaign use one time`() throws {
        let two = Rule(
            id: "two", on: [.purchase],
            effects: [
                .benefit(Benefit(kind: .percent(1_000))),
                .credit(asset: "points", Amount(units: 5), to: .member),
            ])
        let one = Rule(
            id: "one", on: [.purchase],
            effects: [.credit(asset: "points", Amount(units: 7), to: .member)])
        var scene = Scene(
            try Scene.programme(
                [
                    Scene.campaign(
                        "both",
                        limits: [LimitRule(keys: [.member], period: .ever, most: .times(2))], two,
                        one)
                ], assets: [Scene.asset("points")]))
        for _ in 1...3 {
            try scene.tell(.purchase, of: 1, at: "2026-07-01T10:00:00") {
                $0.basket = try? Scene.basket(Scene.line(1_000))
            }
        }
        #expect(scene.tallies == ["both|member=mem_1": 2])
        #expect(scene.total("points", of: 1) == 24)
        #expect(scene.records.map(\.1.basket?.due) == [900, 900, 1_000])
    }

    @Test
    func `of an exclusive group the customer gets the best, and the other one uses nothing`()
        throws
    {
        let rule = { (amount: Int64) in
            Rule(
                id: "off", on: [.purchase],
                limits: [LimitRule(keys: [.all], period: .ever, most: .times(9))],
                effects: [.benefit(Benefit(kind: .amount(amount)))])
        }
        var scene = Scene(
            try Scene.programme([
                Scene.campaign("small", group: "one", rule(300)),
                Scene.campaign("large", number: 2, group: "one", rule(500)),
            ]))
        let decision = try scene.tell(.purchase, at: "2026-07-01T10:00:00") {
            $0.basket = try? Scene.basket(Scene.line(1_000))
        }
        #expect(decision.basket?.due == 500)
        #expect(scene.tallies == ["large/off": 1])
        #expect(decision.verdict("small/off")?.reasons.map(\.code) == ["better_offer"])
    }

    @Test
    func `M55 who is held out gets nothing and is never refused for it`() throws {
        let rule = Rule(
            id: "code", on: [.purchase], condition: .word(.code, among: ["TEN"]),
            effects: [.benefit(Benefit(kind: .percent(1_000)))], isAsked: true)
        var scene = Scene(try Scene.programme([Scene.campaign("test", holdOut: 1_000, rule)]))
        scene.chance = { $0 == "holdout/test/mem_1" ? 999 : 1_000 }
        let out = try buy(1_000, of: 1, in: &scene, code: "TEN")
        #expect(out.basket?.due == 1_000)
        #expect(out.refusals == [])
        #expect(out.verdicts.map(\.reasons.first?.code) == ["held_out"])
        #expect(try buy(1_000, of: 2, in: &scene, code: "TEN").basket?.due == 900)
    }
}
