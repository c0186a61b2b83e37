import ArgumentParser
import TesseraAnswers
import TesseraJournal
import TesseraLedger
import TesseraModel

/// `tessera ledger import`: books a journal again in an empty book.
struct LedgerImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Book a journal again in an empty book, with the same heads.",
        discussion: """
            Every operation is decided again and compared with the journal; the first one that \
            comes to something else ends the import and is named. Names of members are not in a \
            journal. The folder needs the settings and keys of the shop that the journal is of.
            """)

    @Argument(help: ArgumentHelp("The journal; - for standard input.", valueName: "file"))
    var file: String

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let (path, speech) = (file, speaking.speech)
        let (chain, audit) = try shop.atJournal { ledger, _ in
            let chain = try await JournalReplay(into: ledger).run(JournalReader(path: path))
            return (chain, try await ledger.audit())
        }
        try speech.refuse(audit.findings)
        speech.answer(
            .record(
                ("code", .string("imported")), ("file", .string(path)),
                ("operations", .integer(chain.sequence)), ("head", .string(chain.head.text))),
            [
                "\(speech.painted("✓ Imported", .green))  "
                    + "\(Int(chain.sequence).counted("operation")), each as in the journal",
                "  Head      \(chain.head.text)",
            ])
    }
}
