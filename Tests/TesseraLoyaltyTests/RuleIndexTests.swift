import TesseraLoyalty
import TesseraModel
import Testing

struct RuleIndexTests {
    private typealias Scene = JudgeScene

    // Whether a rule is looked at, found by reading the whole rule.
    private func isLookedAt(_ rule: Rule, _ campaign: Campaign, _ event: LoyaltyEvent) -> Bool {
        let lines = event.facts.basket?.lines ?? []
        guard rule.on.contains(event.kind) else { return false }
        switch rule.condition {
        case .word(.code, let among): return event.facts.codes.contains(where: among.contains)
        case .compare(.basketQuantity(let scope), .atLeast, _):
            return lines.contains { scope.categories.contains($0.category) }
        default: return true
        }
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `F35 among thousands of campaigns the same rules are looked at as by reading them all`(
        seed: UInt64
    ) throws {
        var random = RandomProgramme(seed: seed)
        let campaigns = (1...2_000).map { number in
            let condition: Condition = random.pick([
                .word(.code, among: ["CODE\(number)", "C\(number % 7)"]),
                .compare(
                    .basketQuantity(
                        .only(random.pick(["drinks", "food", "tea"]) + "\(number % 90)")),
                    .atLeast, 1),
                .compare(.basketTotal(.goods), .atLeast, 1_000_000),
            ])
            return Scene.campaign(
                "c\(number)", number: CampaignNumber(number), priority: random.pick([0, 1]),
                Rule(
                    id: "r", on: random.pick([[.purchase], [.visit], [.purchase, .visit]]),
                    condition: condition, effects: [.benefit(Benefit(kind: .percent(1)))]))
        }
        let scene = Scene(try Scene.programme(campaigns))
        let lines = random.lines() + [Scene.line(5, "tea7"), Scene.line(9, "food12")]
        let event = try scene.event(.purchase, 1, "2026-03-01T10:00:00") {
            $0.basket = Basket(currency: scene.programme.currency, lines: lines)
            $0.codes = ["CODE55", "C3"]
        }
        let expected =
            campaigns.filter { campaign in
                campaign.rules.contains { isLookedAt($0, campaign, event) }
            }.sorted { ($0.priority, $0.id) < ($1.priority, $1.id) }.map { "\($0.id)/r" }
        let decision = try scene.judged(event)
        #expect(decision.verdicts.map(\.rule) == expected)
        #expect(!expected.isEmpty)
    }

    @Test
    func `what the customer asked for is looked at whatever is in the basket`() throws {
        let rule = { (isAsked: Bool) in
            Rule(
                id: isAsked ? "asked" : "quiet", on: [.purchase],
                condition: .all([
                    .word(.code, among: ["TEA"]),
                    .compare(.basketQuantity(.only("tea")), .atLeast, 1),
                ]), effects: [.benefit(Benefit(kind: .percent(1_000)))], isAsked: isAsked)
        }
        var scene = Scene(try Scene.programme([Scene.campaign("tea", rule(true), rule(false))]))
        let decision = try scene.tell(.purchase, at: "2026-03-01T10:00:00") {
            $0.basket = try? Scene.basket(Scene.line(100))
            $0.codes = ["TEA"]
        }
        #expect(decision.verdicts.map(\.rule) == ["tea/asked"])
        #expect(
            decision.refusals == [
                Refusal(
                    code: "not_eligible", needed: "pieces in the basket of tea >= 1", actual: "0")
            ])
    }
}
