/// A condition that failed, with what was needed and what was there.
///
/// - Source: F28.
package struct Refusal: Hashable, Sendable, Codable {
    /// The stable name, `limit_member`.
    package let code: String
    /// What was needed, for people.
    package let needed: String
    /// What was there, for people.
    package let actual: String

    /// A failed condition.
    package init(code: String, needed: String, actual: String) {
        self.code = code
        self.needed = needed
        self.actual = actual
    }

    /// What failed, in a sentence: what was needed and what was there.
    package var sentence: String {
        let detail = [
            needed.isEmpty ? nil : "needed: \(needed)",
            actual.isEmpty ? nil : "here: \(actual.withoutStop)",
        ].compactMap(\.self).joined(separator: "; ")
        let what = code.split(separator: "_").joined(separator: " ")
        let text = detail.isEmpty ? what : "\(what) (\(detail))"
        return text.prefix(1).uppercased() + text.dropFirst() + "."
    }
}

extension String {
    /// The text without a full stop at its end.
    fileprivate var withoutStop: String { hasSuffix(".") ? String(dropLast()) : self }
}
