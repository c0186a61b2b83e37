import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraLoyalty
import TesseraModel
import TesseraOperations
import TesseraPremises

/// `tessera event KIND`: records one event.
struct EventRecordCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Record one event, exactly once, with whatever follows from it.",
        discussion: """
            Kinds: \(EventKind.allCases.map(\.typed).joined(separator: ", ")).

            A purchase and a return take a basket from a file: docs/events.md. With --dry-run \
            nothing is booked, and every rule that was looked at is told. With the same \
            --operation the first answer is given again.
            """)

    @Argument(help: ArgumentHelp("What happened, such as purchase.", valueName: "kind"))
    var event: EventKind

    @OptionGroup var facts: EventOptions
    @Flag(name: .long, help: "Only look: book nothing, and tell every rule.")
    var dryRun = false

    @OptionGroup var operation: OperationOptions
    @OptionGroup var place: PlaceOptions
    @OptionGroup var operators: OperatorOptions
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let (event, facts, isTrial) = (event, facts, dryRun)
        let (operation, place, worker) = (operation, place, try operators.worker)
        try shop.answering(speaking) { counter, speech in
            let id = try operation.id(counter)
            let draft = try facts.draft(
                event, shop: place.shop, till: place.till, by: worker, counter)
            let report = try await counter.report(draft, operation: id)
            let recorded = try await counter.record(report, operation: id, isTrial: isTrial)
            let told = EventSpeech(recorded, try await counter.vouchers(of: recorded), speech)
            return (told.value, told.lines + (isTrial ? told.reasons : []))
        }
    }
}

extension EventKind: ExpressibleByArgument {
    /// The kind as it is typed, `trade-in`.
    var typed: String { rawValue.split(separator: "_").joined(separator: "-") }

    /// The kinds as they are typed.
    package static var allValueStrings: [String] { allCases.map(\.typed) }

    /// Reads a kind as it is typed, `trade-in`; `nil` for another word.
    package init?(argument: String) {
        self.init(rawValue: argument.split(separator: "-").joined(separator: "_"))
    }
}
