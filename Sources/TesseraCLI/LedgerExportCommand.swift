import ArgumentParser
import Synchronization
import TesseraAnswers
import TesseraJournal
import TesseraLedger
import TesseraModel
import TesseraPremises

/// `tessera ledger export`: the journal, or the book as it stands, one record a line.
struct LedgerExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Seal and write the journal as JSON, one operation a line.",
        discussion: """
            The journal says all that was booked and can be imported into an empty book with the \
            same heads. It holds the salts of batches and is for your own eyes; names of members \
            are not in it. With --book the records of the book as it stands are written instead.
            """)

    @Option(
        name: .long,
        help: ArgumentHelp("Where it is written; - for standard output.", valueName: "file"))
    var out = "-"

    @Flag(name: .long, help: "Replace the file if it is there.")
    var force = false

    @Flag(name: .long, help: "The book as it stands: operations, members, vouchers in use, limits.")
    var book = false

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let path = out
        guard path == "-" || force || !Files.exists(path) else { throw CLIError.fileExists(path) }
        let draft: DraftFile? = path == "-" ? nil : try DraftFile(for: path)
        let write: @Sendable ([UInt8]) throws -> Void = { lines in
            if let draft { try draft.write(lines) } else { Output.standard.write(lines) }
        }
        let records = book ? try writeBook(write) : nil
        let chain = book ? nil : try writeJournal(write)
        guard let draft else { return }
        try draft.finish()
        let speech = speaking.speech
        let count = records ?? chain?.sequence ?? 0
        speech.answer(
            .record(
                ("code", .string("written")), ("file", .string(path)),
                ("records", .integer(count)), ("head", chain.map { .string($0.head.text) })),
            ["\(speech.painted("✓ Written", .green))  \(path), \(count) records"]
                + (chain.map { ["  Head      \($0.head.text)"] } ?? []))
    }

    private func writeJournal(
        _ write: @escaping @Sendable ([UInt8]) throws -> Void
    ) throws -> HashChain {
        try shop.atJournal { ledger, epoch in
            _ = try await Sealer(ledger: ledger).seal()
            return try await ledger.exportJournal(epoch: epoch, write)
        }
    }

    private func writeBook(
        _ write: @escaping @Sendable ([UInt8]) throws -> Void
    ) throws -> Int64 {
        let count = Mutex(Int64(0))
        try shop.inBook { ledger, _ in
            try await ledger.export { record in
                var line: [UInt8] = []
                record.value.append(to: &line)
                line.append(UInt8(ascii: "\n"))
                try write(line)
                count.withLock { $0 += 1 }
            }
        }
        return count.withLock { $0 }
    }
}
