import TesseraModel

/// A rule with the campaign that it belongs to.
struct RuleInCampaign {
    let campaign: Campaign
    let rule: Rule

    /// The whole name, `summer/code`.
    var path: String { "\(campaign.id)/\(rule.id)" }

    /// Whether the customer asks for it with this event.
    func isAsked(in situation: Situation) -> Bool {
        guard rule.isAsked else { return false }
        let codes = rule.condition.codes
        if !codes.isEmpty {
            return situation.event.facts.codes.contains(where: codes.contains)
        }
        if rule.condition.presents { return campaign.isShown(in: situation) }
        // It is about another channel, title or thing than the event is.
        return rule.condition.conjuncts.allSatisfy { part in
            guard case .word(let fact, let among) = part, fact != .code, fact != .has else {
                return true
            }
            return situation.words(of: fact).contains(where: among.contains)
        }
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
