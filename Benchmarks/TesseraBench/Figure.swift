/// One measured number, and how sure it is.
struct Figure: Sendable, Encodable {
    /// The name in the table and in `bench.json`.
    let name: String
    /// The median of the rounds.
    let value: Double
    /// What the value counts; `ratio` for our figure over its reference.
    let unit: String
    /// How many times it was measured.
    let rounds: Int
    /// The distance between the lower and the upper quartile of the rounds, in the value's unit.
    let spread: Double
    /// What it must reach.
    let gate: Gate?
    /// What it was measured beside: our own absolute figure and the reference's, in words.
    let beside: String

    /// A bound that a figure keeps.
    enum Gate: Sendable {
        case atLeast(Double)
        case atMost(Double)

        /// The bound as it stands in the table.
        var text: String {
            switch self {
            case .atLeast(let bound): "≥ \(shown(bound))"
            case .atMost(let bound): "≤ \(shown(bound))"
            }
        }

        /// Returns whether a value keeps it.
        func holds(_ value: Double) -> Bool {
            switch self {
            case .atLeast(let bound): value >= bound
            case .atMost(let bound): value <= bound
            }
        }
    }

    /// The figure of some rounds.
    init(
        _ name: String, of values: [Double], unit: String = "ratio", gate: Gate? = nil,
        beside: String = ""
    ) {
        self.name = name
        self.value = values.quantile(0.5)
        self.unit = unit
        self.rounds = values.count
        self.spread = values.quantile(0.75) - values.quantile(0.25)
        self.gate = gate
        self.beside = beside
    }

    private enum Key: String, CodingKey {
        case name, value, unit, rounds, spread, must, holds, beside
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(name, forKey: .name)
        try container.encode(rounded(value), forKey: .value)
        try container.encode(unit, forKey: .unit)
        try container.encode(rounds, forKey: .rounds)
        try container.encode(rounded(spread), forKey: .spread)
        try container.encodeIfPresent(gate?.text, forKey: .must)
        try container.encodeIfPresent(gate?.holds(value), forKey: .holds)
        try container.encode(beside, forKey: .beside)
    }

    private func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }
}

extension [Double] {
    /// The value below which so large a part of the others lies, interpolated.
    func quantile(_ part: Double) -> Double {
        precondition(!isEmpty)
        let sorted = sorted()
        let place = part * Double(count - 1)
        let (low, high) = (Int(place.rounded(.down)), Int(place.rounded(.up)))
        return sorted[low] + (sorted[high] - sorted[low]) * (place - Double(low))
    }
}

/// A number with as many digits as are worth reading.
func shown(_ value: Double) -> String {
    let decimals = abs(value) >= 100 ? 0 : abs(value) >= 10 ? 1 : 2
    let scale = [1.0, 10, 100][decimals]
    let whole = Int((abs(value) * scale).rounded())
    let sign = value < 0 && whole > 0 ? "-" : ""
    guard decimals > 0 else { return sign + grouped(whole) }
    let part = "\(whole % Int(scale))"
    let padding = String(repeating: "0", count: decimals - part.count)
    return "\(sign)\(whole / Int(scale)).\(padding)\(part)"
}

/// A whole number with spaces between its thousands.
private func grouped(_ number: Int) -> String {
    var text = ""
    for (index, digit) in String(number).reversed().enumerated() {
        if index > 0, index.isMultiple(of: 3) { text.append(" ") }
        text.append(digit)
    }
    return String(text.reversed())
}
