/// A type, a protocol or an extension with a body, as its header declares it.
struct TypeDeclaration: Sendable {
    /// The name with those it stands in, `Voucher.Issue`.
    let name: String
    let path: String
    let line: Int
    let isProtocol: Bool
    /// Every name after the colon.
    let inherits: Set<String>
    /// The tokens of the body, braces left out.
    let body: Range<Int>
}

extension SwiftFile {
    /// Every declaration of a type, those within others under their full name, outer ones first.
    func findTypeDeclarations() -> [TypeDeclaration] {
        var scopes: [(name: String, close: Int)] = []
        var found: [TypeDeclaration] = []
        for index in tokens.indices {
            scopes.removeAll { $0.close < index }
            guard let header = header(at: index) else { continue }
            let full = (scopes.map(\.name) + [header.name]).joined(separator: ".")
            scopes.append((header.name, header.close))
            found.append(
                TypeDeclaration(
                    name: full, path: path, line: tokens[header.open].line,
                    isProtocol: isWord(index, "protocol"), inherits: header.inherits,
                    body: header.open + 1..<header.close))
        }
        return found
    }

    private func header(
        at index: Int
    ) -> (name: String, inherits: Set<String>, open: Int, close: Int)? {
        let words = ["struct", "extension", "protocol", "enum", "class", "actor"]
        guard tokens[index].kind == .word, words.contains(tokens[index].text),
            !isMark(index - 1, "."), token(index + 1)?.kind == .word,
            !SwiftFile.declarationWords.contains(tokens[index + 1].text),
            let open = tokens.indices[index...].first(where: { isMark($0, "{") }),
            let close = partner[open]
        else { return nil }
        var name = tokens[index + 1].text
        var end = index + 2
        while isMark(end, "."), let next = token(end + 1), next.kind == .word {
            name += ".\(next.text)"
            end += 2
        }
        let inherits = tokens[end..<open].filter { $0.kind == .word }.map(\.text)
        return (name, Set(inherits), open, close)
    }
}
