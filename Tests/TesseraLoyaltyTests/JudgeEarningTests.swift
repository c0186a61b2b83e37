import TesseraLoyalty
import TesseraModel
import Testing

struct JudgeEarningTests {
    private typealias Scene = JudgeScene

    private func points(
        _ amount: Amount, pendingDays: Int = 0, lifetime: Lifetime = .endless,
        others: [Campaign] = []
    ) throws -> Scene {
        let rule = Rule(
            id: "points", on: [.purchase],
            effects: [.credit(asset: "points", amount, to: .member)])
        let asset = AssetRule(
            name: "points", scale: 0, allowsDebt: true, pendingDays: pendingDays,
            lifetime: lifetime)
        return Scene(
            try Scene.programme(
                [Scene.campaign("earn", number: 8, rule)] + others, assets: [asset]))
    }

    private let eachEuro = Amount(units: 1, per: 100, of: .basketPaid(.goods))

    @Test
    func `M07 points are pending for fourteen days and expire at the end of next year`() throws {
        var scene = try points(eachEuro, pendingDays: 14, lifetime: .endOfYear(1))
        let decision = try scene.tell(.purchase, of: 1, at: "2026-03-01T23:59:59") {
            $0.basket = try? Scene.basket(Scene.line(5_790))
        }
        let member = try #require(MemberNumber(1))
        #expect(
            decision.grants == [
                Grant(
                    rule: "earn/points",
                    act: .credit(
                        member, asset: "points", units: 57, first: Day(text: "2026-03-15"),
                        last: Day(text: "2027-12-31")))
            ])
        #expect(decision.receipt == ["+57 points, good from 15 March 2026"])
        #expect(try scene.balance("points", of: 1, on: "2026-03-14") == 0)
        #expect(try scene.balance("points", of: 1, on: "2026-03-15") == 57)
    }

    @Test
    func `M08 the ninth stamp brings the reward, and a tap on the same receipt no stamp`() throws {
        let stamp = Rule(
            id: "stamp", on: [.purchase],
            limits: [LimitRule(keys: [.receipt], period: .ever, most: .times(1))],
            effects: [.credit(asset: "stamps", Amount(units: 1), to: .member)])
        let terms = IssueTerms(
            promise: .right(uses: 1), lifetime: .days(90), isBound: false, label: "Free coffee")
        let reward = Rule(
            id: "reward", on: [.purchase],
            condition: .compare(.balance(asset: "stamps"), .atLeast, 9),
            effects: [.debit(asset: "stamps", Amount(units: 9)), .issue(terms, to: .member)])
        var scene = Scene(
            try Scene.programme(
                [Scene.campaign("coffee", stamp, reward)], assets: [Scene.asset("stamps")]))
        var decisions: [Decision] = []
        for visit in 1...9 {
            decisions.append(
                try scene.tell(
                    .purchase, of: 1, at: "2026-03-0\(visit)T10:00:00", shop: "shop-\(visit % 3)"
                ) {
                    $0.basket = try? Scene.basket(Scene.line(300))
                    $0.receipt = "\(visit / 3)"
                })
        }
        #expect(decisions[5].receipt == ["+1 stamps", "3 more stamps to The coffee"])
        #expect(
            decisions[8].receipt == [
                "+1 stamps", "−9 stamps", "Free coffee", "9 more stamps to The coffee",
            ])
        let member = try #require(MemberNumber(1))
        #expect(
            decisions[8].grants.map(\.act) == [
                .credit(member, asset: "stamps", units: 1, first: nil, last: nil),
                .debit(member, asset: "stamps", units: 9),
                .issue(terms, campaign: 1, to: member, serial: nil),
            ])
        #expect(scene.total("stamps", of: 1) == 0)
        let tap = try scene.tell(
            .purchase, of: 1, at: "2026-03-09T10:00:01", shop: "shop-0"
        ) {
            $0.basket = try? Scene.basket(Scene.line(300))
            $0.receipt = "3"
        }
        #expect(tap.grants == [])
        #expect(tap.verdict("coffee/stamp")?.reasons.map(\.code) == ["limit_receipt"])
    }

    @Test(arguments: [(Rounding.down, Int64(12)), (.halfUp, 13), (.up, 13)])
    func `F34 twelve and a half points are rounded as the rule says and never lost`(
        rounding: Rounding, units: Int64
    ) throws {
        var scene = try points(
            Amount(units: 1, per: 200, of: .basketPaid(.goods), rounding: rounding))
        try scene.tell(.purchase, of: 1, at: "2026-03-01T10:00:00") {
            $0.basket = try? Scene.basket(Scene.line(2_500))
        }
        #expect(scene.total("points", of: 1) == units)
    }

    @Test
    func `points are earned on what is paid after discounts`() throws {
        let off = Rule(
            id: "off", on: [.purchase], effects: [.benefit(Benefit(kind: .amount(500)))])
        var scene = try points(
            eachEuro, others: [Scene.campaign("late", number: 2, priority: 99, off)])
        try scene.tell(.purchase, of: 1, at: "2026-03-01T10:00:00") {
            $0.basket = try? Scene.basket(Scene.line(2_500))
        }
        #expect(scene.total("points", of: 1) == 20)
    }

    @Test
    func `the largest multiplier counts, each on what is earned by the lines in its scope`() throws
    {
        let times = { (id: String, hundredths: Int, scope: Scope) in
            Rule(
                id: id, on: [.purchase],
                effects: [.benefit(Benefit(kind: .multiplier(hundredths), scope: scope))])
        }
        let double = Scene.campaign(
            "more", number: 2, priority: 5, times("all", 200, .goods),
            times("tea", 250, .only("tea")))
        var scene = try points(eachEuro, others: [double])
        try scene.tell(.purchase, of: 1, at: "2026-03-01T10:00:00") {
            $0.basket = try? Scene.basket(Scene.line(5_790))
        }
        // Twice fifty-seven: the part of a point that is not full is not multiplied.
        #expect(scene.total("points", of: 1) == 114)
        try scene.tell(.purchase, of: 2, at: "2026-03-01T10:00:00") {
            $0.basket = try? Scene.basket(Scene.line(1_000), Scene.line(9_000, "tea"))
        }
        // 100 and the larger of 100 for all and 90 × 1.5 for tea.
        #expect(scene.total("points", of: 2) == 235)
    }

    @Test
    func `M24 tickets are numbered one after the other, twenty for each member at most`() throws {
        let day = try #require(Day(text: "2026-03-31"))
        let rule = Rule(
            id: "ticket", on: [.purchase],
            limits: [LimitRule(keys: [.member], period: .ever, most: .units(20))],
            effects: [.enter(draw: "raffle", Amount(units: 1, per: 1_000, of: .basketPaid(.goods)))]
        )
        let prize = IssueTerms(
            promise: .gift(5_000), lifetime: .days(90), isBound: true, label: "Prize")
        var scene = Scene(
            try Scene.programme(
                [Scene.campaign("spring", rule)],
                draws: [
                    DrawTerms(
                        name: "raffle", winners: 3, prize: prize, lastDay: day, campaign: "spring")
                ]))
        let decisions = try [(1, 5_900, 1), (2, 25_700, 1), (1, 25_700, 2), (3, 9_000, 2)].map {
            (member, price, day) in
            try scene.tell(.purchase, of: member, at: "2026-03-0\(day)T10:00:00") {
                $0.basket = try? Scene.basket(Scene.line(price))
            }
        }
        let runs = decisions.flatMap(\.grants).compactMap { grant -> [Int64]? in
            guard case .enter(_, _, let first, let count) = grant.act else { return nil }
            return [first, count]
        }
        #expect(runs == [[1, 5], [6, 20], [26, 15], [41, 9]])
        let late = try scene.tell(.purchase, of: 3, at: "2026-04-01T10:00:00") {
            $0.basket = try? Scene.basket(Scene.line(9_000))
        }
        #expect(late.verdicts[0].reasons.map(\.code) == ["draw_closed"])
    }

    @Test
    func `M11 an anonymous card is claimed once`() throws {
        var scene = try points(eachEuro)
        let claim = try scene.tell(.merge, of: 1, at: "2026-03-01T10:00:00") {
            $0.merged = MemberNumber(9)
        }
        let member = try #require(MemberNumber(1))
        let card = try #require(MemberNumber(9))
        #expect(claim.grants == [Grant(rule: "merge", act: .merge(card, into: member))])
        let again = try scene.tell(.merge, of: 2, at: "2026-03-02T10:00:00") { $0.merged = card }
        #expect(again.codes == ["already_claimed"])
    }

    @Test
    func `M05 a title brings one voucher however often it is reported`() throws {
        let terms = IssueTerms(
            promise: .right(uses: 10), lifetime: .endless, isBound: true, label: "10 rides")
        let rule = Rule(
            id: "rides", on: [.title], condition: .word(.title, among: ["5-star"]),
            limits: [LimitRule(keys: [.member, .title], period: .ever, most: .times(1))],
            effects: [.issue(terms, to: .member)])
        var scene = Scene(try Scene.programme([Scene.campaign("star", number: 4, rule)]))
        let decisions = try ["5-star", "5-star", "4-star"].map { title in
            try scene.tell(.title, of: 1, at: "2026-03-01T10:00:00") { $0.title = title }
        }
        #expect(decisions.map(\.grants.count) == [1, 0, 0])
        #expect(
            decisions[0].tallies.map(\.key) == ["star/rides|member=mem_1|title=5-star"])
        #expect(
            decisions[2].verdicts[0].reasons == [
                Refusal(code: "not_eligible", needed: "title among 5-star", actual: "4-star")
            ])
    }

    @Test
    func `M14 a placed level is seen by the next rule of the same event`() throws {
        let ladder = Ladder(
            name: "state", measure: nil,
            levels: ["dissatisfied", "satisfied", "loyal"].map { .init(name: $0, from: 0) })
        let low = Rule(
            id: "low", on: [.feedback], condition: .compare(.score, .atMost, 6),
            effects: [.place(ladder: "state", level: "dissatisfied")])
        let high = Rule(
            id: "high", on: [.feedback], condition: .compare(.score, .atLeast, 9),
            effects: [.place(ladder: "state", level: "satisfied")])
        let gift = Rule(
            id: "gift", on: [.feedback], condition: .on(ladder: "state", level: "satisfied"),
            effects: [.credit(asset: "points", Amount(units: 3), to: .member)])
        let loyal = Rule(
            id: "loyal", on: [.purchase],
            condition: .all([
                .on(ladder: "state", level: "satisfied"),
                .compare(.count(EventFilter(kinds: [.purchase]), days: 90), .atLeast, 2),
            ]), effects: [.place(ladder: "state", level: "loyal")])
        var scene = Scene(
            try Scene.programme(
                [Scene.campaign("life", low, high, gift, loyal)], ladders: [ladder]))
        var levels: [String] = []
        let story: [(EventKind, Int?)] = [
            (.feedback, 3), (.feedback, 9), (.purchase, nil), (.purchase, nil), (.purchase, nil),
        ]
        for (index, (kind, score)) in story.enumerated() {
            let time = "2026-03-0\(index + 1)T10:00:00"
            try scene.tell(kind, of: 1, at: time) {
                $0.score = score
                if kind == .purchase { $0.basket = try? Scene.basket(Scene.line(100)) }
            }
            let now = try #require(Timestamp(rfc3339: "\(time)Z"))
            levels.append(
                Judge.level(of: try scene.view(1), on: ladder, at: now, zone: scene.zone))
        }
        #expect(levels == ["dissatisfied", "satisfied", "satisfied", "satisfied", "loyal"])
        #expect(scene.total("points", of: 1) == 3)
    }
}
