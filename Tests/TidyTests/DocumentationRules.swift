/// Whatever another room can see says what it is.
enum DocumentationRules {
    static func undocumented(
        in file: SwiftFile, witnesses: Witnesses = Witnesses(files: [])
    ) -> [Finding] {
        file.tokens.indices.flatMap { index -> [Finding] in
            guard file.isWord(index, "package"), let keyword = file.keyword(after: index)
            else { return [] }
            let own =
                file.isDocumented(index) || isPromisedElsewhere(keyword, in: file)
                    || witnesses.explain(keyword, in: file)
                ? [] : [finding(keyword, in: file)]
            return own + members(of: keyword, in: file).map { finding($0, in: file) }
        }
    }

    private static func finding(_ keyword: Int, in file: SwiftFile) -> Finding {
        let name = file.token(keyword + 1).map { $0.kind == .word ? " \($0.text)" : "" } ?? ""
        return file.finding(
            file.tokens[keyword].line, "\(file.tokens[keyword].text)\(name) has no doc comment")
    }

    /// Cases of an enumeration and requirements of a protocol that have no doc comment.
    private static func members(of keyword: Int, in file: SwiftFile) -> [Int] {
        let words: Set<String> =
            switch file.tokens[keyword].text {
            case "enum": ["case"]
            case "protocol": ["func", "var", "init", "subscript", "associatedtype"]
            default: []
            }
        guard !words.isEmpty,
            let open = file.tokens.indices[keyword...].first(where: { file.isMark($0, "{") }),
            let close = file.partner[open]
        else { return [] }
        var found: [Int] = []
        var index = open + 1
        while index < close {
            if let closing = file.partner[index], closing > index {
                index = closing
            } else if words.contains(file.tokens[index].text), file.tokens[index].kind == .word,
                !file.isMark(index - 1, "."), !file.isDocumented(index)
            {
                found.append(index)
            }
            index += 1
        }
        return found
    }

    /// Members whose meaning a protocol of everybody's has already told.
    private static func isPromisedElsewhere(_ keyword: Int, in file: SwiftFile) -> Bool {
        let next = file.token(keyword + 1)?.text ?? ""
        let label = file.isMark(keyword + 2, "(") ? file.token(keyword + 3)?.text ?? "" : ""
        switch file.tokens[keyword].text {
        case "init":
            let labels: Set<String> = ["from", "rawValue"]
            return next == "(" && labels.contains(file.token(keyword + 2)?.text ?? "")
        case "func":
            let isOrder = next == "<" && file.isMark(keyword + 2, "(")
            let isEquality = next == "=" && file.isMark(keyword + 2, "=")
            return isOrder || isEquality || next == "encode" && label == "to"
                || next == "hash" && label == "into"
        case "var", "let":
            let everybodys: Set<String> = [
                "description", "debugDescription", "customMirror", "rawValue",
            ]
            return everybodys.contains(next)
        default: return false
        }
    }
}
