import TesseraModel

/// Which benefits an event gets, what its basket costs with them, and what pays for it.
///
/// All benefits are weighed together, because each works on the price that the others leave. One
/// that a limit does not allow, or that gives nothing, is taken out and all is weighed again, so
/// that it uses up nothing and stands in nobody's way.
///
/// - Source: R13; F22.
struct Weighing {
    /// What is known, with what the granted rules have used and given.
    var hearing: Hearing
    /// What became of the rules that were weighed, by their whole names.
    var verdicts: [String: RuleVerdict] = [:]
    /// The discounts in the order in which they were taken.
    var discounts: [PricedBasket.Reduction] = []
    /// What pays.
    var settlement = Settlement()
    private var admitted: [Admitted] = []

    /// A rule whose benefits are offered.
    private struct Admitted {
        let found: RuleInCampaign
        let effects: [Effect]
        let stands: [LimitStand]
        let reasons: [Refusal]
        let debits: [Int64]
    }

    /// Weighs the benefits among rules.
    ///
    /// - Parameters:
    ///   - rules: In their order.
    ///   - hearing: What is known.
    /// - Returns: The end of it, with the other effects of the granted rules carried out.
    /// - Throws: ``LoyaltyError/overflow``, and what looking at the limits throws.
    static func weighed(_ rules: [RuleInCampaign], in hearing: Hearing) throws -> Weighing {
        let rules = rules.filter(\.mayBenefit)
        var barred: [String: [Refusal]] = [:]
        var idle: [String: Refusal] = [:]
        while true {
            var weighing = Weighing(hearing: hearing)
            for found in rules { try weighing.take(found, barred: barred, idle: idle) }
            let offers = try weighing.price()
            weighing.settle()
            if let (path, refusal) = try weighing.carryAll() {
                barred[path] = [refusal]
                continue
            }
            let new = weighing.idle(offers: offers)
            if new.isEmpty { return weighing }
            idle.merge(new) { first, _ in first }
        }
    }

    private init(hearing: Hearing) { self.hearing = hearing }

    private mutating func take(
        _ found: RuleInCampaign, barred: [String: [Refusal]], idle: [String: Refusal]
    ) throws {
        if let refusal = idle[found.path] { return refuse(found, [refusal]) }
        switch try hearing.trial(of: found) {
        case .heldOut(let refusal): refuse(found, [refusal])
        case .failed(let refusals): refuse(found, refusals)
        case .limited(let refusals): try admitOther(found, refusals)
        case .open(let stands, let reasons):
            if let refusals = barred[found.path] { return try admitOther(found, refusals) }
            try admit(found, found.rule.effects, stands, reasons)
        }
    }

    private mutating func refuse(_ found: RuleInCampaign, _ reasons: [Refusal]) {
        verdicts[found.path] = RuleVerdict(rule: found.path, isGranted: false, reasons: reasons)
    }

    private mutating func admitOther(_ found: RuleInCampaign, _ reasons: [Refusal]) throws {
        let needs = try hearing.needs(of: found.rule.otherwise)
        guard !found.rule.otherwise.isEmpty, needs.isEmpty else {
            return refuse(found, reasons + needs)
        }
        try admit(found, found.rule.otherwise, [], reasons)
    }

    // What a rule uses is put aside at once, so that the next one does not use it again.
    private mutating func admit(
        _ found: RuleInCampaign, _ effects: [Effect], _ stands: [LimitStand],
        _ reasons: [Refusal]
    ) throws {
        var debits: [Int64] = []
        for effect in effects {
            switch effect {
            case .debit(let asset, let amount):
                let units = try hearing.units(of: amount)
                debits.append(units)
                hearing.balances[asset, default: 0] -= units
            case .benefit(let benefit):
                guard case .multiplier(let hundredths) = benefit.kind else { continue }
                hearing.multipliers.append((found.path, Int64(hundredths), benefit.scope))
            default: continue
            }
        }
        hearing.count(Given(), under: stands)
        if found.rule.isOffer { hearing.offers += 1 }
        admitted.append(
            Admitted(
                found: found, effects: effects, stands: stands, reasons: reasons, debits: debits))
    }

    // The offers on the basket, from rules and from vouchers that were shown.
    private mutating func price() throws(LoyaltyError) -> [Offer] {
        guard hearing.event.kind == .purchase, let basket = hearing.facts.basket else { return [] }
        let situation = hearing.situation
        let ours = admitted.flatMap { admitted in
            admitted.effects.compactMap(\.discount).map { benefit in
                let campaign = admitted.found.campaign
                return Offer(
                    source: admitted.found.path, priority: campaign.priority,
                    group: campaign.group, benefit: benefit, minimum: 0, tax: campaign.tax,
                    voucher: admitted.found.right(in: situation))
            }
        }
        let shown = situation.presented.compactMap { $0.offer(in: hearing.index) }
        let priced = try Pricing.priced(basket, with: ours + shown)
        hearing.paid = priced.paid
        discounts = priced.discounts
        return ours + shown
    }

    private mutating func settle() {
        guard hearing.event.kind == .purchase else {
            return settlement = Settlement(withoutBasket: hearing.situation.presented)
        }
        settlement = Settlement(of: hearing, discounts: discounts)
        if let (asset, units) = settlement.wallet {
            hearing.balances[asset, default: 0] -= units
        }
    }

    // Carries the other effects out; the first rule that breaks a limit of value, if one does.
    private mutating func carryAll() throws -> (path: String, refusal: Refusal)? {
        for admitted in admitted {
            let path = admitted.found.path
            var given = try hearing.carry(
                admitted.effects, of: admitted.found, within: admitted.stands,
                debits: admitted.debits)
            given.worth += discounts.reduce(0) { $0 + ($1.source == path ? $1.total : 0) }
            if let refusal = hearing.broken(by: given, among: admitted.stands) {
                return (path, refusal)
            }
            hearing.count(given, under: admitted.stands)
            verdicts[path] = RuleVerdict(rule: path, isGranted: true, reasons: admitted.reasons)
        }
        return nil
    }

    // The rules whose discounts came to nothing, with the reason.
    private func idle(offers: [Offer]) -> [String: Refusal] {
        let sources = Set(discounts.map(\.source))
        let groups = Set(offers.filter { sources.contains($0.source) }.compactMap(\.group))
        var refusals: [String: Refusal] = [:]
        for admitted in admitted where !sources.contains(admitted.found.path) {
            let benefits = admitted.effects.filter(\.isBenefit)
            guard !benefits.isEmpty, benefits.allSatisfy({ $0.discount != nil }) else { continue }
            let isBetter = admitted.found.campaign.group.map(groups.contains) ?? false
            refusals[admitted.found.path] =
                isBetter
                ? Refusal(
                    code: "better_offer", needed: "the best of its group",
                    actual: "another offer is better")
                : Refusal(
                    code: "nothing_to_discount", needed: "something in the basket to discount",
                    actual: "nothing")
        }
        return refusals
    }
}

extension RuleInCampaign {
    /// Whether it may make the basket cheaper or the earning better, a limit reached or not.
    fileprivate var mayBenefit: Bool { isBenefit || rule.otherwise.contains(where: \.isBenefit) }

    /// The right of its campaign that was shown, if its condition asks for one.
    func right(in situation: Situation) -> VoucherPosition? {
        guard rule.condition.presents else { return nil }
        return situation.presented.first {
            $0.campaign == campaign.number && $0.promise == .right
        }?.position
    }
}
