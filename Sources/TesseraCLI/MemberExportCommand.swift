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
            let file = try await MemberFile(member, at: counter)
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

/// Everything that is kept about a member.
///
/// - Source: M53.
private struct MemberFile {
    let json: JSONValue
    let csv: String

    init(_ member: Member, at counter: Counter) async throws {
        let profile = try counter.profile(of: member)
        let movements = try await counter.movements(of: member)
        let history = try await counter.ledger.history(of: member.card)
        let holdings = try await counter.holdings(of: member.number)
        let card = try await counter.ledger.voucher(at: member.card)
        let vouchers = try await counter.vouchers(grantedTo: member)
        json = .record(
            member.fields(profile) + (profile?.choices ?? []) + [
                ("standing", .string(card.standing.name)),
                ("accounts", .array(holdings.map(\.value))),
                ("movements", .array(movements.map(\.value))),
                ("vouchers", .array(vouchers.map { .record($0.exported) })),
                ("booked", .array(history.map { .record($0.fields) })),
            ])
        let rows = movements.map { movement in
            [
                movement.time.rfc3339, movement.asset.name,
                movement.asset.plain(movement.units), movement.asset.plain(movement.balance),
                movement.event?.kind.rawValue ?? "", movement.reason,
                "op_\(movement.operation.text)",
            ]
        }
        csv = ([["at", "asset", "units", "balance", "event", "reason", "operation"]] + rows)
            .map { $0.map(MemberFile.cell).joined(separator: ",") + "\r\n" }.joined()
    }

    /// A cell of RFC 4180; one that a spreadsheet would take for a formula is given as text.
    private static func cell(_ text: String) -> String {
        let isNumber = text.allSatisfy { $0.isNumber || $0 == "." || $0 == "-" }
        let isFormula = !isNumber && ["=", "+", "-", "@"].contains(where: text.hasPrefix)
        let safe = isFormula ? "'\(text)" : text
        guard safe.contains(where: { ",\"\r\n".contains($0) }) else { return safe }
        return "\"\(safe.replacing("\"", with: "\"\""))\""
    }
}
