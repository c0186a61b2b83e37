/// A type of the terminal's room, as far as it says something about commands.
struct CommandTypes: Sendable {
    let name: String
    let path: String
    let line: Int
    let isProtocol: Bool
    let inherits: Set<String>
    let commandName: String?
    let subcommands: [String]

    /// Every type and extension of a file, those within others under their full name.
    static func declared(in file: SwiftFile) -> [CommandTypes] {
        var scopes: [(name: String, close: Int)] = []
        var found: [CommandTypes] = []
        for index in file.tokens.indices {
            scopes.removeAll { $0.close < index }
            guard let header = Header(file, at: index) else { continue }
            let full = (scopes.map(\.name) + [header.name]).joined(separator: ".")
            scopes.append((header.name, header.close))
            found.append(CommandTypes(file, header, name: full))
        }
        return found
    }

    private struct Header {
        let name: String
        let isProtocol: Bool
        let inherits: Set<String>
        let open: Int
        let close: Int

        init?(_ file: SwiftFile, at index: Int) {
            let words = ["struct", "extension", "protocol", "enum", "class", "actor"]
            guard file.tokens[index].kind == .word, words.contains(file.tokens[index].text),
                !file.isMark(index - 1, "."), file.token(index + 1)?.kind == .word,
                let open = file.tokens.indices[index...].first(where: { file.isMark($0, "{") }),
                let close = file.partner[open]
            else { return nil }
            var name = file.tokens[index + 1].text
            var end = index + 2
            while file.isMark(end, "."), let next = file.token(end + 1), next.kind == .word {
                name += ".\(next.text)"
                end += 2
            }
            self.name = name
            isProtocol = file.tokens[index].text == "protocol"
            inherits = Set(file.tokens[end..<open].filter { $0.kind == .word }.map(\.text))
            self.open = open
            self.close = close
        }
    }

    private init(_ file: SwiftFile, _ header: Header, name: String) {
        self.name = name
        path = file.path
        line = file.tokens[header.open].line
        isProtocol = header.isProtocol
        inherits = header.inherits
        let configuration = CommandTypes.configuration(file, header.open, header.close)
        commandName = CommandTypes.argument("commandName", file, configuration).flatMap { index in
            file.tokens[index].kind == .literal ? file.tokens[index].text : nil
        }
        subcommands = CommandTypes.subcommands(file, configuration)
    }

    /// The tokens between the brackets of `CommandConfiguration(…)` in a type's own body.
    private static func configuration(_ file: SwiftFile, _ open: Int, _ close: Int) -> Range<Int> {
        var index = open + 1
        while index < close {
            if file.isWord(index, "CommandConfiguration"), file.isMark(index + 1, "("),
                let end = file.partner[index + 1]
            {
                return index + 2..<end
            }
            // A type within has a configuration of its own.
            if Header(file, at: index) != nil,
                let inner = file.tokens.indices[index...].first(where: { file.isMark($0, "{") }),
                let end = file.partner[inner]
            {
                index = end
            }
            index += 1
        }
        return open..<open
    }

    private static func argument(_ label: String, _ file: SwiftFile, _ range: Range<Int>) -> Int? {
        range.first { file.isWord($0, label) && file.isMark($0 + 1, ":") }.map { $0 + 2 }
    }

    /// The types that a configuration lists, grouped ones included.
    private static func subcommands(_ file: SwiftFile, _ range: Range<Int>) -> [String] {
        range.filter { file.isWord($0, "self") && file.isMark($0 - 1, ".") }.compactMap { index in
            var start = index - 2
            guard let last = file.token(start), last.kind == .word else { return nil }
            var name = last.text
            while file.isMark(start - 1, "."), let outer = file.token(start - 2),
                outer.kind == .word
            {
                name = "\(outer.text).\(name)"
                start -= 2
            }
            return name
        }
    }
}
