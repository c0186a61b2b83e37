import TesseraLoyalty
import TesseraModel

/// The rules of a campaign.
extension ProgrammeReader {
    /// The rules of a campaign, in the order of the file.
    func rules(
        _ node: ProgrammeNode?, last: Day?, shared: [LimitRule]
    ) -> [Rule] {
        var rules: [Rule] = []
        for item in items(node, of: "rules") {
            guard let rule = rule(item, last: last, shared: shared) else { continue }
            if rules.contains(where: { $0.id == rule.id }) {
                report(.doubledName(.rule, rule.id), at: item.line)
            }
            rules.append(rule)
        }
        return rules
    }

    private func rule(_ node: ProgrammeNode, last: Day?, shared: [LimitRule]) -> Rule? {
        let known = ["id", "on", "when", "if", "limits", "then", "else", "asked", "offer"]
        guard let section = section(node, known) else { return nil }
        let id = name(required("id", in: section))
        let trigger = trigger(section["when"])
        let on = kinds(section, trigger)
        let condition = condition(section["if"])
        let limits = limits(section["limits"])
        let effects = self.effects(section["then"], last: last)
        let otherwise = self.effects(section["else"], last: last)
        if section.present(["then", "else"]).isEmpty, section.misspelt.isEmpty {
            report(.contradiction(.ruleWithoutEffect(id ?? "this rule")), at: section.line)
        }
        if let node = section["else"], limits.isEmpty, shared.isEmpty {
            report(.contradiction(.elseWithoutLimit), at: node.line)
        }
        let isForMembers =
            condition.impliesMember
            || (limits + shared).contains { $0.keys.contains(.member) }
        for effect in effects + otherwise {
            check(effect, on: on, isForMembers: isForMembers)
        }
        guard let id else { return nil }
        return Rule(
            id: id, on: Set(on), trigger: trigger, condition: condition, limits: limits,
            effects: effects.map(\.effect), otherwise: otherwise.map(\.effect),
            isAsked: yesOrNo(section["asked"]), isOffer: yesOrNo(section["offer"]))
    }

    /// On which events a rule is looked at: those it names, and the one that its trigger makes.
    private func kinds(_ section: ProgrammeSection, _ trigger: Trigger?) -> [EventKind] {
        let events = events(section["on"])
        guard section["when"] != nil else {
            if section["on"] == nil { report(.missingKey("on"), at: section.line) }
            for event in events where event == .date || event == .inactivity {
                report(
                    .contradiction(.eventWithoutTrigger(event)),
                    at: section["on"]?.line ?? section.line)
            }
            return events
        }
        guard let trigger else { return [] }
        for event in events where event != trigger.kind {
            report(
                .contradiction(.otherEvent(event, wanted: trigger.kind)),
                at: section["on"]?.line ?? section.line)
        }
        return [trigger.kind]
    }

    /// Checks that an event of each kind has what an effect needs.
    private func check(
        _ effect: ProgrammeEffect, on kinds: [EventKind], isForMembers: Bool
    ) {
        for need in effect.needs {
            for kind in kinds where !need.kinds.contains(kind) {
                report(.contradiction(.doesNotFit(need.what, kind)), at: effect.line)
            }
        }
        guard case .issue(let terms, to: .member) = effect.effect, terms.isBound, !isForMembers,
            let kind = kinds.first(where: { !$0.alwaysHasMember })
        else { return }
        report(.contradiction(.boundWithoutMember(kind)), at: effect.line)
    }
}

extension ProgrammeEffect {
    /// What it needs of an event, in words, and which events have it.
    fileprivate var needs: [(what: String, kinds: Set<EventKind>)] {
        var needs: [(what: String, kinds: Set<EventKind>)] = []
        if needsBasket { needs.append(("a figure of the basket", [.purchase, .returned])) }
        switch effect {
        case .benefit(let benefit):
            // What is multiplied is earned with or without a basket.
            if case .multiplier = benefit.kind { break }
            needs.append((word, [.purchase]))
        case .credit(_, _, to: .referrer): needs.append(ProgrammeEffect.ofReferrer)
        case .issue(let terms, let recipient):
            if recipient == .referrer { needs.append(ProgrammeEffect.ofReferrer) }
            if terms.promise == .giftOfAmount {
                needs.append(("gift: amount", [.tradeIn, .goodwill, .visit]))
            }
            if terms.perPiece != nil { needs.append(("per_piece", [.purchase])) }
        case .accept: needs.append((word, [.returned]))
        default: break
        }
        return needs
    }

    /// The events that can name who brought the member.
    private static let ofReferrer: (what: String, kinds: Set<EventKind>) = (
        "to: referrer",
        [
            .purchase, .returned, .visit, .enrolment, .referral, .tradeIn, .title, .goodwill,
            .date, .inactivity,
        ]
    )
}

extension EventKind {
    /// Whether there is a member in every event of the kind.
    fileprivate var alwaysHasMember: Bool {
        switch self {
        case .enrolment, .referral, .review, .title, .merge, .date, .inactivity: true
        case .purchase, .returned, .visit, .feedback, .complaint, .tradeIn, .goodwill, .casework:
            false
        }
    }
}

extension Trigger {
    /// The kind of event that it makes arise.
    fileprivate var kind: EventKind {
        switch self {
        case .birthday, .anniversary, .after, .expiry: .date
        case .lateness: .inactivity
        }
    }
}
