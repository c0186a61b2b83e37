/// Every code a program can meet has a paragraph that people can read.
enum ErrorCodeRules {
    /// The codes of a module's error enumeration, as its `var code` answers them, or a `var
    /// …Code` that takes the rest of a long list.
    static func codes(in file: SwiftFile) -> [(code: String, line: Int)] {
        guard file.concept.hasSuffix("Error") else { return [] }
        return file.tokens.indices.flatMap { index -> [(String, Int)] in
            guard file.isWord(index, "var"), let name = file.token(index + 1)?.text,
                name == "code" || name.hasSuffix("Code"),
                let open = file.bodyStart(of: index), let close = file.partner[open]
            else { return [] }
            return file.tokens[open...close].filter { $0.kind == .literal }
                .map { ($0.text, $0.line) }
        }
    }

    static func unexplained(in file: SwiftFile, document: TextFile) -> [Finding] {
        let headings = Set(headings(of: document).map(\.code))
        return codes(in: file).compactMap { code, line in
            guard !headings.contains(code) else { return nil }
            return file.finding(line, "\(code) has no heading in \(document.path)")
        }
    }

    /// Headings without a paragraph, headings of codes that do not exist, and doubled ones.
    static func idleHeadings(in document: TextFile, codes: Set<String>) -> [Finding] {
        var seen: Set<String> = []
        return headings(of: document).compactMap { heading in
            let isNew = seen.insert(heading.code).inserted
            let what: String? =
                if !codes.contains(heading.code) {
                    "no error has the code \(heading.code)"
                } else if !heading.hasText {
                    "\(heading.code) has no paragraph"
                } else {
                    isNew ? nil : "\(heading.code) has two headings"
                }
            return what.map { document.finding(heading.line, $0) }
        }
    }

    /// An explained error outside a file of its own would escape the comparison.
    static func hiddenErrors(in file: SwiftFile) -> [Finding] {
        guard !file.concept.hasSuffix("Error") else { return [] }
        return file.tokens.indices.filter { index in
            guard file.isWord(index, "ExplainedError") else { return false }
            let before = file.token(index - 1)
            guard before?.isMark(":") == true || before?.isMark(",") == true else { return false }
            // Followed by a body, and begun by a type's keyword: an inheritance clause.
            let start = file.tokens[..<index].lastIndex { "{};".contains($0.text) } ?? 0
            return file.tokens[start..<index].contains {
                ["enum", "struct", "extension", "class", "actor"].contains($0.text)
            } && !file.tokens[start..<index].contains { $0.isWord("func") || $0.isMark("<") }
        }.map {
            file.finding(file.tokens[$0].line, "an explained error outside a file named …Error")
        }
    }

    private static func headings(
        of document: TextFile
    ) -> [(code: String, line: Int, hasText: Bool)] {
        document.lines.indices.compactMap { index in
            guard let match = document.lines[index].wholeMatch(of: #/##+ `([^`]+)`\s*/#)
            else { return nil }
            let rest = document.lines[(index + 1)...].prefix { !$0.hasPrefix("#") }
            let hasText = rest.contains { line in line.contains { $0.isLetter } }
            return (String(match.output.1), index + 1, hasText)
        }
    }
}
