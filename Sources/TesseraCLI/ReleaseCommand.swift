import ArgumentParser
import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraPremises

/// `tessera release`: gives back what a hold put aside.
struct ReleaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release",
        abstract: "Give back what was put aside; it also ends by itself.")

    @Argument(help: ArgumentHelp("The hold's id, as it was answered.", valueName: "hold"))
    var hold: String

    @OptionGroup var operation: OperationOptions
    @OptionGroup var place: PlaceOptions
    @OptionGroup var operators: OperatorOptions
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let id = try OperationID.hold(named: hold)
        let (operation, place) = (operation, place)
        let worker = try operators.worker
        try shop.answering(speaking) { counter, speech in
            let released = try await counter.release(
                id, in: try place.shop(counter.settings), at: try place.till(counter.settings),
                by: worker, operation: try operation.id(counter))
            return (released.value, released.lines(speech))
        }
    }
}
