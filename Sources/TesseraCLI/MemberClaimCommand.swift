import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraLedger
import TesseraLoyalty
import TesseraModel
import TesseraOperations
import TesseraPremises

/// `tessera member claim`: a card that was nobody's becomes a member's.
struct MemberClaimCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "claim",
        abstract: "Make a card that nobody had claimed a member's, with all that is on it.",
        discussion: "The card is stopped; what was on it keeps its days. It can be done once.")

    @Argument(
        help: ArgumentHelp(
            "The card that is claimed: its code, or its number.", valueName: "card"))
    var card: String

    @Option(
        name: .long,
        help: ArgumentHelp("Whose it becomes: a number, or a card's code.", valueName: "member"))
    var into: String

    @OptionGroup var operation: OperationOptions
    @OptionGroup var place: PlaceOptions
    @OptionGroup var operators: OperatorOptions
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let (card, into, operation) = (card, into, operation)
        let (place, worker) = (place, try operators.worker)
        try shop.answering(speaking) { counter, speech in
            let id = try operation.id(counter)
            // By number: the code of a card that was claimed is stopped, and the answer is known.
            let member = try await counter.member(named: into).number
            let draft = EventDraft(
                kind: .merge, member: member.text,
                merged: try await counter.member(named: card).number.text,
                shop: try place.shop(counter.settings).text,
                till: try place.till(counter.settings).text, worker: worker?.text)
            let report = try await counter.report(draft, operation: id)
            let recorded = try await counter.record(report, operation: id)
            let holdings = try await counter.holdings(of: member)
            let told = EventSpeech(recorded, [], speech)
            return (
                told.value,
                told.lines + holdings.map { "  Now       \($0.holding.asset.shown($0.balance))" }
            )
        }
    }
}
