import ArgumentParser
import TesseraAnswers
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraPremises

/// `tessera limit end`: ends a limit.
struct LimitEndCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "end", abstract: "End a limit; what it counted is forgotten with it.")

    @Argument(help: ArgumentHelp("The limit's id, lim_3.", valueName: "limit"))
    var limit: String

    @OptionGroup var operation: OperationOptions
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        guard let id = LimitID(text: limit) else {
            throw ModelError.name(limit, of: "a limit", example: "lim_3")
        }
        let operation = operation
        try shop.answering(speaking) { counter, speech in
            let change = try await counter.endLimit(id, operation: try operation.id(counter))
            var lines = ["\(speech.painted("✓ Ended", .green))  \(id.text)"]
            if change.isReplay {
                lines.append("  This was answered \(speech.telling.moment(change.time)).")
            }
            return (
                change.endedValue,
                lines
            )
        }
    }
}
