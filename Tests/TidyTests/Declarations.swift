/// How declarations are recognised among tokens.
extension SwiftFile {
    static let modifiers: Set<String> = [
        "static", "final", "indirect", "nonisolated", "mutating", "nonmutating", "borrowing",
        "consuming", "override", "required", "convenience", "lazy", "weak", "unowned", "unsafe",
        "safe", "private", "fileprivate", "internal", "dynamic", "prefix", "postfix", "infix",
        "isolated", "distributed", "class",
    ]
    static let declarationWords: Set<String> = [
        "func", "var", "let", "init", "subscript", "struct", "enum", "class", "actor", "protocol",
        "typealias", "associatedtype", "case", "operator", "extension", "macro",
    ]

    /// The keyword of the declaration that an access word begins; `nil` if it begins none.
    func keyword(after access: Int) -> Int? {
        guard !isMark(access - 1, ".") else { return nil }
        var index = access + 1
        while let token = token(index), token.kind == .word || token.isMark("@") {
            if token.isMark("@") {
                index += isMark(index + 2, "(") ? (partner[index + 2] ?? index) - index + 1 : 2
            } else if SwiftFile.declarationWords.contains(token.text),
                !(token.text == "class" && isMember(index + 1))
            {
                return index
            } else if SwiftFile.modifiers.contains(token.text) {
                let closing = isMark(index + 1, "(") ? partner[index + 1] : nil
                index = (closing ?? index) + 1
            } else {
                return nil
            }
        }
        return nil
    }

    private func isMember(_ index: Int) -> Bool {
        ["func", "var", "let", "subscript"].contains(token(index)?.text ?? "")
    }

    /// The brace that opens the body of a function, an initialiser, a subscript or a computed
    /// property; `nil` if it has none.
    func bodyStart(of keyword: Int) -> Int? {
        let isVariable = isWord(keyword, "var")
        var index = keyword + 1
        // The name of an operator looks like the beginning of something else.
        if isWord(keyword, "func") {
            while let next = token(index), next.kind == .mark, next.text != "(" { index += 1 }
        }
        while let current = token(index) {
            if current.isMark("{") { return index }
            if current.isMark("}") || (isVariable && current.isMark("=")) { return nil }
            if index > keyword + 1, let before = token(index - 1), before.line < current.line,
                !continues(before, current)
            {
                return nil
            }
            index = (current.isMark("(") || current.isMark("[") ? partner[index] ?? index : index)
            index += 1
        }
        return nil
    }

    private func continues(_ before: Token, _ current: Token) -> Bool {
        let openers: Set<String> = [",", ">", "<", ":", "=", "&", "where", "throws", "async"]
        let followers: Set<String> = [
            "async", "throws", "rethrows", "-", "where", "&", ".", ":", "=", ",", "(", "<", ">",
        ]
        return openers.contains(before.text) || followers.contains(current.text)
    }

    /// The names of the types that the file declares, with the index of each name.
    var typeNames: [(name: String, index: Int)] {
        let words: Set<String> = ["struct", "class", "enum", "actor", "protocol", "typealias"]
        return tokens.indices.compactMap { index in
            guard tokens[index].kind == .word, words.contains(tokens[index].text),
                !isMark(index - 1, "."), let name = token(index + 1), name.kind == .word,
                !SwiftFile.declarationWords.contains(name.text)
            else { return nil }
            return (name.text, index + 1)
        }
    }
}
