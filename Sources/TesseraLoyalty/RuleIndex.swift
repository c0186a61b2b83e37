import TesseraModel

/// A programme whose rules are filed under what makes anybody look at them, so that an event reads
/// the few that concern it. It decides exactly as the programme does.
///
/// - Source: F35.
package struct RuleIndex: Sendable {
    /// The programme.
    package let programme: Programme
    /// The words that rules on events of a kind know.
    let codes: [EventKind: Set<String>]
    /// The whole names of the rules that are offers.
    let offers: Set<String>
    private let filed: [EventKind: [RuleSelector: [Place]]]
    private let others: [EventKind: [Place]]
    private let campaigns: [CampaignNumber: Int]

    // Where a rule stands in the programme.
    private struct Place: Hashable {
        let campaign: Int
        let rule: Int
    }

    /// Files the rules of a programme.
    ///
    /// - Complexity: Linear in the programme; made once for each version.
    package init(_ programme: Programme) {
        var codes: [EventKind: Set<String>] = [:]
        var offers: Set<String> = []
        var filed: [EventKind: [RuleSelector: [Place]]] = [:]
        var others: [EventKind: [Place]] = [:]
        var campaigns: [CampaignNumber: Int] = [:]
        for (index, campaign) in programme.campaigns.enumerated() {
            if campaigns[campaign.number] == nil { campaigns[campaign.number] = index }
            for (number, rule) in campaign.rules.enumerated() {
                let place = Place(campaign: index, rule: number)
                if rule.isOffer { offers.insert("\(campaign.id)/\(rule.id)") }
                let selectors = rule.selectors(in: campaign).first
                let words = rule.condition.codes
                for kind in rule.on {
                    codes[kind, default: []].formUnion(words)
                    guard let selectors else {
                        others[kind, default: []].append(place)
                        continue
                    }
                    for selector in Set(selectors) {
                        filed[kind, default: [:]][selector, default: []].append(place)
                    }
                }
            }
        }
        self.programme = programme
        self.codes = codes
        self.offers = offers
        self.filed = filed
        self.others = others
        self.campaigns = campaigns
    }

    /// The campaign with a number.
    func campaign(_ number: CampaignNumber?) -> Campaign? {
        number.flatMap { campaigns[$0] }.map { programme.campaigns[$0] }
    }

    /// The rules that an event makes anybody look at, in the one order in which they are judged:
    /// by the campaign's priority and name, then as they are written down.
    func rules(for situation: Situation) -> [RuleInCampaign] {
        let kind = situation.event.kind
        let selectors = situation.selectors
        var places = Set(others[kind] ?? [])
        if let filed = filed[kind] {
            for selector in selectors { places.formUnion(filed[selector] ?? []) }
        }
        let reached = places.filter { place in
            let campaign = programme.campaigns[place.campaign]
            return campaign.rules[place.rule].selectors(in: campaign).allSatisfy {
                $0.contains(where: selectors.contains)
            }
        }
        let ordered = reached.sorted { left, right in
            let (mine, other) = (
                programme.campaigns[left.campaign], programme.campaigns[right.campaign]
            )
            return (mine.priority, mine.id, left.rule) < (other.priority, other.id, right.rule)
        }
        return ordered.map { place in
            let campaign = programme.campaigns[place.campaign]
            return RuleInCampaign(campaign: campaign, rule: campaign.rules[place.rule])
        }
    }
}
