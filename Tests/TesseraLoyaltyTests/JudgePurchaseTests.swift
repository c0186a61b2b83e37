import TesseraLoyalty
import TesseraModel
import Testing

struct JudgePurchaseTests {
    private typealias Scene = JudgeScene

    // Two sets of figures: the rates by level and what two drinks cost at the threshold.
    @Test(arguments: [
        (percents: (500, 1_000), price: Int64(460), first: Int64(437), second: Int64(414)),
        (percents: (300, 2_500), price: Int64(999), first: Int64(969), second: Int64(749)),
    ])
    func `M01 a level of the event before decides the price`(
        percents: (Int, Int), price: Int64, first: Int64, second: Int64
    ) throws {
        let drinks = EventFilter(kinds: [.purchase], scope: .only("drinks"))
        let ladder = Ladder(
            name: "tier", measure: .quantity(drinks, days: nil),
            levels: [
                .init(name: "green", from: 0), .init(name: "silver", from: 10),
                .init(name: "gold", from: 25),
            ])
        let rule = { (id: String, level: String, points: Int) in
            Rule(
                id: id, on: [.purchase], condition: .on(ladder: "tier", level: level),
                effects: [.benefit(Benefit(kind: .percent(points), scope: .only("drinks")))])
        }
        var scene = Scene(
            try Scene.programme(
                [
                    Scene.campaign(
                        "card", rule("silver", "silver", percents.0),
                        rule("gold", "gold", percents.1))
                ], ladders: [ladder]))
        let start = try scene.tell(.purchase, of: 7, at: "2026-01-01T10:00:00") {
            $0.basket = try? Scene.basket(Scene.line(300, "drinks", quantity: 24))
        }
        #expect(start.basket?.paid == [7_200])
        #expect(start.receipt == ["1 more to gold"])
        let drink = try Scene.basket(Scene.line(price, "drinks"))
        let one = try scene.tell(.purchase, of: 7, at: "2026-01-02T10:00:00") { $0.basket = drink }
        let two = try scene.tell(.purchase, of: 7, at: "2026-01-03T10:00:00") { $0.basket = drink }
        #expect(one.basket?.paid == [first])
        #expect(two.basket?.paid == [second])
        #expect(one.basket?.tenders == [.other(first)])
    }

    @Test
    func `M04 the delivery of drinks is free for platinum and for nobody else`() throws {
        let ladder = Ladder(
            name: "tier", measure: nil,
            levels: [.init(name: "gold", from: 0), .init(name: "platinum", from: 0)])
        let place = Rule(
            id: "title", on: [.title], effects: [.place(ladder: "tier", level: "platinum")])
        let free = Rule(
            id: "free", on: [.purchase],
            condition: .all([
                .atLeast(ladder: "tier", level: "platinum"),
                .compare(.basketQuantity(.only("drinks")), .above, 0),
            ]), effects: [.benefit(Benefit(kind: .waiver, scope: .fees))])
        var scene = Scene(
            try Scene.programme([Scene.campaign("delivery", place, free)], ladders: [ladder]))
        try scene.tell(.title, of: 1, at: "2026-01-01T10:00:00") { $0.title = "5-star" }
        let fee = Scene.line(15_000, "delivery", isFee: true)
        let drinks = try Scene.basket(Scene.line(120_000, "drinks"), fee)
        let food = try Scene.basket(Scene.line(120_000, "food"), fee)
        let due = try [(1, drinks), (2, drinks), (1, food)].map { member, basket in
            try scene.tell(.purchase, of: member, at: "2026-01-02T10:00:00") {
                $0.basket = basket
            }.basket?.due
        }
        #expect(due == [120_000, 135_000, 135_000])
    }

    @Test
    func `M09 what was spent in a year decides the percentage of the next purchase`() throws {
        let year = Metric.spend(EventFilter(kinds: [.purchase]), days: 365)
        let step = { (id: String, from: Int64, below: Int64, points: Int) in
            Rule(
                id: id, on: [.purchase],
                condition: .all([.compare(year, .atLeast, from), .compare(year, .below, below)]),
                effects: [.benefit(Benefit(kind: .percent(points)))])
        }
        var scene = Scene(
            try Scene.programme([
                Scene.campaign(
                    "spend", step("three", 50_000, 100_000, 300),
                    step("five", 100_000, .max, 500))
            ]))
        let due = try [(49_500, "2026-01-01"), (2_000, "2026-02-01"), (10_000, "2026-02-02")].map {
            (price, day) in
            try scene.tell(.purchase, of: 7, at: "\(day)T10:00:00") {
                $0.basket = try? Scene.basket(Scene.line(price))
            }.basket?.due
        }
        #expect(due == [49_500, 2_000, 9_700])
        // 365 days later the first purchase no longer counts; the others are below the step.
        let late = try scene.tell(.purchase, of: 7, at: "2027-01-01T10:00:00") {
            $0.basket = try? Scene.basket(Scene.line(10_000))
        }
        #expect(late.basket?.due == 10_000)
    }

    @Test
    func `M18 a discount without a code comes and goes with the basket`() throws {
        let rule = Rule(
            id: "off", on: [.purchase],
            condition: .compare(.basketTotal(.goods), .atLeast, 6_000),
            effects: [.benefit(Benefit(kind: .amount(500)))])
        var scene = Scene(try Scene.programme([Scene.campaign("sixty", rule)]))
        let due = try [6_000, 5_800].map { price in
            try scene.tell(.purchase, at: "2026-01-01T10:00:00") {
                $0.basket = try? Scene.basket(Scene.line(price))
            }.basket?.due
        }
        #expect(due == [5_500, 5_800])
    }

    @Test
    func `M20 a free espresso costs nothing and never less`() throws {
        let rule = Rule(
            id: "espresso", on: [.purchase], condition: .presents,
            effects: [.benefit(Benefit(kind: .item(buy: 0, free: 1, groups: 1), phase: 1))],
            isAsked: true)
        var scene = Scene(try Scene.programme([Scene.campaign("free", number: 9, rule)]))
        let right = try Scene.voucher(3, .right, campaign: 9, currency: nil)
        let decision = try scene.tell(.purchase, at: "2026-01-01T10:00:00", shown: [right]) {
            $0.basket = try? Scene.basket(Scene.line(220, "drinks"))
        }
        #expect(decision.basket?.paid == [0])
        #expect(decision.basket?.tenders == [])
        #expect(
            decision.grants == [Grant(rule: "free/espresso", act: .redeem(right.position, .use))])
        let empty = try scene.tell(.purchase, at: "2026-01-01T10:00:00", shown: [right]) {
            $0.basket = try? Scene.basket(Scene.line(0, "drinks"))
        }
        #expect(empty.codes == ["nothing_to_discount"])
        #expect(empty.grants == [])
    }

    @Test
    func `M23 a segment gets its price on its days, and the decision names the version`() throws {
        var window = Window()
        window.weekdays = [1, 2, 3, 4]
        let rule = Rule(
            id: "price", on: [.purchase], condition: .segment("students"),
            effects: [.benefit(Benefit(kind: .percent(1_500)))])
        var scene = Scene(
            try Scene.programme(
                [Scene.campaign("study", window: window, rule)],
                segments: [Segment(name: "students", condition: .word(.has, among: ["student"]))]))
        try scene.tell(.title, of: 1, at: "2026-11-01T10:00:00") { $0.title = "student" }
        // 19 November 2026 is a Thursday.
        let decisions = try [(1, 19), (2, 19), (1, 20)].map { member, day in
            try scene.tell(.purchase, of: member, at: "2026-11-\(day)T10:00:00") {
                $0.basket = try? Scene.basket(Scene.line(2_000))
            }
        }
        #expect(decisions.map(\.basket?.due) == [1_700, 2_000, 2_000])
        #expect(
            decisions[0].verdicts[0].reasons == [
                Refusal(
                    code: "holds", needed: "segment students", actual: "in it, harbour version 3")
            ])
        #expect(decisions[1].verdicts[0].reasons.map(\.code) == ["segment"])
        #expect(decisions[2].verdicts[0].reasons.map(\.code) == ["wrong_weekday"])
    }
}
