import TesseraModel

/// A rule with the campaign that it belongs to.
struct RuleInCampaign {
    let campaign: Campaign
    let rule: Rule

    /// The whole name, `summer/code`.
    var path: String { "\(campaign.id)/\(rule.id)" }

    /// The rules that an event makes anybody look at, in the one order in which they are judged:
    /// by the campaign's priority and name, then as they are written down.
    ///
    /// A rule that wants a word which was not said, or a voucher which was not shown, is not
    /// looked at, so that what nobody asked for fills no explanation.
    static func all(for situation: Situation, in programme: Programme) -> [RuleInCampaign] {
        let reached = programme.campaigns.filter { campaign in
            campaign.rules.contains { $0.isReached(by: situation, in: campaign) }
        }
        return reached.sorted { ($0.priority, $0.id) < ($1.priority, $1.id) }.flatMap { campaign in
            campaign.rules.filter { $0.isReached(by: situation, in: campaign) }.map {
                RuleInCampaign(campaign: campaign, rule: $0)
            }
        }
    }

    /// Whether the customer asks for it with this event.
    func isAsked(in situation: Situation) -> Bool {
        guard rule.isAsked else { return false }
        let codes = rule.condition.codes
        if !codes.isEmpty {
            return situation.event.facts.codes.contains(where: codes.contains)
        }
        return rule.condition.presents ? campaign.isShown(in: situation) : true
    }

    /// Whether it makes the basket cheaper or the earning better, so that it comes first.
    var isBenefit: Bool { rule.effects.contains(where: \.isBenefit) }
}

extension Campaign {
    /// Whether one of its vouchers was shown.
    func isShown(in situation: Situation) -> Bool {
        situation.presented.contains { $0.campaign == number }
    }
}

extension Effect {
    var isBenefit: Bool {
        if case .benefit = self { true } else { false }
    }

    /// What it makes cheaper; `nil` for other effects and for a multiplier.
    var discount: Benefit? {
        guard case .benefit(let benefit) = self else { return nil }
        if case .multiplier = benefit.kind { return nil }
        return benefit
    }
}

extension Rule {
    fileprivate func isReached(by situation: Situation, in campaign: Campaign) -> Bool {
        let event = situation.event
        guard on.contains(event.kind) else { return false }
        if trigger != nil, event.facts.occasion != "\(campaign.id)/\(id)" { return false }
        return condition.conjuncts.allSatisfy { part in
            switch part {
            case .word(.code, let among): event.facts.codes.contains(where: among.contains)
            // A refund of something else is none of this rule's business.
            case .word(.category, let among) where effects.contains(.accept):
                event.facts.basket?.lines.contains { among.contains($0.category) } ?? false
            case .presents: campaign.isShown(in: situation)
            default: true
            }
        }
    }
}

extension Condition {
    /// The conditions of which all must hold.
    var conjuncts: [Condition] {
        if case .all(let parts) = self { parts.flatMap(\.conjuncts) } else { [self] }
    }

    /// The words that it names anywhere.
    var codes: Set<String> {
        switch self {
        case .word(.code, let among): Set(among)
        case .all(let parts), .any(let parts):
            parts.reduce(into: []) { $0.formUnion($1.codes) }
        default: []
        }
    }

    /// Whether it asks anywhere for a voucher of the campaign.
    var presents: Bool {
        switch self {
        case .presents: true
        case .all(let parts), .any(let parts): parts.contains(where: \.presents)
        default: false
        }
    }
}
