/// How much a reader must hold in mind at once.
enum ShapeRules {
    static let mostLines = 250
    static let mostColumns = 100
    static let mostBodyLines = 60

    static func length(of file: SwiftFile) -> [Finding] {
        let count = file.lines.last == "" ? file.lines.count - 1 : file.lines.count
        guard count > mostLines else { return [] }
        return [file.finding(mostLines + 1, "\(count) lines, at most \(mostLines)")]
    }

    static func columns(of file: SwiftFile) -> [Finding] {
        file.lines.enumerated().filter { $0.element.count > mostColumns }.map { line in
            file.finding(line.offset + 1, "\(line.element.count) columns, at most \(mostColumns)")
        }
    }

    static func bodies(of file: SwiftFile) -> [Finding] {
        let words: Set<String> = ["func", "init", "deinit", "subscript", "var"]
        return file.tokens.indices.compactMap { index in
            let token = file.tokens[index]
            guard token.kind == .word, words.contains(token.text), !file.isMark(index - 1, "."),
                let open = file.bodyStart(of: index), let close = file.partner[open]
            else { return nil }
            let count = file.tokens[close].line - file.tokens[open].line - 1
            guard count > mostBodyLines else { return nil }
            return file.finding(token.line, "a body of \(count) lines, at most \(mostBodyLines)")
        }
    }
}
