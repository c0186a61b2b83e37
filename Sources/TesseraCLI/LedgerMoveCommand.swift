import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraJournal
import TesseraLedger
import TesseraModel
import TesseraPremises

/// `tessera ledger move`: the book from a file into a database, or back.
struct LedgerMoveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "move",
        abstract: "Move the book from a file into a PostgreSQL database, or back.",
        discussion: """
            Everything that was ever booked is booked again there, and must come to the same, \
            with the same heads; then the settings name the new place. Nothing may be booked \
            meanwhile: end what works with the book. The old book is left as it is, aside. \
            Keys, passwords and whatever else stands beside the history come with it; counted \
            wrong codes and admitted live codes do not.
            """)

    @Argument(
        help: ArgumentHelp(
            "postgres://user@host/database, or the shop's data folder.", valueName: "place"))
    var place: String

    @Flag(name: .long, help: "Say what would be moved, and whether it could be; move nothing.")
    var dryRun = false

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let settings = try shop.settings()
        let clock = try shop.clockWithoutKeys()
        let move = BookMove(
            source: try shop.bookPlace(settings), target: try BookPlace(named: place),
            written: place, folder: shop.folder, zone: settings.zone, clock: clock)
        let speech = speaking.speech
        if dryRun {
            let found = try move.rehearsed()
            return speech.answer(
                .record([("code", .string("movable"))] + found.fields),
                ["\(speech.painted("✓ Movable", .green))  \(found.line(move))"] + found.lines)
        }
        let moved = try move.made { speech.remark("\(Int($0).counted("operation")) moved") }
        speech.answer(
            .record([("code", .string("moved"))] + moved.fields),
            ["\(speech.painted("✓ Moved", .green))  \(moved.line(move))"] + moved.lines)
    }
}
