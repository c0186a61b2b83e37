import ArgumentParser
import TesseraConfiguration

/// Finds the command that was probably meant; the parser does so for options only.
enum Misspelling {
    /// What to say in place of a parser's error when a command's word is not known.
    ///
    /// - Parameters:
    ///   - arguments: The words after the program's name.
    ///   - error: What parsing them ended with.
    /// - Returns: `nil` if every word that should be a command is one, or the error is another.
    static func found(in arguments: [String], by error: any Error) -> ValidationError? {
        guard Tessera.exitCode(for: error) == .validationFailure else { return nil }
        var command: any ParsableCommand.Type = Tessera.self
        for word in arguments {
            let known = command.configuration.subcommands
            guard !known.isEmpty, !word.hasPrefix("-") else { return nil }
            if let next = known.first(where: { $0.configuration.commandName == word }) {
                command = next
                continue
            }
            // The word may be the first one of the command that is meant where none is named.
            guard command.configuration.defaultSubcommand == nil else { return nil }
            let nearest = nearest(to: word, among: known)
            let above = command == Tessera.self ? "" : "\(Tessera.name(of: command)) "
            return ValidationError(
                "There is no command '\(above)\(word)'."
                    + (nearest.map { " Did you mean '\(above)\($0)'?" } ?? ""))
        }
        return nil
    }

    /// The command whose word is nearest; `nil` if none is near.
    static func nearest(to word: String, among known: [any ParsableCommand.Type]) -> String? {
        Spelling.nearest(to: word, in: known.compactMap { $0.configuration.commandName })
    }
}

extension Tessera {
    /// The word that calls a command.
    fileprivate static func name(of command: any ParsableCommand.Type) -> String {
        command.configuration.commandName ?? ""
    }
}
