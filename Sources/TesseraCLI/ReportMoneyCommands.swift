import ArgumentParser
import TesseraLoyalty
import TesseraReports

/// `tessera report liability`: what is owed to holders.
struct ReportLiabilityCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "liability",
        abstract: "What is owed on gifts and points, by age, and what expired unused.",
        discussion: "Outstanding and breakage together are the balance of the liability account.")

    @OptionGroup var output: ReportOptions

    mutating func run() throws {
        try output.report { input, _ in Liability.report(of: input) }
    }
}

/// `tessera report expiry`: what expires in which month.
struct ReportExpiryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "expiry",
        abstract: "What expires in which month: gifts, points, discounts, rights.")

    @OptionGroup var output: ReportOptions

    mutating func run() throws {
        try output.report { input, _ in ExpiryLadder.report(of: input) }
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
        let (by, choice, span) = (by, choice, try days.span)
        try output.report { input, _ in
            let campaign = try choice.campaign(of: input.programme)
            let input = campaign.map { input.vouchersOnly(of: $0.number) } ?? input
            return Redemptions.report(of: input, by: by, in: span)
        }
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
        let (span, acquisition, retention) = (try days.span, acquisition, retention)
        try output.report { input, _ in
            let currency = input.programme.currency
            let figures = CostRatios.figures(
                of: input, in: span, acquisition: try acquisition?.amount(in: currency) ?? 0,
                retention: try retention?.amount(in: currency) ?? 0)
            return CostRatios.report(of: figures, currency: currency, asOf: input.asOf)
        }
    }
}
