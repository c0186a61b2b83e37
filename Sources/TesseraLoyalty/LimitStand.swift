import TesseraModel

/// A limit as it stands for an event.
struct LimitStand {
    /// Where it is counted; `nil` for what the history tells.
    let key: String?
    /// What is counted.
    let most: LimitRule.Most
    /// How much may stand.
    let allowance: Int64
    /// How much stood before the event.
    let stood: Int64
    /// The code of a refusal.
    let code: String
    /// The limit as a sentence.
    let needed: String

    /// How much is left for the event, besides what it has used.
    func left(besides tallies: Tallies) -> Int64 {
        allowance - stood - (key.map { tallies[$0] } ?? 0)
    }

    /// Returns whether there is any left; a time that the event uses already is not another one.
    func isOpen(besides tallies: Tallies) -> Bool {
        if case .times = most, let key, tallies.has(key) { return true }
        return left(besides: tallies) > 0
    }

    /// The refusal.
    func refusal(_ asked: String) -> Refusal {
        Refusal(code: code, needed: needed, actual: asked)
    }
}

extension Hearing {
    /// The limits of a rule and of its campaign as they stand, in that order.
    func stands(of found: RuleInCampaign) throws -> (stands: [LimitStand], missing: [Refusal]) {
        var stands: [LimitStand] = []
        var missing: [Refusal] = []
        let limits =
            found.rule.limits.map { ($0, found.path) }
            + found.campaign.limits.map { ($0, found.campaign.id) }
        for (limit, path) in limits {
            switch limit.keys(of: path, in: self) {
            case .failure(let key): missing.append(key.refusal)
            case .success(let keys):
                if case .rolling(let days) = limit.period {
                    guard let member = situation.member else {
                        missing.append(LimitRule.MissingKey(key: .member).refusal)
                        continue
                    }
                    let stood = rolled(limit.most, path, member, days)
                    stands.append(stand(limit, nil, stood, found))
                } else {
                    for key in keys {
                        let stand = stand(limit, key, try used(key), found)
                        // What is counted under one name is counted once, by the stricter limit.
                        if let place = stands.firstIndex(where: { $0.key == key }) {
                            if stand.allowance < stands[place].allowance { stands[place] = stand }
                        } else {
                            stands.append(stand)
                        }
                    }
                }
            }
        }
        return (stands, missing)
    }

    private func stand(
        _ limit: LimitRule, _ key: String?, _ stood: Int64, _ found: RuleInCampaign
    ) -> LimitStand {
        let allowance = limit.allowance(on: today, since: found.campaign.window.first)
        return LimitStand(
            key: key, most: limit.most, allowance: allowance, stood: stood,
            code: limit.refusalCode, needed: limit.spoken(amounts, allowance: allowance))
    }

    // What rules of a name gave the member in so many days, this one included.
    private func rolled(
        _ most: LimitRule.Most, _ path: String, _ member: MemberView, _ days: Int
    ) -> Int64 {
        recent(member, days).reduce(0) { sum, past in
            let decision = past.decision
            let isOurs = { (rule: String) in rule == path || rule.hasPrefix("\(path)/") }
            let grants = decision.grants.filter { isOurs($0.rule) }
            switch most {
            case .times:
                return sum
                    + (decision.verdicts.contains { $0.isGranted && isOurs($0.rule) } ? 1 : 0)
            case .units: return sum + grants.reduce(0) { $0 + $1.act.units }
            case .value:
                let amount = past.event.facts.amount ?? 0
                let off = decision.basket?.discounts ?? []
                return sum + grants.reduce(0) { $0 + $1.act.worth(amount: amount) }
                    + off.reduce(0) { $0 + (isOurs($1.source) ? $1.total : 0) }
            }
        }
    }

    /// The events of so many days, this one included; what happened later but was recorded
    /// earlier counts as well.
    func recent(_ member: MemberView, _ days: Int) -> [PastEvent] {
        member.history.filter {
            let day = situation.zone.day(at: $0.event.occurredAt)
            return $0.isAccepted && abs(today.number - day.number) < days
        }
    }
}

extension Grant.Act {
    /// Units that it credits or tickets that it enters.
    var units: Int64 {
        switch self {
        case .credit(_, _, let units, _, _): units
        case .enter(_, _, _, let count): count
        default: 0
        }
    }

    /// What it gives in minor units: what a voucher holds or takes off, and units at par.
    ///
    /// - Parameter amount: The event's.
    /// - Returns: Zero for effects that have no value of their own.
    func worth(amount: Int64) -> Int64 {
        switch self {
        case .credit(_, _, let units, _, _): units
        case .issue(let terms, _, _, _):
            switch terms.promise {
            case .gift(let value), .amount(let value, _): value
            case .giftOfAmount: amount
            case .percent(_, _, let cap): cap
            case .right: 0
            }
        default: 0
        }
    }
}
