import ArgumentParser
import TesseraAnswers
import TesseraLedger
import TesseraLoyalty
import TesseraModel
import TesseraOperations
import TesseraPremises

/// `tessera explain`: why an event came out so.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Tell step by step why an event, or something booked for it, came out so.")

    @Argument(
        help: ArgumentHelp(
            "The event, a part of it, or a redemption that it made.", valueName: "operation"))
    var operation: String

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let id = try OperationID.event(named: operation)
        try shop.answering(speaking, .reading) { counter, speech in
            let recorded = try await counter.explained(id)
            let told = EventSpeech(recorded, try await counter.vouchers(of: recorded), speech)
            let decision = recorded.decision
            let version = "  Programme \(decision.programme), version \(decision.version)"
            let parts = recorded.parts.map { "  Booked    op_\($0.operation.text)" }
            return (
                told.value,
                told.lines + [version, "  Rules, in the order they were looked at:"]
                    + told.reasons.map { "  \($0)" } + parts
            )
        }
    }
}
