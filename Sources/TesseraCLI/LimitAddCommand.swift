import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraPremises

/// `tessera limit add`: sets a limit from now on.
struct LimitAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Set a limit, which holds from now on.",
        discussion: """
            tessera limit add --campaign 7 --per member --uses 1
            tessera limit add --gifts --per code --each-day --amount 50

            What was used before does not count. By member, a use without a member's card is \
            refused.
            """)

    @Option(
        name: .long,
        help: ArgumentHelp("All vouchers of this campaign.", valueName: "number"))
    var campaign: CampaignNumber?

    @Flag(name: .long, help: "All gift cards.")
    var gifts = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "What it is counted for: all, code, member, shop or till.", valueName: "key"))
    var per: LimitTerms.Key

    @Flag(name: .long, help: "Counted anew on each of the issuer's days.")
    var eachDay = false

    @Option(name: .long, help: ArgumentHelp("At most so many uses.", valueName: "count"))
    var uses: Int64?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp(
            "At most so much: taken from gift cards, or off baskets.", valueName: "amount"))
    var amount: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The currency of --amount; the settings' if not said.", valueName: "code"))
    var currency: String?

    @OptionGroup var operation: OperationOptions
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func validate() throws {
        guard (campaign != nil) != gifts else {
            throw ValidationError("Give one of --campaign and --gifts.")
        }
        guard (uses != nil) != (amount != nil) else {
            throw ValidationError("Give one of --uses and --amount.")
        }
        guard currency == nil || amount != nil else {
            throw ValidationError("--currency goes with --amount.")
        }
    }

    /// The most uses that a limit can name.
    private static let usesRange: ClosedRange<Int64> = 1...1_000_000_000_000

    mutating func run() throws {
        let (command, operation) = (LimitWords(self), operation)
        try shop.answering(speaking) { counter, speech in
            let terms = try command.terms(counter.settings.currency)
            let change = try await counter.setLimit(terms, operation: try operation.id(counter))
            var lines = [
                "\(speech.painted("✓ Set", .green))  \(change.limit.text): \(terms.sentence)"
            ]
            if change.isReplay {
                lines.append(
                    "  This was answered \(speech.telling.moment(change.time)); "
                        + "nothing was set twice.")
            }
            return (
                change.value(setting: terms),
                lines
            )
        }
    }

    /// The words of the command, read when the settings are there.
    private struct LimitWords: Sendable {
        let scope: LimitTerms.Scope
        let key: LimitTerms.Key
        let period: LimitTerms.Period
        let uses: Int64?
        let amount: String?
        let currency: String?

        init(_ command: LimitAddCommand) {
            scope = command.campaign.map { .campaign($0) } ?? .gifts
            key = command.per
            period = command.eachDay ? .day : .ever
            uses = command.uses
            amount = command.amount
            currency = command.currency
        }

        func terms(_ settled: Currency) throws(ModelError) -> LimitTerms {
            LimitTerms(scope: scope, key: key, period: period, most: try most(settled))
        }

        private func most(_ settled: Currency) throws(ModelError) -> LimitTerms.Most {
            if let uses {
                guard LimitAddCommand.usesRange.contains(uses) else {
                    throw .number("\(uses)", of: "uses", range: LimitAddCommand.usesRange)
                }
                return .uses(uses)
            }
            var unit = settled
            if let currency {
                guard let named = Currency(code: currency) else { throw .currency(currency) }
                unit = named
            }
            return .value(
                Money(
                    minorUnits: try AmountText(for: unit).explained(amount ?? ""), currency: unit))
        }
    }
}

extension LimitTerms.Key: ExpressibleByArgument {}
