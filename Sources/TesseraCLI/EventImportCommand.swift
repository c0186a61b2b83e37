import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraCrypto
import TesseraLoyalty
import TesseraModel
import TesseraOperations
import TesseraPremises

/// `tessera event import`: records events from a file, one a line.
struct EventImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Record events from a file, one JSON object a line.",
        discussion: """
            A line without an operation of its own gets one from the file's content and its \
            number: the same file twice records nothing twice. A line that cannot be read \
            stops the import before anything is recorded; docs/events.md shows the fields.
            """)

    @Argument(help: ArgumentHelp("The file, one JSON object a line.", valueName: "file"))
    var file: String

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let path = file
        let bytes = try Files.bytes(path)
        try shop.answering(speaking) { counter, speech in
            let drafts = try EventImportCommand.drafts(bytes, path, counter.settings.currency)
            var tally = ImportTally()
            var progress = Progress("events", total: drafts.count, clock: counter.clock)
            let book = try await counter.programmes()
            for (index, line) in drafts.enumerated() {
                await tally.add(line) {
                    let report = try await counter.report(line.draft, operation: line.operation)
                    return try await counter.record(
                        report, book: book, operation: line.operation)
                }
                progress.report(index + 1)
            }
            progress.finish()
            return (tally.value, tally.lines(path, speech))
        }
    }

    /// Reads all lines before anything is recorded.
    private static func drafts(
        _ bytes: [UInt8], _ path: String, _ currency: Currency
    ) throws -> [ImportedLine] {
        let digest = Digest.sha256(bytes)
        var lines: [ImportedLine] = []
        for (index, line) in bytes.split(
            separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
        ).enumerated() {
            let text = String(decoding: line, as: UTF8.self)
            if text.allSatisfy(\.isWhitespace) { continue }
            let draft = try EventDraft(
                json: text, file: path, line: index + 1, currency: currency)
            let own = Digest.sha256(digest + Array("line \(index + 1)".utf8))
            guard let operation = draft.operation ?? OperationID(bytes: own.prefix(16)) else {
                continue
            }
            lines.append(ImportedLine(number: index + 1, operation: operation, draft: draft))
        }
        return lines
    }
}

/// A line of a file of events.
struct ImportedLine: Sendable {
    let number: Int
    let operation: OperationID
    let draft: EventDraft
}

/// What became of the lines of a file.
struct ImportTally {
    private var recorded = 0
    private var repeated = 0
    private var refused: [(line: Int, error: any ExplainedError)] = []

    /// Adds what became of a line; a "no" does not keep the others from being recorded.
    mutating func add(
        _ line: ImportedLine, _ work: () async throws -> RecordedEvent
    ) async {
        do {
            if try await work().isReplay { repeated += 1 } else { recorded += 1 }
        } catch let error as any ExplainedError {
            refused.append((line.number, error))
        } catch {
            refused.append((line.number, EventImportError.failed("\(error)")))
        }
    }

    /// The answer for programs.
    var value: JSONValue {
        .record(
            ("code", .string("imported")), ("recorded", .integer(Int64(recorded))),
            ("repeated", .integer(Int64(repeated))),
            (
                "refused",
                .array(
                    refused.map { line, error in
                        .record(
                            ("line", .integer(Int64(line))), ("code", .string(error.code)),
                            ("message", .string(error.message)))
                    })
            ))
    }

    /// The answer for people.
    func lines(_ path: String, _ speech: Speech) -> [String] {
        let head = "\(speech.painted("✓ Imported", .green))  \(path): \(recorded) recorded"
        let before = repeated > 0 ? ", \(repeated) were there before" : ""
        let not = refused.isEmpty ? "" : ", \(refused.count) refused"
        return [head + before + not]
            + refused.map { "  line \($0.line)   \($0.error.message)  [\($0.error.code)]" }
    }
}
