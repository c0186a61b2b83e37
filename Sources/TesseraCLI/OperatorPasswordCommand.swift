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

    @Argument(help: ArgumentHelp("The operator's name.", valueName: "operator"))
    var name: String

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A file whose first line is the password; - for standard input.", valueName: "file"))
    var passwordFile: String?

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let id = try OperatorID.named(name)
        let password = try SecretPrompt.read(from: passwordFile, asking: "New password of \(id)")
        try shop.answering(speaking) { counter, speech in
            try await counter.setPassword(password, of: id, by: .terminal)
            return (
                .record(("code", .string("password_set")), ("operator", .string(id.text))),
                ["\(speech.painted("✓ Set", .green))  the password of \(id)"]
            )
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

    @Argument(help: ArgumentHelp("The operator's name.", valueName: "operator"))
    var name: String

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A file whose first line is the PIN; - for standard input.", valueName: "file"))
    var pinFile: String?

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let id = try OperatorID.named(name)
        let pin = try SecretPrompt.read(from: pinFile, asking: "New PIN of \(id)")
        try shop.answering(speaking) { counter, speech in
            try await counter.setPIN(pin, of: id, by: .terminal)
            return (
                .record(("code", .string("pin_set")), ("operator", .string(id.text))),
                ["\(speech.painted("✓ Set", .green))  the PIN of \(id)"]
            )
        }
    }
}
