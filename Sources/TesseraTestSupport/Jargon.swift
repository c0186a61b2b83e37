/// Words that nobody at a till should have to read.
///
/// - Source: W5 of the house's wording rules.
package enum Jargon {
    private static let words: Set<String> = [
        "tag", "tags", "token", "tokens", "hmac", "null", "nil", "invalid", "failed", "failure",
        "error",
    ]

    /// The words of a sentence that do not belong there.
    package static func words(in sentence: String) -> [String] {
        sentence.lowercased().split { !$0.isLetter }.map(String.init).filter(words.contains)
    }
}
