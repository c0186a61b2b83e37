import ArgumentParser
import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraPremises

/// `tessera undo`: puts the last redemption back.
struct UndoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo",
        abstract: "Put back a redemption that this till made less than 60 seconds ago.",
        discussion: """
            Of several vouchers used on one basket all are put back. What is older, or was made \
            elsewhere, is put back with tessera reverse.
            """)

    @Argument(
        help: ArgumentHelp("The redemption's or basket's id, or last.", valueName: "redemption"))
    var redemption: String

    @OptionGroup var operation: OperationOptions
    @OptionGroup var place: PlaceOptions
    @OptionGroup var operators: OperatorOptions
    @OptionGroup var shop: ShopOptions
    @OptionGroup var offline: TillFolderOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        var wanted: OperationID?
        if redemption != "last" { wanted = try .redemption(named: redemption) }
        if let desk = try offline.desk(besides: shop, speaking) {
            let (given, worker) = (try operation.given, try operators.worker)
            return try desk.answer(.text(redemption)) { _ in
                try desk.undo(wanted, by: worker, given)
            }
        }
        let (id, operation, place) = (wanted, operation, place)
        let worker = try operators.worker
        try shop.answering(speaking) { counter, speech in
            let undone = try await counter.undo(
                id, at: try place.till(counter.settings), by: worker,
                operation: try operation.id(counter))
            return (undone.value("undone"), undone.reversals.flatMap { $0.lines("Undone", speech) })
        }
    }
}
