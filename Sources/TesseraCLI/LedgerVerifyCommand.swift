import ArgumentParser
import TesseraAnswers
import TesseraJournal
import TesseraLedger
import TesseraModel

/// `tessera ledger verify`: recounts the book from its history and the journal from its operations.
struct LedgerVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Recount every balance from history and look for anything that does not belong.",
        discussion: """
            The hash chain is reckoned again too. With --checkpoints it is compared with what \
            somebody else kept, with --journal with a file that was exported earlier.
            """)

    @Option(
        name: .long,
        help: ArgumentHelp("Checkpoints that somebody else kept.", valueName: "file"))
    var checkpoints: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The public key of the checkpoints; the shop's own if not said.", valueName: "file"))
    var key: String?

    @Option(
        name: .long,
        help: ArgumentHelp("A journal that was exported earlier.", valueName: "file"))
    var journal: String?

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func validate() throws {
        guard key == nil || checkpoints != nil else {
            throw ValidationError("--key goes with --checkpoints.")
        }
    }

    mutating func run() throws {
        let speech = speaking.speech
        let kept = try shop.checkpoints(checkpoints, keyPath: key)
        let journal = journal
        let (check, others) = try shop.inBook { ledger, _ in
            let check = try await ledger.examination(checkpoints: kept)
            guard let journal else { return (check, [LedgerAudit.Finding]()) }
            let others = try await JournalCheck(of: ledger)
                .comparison(with: JournalReader(path: journal))
            return (check, others)
        }
        let audit = check.audit
        try speech.refuse(audit.findings + others)
        speech.answer(
            .record(
                ("code", .string("sound")), ("operations", .integer(Int64(audit.operations))),
                ("transfers", .integer(Int64(audit.transfers))),
                ("vouchers", .integer(Int64(audit.vouchers))),
                ("sealed", .integer(check.chain.sequence)), ("unsealed", .integer(check.unsealed)),
                ("head", .string(check.chain.head.text)),
                ("checkpoints", checkpoints == nil ? nil : .integer(Int64(kept.count)))),
            [
                "\(speech.painted("✓ Sound", .green))  "
                    + "\(audit.operations.counted("operation")), "
                    + "\(audit.transfers.counted("transfer")) and "
                    + "\(audit.vouchers.counted("voucher")) in use, recounted.",
                "  Journal   \(check.chain.sequence) sealed, \(check.unsealed) not yet",
            ]
                + (checkpoints == nil
                    ? [] : ["  Agrees with \(kept.count.counted("checkpoint")) kept elsewhere"])
                + (journal == nil ? [] : ["  Agrees with the journal in \(journal ?? "")"]))
    }
}
