import ArgumentParser
import TesseraAnswers
import TesseraClaims
import TesseraModel
import TesseraPremises
import TesseraTill

/// `tessera partner recompute`: a statement recomputed from what the partner's own tills know.
struct PartnerRecomputeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recompute",
        abstract: "Recompute a statement from your own tills' logs and receipts, to the cent.",
        discussion: "For the partner: no data folder and no key of the issuer is needed.")

    @Argument(
        help: ArgumentHelp("What tessera partner settle --out has written.", valueName: "statement")
    )
    var statement: String

    @Option(
        name: .long,
        help: ArgumentHelp("A till's folder; once for each till.", valueName: "folder"))
    var tillFolder: [String] = []

    @OptionGroup var speaking: SpeechOptions

    mutating func validate() throws {
        guard !tillFolder.isEmpty else {
            throw ValidationError("Name each of your tills' folders with --till-folder.")
        }
    }

    mutating func run() throws {
        guard let file = StatementFile.read(try Files.bytes(statement)) else {
            throw CLIError.notAStatement(statement)
        }
        var (claims, tills): ([AnsweredClaim], [TillID]) = ([], [])
        for folder in tillFolder {
            let pairing = try OfflineTill.pairing(in: folder)
            guard pairing.acceptor == file.acceptor else {
                throw CLIError.usage(
                    "\(folder) is a till of \(pairing.acceptor), and the statement is for "
                        + "\(file.acceptor).",
                    hint: "Name the folders of that partner's own tills.")
            }
            let till = try OfflineTill.waitingFor(folder)
            claims += try till.answeredClaims()
            tills.append(pairing.device)
        }
        let findings = StatementCheck(file, against: claims, of: tills).findings()
        let speech = speaking.speech
        for finding in findings {
            speech.answer(
                .record(
                    ("place", .string(finding.place)), ("problem", .string(finding.problem))),
                ["✗ \(finding.place): \(finding.problem)"])
        }
        guard findings.isEmpty else { throw CLIError.statementDiffers(places: findings.count) }
        let strange = file.lines.filter { line in
            line.ruling != nil && line.till.map { !tills.map(\.text).contains($0) } ?? false
        }
        var table = Table("", "")
        for total in file.totals {
            let currency = Currency(code: total.currency)
            let shown = currency.map { Money(minorUnits: total.net, currency: $0).shown }
            table.add("  To pay", shown ?? "\(total.net) \(total.currency)")
        }
        speech.answer(
            .record(
                ("code", .string("right")), ("acceptor", .string(file.acceptor.text)),
                ("number", .integer(Int64(file.number))),
                ("lines", .integer(Int64(file.lines.count))),
                ("not_compared", .integer(Int64(strange.count))),
                (
                    "totals",
                    .array(
                        file.totals.map {
                            .record(
                                ("currency", .string($0.currency)), ("net", .integer($0.net)))
                        })
                )),
            [
                "\(speech.painted("✓ Right", .green))  settlement \(file.number) of "
                    + "\(file.acceptor), \(file.lines.count.counted("line")), to the cent"
            ] + table.lines(withHead: false)
                + (strange.isEmpty
                    ? []
                    : [
                        "  Not compared  \(strange.count.counted("line")) of tills that were not "
                            + "named: "
                            + Set(strange.compactMap(\.till)).sorted().joined(separator: ", ")
                    ]))
    }
}
