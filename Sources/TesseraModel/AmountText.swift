/// How amounts are typed and shown: strict on the way in, one spelling on the way out.
///
/// Typed amounts are digits with at most one decimal mark, grouped only in correct threes, with no
/// sign, no exponent and no more decimals than people use for the currency. What could be read in
/// two ways, such as `250,000`, is refused with both readings named.
///
/// - Source: `docs/domain-model.md` R9; F20, F29.
package struct AmountText: Hashable, Sendable {
    /// The currency whose decimals and marks apply.
    package let currency: Currency

    /// The rules for one currency.
    package init(for currency: Currency) {
        self.currency = currency
    }

    /// Why a typed amount was refused.
    package enum Problem: Error, Hashable, Sendable {
        /// It is empty or holds something other than digits and the currency's two marks.
        case notANumber
        /// It has more decimals than the currency; the most it may have.
        case tooManyDecimals(allowed: Int)
        /// Its groups are not threes, or its marks are of another country; spellings to use.
        case marks(suggestions: [String])
        /// It is more than 10¹² minor units.
        case tooLarge
    }

    /// The largest amount that a token or a posting carries, in minor units.
    package static let largestMinorUnits: Int64 = 1_000_000_000_000

    /// Shops in countries that write `250.000` for a quarter of a million type it that way here.
    private var groupsWithDots: Bool { currency.code == "IDR" || currency.code == "VND" }
    private var decimalMark: Character { groupsWithDots ? "," : "." }
    private var groupingMark: Character { groupsWithDots ? "." : "," }

    /// Reads a typed amount as minor units.
    ///
    /// - Parameter typed: What a person or a file gave; blanks at both ends are dropped.
    /// - Returns: Minor units, zero included.
    /// - Throws: ``Problem`` when the text can be misread.
    package func minorUnits(of typed: String) throws(Problem) -> Int64 {
        let text = typed.trimmed
        guard !text.isEmpty, text.allSatisfy({ $0.isASCIIDigit || $0 == "." || $0 == "," }),
            text.contains(where: \.isASCIIDigit)
        else { throw .notANumber }
        let parts = text.split(separator: decimalMark, omittingEmptySubsequences: false)
        guard parts.count <= 2, let whole = parts.first else {
            throw .marks(suggestions: suggestions(for: text))
        }
        let decimals = parts.count == 2 ? parts[1] : ""
        let groups = whole.split(separator: groupingMark, omittingEmptySubsequences: false)
        guard isGrouped(groups), !decimals.contains(groupingMark),
            parts.count == 1 || decimals != ""
        else { throw .marks(suggestions: suggestions(for: text)) }
        // One group and no decimals is what a decimal mark of another country looks like.
        if groups.count == 2, parts.count == 1, currency.spokenDecimals > 0 {
            throw .marks(suggestions: suggestions(for: text))
        }
        guard decimals.count <= currency.spokenDecimals else {
            // Three decimals of a currency that has none are another country's thousands.
            if currency.spokenDecimals == 0, decimals.count == 3 {
                throw .marks(suggestions: suggestions(for: text))
            }
            throw .tooManyDecimals(allowed: currency.spokenDecimals)
        }
        return try minorUnits(whole: groups.joined(), decimals: String(decimals))
    }

    /// The amount as a bare number that ``minorUnits(of:)`` reads back, `38.00`.
    package func plain(_ minorUnits: Int64) -> String {
        digits(minorUnits, grouped: false)
    }

    /// The amount with its currency as shown on screen, `€1,250.00` or `250.000 IDR`.
    package func shown(_ minorUnits: Int64) -> String {
        let number = digits(minorUnits, grouped: true)
        let signs = ["EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹", "KRW": "₩"]
        if let sign = signs[currency.code] {
            return number.hasPrefix("-") ? "-\(sign)\(number.dropFirst())" : "\(sign)\(number)"
        }
        return "\(number) \(currency.code)"
    }

    private func isGrouped(_ groups: [Substring]) -> Bool {
        guard let first = groups.first, !first.isEmpty else { return false }
        return groups.count == 1
            || (first.count <= 3 && groups.dropFirst().allSatisfy { $0.count == 3 })
    }

    private func minorUnits(whole: String, decimals: String) throws(Problem) -> Int64 {
        let padded = decimals + String(repeating: "0", count: currency.exponent - decimals.count)
        let significant = (whole + padded).drop { $0 == "0" }
        guard significant.count <= 13, let value = Int64(significant.isEmpty ? "0" : significant),
            value <= AmountText.largestMinorUnits
        else { throw .tooLarge }
        return value
    }

    private func digits(_ minorUnits: Int64, grouped: Bool) -> String {
        let unit = currency.minorUnitsPerUnit
        let magnitude = minorUnits.magnitude
        var whole = "\(magnitude / UInt64(unit))"
        let rest = magnitude % UInt64(unit)
        if grouped {
            var text = ""
            for (index, digit) in whole.enumerated() {
                if index > 0, (whole.count - index) % 3 == 0 { text.append(groupingMark) }
                text.append(digit)
            }
            whole = text
        }
        // Decimals that people do not use are shown only when they hold something.
        let shownDecimals = rest == 0 ? currency.spokenDecimals : currency.exponent
        if shownDecimals > 0 {
            let padded = "\(UInt64(unit) + rest)".dropFirst()
            whole += "\(decimalMark)\(padded.prefix(shownDecimals))"
        }
        return minorUnits < 0 ? "-\(whole)" : whole
    }

    private func suggestions(for text: String) -> [String] {
        let marks = text.filter { $0 == "." || $0 == "," }
        let onlyDigits = text.filter(\.isASCIIDigit)
        guard let mark = marks.last, let position = text.lastIndex(of: mark), onlyDigits.count <= 12
        else { return [] }
        let tail = text[text.index(after: position)...].count
        var found: [String] = []
        let whole = AmountText.stripped(onlyDigits)
        if tail == 3 {
            if currency.spokenDecimals == 0, whole.count > 3 {
                found.append(AmountText(for: currency).grouped(whole))
            }
            found.append(whole)
        }
        if tail <= currency.spokenDecimals, tail > 0, marks.count == 1 {
            found.append(
                "\(AmountText.stripped(text[..<position].filter(\.isASCIIDigit)))"
                    + "\(decimalMark)\(text[text.index(after: position)...])")
        }
        return found
    }

    private func grouped(_ whole: String) -> String {
        guard let value = Int64(whole) else { return whole }
        return digits(value * currency.minorUnitsPerUnit, grouped: true)
    }

    private static func stripped(_ digits: String) -> String {
        let rest = digits.drop { $0 == "0" }
        return rest.isEmpty ? "0" : String(rest)
    }
}

extension Character {
    var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}

extension String {
    /// The text without blanks, tabs and line ends at both ends.
    package var trimmed: String {
        let kept = drop { $0.isWhitespace }
        guard let last = kept.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(kept[...last])
    }

    /// Whether it is one line, with nothing that a terminal would obey.
    package var isOneLine: Bool {
        unicodeScalars.allSatisfy {
            switch $0.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: false
            default: true
            }
        }
    }

    /// Whether people can read it as a name: one line of 1…100 characters and not blanks alone.
    package var isSpokenName: Bool { isOneLine && !trimmed.isEmpty && count <= 100 }
}
