import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraPremises

/// `tessera operator password`: sets what somebody signs in with.
struct OperatorPasswordCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "password",
        abstract: "Set what somebody signs in with over the network.",
        discussion: """
            It is asked for at the terminal, or taken from a file or standard input; never from \
            the command's words, which others can see. At least 12 characters. Whoever is signed \
            in under the name no longer is.
            """)

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A file whose first line is the password; - for standard input.", valueName: "file"))
    var passwordFile: String?

    @OptionGroup var setting: SecretSetting

    mutating func run() throws {
        try setting.set("password", from: passwordFile, code: "password_set") {
            counter, password, id in
            try await counter.setPassword(password, of: id, by: .terminal)
        }
    }
}

/// `tessera operator pin`: sets what somebody signs in with at a till.
struct OperatorPINCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pin",
        abstract: "Set the digits that somebody signs in with at a paired till.",
        discussion: """
            They are asked for at the terminal, or taken from a file or standard input; never from \
            the command's words, which others can see. 6 to 12 digits. Whoever is signed in under \
            the name no longer is.
            """)

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A file whose first line is the PIN; - for standard input.", valueName: "file"))
    var pinFile: String?

    @OptionGroup var setting: SecretSetting

    mutating func run() throws {
        try setting.set("PIN", from: pinFile, code: "pin_set") { counter, pin, id in
            try await counter.setPIN(pin, of: id, by: .terminal)
        }
    }
}

/// Whose secret is set, and how that is done: asked for, kept, and said.
struct SecretSetting: ParsableArguments {
    @Argument(help: ArgumentHelp("The operator's name.", valueName: "operator"))
    var name: String

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    /// Reads a secret and keeps it.
    ///
    /// - Parameters:
    ///   - secret: What it is called.
    ///   - path: The file that holds it; `nil` to ask at the terminal.
    ///   - code: What the answer says.
    ///   - keep: Puts it into the book.
    /// - Throws: ``CLIError``; ``PremisesError``; the status of an answer that is no yes.
    func set(
        _ secret: String, from path: String?, code: String,
        _ keep: @escaping @Sendable (Counter, String, OperatorID) async throws -> Void
    ) throws {
        let id = try OperatorID.named(name)
        let word = try SecretPrompt.read(from: path, asking: "New \(secret) of \(id)")
        try shop.answering(speaking) { counter, speech in
            try await keep(counter, word, id)
            return (
                .record(("code", .string(code)), ("operator", .string(id.text))),
                ["\(speech.painted("✓ Set", .green))  the \(secret) of \(id)"]
            )
        }
    }
}
