import TesseraLoyalty
import TesseraModel
import TesseraTestSupport

/// What one basket costs to decide among few and among very many campaigns.
struct BasketFigures {
    private let zone = IssuerZone.utc
    private let event: LoyaltyEvent

    /// A member's basket of twenty lines, each of another item, of ten categories, with a word.
    init() throws {
        var facts = EventFacts()
        facts.basket = Basket(
            currency: Sample.euro,
            lines: (0..<20).map { line in
                BasketLine(
                    item: "item-\(line * 997)", category: "category-\(line / 2 * 99)",
                    quantity: 1 + Int64(line % 3), price: 199 + Int64(line) * 37)
            })
        facts.codes = ["WORD-40"]
        event = LoyaltyEvent(
            operation: OperationID(high: 8, low: 1), kind: .purchase, member: MemberNumber(1),
            occurredAt: Sample.noon, facts: facts)
    }

    /// One basket of twenty lines, among fifty and among fifty thousand campaigns.
    func measure() throws -> [Figure] {
        let (few, _) = try measure(campaigns: 50)
        let (many, looked) = try measure(campaigns: 50_000)
        return [
            Figure("basket_50_campaigns_ms", of: few, unit: "ms", beside: "20 lines"),
            Figure(
                "basket_50000_campaigns_ms", of: many, unit: "ms", gate: .atMost(5),
                beside: "20 lines, \(looked) rules looked at, as when all are read"),
        ]
    }

    private func measure(campaigns: UInt32) throws -> (milliseconds: [Double], looked: Int) {
        let programme = programme((1...campaigns).map(campaign))
        let index = RuleIndex(programme)
        let decision = try decided(by: index)
        // The same answer as when every rule is read and only those that concern it are kept.
        let speaking = programme.campaigns.filter(concerns)
        let again = try decided(by: RuleIndex(self.programme(speaking)))
        guard again == decision, decision.refusals.isEmpty, decision.basket != nil else {
            throw ProgrammeFigures.WrongAnswer()
        }
        let times = campaigns > 1_000 ? 10 : 100
        let rounds = try (0..<15).map { _ in
            try ContinuousClock().measure {
                for _ in 0..<times { _ = try decided(by: index) }
            }.inMilliseconds / Double(times)
        }
        return (rounds, decision.verdicts.count)
    }

    /// Whether a campaign names a word that was said, or a line of the basket.
    private func concerns(_ campaign: Campaign) -> Bool {
        let lines = event.facts.basket?.lines ?? []
        return campaign.rules.contains { rule in
            if case .all(let parts) = rule.condition {
                return parts.contains { part in
                    guard case .word(_, let words) = part else { return false }
                    return event.facts.codes.contains(where: words.contains)
                }
            }
            return rule.effects.contains { effect in
                guard case .benefit(let benefit) = effect else { return false }
                let scope = benefit.scope
                return lines.contains {
                    scope.items.contains($0.item) || scope.categories.contains($0.category)
                }
            }
        }
    }

    private func decided(by index: RuleIndex) throws -> Decision {
        let member = event.member.map {
            MemberView(
                number: $0, joinedAt: Timestamp(seconds: 1_700_000_000), person: nil, history: [],
                lots: [:])
        }
        return try Judge.decision(
            on: Situation(
                event: event, zone: zone, member: member, referrer: nil, original: nil,
                presented: []),
            by: index, chance: { _ in 7 }, used: { _ in 0 })
    }

    private func programme(_ campaigns: [Campaign]) -> Programme {
        Programme(
            id: "many", version: 1, currency: Sample.euro, assets: [], ladders: [], segments: [],
            campaigns: campaigns, draws: [], policy: Policy())
    }

    /// Less for an item, for a category from two pieces on, or for whoever says a word, in turns.
    private func campaign(_ number: UInt32) -> Campaign {
        let scope: Scope
        let condition: Condition
        switch number % 4 {
        case 0:
            scope = .goods
            condition = .all([.isMember, .word(.code, among: ["WORD-\(number)"])])
        case 1:
            scope = Scope(
                categories: ["category-\(number % 1_000)"], items: [], besides: [], isFees: false)
            condition = .compare(.basketQuantity(scope), .atLeast, 2)
        default:
            scope = Scope(categories: [], items: ["item-\(number)"], besides: [], isFees: false)
            condition = .isMember
        }
        let name = String(number)
        let id = "c" + String(repeating: "0", count: 6 - name.count) + name
        return Campaign(
            id: id, number: CampaignNumber(number), title: id, terms: "", window: Window(),
            priority: Int(number % 3), group: nil, holdOut: 0, tax: .discount, limits: [],
            rules: [
                Rule(
                    id: "less", on: [.purchase], condition: condition,
                    effects: [.benefit(Benefit(kind: .percent(300), scope: scope))])
            ])
    }
}
