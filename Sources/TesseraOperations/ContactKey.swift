import Foundation

/// An address with one spelling, so that the same person is recognised.
///
/// Letters are small and of one form (NFKC). A telephone number has its digits alone, with `+` for
/// a number with the country. A number without the country stays as it is: which country is meant
/// nobody knows.
///
/// - Source: F26.
package struct ContactKey: Hashable, Sendable {
    /// The address; empty for none.
    package let text: String

    /// The one spelling of an address.
    package init(_ contact: String) {
        let one = contact.precomposedStringWithCompatibilityMapping.lowercased()
        let scalars = one.unicodeScalars.filter {
            !$0.properties.isWhitespace && $0.properties.generalCategory != .format
                && $0.properties.generalCategory != .control
        }
        // Composed last: what stood between a letter and its accent may be gone.
        let packed = String(String.UnicodeScalarView(scalars))
            .precomposedStringWithCompatibilityMapping
        text = ContactKey.number(packed) ?? packed
    }

    /// The digits of a telephone number; `nil` for what is none.
    private static func number(_ text: String) -> String? {
        var rest = Substring(text)
        if rest.hasPrefix("tel:") { rest = rest.dropFirst(4) }
        let punctuation: Set<Character> = ["-", "(", ")", ".", "/", "\u{2010}", "\u{2013}"]
        var isInternational = rest.hasPrefix("+") || rest.hasPrefix("(+")
        if isInternational {
            // "+44 (0)20": the nought is dialled at home only.
            rest = Substring(rest.replacing("(0)", with: "", maxReplacements: 1))
        }
        var digits = ""
        for (index, character) in rest.enumerated() where !punctuation.contains(character) {
            if character == "+", digits.isEmpty, index <= 1 { continue }
            guard character.isASCII, character.isNumber else { return nil }
            digits.append(character)
        }
        guard digits.count >= 4 else { return nil }
        if !isInternational, digits.hasPrefix("00") {
            isInternational = true
            digits.removeFirst(2)
        }
        return isInternational ? "+\(digits)" : digits
    }
}
