import TesseraLoyalty
import TesseraModel

/// A figure with the unit in which its numbers are written.
struct ProgrammeFigure {
    /// In what numbers are written.
    enum Unit: Hashable {
        /// Whole ones: pieces, days, times, a score.
        case whole
        /// Amounts in the programme's currency.
        case money
        /// Units of an asset with so many decimals.
        case units(decimals: Int)
        /// Per cent, which are hundredths.
        case percent
    }

    let metric: Metric
    let unit: Unit

    /// Whether it needs a basket in the event.
    var needsBasket: Bool {
        switch metric {
        case .basketTotal, .basketPaid, .basketQuantity: true
        default: false
        }
    }
}

extension ProgrammeReader {
    /// A figure, `basket total of drinks`.
    func figure(_ words: inout ProgrammeWords) throws(Fault) -> ProgrammeFigure {
        if words.take("basket") { return try basketFigure(&words) }
        if words.take("amount") { return ProgrammeFigure(metric: .amount, unit: .money) }
        if words.take("score") { return ProgrammeFigure(metric: .score, unit: .whole) }
        if words.take("count") {
            try words.expect("of")
            let filter = try words.filter()
            return ProgrammeFigure(
                metric: .count(filter, days: try within(&words)), unit: .whole)
        }
        if words.take("quantity") {
            let scope: Scope = words.take("of") ? try words.scope() : .goods
            let bought = EventFilter(kinds: [.purchase], scope: scope)
            return ProgrammeFigure(
                metric: .quantity(bought, days: try within(&words)), unit: .whole)
        }
        if words.take("spend") {
            let scope: Scope = words.take("on") ? try words.scope() : .goods
            let bought = EventFilter(kinds: [.purchase], scope: scope)
            return ProgrammeFigure(metric: .spend(bought, days: try within(&words)), unit: .money)
        }
        if words.take("days") { return try daysSince(&words) }
        if words.take("lateness") {
            try words.expect("for")
            let filter = try words.filter()
            return ProgrammeFigure(
                metric: .lateness(filter, floorDays: try floorDays(&words)), unit: .percent)
        }
        if words.take("balance") {
            try words.expect("of")
            let asset = try names.asset(try words.name("an asset"))
            return ProgrammeFigure(
                metric: .balance(asset: asset.name), unit: .units(decimals: asset.scale))
        }
        throw words.fault()
    }

    private func basketFigure(_ words: inout ProgrammeWords) throws(Fault) -> ProgrammeFigure {
        func scope() throws(Fault) -> Scope { words.take("of") ? try words.scope() : .goods }
        if words.take("total") {
            return ProgrammeFigure(metric: .basketTotal(try scope()), unit: .money)
        }
        if words.take("paid") {
            return ProgrammeFigure(metric: .basketPaid(try scope()), unit: .money)
        }
        try words.expect("quantity")
        return ProgrammeFigure(metric: .basketQuantity(try scope()), unit: .whole)
    }

    private func daysSince(_ words: inout ProgrammeWords) throws(Fault) -> ProgrammeFigure {
        try words.expect("since")
        if words.take("it") { return ProgrammeFigure(metric: .daysSinceAbout, unit: .whole) }
        if words.take("joining") {
            return ProgrammeFigure(metric: .daysSinceJoining, unit: .whole)
        }
        return ProgrammeFigure(metric: .daysSince(try words.filter()), unit: .whole)
    }

    private func within(_ words: inout ProgrammeWords) throws(Fault) -> Int? {
        words.take("within") ? try words.days(in: 1...36_500) : nil
    }

    /// How many days the usual time counts as at least, 1 if nothing is said.
    func floorDays(_ words: inout ProgrammeWords) throws(Fault) -> Int {
        guard words.take("at") else { return 1 }
        try words.expect("least")
        return try words.days(in: 1...36_500)
    }

    /// A number in a figure's unit, in the smallest of it.
    func number(
        _ words: inout ProgrammeWords, in unit: ProgrammeFigure.Unit
    ) throws(Fault) -> Int64 {
        switch unit {
        case .whole:
            return try words.expect("a whole number") { ProgrammeValues.fixed($0, decimals: 0) }
        case .money:
            let money = AmountText(for: currency)
            let decimals = currency.spokenDecimals
            let form = decimals == 0 ? "" : " with \(decimals) decimals at most"
            return try words.expect("an amount\(form)") { try? money.minorUnits(of: $0) }
        case .units(let decimals):
            let form =
                decimals == 0 ? "a whole number" : "a number with \(decimals) decimals at most"
            return try words.expect(form) { text in
                let isNegative = text.hasPrefix("-")
                let digits = isNegative ? text.dropFirst() : text[...]
                return ProgrammeValues.fixed(digits, decimals: decimals)
                    .map { isNegative ? -$0 : $0 }
            }
        case .percent:
            let percent = try words.expect("a whole number of per cent") {
                ProgrammeValues.fixed($0, decimals: 0)
            }
            try words.expect("%")
            return percent
        }
    }
}
