import ArgumentParser
import TesseraLedger
import TesseraModel

/// `tessera ledger verify`: recounts the book from its history.
struct LedgerVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Recount every balance from history and look for anything that does not belong.")

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let speech = speaking.speech
        try shop.inBook { ledger, _ in
            let audit = try await ledger.audit()
            guard audit.findings.isEmpty else {
                for finding in audit.findings {
                    speech.answer(finding.value, ["✗ \(finding.record): \(finding.problem)"])
                }
                throw CLIError.bookDamaged(findings: audit.findings.count)
            }
            speech.answer(
                .record(
                    ("code", .string("sound")), ("operations", .integer(Int64(audit.operations))),
                    ("transfers", .integer(Int64(audit.transfers))),
                    ("vouchers", .integer(Int64(audit.vouchers)))),
                [
                    "\(speech.painted("✓ Sound", .green))  "
                        + "\(audit.operations.counted("operation")), "
                        + "\(audit.transfers.counted("transfer")) and "
                        + "\(audit.vouchers.counted("voucher")) in use, recounted."
                ])
        }
    }
}

extension LedgerAudit.Finding {
    /// The finding for programs.
    var value: JSONValue {
        .record(
            ("code", .string("finding")), ("record", .string(record)),
            ("problem", .string(problem)))
    }
}
