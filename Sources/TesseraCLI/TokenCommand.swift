import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraModel
import TesseraToken
import TesseraVerification

/// `tessera token`: for integrators who read tokens themselves.
struct TokenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Take tokens apart and verify them against a ring of keys.",
        subcommands: [TokenInspectCommand.self, TokenVerifyCommand.self])
}

/// `tessera token inspect`: what a token claims, believed or not.
struct TokenInspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Show what a token claims. Nothing is verified: claims are not facts.",
        discussion: """
            The form is read as suite 1 unless --suite says ed25519; the tag is shown, not checked.
            """)

    @Argument(help: CodeInput.help)
    var code: String

    @Option(name: .long, help: ArgumentHelp("hmac or ed25519.", valueName: "suite"))
    var suite = Suite.hmac

    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        guard case .text(let text) = try CodeInput(code) else {
            throw CLIError.usage(
                "A stream cannot be inspected.", hint: "Use: tessera token verify --ring FILE -")
        }
        if TypedCode.looksTyped(text) {
            let typed = try TypedCode(typed: text)
            speaking.speech.answer(typed.value, typed.lines)
            return
        }
        let unverified = try UnverifiedToken(text)
        let token = try unverified.fields(suite: suite)
        speaking.speech.answer(token.value, token.lines)
    }
}

extension Suite: ExpressibleByArgument {
    /// Reads a suite by its name.
    package init?(argument: String) { self.init(name: argument) }
}

extension Token {
    fileprivate var lines: [String] {
        [
            "Claims, not verified:",
            "  \(terms.shown)",
            "  Days      \(validity.first.text) to \(validity.last.text)",
            "  Voucher   \(position.voucherText)",
            "  Key       \(keyID.number)\(keyID.isTraining ? ", for training" : "")",
            "  Audience  \(audience.number)",
            "  Seal      \(sealText)",
        ]
    }
}

extension TypedCode {
    fileprivate var lines: [String] {
        [
            "Claims, not verified:", "  \(kind.name) \(text)",
            "  Voucher   \(position.voucherText)",
        ]
    }
}
