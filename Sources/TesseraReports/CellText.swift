import TesseraModel

extension Cell {
    /// The cell for people: `€3.75`, `1.22`, `2026-11-22`; nothing for an empty one.
    var shown: String {
        switch self {
        case .text(let text): text
        case .integer(let number): "\(number)"
        case .money(let amount, let currency): AmountText(for: currency).shown(amount)
        case .decimal(let number, let digits): decimalText(number, digits: digits)
        case .day(let day): day.text
        case .empty: ""
        }
    }

    /// The number with a full stop and nothing else, as programs read it; `nil` for words, days
    /// and nothing.
    var plainNumber: String? {
        switch self {
        case .integer(let number): "\(number)"
        case .money(let amount, let currency): decimalText(amount, digits: currency.exponent)
        case .decimal(let number, let digits): decimalText(number, digits: digits)
        case .text, .day, .empty: nil
        }
    }

    /// Whether it stands at the right of its column.
    var isNumber: Bool { plainNumber != nil }
}

/// A number times ten to the power of so many digits, with a full stop: `-0.05`.
func decimalText(_ number: Int64, digits: Int) -> String {
    guard digits > 0 else { return "\(number)" }
    let bare = "\(number.magnitude)"
    let padded = String(repeating: "0", count: max(0, digits + 1 - bare.count)) + bare
    return (number < 0 ? "-" : "") + padded.dropLast(digits) + "." + padded.suffix(digits)
}

extension Column.Unit {
    /// What stands behind the title of a column for people.
    var sign: String {
        switch self {
        case .percent: " %"
        case .points: " points"
        case .minutes: " (minutes)"
        case .text, .count, .amount, .number, .day, .days, .units: ""
        }
    }
}
