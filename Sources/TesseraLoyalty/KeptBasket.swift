import TesseraModel

extension Reversal {
    /// Whether what a rule gave for so much of a basket is taken back, because less than that is
    /// kept now and enough was before.
    func isUndeserved(
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
