import TesseraModel

/// Whether a rule may be granted.
enum RuleTrial {
    /// The member is in the share that gets nothing.
    case heldOut(Refusal)
    /// Something does not hold; all of it.
    case failed([Refusal])
    /// All holds but a limit is reached.
    case limited([Refusal])
    /// It may; its limits, and why.
    case open([LimitStand], reasons: [Refusal])
}

extension Hearing {
    /// Looks at everything that a rule wants, in one order: window, condition, limits of the
    /// rule, limits of the campaign, caps, and what its effects need; then who is held out.
    ///
    /// - Source: F28.
    func trial(of found: RuleInCampaign) throws -> RuleTrial {
        var failures: [Refusal] = []
        let window = found.campaign.window
        if let problem = window.problem(at: event.occurredAt, zone: situation.zone),
            !isPromised(found, despite: problem)
        {
            failures.append(problem)
        }
        let findings = findings(of: found.rule.condition, for: found)
        failures += findings.filter { !$0.holds }.map(\.refusal)
        let (stands, missing) = try stands(of: found)
        let reached = stands.filter { !$0.isOpen(besides: tallies) }
            .map { $0.refusal("\(spoken($0.stood, $0)) before") }
        let needs = try needs(of: found.rule.effects).filter { need in
            !failures.contains { $0.code == need.code }
        }
        let caps = caps(of: found.rule)
        guard failures.isEmpty, missing.isEmpty, caps.isEmpty, needs.isEmpty else {
            return .failed(unique(failures + missing + reached + caps + needs))
        }
        // Only who would get something is held out, so that the two groups are alike: M55.
        if let refusal = holdOut(found.campaign) { return .heldOut(refusal) }
        if !reached.isEmpty { return .limited(reached) }
        return .open(stands, reasons: findings.map(\.reason))
    }

    // A voucher that was given has days of its own, and what it promised outlives the campaign.
    private func isPromised(_ found: RuleInCampaign, despite problem: Refusal) -> Bool {
        ["too_early", "too_late"].contains(problem.code) && found.rule.condition.presents
            && found.campaign.isShown(in: situation)
    }

    func spoken(_ number: Int64, _ stand: LimitStand) -> String {
        if case .value = stand.most { amounts.shown(number) } else { "\(number)" }
    }

    private func unique(_ refusals: [Refusal]) -> [Refusal] {
        var seen: Set<Refusal> = []
        return refusals.filter { seen.insert($0).inserted }
    }

    // The same member is in or out for the whole campaign, so that the two can be compared: M55.
    func holdOut(_ campaign: Campaign) -> Refusal? {
        guard campaign.holdOut > 0, let member = situation.member else { return nil }
        let drawn = chance("holdout/\(campaign.id)/\(member.number.text)") % 10_000
        guard drawn < UInt64(campaign.holdOut) else { return nil }
        return Refusal(
            code: "held_out", needed: "at least \(campaign.holdOut) of 10000", actual: "\(drawn)")
    }

    private func caps(of rule: Rule) -> [Refusal] {
        guard let member = situation.member else { return [] }
        var refusals: [Refusal] = []
        if rule.isOffer, let cap = programme.policy.offers {
            let paths = index.offers
            let before = recent(member, cap.days).reduce(offers) { sum, past in
                sum + past.decision.verdicts.count { $0.isGranted && paths.contains($0.rule) }
            }
            if before >= cap.most { refusals.append(cap.refusal("offer_cap", "offers", before)) }
        }
        // A voucher is not withheld because a message about it would be one too many.
        let messages = rule.effects.count { if case .notify = $0 { true } else { false } }
        if messages > 0, messages == rule.effects.count, let refusal = contactRefusal {
            refusals.append(refusal)
        }
        return refusals
    }

    /// Why no more messages may go to the member; `nil` if they may.
    var contactRefusal: Refusal? {
        guard let member = situation.member, let cap = programme.policy.contacts else {
            return nil
        }
        let before = recent(member, cap.days).reduce(contacts) { sum, past in
            sum
                + past.decision.grants.count {
                    if case .notify = $0.act { true } else { false }
                }
        }
        return before >= cap.most ? cap.refusal("contact_cap", "messages", before) : nil
    }

    /// What effects need and the event lacks; debits of one asset are needed together.
    func needs(of effects: [Effect]) throws(LoyaltyError) -> [Refusal] {
        var refusals: [Refusal] = []
        var aside: [String: Int64] = [:]
        for effect in effects {
            if let refusal = try need(of: effect, besides: &aside), !refusals.contains(refusal) {
                refusals.append(refusal)
            }
        }
        return refusals
    }

    private func need(
        of effect: Effect, besides aside: inout [String: Int64]
    ) throws(LoyaltyError) -> Refusal? {
        let guest = Refusal(code: "member_required", needed: "a member's card", actual: "no card")
        let isGuest = situation.member == nil
        switch effect {
        case .credit(_, _, .referrer), .issue(_, .referrer):
            return situation.referrer == nil
                ? Refusal(
                    code: "referrer_required", needed: "who brought the member", actual: "nobody")
                : nil
        case .credit, .place, .notify, .revoke: return isGuest ? guest : nil
        case .issue(let terms, _): return isGuest && terms.isBound ? guest : nil
        case .debit(let asset, let amount):
            if isGuest { return guest }
            let (wanted, overflow) = try units(of: amount)
                .addingReportingOverflow(aside[asset] ?? 0)
            guard !overflow else { throw .overflow }
            aside[asset] = wanted
            let there = balances[asset] ?? 0
            guard !self.asset(asset).allowsDebt, there < wanted else { return nil }
            return Refusal(
                code: "insufficient_balance",
                needed: "\(spoken(units: wanted, of: asset)) \(asset)",
                actual: spoken(units: there, of: asset))
        case .enter(let name, _):
            if isGuest { return guest }
            guard let draw = programme.draws.first(where: { $0.name == name }),
                draw.lastDay < today
            else { return nil }
            return Refusal(
                code: "draw_closed", needed: "by \(draw.lastDay.text)", actual: today.text)
        case .benefit, .open, .accept: return nil
        }
    }
}

extension Policy.Cap {
    fileprivate func refusal(_ code: String, _ what: String, _ before: Int) -> Refusal {
        Refusal(
            code: code, needed: "at most \(most) \(what) in \(days) days",
            actual: "\(before) before")
    }
}
