import TesseraModel

/// A rule as people read it.
///
/// - Source: F27.
package struct SpokenRule: Hashable, Sendable {
    /// On which events, or what makes the event arise.
    package let occasion: String
    /// What must hold; `nil` if nothing must.
    package let condition: String?
    /// How often and how much.
    package let limits: [String]
    /// What follows.
    package let effects: [String]
    /// What follows instead where a limit stands in the way.
    package let otherwise: [String]
}

// Made from the very values that are checked and carried out: F27.
extension Programme {
    /// A rule as people read it.
    package func spoken(_ rule: Rule) -> SpokenRule {
        let kinds = EventKind.allCases.filter(rule.on.contains).map(\.spoken)
        return SpokenRule(
            occasion: rule.trigger.map(spoken) ?? "on \(kinds.joined(separator: " or "))",
            condition: rule.condition == .always ? nil : spoken(rule.condition),
            limits: rule.limits.map(spoken), effects: rule.effects.map(spoken),
            otherwise: rule.otherwise.map(spoken))
    }

    /// A limit as people read it.
    package func spoken(_ limit: LimitRule) -> String {
        limit.spoken(amounts, allowance: limit.most.number)
    }

    private func spoken(_ trigger: Trigger) -> String {
        switch trigger {
        case .birthday(let minute): "on the birthday at \(spokenTime(minute))"
        case .anniversary(let minute):
            "every year on the day of joining at \(spokenTime(minute))"
        case .after(let kind, let days, let minute):
            "\(days.counted("day")) after \(kind.spoken) at \(spokenTime(minute))"
        case .expiry(let asset, let days, let minute):
            "\(days.counted("day")) before \(asset) expire at \(spokenTime(minute))"
        case .lateness(let filter, let percent, let floorDays, let minute):
            "at \(percent) % of the usual time between \(spokenKinds(filter)), which counts as "
                + "\(floorDays.counted("day")) at least, at \(spokenTime(minute))"
        }
    }

    private func spokenKinds(_ filter: EventFilter) -> String {
        let kinds = EventKind.allCases.filter(filter.kinds.contains).map(\.spoken)
        return kinds.joined(separator: " or ") + spoken(filter.scope)
    }
}

/// A minute of the day as people read it, `09:00`.
func spokenTime(_ minute: Int) -> String {
    let (hour, rest) = minute.quotientAndRemainder(dividingBy: 60)
    return "\(hour < 10 ? "0" : "")\(hour):\(rest < 10 ? "0" : "")\(rest)"
}

/// Basis points as people read them, `12.5 %`.
package func spokenPercent(_ points: Int) -> String {
    let (whole, rest) = points.quotientAndRemainder(dividingBy: 100)
    guard rest != 0 else { return "\(whole) %" }
    let digits = rest % 10 == 0 ? "\(rest / 10)" : "\(rest < 10 ? "0" : "")\(rest)"
    return "\(whole).\(digits) %"
}

extension Window {
    /// When it holds, a sentence for each thing that bounds it; none if it always holds.
    package var sentences: [String] {
        var sentences: [String] = []
        if let first { sentences.append("from \(first.spoken)") }
        if let last { sentences.append("until \(last.spoken)") }
        if let yearly { sentences.append(yearly.spoken) }
        if !weekdays.isEmpty {
            let names = weekdays.sorted().map(Day.spokenWeekday)
            sentences.append("on \(names.joined(separator: ", "))")
        }
        if !hours.isEmpty { sentences.append(spokenHours) }
        sentences += blackouts.map(\.spoken)
        if let zone { sentences.append("by the clocks of \(zone.name)") }
        return sentences
    }
}
