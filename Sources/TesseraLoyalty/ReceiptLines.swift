import TesseraModel

extension Hearing {
    /// Lines for the receipt: what became cheaper, what was earned and spent, and what is next.
    func receipt(
        of grants: [Grant], discounts: [PricedBasket.Reduction], _ rules: [RuleInCampaign],
        _ verdicts: [RuleVerdict]
    ) -> [String] {
        let titles = Dictionary(
            rules.map { ($0.path, $0.campaign.title) }, uniquingKeysWith: { first, _ in first })
        var lines = discounts.map { discount in
            let title = titles[discount.source] ?? title(of: discount.voucher)
            return "\(title)  −\(amounts.shown(discount.total))"
        }
        for grant in grants where grant.rule != "wallet" {
            if let line = line(for: grant.act) { lines.append(line) }
        }
        lines += nextSteps(rules, verdicts)
        var seen: Set<String> = []
        return lines.filter { seen.insert($0).inserted }
    }

    private func title(of position: VoucherPosition?) -> String {
        let voucher = situation.presented.first { $0.position == position }
        return index.campaign(voucher?.campaign)?.title ?? "Voucher"
    }

    private func line(for act: Grant.Act) -> String? {
        switch act {
        case .credit(event.member, let asset, let units, let first, _):
            let later = first.map { ", good from \($0.spoken)" } ?? ""
            return "+\(spoken(units: units, of: asset)) \(asset)\(later)"
        case .debit(event.member, let asset, let units):
            return "−\(spoken(units: units, of: asset)) \(asset)"
        case .issue(let terms, _, event.member, _): return terms.label.isEmpty ? nil : terms.label
        case .enter(_, let draw, let first, let count):
            let numbers = count == 1 ? "\(first)" : "\(first)–\(first + count - 1)"
            return "\(draw) \(numbers)"
        case .place(_, _, let level): return level
        default: return nil
        }
    }

    // What a rule of this event, or a ladder, still wants.
    private func nextSteps(
        _ rules: [RuleInCampaign], _ verdicts: [RuleVerdict]
    ) -> [String] {
        guard situation.member != nil else { return [] }
        var steps: [String] = []
        for (found, verdict) in zip(rules, verdicts) where !verdict.isHeldOut {
            for part in found.rule.condition.conjuncts {
                guard case .compare(let metric, .atLeast, let number) = part,
                    let left = missing(metric, to: number)
                else { continue }
                steps.append("\(left) to \(found.campaign.title)")
            }
        }
        for ladder in programme.ladders {
            guard let measure = ladder.measure, let level = level(on: ladder) else { continue }
            // A purchase may reach several levels at once; the next one is the first still missing.
            let above = ladder.levels.dropFirst((ladder.index(of: level) ?? 0) + 1)
            let next = above.lazy.compactMap { next in
                missing(measure, to: next.from).map { "\($0) to \(next.name)" }
            }
            if let step = next.first { steps.append(step) }
        }
        return steps
    }

    // How much is missing once this event counts; nothing for other figures and where it is there.
    func missing(_ metric: Metric, to number: Int64) -> String? {
        guard let before = figure(metric) else { return nil }
        switch metric {
        case .balance(let asset):
            guard before < number else { return nil }
            return "\(spoken(units: number - before, of: asset)) more \(asset)"
        case .count(let filter, _):
            let left = number - before - (isCounted(filter) ? 1 : 0)
            let noun = filter.kinds.count == 1 ? filter.kinds.first?.rawValue ?? "" : "event"
            return left > 0 ? "\(left) more \(noun)\(left == 1 ? "" : "s")" : nil
        case .quantity(let filter, _):
            let now = isCounted(filter) ? figure(.basketQuantity(filter.scope)) ?? 0 : 0
            let left = number - before - now
            return left > 0 ? "\(left) more" : nil
        case .spend(let filter, _):
            let now = isCounted(filter) ? figure(.basketPaid(filter.scope)) ?? 0 : 0
            let left = number - before - now
            return left > 0 ? "\(amounts.shown(left)) more" : nil
        default: return nil
        }
    }

    private func isCounted(_ filter: EventFilter) -> Bool {
        filter.kinds.contains(event.kind)
            && (filter.scope == .goods || lines.contains(where: filter.scope.covers))
    }
}
