import ArgumentParser
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
            var isEmpty = true
            while true {
                let page = try await ledger.claims(after: after, conflictsOnly: true, limit: 1_000)
                for booked in page {
                    isEmpty = false
                    if speech.json {
                        speech.say(JSONValue.record(booked.conflictFields).text)
                    } else if let row = booked.conflictRow(settings.zone) {
                        table.add(
                            row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7])
                    }
                }
                guard let last = page.last, page.count == 1_000 else { break }
                after = last.operation
            }
            for line in table.lines() { speech.say(line) }
            if isEmpty { speech.remark("There are no conflicts.") }
        }
    }
}
