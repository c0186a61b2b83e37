import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraLedger
import TesseraModel
import TesseraPremises
import TesseraToken

/// `tessera status`: what the book holds, in figures.
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show what the book holds and which keys end soon.")

    /// How many days before its last signing day a key is spoken of.
    static let noticeDays = 60

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let entries = try KeyFolder(shop.keysFolder).entries()
        let clock = try shop.clock()
        let (folder, speech) = (shop.folder, speaking.speech)
        try shop.inBook { ledger, settings in
            let figures = try await ledger.figures()
            let today = settings.zone.day(at: clock.now())
            let ending = entries.filter { entry in
                entry.record.state == .active
                    && entry.record.signTo < today.advanced(by: StatusCommand.noticeDays)
            }
            let status = ShopStatus(
                folder: folder, settings: settings, figures: figures, ending: ending,
                telling: Telling(zone: settings.zone, now: clock.now()))
            speech.answer(
                figures.value(of: settings, ending: ending), status.lines)
        }
    }
}

/// The figures of a shop at a moment.
private struct ShopStatus {
    let folder: String
    let settings: Settings
    let figures: LedgerFigures
    let ending: [KeyStore.Entry]
    let telling: Telling

    var lines: [String] {
        let training = settings.isTraining ? ", for training" : ""
        var lines = [
            "\(settings.issuerName)\(training), in \(folder)",
            "  Vouchers  \(figures.vouchers) issued, \(figures.vouchersInUse) in use "
                + "or changed, \(figures.batches) batches and cards",
            "  Members   \(figures.members)",
        ]
        let owed =
            figures.owed.isEmpty ? "nothing" : figures.owed.map(\.shown).joined(separator: ", ")
        lines.append("  Owed      \(owed) on gift cards")
        let last = figures.lastRecorded.map(telling.moment) ?? "never"
        lines.append("  Booked    \(figures.operations.counted("operation")), the last one \(last)")
        if ending.isEmpty {
            lines.append("  Keys      none ends within \(StatusCommand.noticeDays) days")
        }
        for entry in ending {
            lines.append(
                "  Keys      key \(entry.record.id.number) signs until "
                    + "\(entry.record.signTo.text): tessera key rotate")
        }
        return lines
    }
}
