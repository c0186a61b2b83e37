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
        let types = file.typeDeclarations
        return types.map { type in
            // A type within has a configuration of its own.
            let within = types.map(\.body).filter {
                type.body.contains($0.lowerBound) && $0 != type.body
            }
            let own = type.body.first { index in
                file.isWord(index, "CommandConfiguration") && file.isMark(index + 1, "(")
                    && !within.contains { $0.contains(index) }
            }
            let end = own.flatMap { file.partner[$0 + 1] }
            return CommandTypes(file, type, configuration: (own ?? 0)..<(end ?? own ?? 0))
        }
    }

    private init(_ file: SwiftFile, _ type: TypeDeclaration, configuration: Range<Int>) {
        name = type.name
        path = type.path
        line = type.line
        isProtocol = type.isProtocol
        inherits = type.inherits
        commandName = CommandTypes.argument("commandName", file, configuration).flatMap { index in
            file.tokens[index].kind == .literal ? file.tokens[index].text : nil
        }
        subcommands = CommandTypes.subcommands(file, configuration)
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
