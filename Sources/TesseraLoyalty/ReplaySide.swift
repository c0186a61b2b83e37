import TesseraModel

/// What a programme did with what happened: the draft's side of a replay, or the recorded one.
package struct ReplaySide: Hashable, Sendable {
    /// How many events were accepted.
    package internal(set) var accepted = 0
    /// How many were refused.
    package internal(set) var refused = 0
    /// Refused events by the code of each reason.
    package internal(set) var refusals: [String: Int] = [:]
    /// What was bought would have cost without any discount, in minor units.
    package internal(set) var fullPrice: Int64 = 0
    /// What was paid for it, gifts included, in minor units.
    package internal(set) var paid: Int64 = 0
    /// What was paid back, in minor units.
    package internal(set) var refunded: Int64 = 0
    /// What each rule did, by whole name; `summer/voucher` for discount vouchers of a campaign,
    /// `voucher` for those of none.
    package internal(set) var rules: [String: ReplayFigures] = [:]
    /// Who won draws whose last day has passed, by draw.
    package internal(set) var draws: [String: DrawResult] = [:]

    /// What each campaign did, by name; a member counts once.
    package var campaigns: [String: ReplayFigures] {
        rules.reduce(into: [:]) { campaigns, entry in
            let name = entry.key.prefix { $0 != "/" }
            campaigns[String(name), default: ReplayFigures()].add(entry.value)
        }
    }

    /// What all of it did; a member counts once.
    package var total: ReplayFigures {
        rules.values.reduce(into: ReplayFigures()) { $0.add($1) }
    }

    /// Counts an event.
    ///
    /// - Parameters:
    ///   - past: With what was decided.
    ///   - original: What it is about, as this side decided it.
    ///   - source: The rule to which a voucher's discount is put down.
    mutating func count(
        _ past: PastEvent, _ original: PastEvent?, source: (VoucherPosition?) -> String
    ) {
        let (event, decision) = (past.event, past.decision)
        for verdict in decision.verdicts { count(verdict, event.member, decision) }
        guard decision.refusals.isEmpty else {
            refused += 1
            for refusal in decision.refusals { refusals[refusal.code, default: 0] += 1 }
            return
        }
        accepted += 1
        if let basket = decision.basket {
            if event.kind == .returned {
                refunded += basket.due
            } else {
                paid += basket.due
                fullPrice += event.facts.basket?.total ?? 0
            }
            for discount in basket.discounts {
                let isVoucher = discount.source == "voucher"
                let rule = isVoucher ? source(discount.voucher) : discount.source
                rules[rule, default: ReplayFigures()].discounts += discount.total
                guard isVoucher else { continue }
                rules[rule]?.uses += 1
                if let member = event.member { rules[rule]?.members.insert(member) }
            }
        }
        // What pays and what is put back is no rule's doing.
        for grant in decision.grants where grant.rule.contains("/") {
            rules[grant.rule, default: ReplayFigures()].add(grant.act, event, original)
        }
    }

    private mutating func count(
        _ verdict: RuleVerdict, _ member: MemberNumber?, _ decision: Decision
    ) {
        // In place, because there are several for each event.
        rules[verdict.rule, default: ReplayFigures()].add(
            verdict, member, isBooked: decision.refusals.isEmpty)
    }
}

extension Basket {
    /// What all lines cost before any discount; it fits in a basket that was judged.
    var total: Int64 { lines.reduce(0) { $0 + $1.total } }
}
