import TesseraModel

extension Hearing {
    /// How many units an amount gives.
    ///
    /// - Parameters:
    ///   - amount: The fixed number, or the figure and its step.
    ///   - rule: The rule that earns them, to be multiplied by what other rules say; `nil` for
    ///     what is never multiplied.
    /// - Returns: Smallest units, zero or more, after rounding and the cap.
    /// - Throws: ``LoyaltyError/overflow`` if they do not fit.
    /// - Source: R9; F34.
    func units(of amount: Amount, earnedBy rule: String? = nil) throws(LoyaltyError) -> Int64 {
        let base = try reckoned(amount, within: nil)
        var extra: Int64 = 0
        for multiplier in multipliers where rule != nil && multiplier.rule != rule {
            let part = try part(of: amount, base, in: multiplier.scope)
            let more = Int128(part) * Int128(multiplier.hundredths - 100) / 100
            guard let more = Int64(exactly: more) else { throw .overflow }
            extra = max(extra, more)
        }
        let (sum, overflow) = base.addingReportingOverflow(extra)
        guard !overflow else { throw .overflow }
        return min(sum, amount.most ?? sum)
    }

    // What of the units comes from the lines in a multiplier's scope.
    private func part(
        of amount: Amount, _ base: Int64, in scope: Scope
    ) throws(LoyaltyError) -> Int64 {
        guard scope != .goods else { return base }
        switch amount.metric {
        case .basketTotal, .basketPaid, .basketQuantity:
            return try reckoned(amount, within: scope)
        default: return lines.contains(where: scope.covers) ? base : 0
        }
    }

    private func reckoned(_ amount: Amount, within scope: Scope?) throws(LoyaltyError) -> Int64 {
        guard let metric = amount.metric else { return max(0, amount.units) }
        let value = max(0, figure(metric, within: scope) ?? 0)
        let product = Int128(max(0, amount.units)) * Int128(value)
        let step = Int128(max(1, amount.step))
        let whole =
            switch amount.rounding {
            case .down: product / step
            case .halfUp: (product * 2 + step) / (step * 2)
            case .up: (product + step - 1) / step
            }
        guard let units = Int64(exactly: whole) else { throw .overflow }
        return units
    }
}
