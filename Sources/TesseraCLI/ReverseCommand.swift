import ArgumentParser
import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraPremises

/// `tessera reverse`: puts a redemption back, whole or in part.
struct ReverseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reverse",
        abstract: "Put a redemption back, whole or in part, however old it is.",
        discussion: """
            It may be done several times, as long as something is left of the redemption. Limits \
            get back their share. A basket is put back whole; in part, name one of its \
            redemptions.
            """)

    @Argument(
        help: ArgumentHelp(
            "The redemption's or basket's id, as it was answered.", valueName: "redemption"))
    var redemption: String

    @OptionGroup var part: PartOptions
    @OptionGroup var reason: ReasonOptions
    @OptionGroup var operation: OperationOptions
    @OptionGroup var place: PlaceOptions
    @OptionGroup var operators: OperatorOptions
    @OptionGroup var approving: ApprovalOptions
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let id = try OperationID.redemption(named: redemption)
        let (asked, reason, operation, place) = (part.asked, reason.reason, operation, place)
        let (worker, second) = (try operators.worker, try approving.second)
        try shop.answering(speaking) { counter, speech in
            let undone = try await counter.reverse(
                id, asked, reason: reason, in: try place.shop(counter.settings),
                at: try place.till(counter.settings), by: worker,
                approvedBy: second, operation: try operation.id(counter))
            return (
                undone.value("reversed"),
                undone.reversals.flatMap { $0.lines("Reversed", speech) }
            )
        }
    }
}
