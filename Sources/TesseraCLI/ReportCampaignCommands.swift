import ArgumentParser
import TesseraModel
import TesseraConfiguration
import TesseraLoyalty
import TesseraOperations
import TesseraReports

/// `tessera report campaign`: what campaigns were used and cost.
struct ReportCampaignCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "campaign",
        abstract: "What campaigns were used and what they cost.",
        discussion: "Nothing counts for a campaign after its last day: its report stays as it is.")

    @OptionGroup var choice: CampaignOptions
    @OptionGroup var days: SpanOptions
    @OptionGroup var output: ReportOptions

    mutating func run() throws {
        let (choice, span) = (choice, try days.span)
        try output.report { input, _ in
            CampaignReport.report(
                of: input, only: try choice.campaign(of: input.programme)?.id, in: span)
        }
    }
}

/// Which campaign a report is of.
struct CampaignOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("Only this campaign of the programme.", valueName: "name"))
    var campaign: String?

    /// The campaign that was named.
    ///
    /// - Returns: `nil` for all of them.
    /// - Throws: ``CampaignError/unknownCampaign(_:nearest:)``.
    func campaign(of programme: Programme) throws(CampaignError) -> Campaign? {
        guard let campaign else { return nil }
        guard let found = programme.campaigns.first(where: { $0.id == campaign }) else {
            let nearest = Spelling.nearest(to: campaign, in: programme.campaigns.map(\.id))
            throw .unknownCampaign(campaign, nearest: nearest)
        }
        return found
    }
}

/// `tessera report diversity`: how many kinds of offers there were.
struct ReportDiversityCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diversity",
        abstract: "How many different kinds of offers were granted in each quarter.")

    @OptionGroup var output: ReportOptions

    mutating func run() throws {
        try output.report { input, _ in Diversity.report(of: input) }
    }
}

/// `tessera report batches`: what printed batches brought.
struct ReportBatchesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "batches",
        abstract: "What printed batches brought for what they cost: flyers, cards, posters.",
        discussion: "For example: --batch HN-03:flyer:150.00")

    @Option(
        name: .customLong("batch"),
        help: ArgumentHelp(
            "The label of its vouchers, how it was handed out, and what it cost; repeat it.",
            valueName: "label:channel:cost"))
    var batches: [String] = []

    @OptionGroup var output: ReportOptions

    mutating func run() throws {
        guard !batches.isEmpty else {
            throw CLIError.usage(
                "No batch was named.", hint: "Name one: --batch HN-03:flyer:150.00")
        }
        let batches = try batches.map { text in
            // Labels may have colons; the last two parts have none.
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count >= 3, parts.allSatisfy({ !$0.isEmpty }) else {
                throw CLIError.usage(
                    "\"\(text.shortened)\" is not label:channel:cost.",
                    hint: "Write it like HN-03:flyer:150.00")
            }
            return (
                label: parts.dropLast(2).joined(separator: ":"),
                channel: String(parts[parts.count - 2]), cost: String(parts[parts.count - 1])
            )
        }
        guard Set(batches.map(\.label)).count == batches.count else {
            throw CLIError.usage("A batch was named twice.", hint: "Name each label once.")
        }
        try output.report { input, _ in
            let currency = input.programme.currency
            return BatchYield.report(
                of: input,
                batches: try batches.map { batch in
                    BatchYield.Batch(
                        label: batch.label, channel: batch.channel,
                        cost: Money(
                            minorUnits: try batch.cost.amount(in: currency),
                            currency: currency))
                })
        }
    }
}

extension String {
    /// The amount that was typed, 0 or more, in minor units.
    ///
    /// - Throws: ``ModelError``.
    func amount(in currency: Currency) throws(ModelError) -> Int64 {
        try AmountText(for: currency).explained(self, least: 0)
    }
}
