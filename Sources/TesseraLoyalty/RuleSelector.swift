import TesseraModel

/// Something that an event has or has not, and without which a rule is not looked at.
///
/// What nobody asked for fills no explanation, and tens of thousands of campaigns are not read for
/// a basket that has nothing to do with them: F35.
enum RuleSelector: Hashable {
    /// The rule's day has come.
    case occasion(String)
    /// A word was said.
    case code(String)
    /// A voucher of a campaign was shown.
    case shown(CampaignNumber)
    /// A line of a category is in the basket.
    case category(String)
    /// A line of an item is in the basket.
    case item(String)
}

extension Situation {
    /// All that the event has.
    var selectors: Set<RuleSelector> {
        let facts = event.facts
        var selectors = Set(facts.codes.map { RuleSelector.code($0) })
        if let occasion = facts.occasion { selectors.insert(.occasion(occasion)) }
        for voucher in presented {
            if let campaign = voucher.campaign { selectors.insert(.shown(campaign)) }
        }
        for line in facts.basket?.lines ?? [] {
            selectors.insert(.category(line.category))
            selectors.insert(.item(line.item))
        }
        return selectors
    }
}

extension Rule {
    /// What an event must have for the rule to be looked at: one of each list.
    ///
    /// A rule that the customer asks for is looked at whatever is in the basket, because the
    /// answer must say what is missing; a refund is asked for only for what comes back.
    func selectors(in campaign: Campaign) -> [[RuleSelector]] {
        var lists: [[RuleSelector]] = []
        if trigger != nil { lists.append([.occasion("\(campaign.id)/\(id)")]) }
        let isAskedFor = isAsked || condition.presents
        let readsBasket = !isAskedFor || effects.contains(.accept)
        for part in condition.conjuncts {
            switch part {
            case .word(.code, let among): lists.append(among.map { .code($0) })
            case .presents: lists.append([.shown(campaign.number)])
            case .word(.category, let among) where readsBasket:
                lists.append(among.map { .category($0) })
            case .compare(let metric, let comparison, let number) where readsBasket:
                guard let scope = metric.basketScope, !comparison.holds(0, number),
                    comparison == .atLeast || comparison == .above
                else { continue }
                lists += scope.selectors
            default: continue
            }
        }
        // A rule that only makes some lines cheaper needs one of them.
        let scopes = effects.compactMap { $0.discount?.scope }
        if readsBasket, scopes.count == 1, effects.count == 1, otherwise.isEmpty {
            lists += scopes[0].selectors
        }
        return lists
    }
}

extension Metric {
    fileprivate var basketScope: Scope? {
        switch self {
        case .basketTotal(let scope), .basketPaid(let scope), .basketQuantity(let scope): scope
        default: nil
        }
    }
}

extension Scope {
    fileprivate var selectors: [[RuleSelector]] {
        if !items.isEmpty { return [items.map { .item($0) }] }
        return categories.isEmpty ? [] : [categories.map { .category($0) }]
    }
}
