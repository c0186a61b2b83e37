/// Every command is shown at work in a transcript.
struct CommandRules {
    /// A command as its type declares it.
    struct Command: Sendable {
        /// The type with those it stands in, `Voucher.Issue`.
        let type: String
        let path: String
        let line: Int
        /// The word that calls it.
        let word: String
        let subcommands: [String]
    }

    let commands: [Command]

    /// Finds the commands of the terminal's room.
    init(files: [SwiftFile]) {
        let types = files.flatMap(CommandTypes.declared)
        var commandLike: Set<String> = ["ParsableCommand", "AsyncParsableCommand"]
        // A protocol of our own may stand between; two rounds find one over another.
        for _ in 0..<2 {
            for type in types
            where type.isProtocol && !commandLike.isDisjoint(with: type.inherits) {
                commandLike.insert(type.name)
            }
        }
        let conforming = types.filter {
            !$0.isProtocol && !commandLike.isDisjoint(with: $0.inherits)
        }
        commands = conforming.map { type in
            let parts = types.filter { $0.name == type.name }
            return Command(
                type: type.name, path: type.path, line: type.line,
                word: parts.compactMap(\.commandName).first ?? CommandRules.word(for: type.name),
                subcommands: parts.flatMap(\.subcommands))
        }
    }

    /// The words after `tessera` that call each command which acts.
    var leaves: [(words: [String], command: Command)] {
        let children = commands.flatMap { parent in
            parent.subcommands.compactMap { resolve($0, from: parent.type)?.type }
        }
        let roots = commands.filter { !children.contains($0.type) }
        return roots.flatMap { leaves(of: $0, words: [], depth: 0) }
    }

    private func leaves(
        of command: Command, words: [String], depth: Int
    ) -> [(words: [String], command: Command)] {
        guard !command.subcommands.isEmpty, depth < 5 else { return [(words, command)] }
        return command.subcommands.compactMap { resolve($0, from: command.type) }.flatMap {
            leaves(of: $0, words: words + [$0.word], depth: depth + 1)
        }
    }

    /// Looks a type up from the inside out, as the compiler does.
    private func resolve(_ name: String, from type: String) -> Command? {
        var scope = type.split(separator: ".").map(String.init)
        while true {
            let full = (scope + [name]).joined(separator: ".")
            if let found = commands.first(where: { $0.type == full }) { return found }
            if scope.isEmpty { return nil }
            scope.removeLast()
        }
    }

    /// Commands that no transcript calls.
    func unshown(in transcripts: [TextFile]) -> [Finding] {
        let calls = transcripts.flatMap { $0.lines.filter { $0.hasPrefix("$ ") } }
            .flatMap { line in CommandRules.calls(in: String(line)) }
        return leaves.compactMap { words, command in
            let isShown = calls.contains { call in
                // Help about a command does not show it, except for the command that gives help.
                (call.first != "help" || words == ["help"])
                    && call.indices.contains { call[$0...].starts(with: words) }
            }
            guard !isShown else { return nil }
            return Finding(
                path: command.path, line: command.line,
                what: "no transcript runs: tessera \(words.joined(separator: " "))")
        }
    }

    /// The words behind each `tessera` of a line, up to the end of that command.
    static func calls(in line: String) -> [[String]] {
        let words = line.dropFirst(2).split(separator: " ").map(String.init)
        return words.indices.filter { words[$0] == "tessera" }.map { index in
            Array(words[(index + 1)...].prefix { !["|", "&&", ";", ">"].contains($0) })
        }
    }

    /// The name the argument parser derives, `BulkIssue` → `bulk-issue`.
    static func word(for type: String) -> String {
        NameRules.parts(of: String(type.split(separator: ".").last ?? ""))
            .map { $0.lowercased() }.joined(separator: "-")
    }
}
