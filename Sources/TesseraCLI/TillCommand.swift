import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraCrypto
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraPremises

/// `tessera till`: what a supervisor does at a till.
struct TillCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "till",
        abstract: "Supervise tills: the PIN, tills that were stopped, tills without a network.",
        subcommands: [TillPINCommand.self, TillUnlockCommand.self, TillStatusCommand.self])
}

/// Where a PIN comes from; never from the arguments, which others on the machine can see.
struct PINOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "A file whose first line is the PIN; standard input if not said.", valueName: "file"))
    var pinFile = "-"

    /// The PIN.
    ///
    /// - Throws: ``PremisesError/fileUnreadable(_:reason:)``.
    func pin() throws -> SecretBytes {
        try SecretBytes(firstLineOf: pinFile)
    }
}

/// `tessera till pin`: sets the supervisor's PIN.
struct TillPINCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pin", abstract: "Set the supervisor's PIN, in place of an earlier one.")

    @OptionGroup var secret: PINOptions
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        try SupervisorPIN.set(secret.pin(), in: KeyFolder(shop.keysFolder))
        speaking.speech.answer(.record(("code", .string("pin_set"))), ["The PIN is set."])
    }
}

/// `tessera till unlock`: lets a till take typed codes again.
struct TillUnlockCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unlock",
        abstract: "Let a till take typed codes again after ten wrong ones within the hour.")

    @OptionGroup var secret: PINOptions
    @OptionGroup var place: PlaceOptions
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let (pin, folder) = (try secret.pin(), KeyFolder(shop.keysFolder))
        let (place, speech) = (place, speaking.speech)
        try shop.atCounter(.writing) { counter in
            let till = try place.till(counter.settings)
            try await counter.unlock(till, pin, in: folder)
            speech.answer(
                .record(("code", .string("unlocked")), ("till", .string(till.text))),
                ["\(till) takes typed codes again."])
        }
    }
}
