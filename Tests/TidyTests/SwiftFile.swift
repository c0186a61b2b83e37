import Testing

/// A Swift file, read once and cut into tokens.
struct SwiftFile: Sendable, CustomTestStringConvertible {
    /// The path from the top of the package, `Sources/TesseraModel/Day.swift`.
    let path: String
    let lines: [Substring]
    let tokens: [Token]
    /// The comments of each line.
    let comments: [(line: Int, text: String)]
    /// For each opening or closing bracket the index of its partner.
    let partner: [Int: Int]
    /// The lines on which a doc comment says something.
    let documented: Set<Int>
    private let firstOfLine: [Int: Int]
    /// Every type, protocol and extension with a body.
    private(set) var typeDeclarations: [TypeDeclaration] = []

    init(path: String, text: String) {
        self.path = path
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let lexer = SwiftLexer(text)
        tokens = lexer.tokens
        comments = lexer.comments
        partner = SwiftFile.partners(of: lexer.tokens)
        var documented: Set<Int> = []
        for (line, text) in lexer.comments where text.hasPrefix("///") && text.count > 4 {
            documented.insert(line)
        }
        self.documented = documented
        var firsts: [Int: Int] = [:]
        for (index, token) in lexer.tokens.enumerated() where firsts[token.line] == nil {
            firsts[token.line] = index
        }
        firstOfLine = firsts
        typeDeclarations = findTypeDeclarations()
    }

    var testDescription: String { path }

    /// The file's name without folder and extension.
    var name: String {
        String((path.split(separator: "/").last ?? "").split(separator: ".").first ?? "")
    }

    /// The name up to a plus sign, `TokenError` for `TokenError+wording.swift`.
    var concept: String { String(name.split(separator: "+").first ?? "") }

    /// The folder below `Sources/` or `Tests/`.
    var room: String {
        let parts = path.split(separator: "/")
        return parts.count > 2 ? String(parts[1]) : ""
    }

    func token(_ index: Int) -> Token? { tokens.indices.contains(index) ? tokens[index] : nil }

    func isMark(_ index: Int, _ text: String) -> Bool { token(index)?.isMark(text) ?? false }

    func isWord(_ index: Int, _ text: String) -> Bool { token(index)?.isWord(text) ?? false }

    func finding(_ line: Int, _ what: String) -> Finding {
        Finding(path: path, line: line, what: what)
    }

    /// Returns whether a doc comment stands directly above the line of a token and its attributes.
    func isDocumented(_ index: Int) -> Bool {
        var first = firstOfLine[tokens[index].line] ?? index
        while let attribute = attributeStart(before: first) {
            first = firstOfLine[tokens[attribute].line] ?? attribute
        }
        return documented.contains(tokens[first].line - 1)
    }

    private func attributeStart(before index: Int) -> Int? {
        var name = index - 1
        if isMark(name, ")"), let open = partner[name] { name = open - 1 }
        guard token(name)?.kind == .word, isMark(name - 1, "@") else { return nil }
        return name - 1
    }

    private static func partners(of tokens: [Token]) -> [Int: Int] {
        let closing = [")": "(", "]": "[", "}": "{"]
        var open: [(mark: String, index: Int)] = []
        var partner: [Int: Int] = [:]
        for (index, token) in tokens.enumerated() where token.kind == .mark {
            if "([{".contains(token.text) {
                open.append((token.text, index))
            } else if let mark = closing[token.text], let last = open.last, last.mark == mark {
                partner[last.index] = index
                partner[index] = last.index
                open.removeLast()
            }
        }
        return partner
    }
}
