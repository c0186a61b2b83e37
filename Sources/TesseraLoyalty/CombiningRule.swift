import TesseraModel

/// A rule that makes baskets cheaper, with what decides whether it can hold together with another.
///
/// - Source: F22.
struct CombiningRule {
    /// Its place among all, in the order of the programme.
    let place: Int
    /// Its whole name, `summer/code`.
    let name: String
    /// What it gives on a purchase.
    let offers: [Offer]
    /// What must hold.
    let condition: Condition
    private let group: String?
    private let days: HeldDays
    private let bounds: ConditionBounds

    /// Returns the rules of a programme that make a purchase cheaper.
    ///
    /// - Parameters:
    ///   - programme: Whose rules.
    ///   - day: The first day that matters; `nil` for all.
    /// - Returns: In the order of the programme; without those that can never hold.
    static func rules(of programme: Programme, from day: Day?) -> [CombiningRule] {
        let horizon = HeldDays.horizon(of: programme.campaigns.map(\.window), from: day)
        var days: [Window: HeldDays] = [:]
        var rules: [CombiningRule] = []
        for campaign in programme.campaigns {
            for rule in campaign.rules where rule.on.contains(.purchase) {
                let name = "\(campaign.id)/\(rule.id)"
                let offers = rule.effects.compactMap { effect -> Offer? in
                    guard case .benefit(let benefit) = effect else { return nil }
                    return Offer(
                        source: name, priority: campaign.priority, group: campaign.group,
                        benefit: benefit, tax: campaign.tax)
                }
                let bounds = ConditionBounds(rule.condition, in: programme)
                guard !offers.isEmpty, !bounds.isImpossible else { continue }
                let held =
                    days[campaign.window] ?? HeldDays(campaign.window, in: horizon)
                days[campaign.window] = held
                guard held.meets(held) else { continue }
                rules.append(
                    CombiningRule(
                        place: rules.count, name: name, offers: offers,
                        condition: rule.condition, group: campaign.group, days: held,
                        bounds: bounds))
            }
        }
        return rules
    }

    /// Returns whether both can hold for one purchase; in doubt they can.
    func combines(with other: CombiningRule) -> Bool {
        (group == nil || group != other.group) && bounds.agrees(with: other.bounds)
            && days.meets(other.days)
    }

    /// Whether it is written to give something for nothing.
    var isMeantFree: Bool {
        offers.contains { offer in
            switch offer.benefit.kind {
            case .waiver, .percent(10_000), .fixedPrice(0), .item(buy: 0, _, _): true
            default: false
            }
        }
    }
}
