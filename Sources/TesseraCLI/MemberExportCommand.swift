import ArgumentParser
import TesseraAnswers
import TesseraLedger
import TesseraLoyalty
import TesseraModel
import TesseraOperations
import TesseraPremises

/// `tessera member export`: everything about a member, to give to the member.
struct MemberExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write everything that is kept about a member into files for the member.",
        discussion: """
            The JSON has the profile with its consents, accounts with their lots, movements, \
            events, vouchers and whatever was booked on the card. The files are readable for \
            their owner alone.
            """)

    @Argument(help: HoldingOptions.memberHelp)
    var member: String

    @Option(name: .long, help: ArgumentHelp("The new JSON file.", valueName: "file"))
    var out: String

    @Option(
        name: .long,
        help: ArgumentHelp("A new file for the movements as CSV.", valueName: "file"))
    var movements: String?

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        for path in [out, movements].compactMap({ $0 }) where Files.exists(path) {
            throw CLIError.fileExists(path)
        }
        let (name, out, csv) = (member, out, movements)
        try shop.answering(speaking) { counter, speech in
            let member = try await counter.member(named: name)
            let file = try await MemberExport(member, at: counter)
            try Files.write(Array(file.json.text.utf8) + [0x0A], to: out, mode: 0o600)
            if let csv { try Files.write(Array(file.csv.utf8), to: csv, mode: 0o600) }
            let written = [out] + (csv.map { [$0] } ?? [])
            return (
                .record(
                    ("code", .string("written")), ("member", .string(member.number.text)),
                    ("files", .array(written.map { .string($0) }))),
                ["\(speech.painted("✓ Written", .green))  everything about \(member.number.text)"]
                    + written.map { "  File      \($0)" }
            )
        }
    }
}
