import TesseraLoyalty
import TesseraModel
import Testing

/// Programmes for tests of what combines.
protocol WorstBasketScene: PricingScene {}

extension WorstBasketScene {
    /// A campaign with one rule, `off`.
    func campaign(
        _ id: String, _ kind: Benefit.Kind, group: String? = nil, in scope: Scope = .goods,
        cap: Int64? = nil, window: Window = Window(), if condition: Condition = .always
    ) -> Campaign {
        let benefit = Benefit(kind: kind, scope: scope, cap: cap)
        return Campaign(
            id: id, number: 1, title: id, terms: id, window: window, priority: 0,
            group: group, holdOut: 0, tax: .discount, limits: [],
            rules: [
                Rule(id: "off", on: [.purchase], condition: condition, effects: [.benefit(benefit)])
            ])
    }

    /// A programme with three levels and a segment of those below gold.
    func programme(_ campaigns: [Campaign]) throws -> Programme {
        Programme(
            id: "harbour", version: 1, currency: try #require(Currency(code: "EUR")), assets: [],
            ladders: [
                Ladder(
                    name: "tier", measure: nil,
                    levels: ["none", "silver", "gold"].enumerated().map {
                        Ladder.Level(name: $0.element, from: Int64($0.offset))
                    })
            ],
            segments: [
                Segment(
                    name: "students",
                    condition: .not(.atLeast(ladder: "tier", level: "gold")))
            ],
            campaigns: campaigns, draws: [], policy: Policy())
    }
}
