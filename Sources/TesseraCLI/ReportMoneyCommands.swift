import ArgumentParser
import TesseraOperations
import TesseraReports

/// `tessera report liability`: what is owed to holders.
struct ReportLiabilityCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "liability",
        abstract: "What is owed on gifts and points, by age, and what expired unused.",
        discussion: "For gifts, outstanding and breakage add up to the liability account.")

    @OptionGroup var output: ReportOptions

    mutating func run() throws {
        try output.report(.liability)
    }
}

/// `tessera report expiry`: what expires in which month.
struct ReportExpiryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "expiry",
        abstract: "What expires in which month: gifts, points, discounts, rights.")

    @OptionGroup var output: ReportOptions

    mutating func run() throws {
        try output.report(.expiry)
    }
}

/// `tessera report redemptions`: what was issued and redeemed.
struct ReportRedemptionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "redemptions",
        abstract: "Vouchers issued and redeemed, by day, campaign or label.")

    @Option(
        name: .long,
        help: ArgumentHelp("A row for each day, campaign or label.", valueName: "what"))
    var by = Redemptions.Grouping.day

    @OptionGroup var choice: CampaignOptions
    @OptionGroup var days: SpanOptions
    @OptionGroup var output: ReportOptions

    mutating func run() throws {
        try output.report(.redemptions(by: by, campaign: choice.campaign, in: try days.span))
    }
}

extension Redemptions.Grouping: ExpressibleByArgument {}

/// `tessera report costs`: what it costs to win a member and to keep one.
struct ReportCostsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "costs",
        abstract: "What it costs to win a member and to keep one, and what those return spend.")

    @Option(
        name: .long,
        help: ArgumentHelp(
            "What else was spent to win members, such as flyers.", valueName: "amount"))
    var acquisition: String?

    @Option(
        name: .long,
        help: ArgumentHelp("What else was spent to keep members.", valueName: "amount"))
    var retention: String?

    @OptionGroup var days: SpanOptions
    @OptionGroup var output: ReportOptions

    mutating func run() throws {
        try output.report(
            .costs(
                acquisition: acquisition.map { .typed($0) },
                retention: retention.map { .typed($0) }, in: try days.span))
    }
}
