/// A scale of whole numbers with ticks at 1, 2 or 5 times a power of ten.
struct Axis: Hashable, Sendable {
    /// The ticks, at least two, evenly apart; the first and the last are the ends of the scale.
    let ticks: [Int64]

    /// A scale that holds zero and all values.
    ///
    /// - Parameters:
    ///   - values: What is to be shown; ends beyond ±4·10¹⁸ are cut off.
    ///   - most: About how many steps there may be, at least 1.
    init(holding values: [Int64], most: Int64 = 5) {
        let end: Int64 = 4_000_000_000_000_000_000
        let low = max(-end, min(0, values.min() ?? 0))
        let high = min(end, max(1, values.max() ?? 1, low + 1))
        let step = Axis.step(over: UInt64(high - low), most: UInt64(most))
        let first = low >= 0 ? low / step : -((step - 1 - low) / step)
        let last = (high - 1) / step + (high > 0 ? 1 : 0)
        ticks = (first...max(last, first + 1)).map { $0 * step }
    }

    /// Where a value lies between two places, in whole steps, halves up.
    func place(_ value: Int64, from start: Int, to end: Int) -> Int {
        guard let low = ticks.first, let high = ticks.last else { return start }
        let clamped = max(low, min(high, value))
        let span = Int128(high) - Int128(low)
        let way = (Int128(clamped) - Int128(low)) * Int128(end - start)
        let half = way < 0 ? -(span / 2) : span / 2
        return start + Int((way + half) / span)
    }

    private static func step(over span: UInt64, most: UInt64) -> Int64 {
        var power: UInt64 = 1
        while true {
            for factor in [1, 2, 5] as [UInt64] {
                let (step, overflow) = power.multipliedReportingOverflow(by: factor)
                let steps = overflow ? 1 : (span + step - 1) / step
                if overflow || steps <= most { return Int64(clamping: step) }
            }
            power *= 10
        }
    }
}
