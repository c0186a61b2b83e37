import ArgumentParser
import TesseraModel
import TesseraOperations

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
        try output.report(.campaigns(campaign: choice.campaign, in: try days.span))
    }
}

/// Which campaign a report is of.
struct CampaignOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("Only this campaign of the programme.", valueName: "name"))
    var campaign: String?
}

/// `tessera report diversity`: how many kinds of offers there were.
struct ReportDiversityCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diversity",
        abstract: "How many different kinds of offers were granted in each quarter.")

    @OptionGroup var output: ReportOptions

    mutating func run() throws {
        try output.report(.diversity)
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
        let handedOut = try batches.map { text in
            guard let batch = ReportQuestion.HandedOut(text, cost: { .typed($0) }) else {
                throw CLIError.usage(
                    "\"\(text.shortened)\" is not label:channel:cost.",
                    hint: "Write it like HN-03:flyer:150.00")
            }
            return batch
        }
        try output.report(.batches(handedOut))
    }
}
