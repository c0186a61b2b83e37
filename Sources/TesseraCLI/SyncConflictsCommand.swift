import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraLedger
import TesseraModel

/// `tessera sync conflicts`: the claims that somebody should look at.
struct SyncConflictsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conflicts",
        abstract: "List what tills took and the book did not cover, and why.")

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let speech = speaking.speech
        try shop.inBook { ledger, settings in
            var table = Table("WHEN", "TILL", "AT", "VOUCHER", "TAKEN", "LOST", "WHY", "REDEMPTION")
            var after: OperationID?
            var (isEmpty, hasLoss) = (true, false)
            while true {
                let page = try await ledger.claims(after: after, conflictsOnly: true, limit: 1_000)
                for booked in page {
                    isEmpty = false
                    if let lost = booked.claim?.1 {
                        hasLoss = hasLoss || lost.lostByIssuer + lost.lostByAcceptor > 0
                    }
                    if speech.json {
                        speech.say(JSONValue.record(booked.conflictFields).text)
                    } else if let row = booked.conflictRow(
                        settings.zone, try await ledger.terms(of: booked))
                    {
                        table.add(
                            row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7])
                    }
                }
                guard let last = page.last, page.count == 1_000 else { break }
                after = last.operation
            }
            if isEmpty {
                speech.remark("There are no conflicts.")
            } else if !speech.json {
                for line in table.lines() { speech.say(line) }
                if hasLoss {
                    speech.say(
                        "What was lost stands in the accounts named loss: tessera ledger accounts")
                }
            }
        }
    }
}

extension Ledger {
    /// What the voucher of a claim promises; `nil` if it was never issued.
    fileprivate func terms(of booked: BookedOperation) async throws(LedgerError) -> Terms? {
        guard let position = booked.claim?.0.position else { return nil }
        do throws(LedgerError) {
            return try await voucher(at: position).terms
        } catch .unknownVoucher {
            return nil
        }
    }
}
