import Glibc
import TesseraCrypto
import TesseraPremises

/// A secret that a person types: into a file, down a pipe, or unseen at the terminal.
enum SecretPrompt {
    private static let mostByteCount = 1_024

    /// Reads a secret: a file's first line if one is named, what comes down a pipe, or what is
    /// typed at the terminal, twice the same.
    ///
    /// - Parameters:
    ///   - path: The file, `-` for standard input; `nil` for the terminal or the pipe.
    ///   - prompt: What is asked for, `New password`.
    /// - Returns: What was typed.
    /// - Throws: ``CLIError``; ``PremisesError``.
    static func read(from path: String?, asking prompt: String) throws -> String {
        if path != nil || isatty(STDIN_FILENO) != 1 {
            return try text(try SecretBytes(firstLineOf: path ?? "-").exposed())
        }
        let first = try typed("\(prompt): ")
        guard try typed("Again: ") == first else {
            throw CLIError.usage(
                "The two are not the same.", hint: "Nothing was changed; try again.")
        }
        return first
    }

    /// A line from the terminal, which does not show it.
    private static func typed(_ prompt: String) throws -> String {
        var usual = termios()
        guard unsafe tcgetattr(STDIN_FILENO, &usual) == 0 else {
            throw PremisesError.fileUnreadable("The terminal", reason: Files.reason())
        }
        var silent = usual
        silent.c_lflag &= ~tcflag_t(ECHO)
        silent.c_lflag |= tcflag_t(ECHONL)
        Output.standard.flush()
        Output.error.write(prompt)
        guard unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0 else {
            throw PremisesError.fileUnreadable("The terminal", reason: Files.reason())
        }
        defer { unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &usual) }
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while line.count < mostByteCount {
            let count = unsafe Glibc.read(STDIN_FILENO, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1, byte != 10 else { break }
            line.append(byte)
        }
        return try text(line)
    }

    private static func text(_ bytes: [UInt8]) throws -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CLIError.usage(
                "What was typed is not UTF-8.", hint: "Nothing was changed; try again.")
        }
        return text
    }
}
