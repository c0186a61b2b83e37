import TesseraModel

extension Metric {
    /// Whether it is a figure of somebody with a card.
    var needsMember: Bool {
        switch self {
        case .basketTotal, .basketPaid, .basketQuantity, .amount, .score, .daysSinceAbout: false
        default: true
        }
    }
}

// The sentence that is shown is made from the very value that is checked: F27.
extension Programme {
    /// How amounts are written.
    package var amounts: AmountText { AmountText(for: currency) }

    /// The rule of an asset; one that the programme does not know is kept for ever and never owed.
    func asset(_ name: String) -> AssetRule {
        assets.first { $0.name == name }
            ?? AssetRule(
                name: name, scale: 0, allowsDebt: false, pendingDays: 0, lifetime: .endless)
    }

    /// A condition as people read it.
    package func spoken(_ condition: Condition) -> String {
        switch condition {
        case .always: "always"
        case .compare(let metric, let comparison, let number):
            "\(spoken(metric)) \(comparison.rawValue) \(spoken(number, of: metric))"
        case .word(let fact, let among):
            "\(fact.rawValue) among \(among.joined(separator: ", "))"
        case .atLeast(let ladder, let level): "\(ladder) at least \(level)"
        case .on(let ladder, let level): "\(ladder) \(level)"
        case .segment(let name): "segment \(name)"
        case .isMember: "a member's card"
        case .aboutOwn: "a purchase of one's own"
        case .isNotSelf: "another person who brings the member"
        case .presents: "a voucher of the campaign"
        case .approved: "a second person who agrees"
        case .chance(let points): "drawn below \(points) of 10000"
        case .all(let parts): parts.map { spoken($0) }.joined(separator: " and ")
        case .any(let parts): parts.map { spoken($0) }.joined(separator: " or ")
        case .not(let part): "not \(spoken(part))"
        }
    }

    /// A figure as people read it: amounts with their currency, units with their decimals.
    func spoken(_ figure: Int64, of metric: Metric) -> String {
        switch metric {
        case .basketTotal, .basketPaid, .amount, .spend: amounts.shown(figure)
        case .balance(let asset): spoken(units: figure, of: asset)
        case .lateness: "\(figure) %"
        default: "\(figure)"
        }
    }

    /// Units with their decimals, without the asset's name.
    func spoken(units: Int64, of name: String) -> String {
        let scale = asset(name).scale
        guard scale > 0 else { return "\(units)" }
        let digits = String(units.magnitude)
        let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
        return "\(units < 0 ? "-" : "")\(padded.dropLast(scale)).\(padded.suffix(scale))"
    }

    /// A figure's name as people read it.
    func spoken(_ metric: Metric) -> String {
        switch metric {
        case .basketTotal(let scope): "basket\(spoken(scope))"
        case .basketPaid(let scope): "basket after discounts\(spoken(scope))"
        case .basketQuantity(let scope): "pieces in the basket\(spoken(scope))"
        case .amount: "amount"
        case .score: "score"
        case .count(let filter, let days): spoken(filter) + spoken(days)
        case .quantity(let filter, let days):
            "pieces bought\(spoken(filter.scope))" + spoken(days)
        case .spend(let filter, let days): "spent\(spoken(filter.scope))" + spoken(days)
        case .daysSince(let filter): "days since the last of \(spoken(filter))"
        case .daysSinceAbout: "days since then"
        case .daysSinceJoining: "days since joining"
        case .lateness(let filter, _): "lateness of \(spoken(filter))"
        case .balance(let asset): asset
        }
    }

    /// Which events are meant.
    func spoken(_ filter: EventFilter) -> String {
        let kinds = filter.kinds.map(\.rawValue).sorted().joined(separator: " or ")
        return "count of \(kinds)\(spoken(filter.scope))"
    }

    private func spoken(_ days: Int?) -> String { days.map { " in \($0) days" } ?? "" }

    /// Which lines are meant, with a blank before it; nothing for all goods.
    func spoken(_ scope: Scope) -> String {
        let names = scope.categories + scope.items
        let chosen = names.isEmpty ? "" : " of \(names.joined(separator: ", "))"
        let besides =
            scope.besides.isEmpty ? "" : " besides \(scope.besides.joined(separator: ", "))"
        return scope.isFees ? " of fees\(chosen)\(besides)" : chosen + besides
    }
}

extension Hearing {
    /// A condition as people read it.
    func spoken(_ condition: Condition) -> String { programme.spoken(condition) }

    /// A figure as people read it: amounts with their currency, units with their decimals.
    func spoken(_ figure: Int64, of metric: Metric) -> String {
        programme.spoken(figure, of: metric)
    }

    /// Units with their decimals, without the asset's name.
    func spoken(units: Int64, of name: String) -> String {
        programme.spoken(units: units, of: name)
    }
}
