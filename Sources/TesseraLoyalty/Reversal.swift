import TesseraModel

/// What a return puts back of a purchase: money to what paid, units from those who earned them.
///
/// - Source: R7; F04, F06, F45.
struct Reversal {
    /// What is refunded for each line of the return, in minor units.
    private(set) var paid: [Int64] = []
    /// What was paid back, by which way.
    private(set) var tenders: [PricedBasket.Tender] = []
    /// What is put back.
    private(set) var grants: [Grant] = []
    /// What comes back of limits, negative.
    private(set) var tallies: [TallyUse] = []
    /// Why the return is refused.
    private(set) var refusals: [Refusal] = []

    /// The refund, written as a basket.
    var basket: PricedBasket { PricedBasket(paid: paid, discounts: [], tenders: tenders) }

    private let hearing: Hearing
    // What members still have, less what this return takes.
    private var available: [MemberNumber: [String: Int64]] = [:]

    /// Works out a return; `nil` for other events.
    ///
    /// - Throws: What matching its lines throws.
    init?(in hearing: Hearing) throws {
        guard hearing.event.kind == .returned, let returned = hearing.facts.basket else {
            return nil
        }
        self.hearing = hearing
        guard let original = hearing.situation.original, original.event.kind == .purchase,
            original.isAccepted, let bought = original.event.facts.basket,
            let priced = original.decision.basket
        else {
            paid = returned.lines.map { _ in 0 }
            refusals = [
                Refusal(
                    code: "no_such_purchase", needed: "a purchase that was recorded",
                    actual: hearing.facts.about?.text ?? "none")
            ]
            return
        }
        if let refusal = holderProblem(original) {
            paid = returned.lines.map { _ in 0 }
            refusals = [refusal]
            return
        }
        let serials = Diary.serialsReturned(
            of: original.event.operation, in: hearing.situation.member?.history ?? [])
        let part = try ReturnedPart(
            of: returned, in: bought, paid: priced.paid, before: original.returned,
            serialsBefore: serials)
        paid = part.paid
        refund(part, priced, original)
        for (index, grant) in original.decision.grants.enumerated() {
            putBack(grant, index, part, original)
        }
        let gone = Set(returned.lines.flatMap(\.serials))
        revoke(part, original, gone: gone, before: serials)
        for use in original.decision.tallies { putBack(use, part) }
    }

    // Without the card of the purchase nobody could tell what its owner still has to give back.
    private func holderProblem(_ original: PastEvent) -> Refusal? {
        guard let owner = original.event.member else { return nil }
        guard let member = hearing.situation.member else {
            return Refusal(
                code: "member_required", needed: "the card of the purchase", actual: "no card")
        }
        let isOwn = member.history.contains { $0.event.operation == original.event.operation }
        guard member.number != owner, !isOwn else { return nil }
        return Refusal(
            code: "holder_mismatch", needed: "the card of the purchase",
            actual: "another member's card")
    }

    private mutating func refund(
        _ part: ReturnedPart, _ priced: PricedBasket, _ original: PastEvent
    ) {
        let shares = RefundShares.shares(
            of: priced.tenders.map(\.amount), isVoucher: priced.tenders.map(\.isVoucher),
            for: (part.before, part.after), in: hearing.programme.policy.refunds)
        for (tender, share) in zip(priced.tenders, shares) where share > 0 {
            switch tender {
            case .voucher(let position, _):
                tenders.append(.voucher(position, share))
                let place = original.decision.grants.firstIndex {
                    if case .redeem(position, .pay) = $0.act { true } else { false }
                }
                guard let place else { continue }
                let act = Grant.Act.reverse(original.event.operation, part: place, amount: share)
                grants.append(Grant(rule: "return", act: act))
            case .wallet(let asset, _):
                tenders.append(.wallet(asset, share))
                guard let number = owner(original.event.member, original) else { continue }
                credit(asset, share, to: number, by: "return")
            case .other: tenders.append(.other(share))
            }
        }
    }

    private mutating func putBack(
        _ grant: Grant, _ index: Int, _ part: ReturnedPart, _ original: PastEvent
    ) {
        let operation = original.event.operation
        switch grant.act {
        case .credit(let number, let asset, let units, _, _):
            let lost = part.lost(of: units)
            if lost > 0, let number = owner(number, original) {
                claw(lost, of: asset, from: number, by: grant.rule)
            }
        case .debit(let number, let asset, let units) where grant.rule != "wallet":
            let back = part.putBack(of: units)
            if back > 0, let number = owner(number, original) {
                credit(asset, back, to: number, by: grant.rule)
            }
        case .redeem(let position, let use) where part.isLast:
            guard let amount = used(use, position, original) else { return }
            let act = Grant.Act.reverse(operation, part: index, amount: amount)
            grants.append(Grant(rule: grant.rule, act: act))
        case .enter(_, let draw, _, let count):
            // What a closed draw was drawn from stays as it was.
            let isOpen = hearing.programme.draws.contains {
                $0.name == draw && hearing.today <= $0.lastDay
            }
            let lost = part.lost(of: count)
            guard lost > 0, isOpen else { return }
            let act = Grant.Act.reverse(operation, part: index, amount: lost)
            grants.append(Grant(rule: grant.rule, act: act))
        default: return
        }
    }

    // A discount and a right are put back when all is; a gift with the money.
    private func used(
        _ use: Grant.Use, _ position: VoucherPosition, _ original: PastEvent
    ) -> Int64? {
        switch use {
        case .pay: return nil
        case .use: return 1
        case .reduce:
            let off = original.decision.basket?.discounts ?? []
            return off.first { $0.voucher == position }?.total
        }
    }

    private mutating func claw(
        _ units: Int64, of asset: String, from number: MemberNumber, by rule: String
    ) {
        let there = max(0, available[number]?[asset] ?? standing(number, asset))
        var taken = units
        let isOwn = number == hearing.situation.member?.number
        let mayOwe = hearing.asset(asset).allowsDebt
        switch hearing.programme.policy.clawback {
        // Who cannot owe would keep what was bought with them.
        case .refuse where there < units, .owe where there < units && isOwn && !mayOwe:
            return refusals.append(
                Refusal(
                    code: "points_spent",
                    needed: "\(hearing.spoken(units: units, of: asset)) \(asset)",
                    actual: hearing.spoken(units: there, of: asset)))
        case .owe where !mayOwe: taken = min(units, there)
        case .refuse, .owe: break
        }
        guard taken > 0 else { return }
        available[number, default: [:]][asset] = there - taken
        grants.append(Grant(rule: rule, act: .debit(number, asset: asset, units: taken)))
    }

    private func standing(_ number: MemberNumber, _ asset: String) -> Int64 {
        let known = [hearing.situation.member, hearing.situation.referrer].compactMap(\.self)
        return known.first { $0.number == number }?.total(of: asset, on: hearing.today) ?? 0
    }

    private mutating func credit(
        _ asset: String, _ units: Int64, to number: MemberNumber, by rule: String
    ) {
        let last = hearing.asset(asset).lifetime.last(from: hearing.today)
        grants.append(
            Grant(
                rule: rule,
                act: .credit(number, asset: asset, units: units, first: nil, last: last)))
    }

    // A card that became the member's has nothing any more; the member has it.
    private func owner(_ number: MemberNumber?, _ original: PastEvent) -> MemberNumber? {
        guard let number, let member = hearing.situation.member else { return number }
        let isOwn = member.history.contains { $0.event.operation == original.event.operation }
        return isOwn && number == original.event.member ? member.number : number
    }

    private mutating func revoke(
        _ part: ReturnedPart, _ original: PastEvent, gone: Set<String>, before: Set<String>
    ) {
        for (index, grant) in original.decision.grants.enumerated() {
            guard case .issue(let terms, _, _, let serial) = grant.act else { continue }
            let isGone =
                if terms.perPiece != nil, let serial {
                    !before.contains(serial) && (gone.contains(serial) || part.isLast)
                } else {
                    part.isLast || isUndeserved(grant.rule, part, original)
                }
            guard isGone else { continue }
            let act = Grant.Act.revoke(original.event.operation, part: index)
            grants.append(Grant(rule: grant.rule, act: act))
        }
    }

    // What was given for so much of a basket is not kept with less; it is taken back once.
    private func isUndeserved(
        _ path: String, _ part: ReturnedPart, _ original: PastEvent
    ) -> Bool {
        let campaign = hearing.programme.campaigns.first { path.hasPrefix("\($0.id)/") }
        guard let rule = campaign?.rules.first(where: { path == "\(campaign?.id ?? "")/\($0.id)" }),
            let basket = original.event.facts.basket, let paid = original.decision.basket?.paid
        else { return false }
        func holds(_ returned: [Int: Int64]) -> Bool {
            rule.condition.conjuncts.allSatisfy { condition in
                guard case .compare(let metric, let comparison, let number) = condition,
                    let figure = metric.figure(keptOf: basket, paid, without: returned)
                else { return true }
                return comparison.holds(figure, number)
            }
        }
        return holds(part.returnedBefore) && !holds(part.returnedAfter)
    }

    private mutating func putBack(_ use: TallyUse, _ part: ReturnedPart) {
        guard !use.key.hasPrefix("draw/"), !use.key.hasSuffix(LimitRule.keptEnd) else { return }
        let isMeasured = LimitRule.isMeasured(use.key)
        let back = isMeasured ? part.putBack(of: use.amount) : part.isLast ? use.amount : 0
        if back > 0 { tallies.append(TallyUse(key: use.key, amount: -back, most: use.most)) }
    }
}

extension Metric {
    /// A figure of the basket for what is kept of it; `nil` for other figures.
    fileprivate func figure(
        keptOf basket: Basket, _ paid: [Int64], without returned: [Int: Int64]
    ) -> Int64? {
        func sum(_ scope: Scope, _ value: (Int, Int64) -> Int64) -> Int64 {
            basket.lines.enumerated().reduce(0) { sum, entry in
                guard scope.covers(entry.element) else { return sum }
                let kept = entry.element.quantity - (returned[entry.offset] ?? 0)
                return sum + value(entry.offset, kept)
            }
        }
        return switch self {
        case .basketTotal(let scope): sum(scope) { basket.lines[$0].price * $1 }
        case .basketQuantity(let scope): sum(scope) { $1 }
        case .basketPaid(let scope):
            sum(scope) { portion(of: paid[$0], $1, in: basket.lines[$0].quantity) }
        default: nil
        }
    }
}

extension PricedBasket.Tender {
    /// How much it paid, in minor units.
    var amount: Int64 {
        switch self {
        case .voucher(_, let amount), .wallet(_, let amount), .other(let amount): amount
        }
    }

    /// Whether it is a gift.
    var isVoucher: Bool {
        if case .voucher = self { true } else { false }
    }
}
