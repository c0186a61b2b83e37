import TesseraModel

/// What a rule gave.
struct Given {
    /// In minor units, units at par included.
    var worth: Int64 = 0
    /// Units credited or tickets entered.
    var units: Int64 = 0
    /// Whether anything at all followed.
    var isSomething = false
}

extension Hearing {
    /// Carries effects out: what follows is added to the grants and seen by later rules.
    ///
    /// Units are cut to what a limit of units has left, so that the last of twenty tickets is
    /// given; a discount or a voucher is given whole or not at all, which is seen to elsewhere.
    ///
    /// - Parameters:
    ///   - effects: In order.
    ///   - found: Whose effects they are.
    ///   - stands: The limits.
    ///   - debits: What was put aside for the debits among them, in order; `nil` if nothing was.
    /// - Returns: What they gave, discounts not included.
    /// - Throws: ``LoyaltyError/overflow``.
    mutating func carry(
        _ effects: [Effect], of found: RuleInCampaign, within stands: [LimitStand],
        debits: [Int64]? = nil
    ) throws -> Given {
        var given = Given()
        var aside = debits.map { $0[...] }
        var left: Int64 = .max
        for stand in stands {
            if case .units = stand.most { left = min(left, stand.left(besides: tallies)) }
        }
        for effect in effects {
            let before = grants.count
            switch effect {
            case .credit(let asset, let amount, let recipient):
                let units = min(
                    left - given.units, try units(of: amount, earnedBy: found.path))
                credit(asset, units, to: recipient, by: found.path)
            case .debit(let asset, let amount):
                let units = try aside?.popFirst() ?? units(of: amount)
                debit(asset, units, by: found.path, isAside: debits != nil)
            case .enter(let draw, let amount):
                let count = min(left - given.units, try units(of: amount))
                try enter(draw, count, by: found.path)
            case .issue(let terms, let recipient): issue(terms, to: recipient, by: found)
            case .benefit, .accept: given.isSomething = true
            default: act(effect, by: found)
            }
            for grant in grants[before...] {
                given.isSomething = true
                given.units += grant.act.units
                given.worth += grant.act.worth(amount: facts.amount ?? 0)
            }
        }
        return given
    }

    /// Counts what a rule gave under its limits, a time once for the event: F10.
    mutating func count(_ given: Given, under stands: [LimitStand]) {
        for stand in stands {
            guard let key = stand.key else { continue }
            switch stand.most {
            case .times where !tallies.has(key): tallies.use(key, 1, most: stand.allowance)
            case .times: break
            case .value where given.worth > 0:
                tallies.use(key, given.worth, most: stand.allowance)
            case .units where given.units > 0:
                tallies.use(key, given.units, most: stand.allowance)
            case .value, .units: break
            }
        }
    }

    /// The first limit of value that what was given would break, as its refusal.
    func broken(by given: Given, among stands: [LimitStand]) -> Refusal? {
        for stand in stands {
            guard case .value = stand.most, given.worth > stand.left(besides: tallies) else {
                continue
            }
            let before = stand.stood + (stand.key.map { tallies[$0] } ?? 0)
            return stand.refusal(
                "\(amounts.shown(before)) before, \(amounts.shown(given.worth)) now")
        }
        return nil
    }

    private mutating func credit(
        _ asset: String, _ units: Int64, to recipient: Recipient, by rule: String
    ) {
        let number =
            switch recipient {
            case .member: situation.member?.number
            case .referrer: situation.referrer?.number
            }
        guard units > 0, let number else { return }
        credit(asset, units, toMember: number, by: rule)
    }

    /// Puts units on an account, good from and to the days that the asset's rule says.
    mutating func credit(
        _ asset: String, _ units: Int64, toMember number: MemberNumber, by rule: String,
        isPending: Bool = true
    ) {
        let terms = self.asset(asset)
        let isLater = isPending && terms.pendingDays > 0
        let first = isLater ? today.advanced(by: terms.pendingDays) : today
        let last = terms.lifetime.last(from: first)
        grants.append(
            Grant(
                rule: rule,
                act: .credit(
                    number, asset: asset, units: units, first: isLater ? first : nil, last: last)))
        if number == situation.member?.number, !isLater { balances[asset, default: 0] += units }
    }

    private mutating func debit(_ asset: String, _ units: Int64, by rule: String, isAside: Bool) {
        guard units > 0, let number = situation.member?.number else { return }
        grants.append(Grant(rule: rule, act: .debit(number, asset: asset, units: units)))
        if !isAside { balances[asset, default: 0] -= units }
    }

    private mutating func enter(_ draw: String, _ count: Int64, by rule: String) throws {
        guard count > 0, let number = situation.member?.number else { return }
        let key = "draw/\(draw)"
        let first = try used(key) + tallies[key] + 1
        tallies.use(key, count, most: nil)
        grants.append(
            Grant(rule: rule, act: .enter(number, draw: draw, first: first, count: count)))
    }

    private mutating func issue(
        _ terms: IssueTerms, to recipient: Recipient, by found: RuleInCampaign
    ) {
        let number =
            recipient == .member ? situation.member?.number : situation.referrer?.number
        let serials: [String?] =
            if let scope = terms.perPiece {
                lines.filter { scope.covers($0) }.flatMap(\.serials)
            } else {
                [facts.serial]
            }
        for serial in serials {
            grants.append(
                Grant(
                    rule: found.path,
                    act: .issue(
                        terms, campaign: found.campaign.number, to: number, serial: serial)))
        }
    }

    private mutating func act(_ effect: Effect, by found: RuleInCampaign) {
        let rule = found.path
        switch (effect, situation.member?.number) {
        case (.revoke, let number?):
            let act = Grant.Act.revokeAll(number, campaign: found.campaign.number)
            grants.append(Grant(rule: rule, act: act))
        case (.place(let ladder, let level), let number?):
            placed[ladder] = level
            let act = Grant.Act.place(number, ladder: ladder, level: level)
            grants.append(Grant(rule: rule, act: act))
        case (.open(let kind, let dueHours), _):
            let due = event.occurredAt.advanced(byMilliseconds: Int64(dueHours) * 3_600_000)
            grants.append(Grant(rule: rule, act: .open(kind: kind, due: due)))
        case (.notify(let message), let number?):
            guard contactRefusal == nil else { return }
            contacts += 1
            let act = Grant.Act.notify(number, message, notBefore: sendTime(of: message))
            grants.append(Grant(rule: rule, act: act))
        default: break
        }
    }
}
