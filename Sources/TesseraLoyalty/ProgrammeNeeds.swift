// What of a person a programme needs to be judged by; a shop that does not ask does not look.

extension Programme {
    /// Whether it tells persons apart by their addresses: a limit counts by person, or somebody is
    /// to be brought by another person.
    ///
    /// - Source: F26; M29, M37.
    package var asksForPerson: Bool {
        segments.contains { $0.condition.asksForPerson }
            || campaigns.contains { campaign in
                campaign.limits.contains { $0.keys.contains(.person) }
                    || campaign.rules.contains { rule in
                        rule.condition.asksForPerson
                            || rule.limits.contains { $0.keys.contains(.person) }
                    }
            }
    }

    /// Whether something becomes due on birthdays.
    ///
    /// - Source: M45.
    package var asksForBirthday: Bool {
        campaigns.contains { campaign in
            campaign.rules.contains { rule in
                if case .birthday? = rule.trigger { true } else { false }
            }
        }
    }
}

extension Condition {
    fileprivate var asksForPerson: Bool {
        switch self {
        case .isNotSelf: true
        case .all(let all), .any(let all): all.contains(where: \.asksForPerson)
        case .not(let condition): condition.asksForPerson
        default: false
        }
    }
}
