import ArgumentParser
import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraPremises

/// `tessera capture`: takes what a hold put aside.
struct CaptureCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "capture",
        abstract: "Take what was put aside with tessera redeem --hold, or some of it.",
        discussion: "What is not taken is given back. A hold is captured once.")

    @Argument(help: ArgumentHelp("The hold's id, as it was answered.", valueName: "hold"))
    var hold: String

    @OptionGroup var part: PartOptions
    @OptionGroup var operation: OperationOptions
    @OptionGroup var place: PlaceOptions
    @OptionGroup var operators: OperatorOptions
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let id = try OperationID.hold(named: hold)
        let (asked, operation, place) = (part.asked, operation, place)
        let worker = try operators.worker
        try shop.answering(speaking) { counter, speech in
            let redemption = try await counter.capture(
                id, asked, in: try place.shop(counter.settings),
                at: try place.till(counter.settings), by: worker,
                operation: try operation.id(counter))
            return (
                .record(redemption.fields + [("hold", .string(id.holdText))]),
                redemption.lines(speech)
            )
        }
    }
}
