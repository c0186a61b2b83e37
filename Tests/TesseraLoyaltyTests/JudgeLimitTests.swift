import TesseraLoyalty
import TesseraModel
import Testing

struct JudgeLimitTests {
    private typealias Scene = JudgeScene

    private func gift(_ value: Int64) -> IssueTerms {
        IssueTerms(promise: .gift(value), lifetime: .days(14), isBound: false, label: "Gift")
    }

    @Test
    func `M13 one visit in fifty is paid until the budget is used up`() throws {
        let rule = Rule(
            id: "wow", on: [.visit], condition: .chance(200),
            limits: [LimitRule(keys: [.all], period: .ever, most: .value(20_000))],
            effects: [.issue(gift(1_000), to: .member)])
        var scene = Scene(try Scene.programme([Scene.campaign("surprise", rule)]))
        // The number of the visit, so that each fiftieth is drawn.
        scene.chance = { label in
            OperationID(String(label.suffix(26))).map { $0.low % 50 == 0 ? 199 : 200 } ?? 200
        }
        var paid: [Int] = []
        for visit in 1...1_100 {
            let event = try scene.event(.visit, 1, "2026-03-01T10:00:00")
            #expect(event.operation == scene.operation(visit))
            if !(try scene.tell(.visit, of: 1, at: "2026-03-01T10:00:00")).grants.isEmpty {
                paid.append(visit)
            }
        }
        #expect(paid == (1...20).map { $0 * 50 })
        #expect(scene.tallies == ["surprise/wow|value": 20_000])
        #expect(scene.records[1_049].1.verdicts[0].reasons.map(\.code) == ["budget"])
        #expect(scene.records[1_050].1.verdicts[0].reasons.map(\.code) == ["not_drawn", "budget"])
    }

    @Test
    func `M19 when all mugs are gone the member gets points instead`() throws {
        let mug = IssueTerms(
            promise: .right(uses: 1), lifetime: .days(30), isBound: false, label: "Mug")
        let rule = Rule(
            id: "mug", on: [.purchase],
            condition: .compare(.basketQuantity(.only("shampoo")), .atLeast, 2),
            limits: [LimitRule(keys: [.all], period: .ever, most: .times(2))],
            effects: [.issue(mug, to: .member)],
            otherwise: [.credit(asset: "points", Amount(units: 200), to: .member)])
        var scene = Scene(
            try Scene.programme([Scene.campaign("mugs", rule)], assets: [Scene.asset("points")]))
        let decisions = try (1...3 as ClosedRange<UInt64>).map { member in
            try scene.tell(.purchase, of: member, at: "2026-03-01T10:00:00") {
                $0.basket = try? Scene.basket(Scene.line(500, "shampoo", quantity: 2))
            }
        }
        #expect(decisions.map(\.receipt) == [["Mug"], ["Mug"], ["+200 points"]])
        #expect(decisions[2].verdicts[0].isGranted)
        #expect(decisions[2].tallies == [])
    }

    @Test
    func `M26 a serial is taken in once`() throws {
        let terms = IssueTerms(
            promise: .giftOfAmount, lifetime: .days(90), isBound: false, label: "Credit")
        let rule = Rule(
            id: "phone", on: [.tradeIn],
            limits: [
                LimitRule(keys: [.serial], period: .ever, most: .times(1), code: "duplicate")
            ], effects: [.issue(terms, to: .member)], isAsked: true)
        var scene = Scene(try Scene.programme([Scene.campaign("old", number: 6, rule)]))
        let first = try scene.tell(.tradeIn, at: "2026-03-01T10:00:00") {
            $0.amount = 8_000
            $0.serial = "X"
        }
        #expect(
            first.grants.map(\.act) == [.issue(terms, campaign: 6, to: nil, serial: "X")])
        #expect(first.tallies == [TallyUse(key: "old/phone|serial=X", amount: 1, most: 1)])
        let again = try scene.tell(.tradeIn, at: "2026-03-02T10:00:00") {
            $0.amount = 7_000
            $0.serial = "X"
        }
        #expect(again.codes == ["duplicate"])
    }

    @Test
    func `M31 an agent soothes within a budget of the day`() throws {
        let terms = IssueTerms(
            promise: .giftOfAmount, lifetime: .days(90), isBound: false, label: "Sorry")
        let rule = Rule(
            id: "sorry", on: [.goodwill],
            condition: .compare(.amount, .atMost, 1_000),
            limits: [
                LimitRule(keys: [.worker], period: .day, most: .value(10_000), code: "budget")
            ],
            effects: [.issue(terms, to: .member)], isAsked: true)
        var scene = Scene(try Scene.programme([Scene.campaign("care", rule)]))
        for _ in 1...12 {
            let decision = try scene.tell(.goodwill, at: "2026-03-01T10:00:00", worker: "ana") {
                $0.amount = 800
            }
            #expect(decision.refusals == [])
        }
        let much = try scene.tell(.goodwill, at: "2026-03-01T10:00:00", worker: "ben") {
            $0.amount = 1_200
        }
        #expect(
            much.refusals == [
                Refusal(code: "not_eligible", needed: "amount <= €10.00", actual: "€12.00")
            ])
        let over = try scene.tell(.goodwill, at: "2026-03-01T10:00:00", worker: "ana") {
            $0.amount = 800
        }
        #expect(over.codes == ["budget"])
        let nobody = try scene.tell(.goodwill, at: "2026-03-01T10:00:00") { $0.amount = 800 }
        #expect(nobody.codes == ["operator_required"])
        let tomorrow = try scene.tell(.goodwill, at: "2026-03-02T10:00:00", worker: "ana") {
            $0.amount = 800
        }
        #expect(tomorrow.refusals == [])
    }

    @Test
    func `M35 what a month leaves of a budget goes over to the next one`() throws {
        var window = Window()
        window.first = Day(text: "2026-01-15")
        let rule = Rule(
            id: "gift", on: [.visit],
            limits: [LimitRule(keys: [.all], period: .month(rollsOver: true), most: .times(2))],
            effects: [.issue(gift(100), to: .member)])
        var scene = Scene(try Scene.programme([Scene.campaign("group", window: window, rule)]))
        let days = [
            "2026-01-20", "2026-02-01", "2026-02-02", "2026-02-03", "2026-02-28", "2026-03-01",
        ]
        let given = try days.map {
            try scene.tell(.visit, at: "\($0)T10:00:00").grants.count
        }
        #expect(given == [1, 1, 1, 1, 0, 1])
        #expect(scene.tallies == ["group/gift|months": 5])
    }

    @Test
    func `M36 a third offer within seven days waits for the eighth`() throws {
        var policy = Policy()
        policy.offers = Policy.Cap(most: 2, days: 7)
        let rule = Rule(
            id: "offer", on: [.visit], effects: [.issue(gift(100), to: .member)], isOffer: true)
        var scene = Scene(
            try Scene.programme([Scene.campaign("offers", rule)], policy: policy))
        let given = try [1, 2, 7, 8, 9].map { day in
            try scene.tell(.visit, of: 1, at: "2026-03-0\(day)T10:00:00").grants.count
        }
        #expect(given == [1, 1, 0, 1, 1])
        #expect(
            scene.records[2].1.verdicts[0].reasons == [
                Refusal(code: "offer_cap", needed: "at most 2 offers in 7 days", actual: "2 before")
            ])
    }

    @Test
    func `M38 a review of one's own receipt earns, three times a month, whatever the score`()
        throws
    {
        let rule = Rule(
            id: "review", on: [.review], condition: .aboutOwn,
            limits: [
                LimitRule(keys: [.member], period: .month(rollsOver: false), most: .times(3)),
                LimitRule(keys: [.about], period: .ever, most: .times(1)),
            ], effects: [.credit(asset: "points", Amount(units: 20), to: .member)], isAsked: true)
        var scene = Scene(
            try Scene.programme(
                [Scene.campaign("words", rule)], assets: [Scene.asset("points")]))
        for member in [1, 1, 1, 1, 2] as [UInt64] {
            try scene.tell(.purchase, of: member, at: "2026-03-01T10:00:00") {
                $0.basket = try? Scene.basket(Scene.line(100))
            }
        }
        var codes: [[String]] = []
        for (score, purchase) in [(1, 1), (10, 2), (5, 3), (5, 4), (5, 5), (5, 99)] {
            codes.append(
                try scene.tell(.review, of: 1, at: "2026-03-05T10:00:00") {
                    $0.about = OperationID(high: 7, low: UInt64(purchase))
                    $0.score = score
                }.codes)
        }
        codes.append(try scene.tell(.review, of: 1, at: "2026-04-05T10:00:00").codes)
        #expect(
            codes == [
                [], [], [], ["limit_member"], ["not_eligible", "limit_member"],
                ["not_eligible", "limit_member"], ["not_eligible", "about_required"],
            ])
        #expect(scene.total("points", of: 1) == 60)
    }

    @Test
    func `M56 all seats are admitted and no more`() throws {
        let rule = Rule(
            id: "seat", on: [.visit], condition: .word(.touchpoint, among: ["concert"]),
            limits: [LimitRule(keys: [.all], period: .ever, most: .times(40), code: "full")],
            effects: [.credit(asset: "seats", Amount(units: 1), to: .member)], isAsked: true)
        var scene = Scene(try Scene.programme([Scene.campaign("music", rule)]))
        let codes = try (1...41 as ClosedRange<UInt64>).map { member in
            try scene.tell(.visit, of: member, at: "2026-03-01T20:00:00") {
                $0.touchpoint = "concert"
            }.codes
        }
        #expect(codes == Array(repeating: [], count: 40) + [["full"]])
    }

    @Test
    func `M33 another category is offered to who never bought it`() throws {
        let coffee = EventFilter(kinds: [.purchase], scope: .only("coffee"))
        let pastry = EventFilter(kinds: [.purchase], scope: .only("pastry"))
        let terms = IssueTerms(
            promise: .percent(3_000, minimum: 0, cap: 0), lifetime: .days(30), isBound: true,
            label: "30 % off pastry")
        let rule = Rule(
            id: "pastry", on: [.purchase],
            condition: .all([
                .compare(.count(coffee, days: nil), .atLeast, 4),
                .compare(.count(pastry, days: nil), .equal, 0),
                .not(.word(.category, among: ["pastry"])),
            ]), limits: [LimitRule(keys: [.member], period: .ever, most: .times(1))],
            effects: [.issue(terms, to: .member)])
        var scene = Scene(try Scene.programme([Scene.campaign("cross", rule)]))
        try scene.tell(.purchase, of: 2, at: "2026-02-28T10:00:00") {
            $0.basket = try? Scene.basket(Scene.line(100, "pastry"))
        }
        var given: [[Int]] = []
        for member in [1, 2] as [UInt64] {
            given.append(
                try (1...6).map { day in
                    try scene.tell(.purchase, of: member, at: "2026-03-0\(day)T10:00:00") {
                        $0.basket = try? Scene.basket(Scene.line(300, "coffee"))
                    }.grants.count
                })
        }
        #expect(given == [[0, 0, 0, 0, 1, 0], [0, 0, 0, 0, 0, 0]])
    }
}
