import TesseraModel

/// Decides what follows from an event, as a pure function of what is known.
///
/// - Source: concept 10; R7, R9, R13.
package enum Judge {
    /// Decides about an event.
    ///
    /// Benefits are weighed first, on the member's level before the event, and priced together;
    /// then what they and the other rules give follows in one order: by the campaign's priority
    /// and name, then as the rules are written down. The order of campaigns in the programme
    /// changes nothing.
    ///
    /// - Parameters:
    ///   - situation: What happened, and what the book knows about it.
    ///   - programme: What the shop has agreed.
    ///   - chance: A number that is the same for the same label and that nobody can foretell.
    ///   - used: How much stands under the key of a limit now.
    /// - Returns: What follows, or why the event is refused; then nothing follows.
    /// - Throws: ``LoyaltyError`` for an event that cannot be judged, and what `used` throws.
    package static func decision(
        on situation: Situation, by programme: Programme,
        chance: (String) -> UInt64, used: (String) throws -> Int64
    ) throws -> Decision {
        try decision(on: situation, by: RuleIndex(programme), chance: chance, used: used)
    }

    /// Decides about an event by a programme whose rules are filed already; for many events.
    ///
    /// - Parameters:
    ///   - situation: What happened, and what the book knows about it.
    ///   - index: What the shop has agreed.
    ///   - chance: A number that is the same for the same label and that nobody can foretell.
    ///   - used: How much stands under the key of a limit now.
    /// - Returns: What follows, or why the event is refused; then nothing follows.
    /// - Throws: ``LoyaltyError`` for an event that cannot be judged, and what `used` throws.
    package static func decision(
        on situation: Situation, by index: RuleIndex,
        chance: (String) -> UInt64, used: (String) throws -> Int64
    ) throws -> Decision {
        try decision(on: situation, by: index, totals: nil, chance: chance, used: used)
    }

    /// The same for one who keeps the totals of the member's history.
    static func decision(
        on situation: Situation, by index: RuleIndex, totals: HistoryTotals?,
        chance: (String) -> UInt64, used: (String) throws -> Int64
    ) throws -> Decision {
        let programme = index.programme
        let facts = situation.event.facts
        try facts.checked(
            for: situation.event.kind, hasMember: situation.event.member != nil)
        if let basket = facts.basket {
            _ = try basket.checked()
            guard basket.currency == programme.currency else {
                throw LoyaltyError.currencyMismatch(programme.currency, basket.currency)
            }
        }
        return try withoutActuallyEscaping(chance) { chance in
            try withoutActuallyEscaping(used) { used in
                try decision(
                    of: Hearing(
                        on: situation, by: index, chance: chance, used: used, totals: totals))
            }
        }
    }

    private static func decision(of start: Hearing) throws -> Decision {
        var hearing = start
        var refusals = hearing.unknownCodes()
        let refund = try Reversal(in: hearing)
        if let refund {
            refusals += refund.refusals
            hearing.paid = refund.paid
            hearing.grants = refund.grants
            for use in refund.tallies { hearing.tallies.use(use.key, use.amount, most: use.most) }
        }
        refusals += try hearing.merged()
        let rules = hearing.index.rules(for: hearing.situation)
        let weighing = try Weighing.weighed(rules, in: hearing)
        hearing = weighing.hearing
        var verdicts: [RuleVerdict] = []
        for found in rules {
            verdicts.append(try weighing.verdicts[found.path] ?? hearing.grant(found))
        }
        let rights = Rights(in: hearing.situation, rules, verdicts)
        refusals += asked(rules, verdicts, in: hearing.situation)
        refusals += weighing.settlement.refusals + rights.refusals
        refusals += refund == nil ? [] : unaccepted(rules, verdicts)
        guard refusals.isEmpty else {
            return Decision(
                programme: hearing.programme.id, version: hearing.programme.version, basket: nil,
                grants: [], tallies: [], verdicts: verdicts, receipt: [], refusals: refusals)
        }
        var basket = refund?.basket
        if hearing.event.kind == .purchase {
            basket = PricedBasket(
                paid: hearing.paid, discounts: weighing.discounts,
                tenders: weighing.settlement.tenders)
        }
        let grants = weighing.settlement.grants + rights.grants + hearing.grants
        return Decision(
            programme: hearing.programme.id, version: hearing.programme.version, basket: basket,
            grants: grants, tallies: hearing.tallies.uses, verdicts: verdicts,
            receipt: hearing.receipt(of: grants, discounts: weighing.discounts, rules, verdicts),
            refusals: [])
    }

    // A "no" to what the customer asked for refuses the event; to be held out is no such "no".
    private static func asked(
        _ rules: [RuleInCampaign], _ verdicts: [RuleVerdict], in situation: Situation
    ) -> [Refusal] {
        zip(rules, verdicts).flatMap { found, verdict -> [Refusal] in
            guard !verdict.isGranted, found.isAsked(in: situation), !verdict.isHeldOut else {
                return []
            }
            return verdict.reasons
        }
    }

    // A return is refused where rules say which ones are accepted and none of them does.
    private static func unaccepted(
        _ rules: [RuleInCampaign], _ verdicts: [RuleVerdict]
    ) -> [Refusal] {
        let accepting = zip(rules, verdicts).filter { found, _ in
            found.rule.effects.contains(.accept)
        }
        guard !accepting.contains(where: \.1.isGranted) else { return [] }
        var seen: Set<Refusal> = []
        return accepting.flatMap(\.1.reasons)
            .map { Refusal(code: "not_eligible", needed: $0.needed, actual: $0.actual) }
            .filter { seen.insert($0).inserted }
    }
}

extension RuleVerdict {
    /// Whether the member is in the share that gets nothing.
    var isHeldOut: Bool { !isGranted && reasons.first?.code == "held_out" }
}

extension Hearing {
    /// Words that no rule on such an event knows.
    fileprivate func unknownCodes() -> [Refusal] {
        let known = index.codes[event.kind] ?? []
        return facts.codes.filter { !known.contains($0) }.map {
            Refusal(code: "unknown_code", needed: "a code of a campaign", actual: $0)
        }
    }

    /// Makes one card's accounts another member's, once for ever.
    fileprivate mutating func merged() throws -> [Refusal] {
        guard event.kind == .merge, let card = facts.merged, let member = event.member else {
            return []
        }
        let key = "merge|member=\(card.text)"
        guard card != member, try used(key) == 0 else {
            return [
                Refusal(
                    code: "already_claimed", needed: "a card that is nobody's", actual: card.text)
            ]
        }
        tallies.use(key, 1, most: 1)
        grants.append(Grant(rule: "merge", act: .merge(card, into: member)))
        return []
    }

    /// Grants a rule, what a limit allows instead, or nothing; the reasons for it.
    fileprivate mutating func grant(_ found: RuleInCampaign) throws -> RuleVerdict {
        let path = found.path
        let refused = { RuleVerdict(rule: path, isGranted: false, reasons: $0) }
        switch try trial(of: found) {
        case .heldOut(let refusal): return refused([refusal])
        case .failed(let refusals): return refused(refusals)
        case .limited(let refusals): return try grantOther(found, refusals)
        case .open(let stands, let reasons):
            var attempt = self
            let given = try attempt.carry(found.rule.effects, of: found, within: stands)
            if let refusal = broken(by: given, among: stands) {
                return try grantOther(found, [refusal])
            }
            guard given.isSomething || found.rule.effects.isEmpty else {
                return refused([
                    Refusal(code: "nothing_to_give", needed: "something earned", actual: "nothing")
                ])
            }
            attempt.count(given, under: stands)
            if found.rule.isOffer { attempt.offers += 1 }
            self = attempt
            return RuleVerdict(rule: path, isGranted: true, reasons: reasons)
        }
    }

    private mutating func grantOther(
        _ found: RuleInCampaign, _ reasons: [Refusal]
    ) throws -> RuleVerdict {
        let effects = found.rule.otherwise
        let needs = try needs(of: effects)
        var attempt = self
        guard !effects.isEmpty, needs.isEmpty,
            try attempt.carry(effects, of: found, within: []).isSomething
        else {
            return RuleVerdict(rule: found.path, isGranted: false, reasons: reasons + needs)
        }
        if found.rule.isOffer { attempt.offers += 1 }
        self = attempt
        return RuleVerdict(rule: found.path, isGranted: true, reasons: reasons)
    }
}
