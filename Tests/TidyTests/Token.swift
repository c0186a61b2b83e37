/// One word, number, text or mark of Swift source, comments left out.
struct Token: Sendable {
    enum Kind: Sendable {
        /// A keyword or a name; raw identifiers are reduced to `raw`.
        case word
        case number
        /// A string literal; its text is what stands between the quotes.
        case literal
        /// A single character of punctuation.
        case mark
    }

    let kind: Kind
    var text: String
    let line: Int
    /// Whether it touches the token before it.
    let glued: Bool

    func isMark(_ text: String) -> Bool { kind == .mark && self.text == text }
    func isWord(_ text: String) -> Bool { kind == .word && self.text == text }
}

/// Something that the style guide does not allow, and where.
struct Finding: Hashable, Sendable, CustomStringConvertible {
    let path: String
    let line: Int
    let what: String

    var description: String { "\(path):\(line): \(what)" }
}
