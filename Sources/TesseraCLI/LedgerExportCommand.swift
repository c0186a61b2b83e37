import ArgumentParser
import Synchronization
import TesseraLedger
import TesseraModel

/// `tessera ledger export`: the whole book, one record a line.
struct LedgerExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write the whole book as JSON, one record a line; names of members are left out.",
        discussion: """
            The export holds the salts of batches and is for your own eyes. Records come in order: \
            batches, members, operations each with its transfers, vouchers in use.
            """)

    @Option(
        name: .long,
        help: ArgumentHelp("Where it is written; - for standard output.", valueName: "file"))
    var out: String

    @Flag(name: .long, help: "Replace the file if it is there.")
    var force = false

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let (path, speech) = (out, speaking.speech)
        guard path == "-" || force || !Files.exists(path) else { throw CLIError.fileExists(path) }
        let draft: DraftFile? = path == "-" ? nil : try DraftFile(for: path)
        let count = Mutex(Int64(0))
        try shop.inBook { ledger, _ in
            try await ledger.export { record in
                var line: [UInt8] = []
                record.value.append(to: &line)
                line.append(UInt8(ascii: "\n"))
                if let draft { try draft.write(line) } else { Output.standard.write(line) }
                count.withLock { $0 += 1 }
            }
        }
        guard let draft else { return }
        try draft.finish()
        let records = count.withLock { $0 }
        speech.answer(
            .record(
                ("code", .string("written")), ("file", .string(path)),
                ("records", .integer(records))),
            ["\(speech.painted("✓ Written", .green))  \(path), \(records) records"])
    }
}
