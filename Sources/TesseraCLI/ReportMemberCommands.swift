import ArgumentParser
import TesseraModel
import TesseraOperations

/// `tessera report rfm`: how lately, how often and for how much members bought.
struct ReportRFMCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rfm",
        abstract: "How lately, how often and for how much each member bought.",
        discussion: """
            Only members who agreed have a row: tessera member edit MEMBER --consent analysis
            """)

    @OptionGroup var output: ReportOptions

    mutating func run() throws {
        try output.report(.recencyFrequencyValue)
    }
}

/// `tessera report cohorts`: how many of those who joined in a month still come.
struct ReportCohortsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cohorts",
        abstract: "How many of those who joined in a month still come, and what they are worth.")

    @Option(
        name: .long,
        help: ArgumentHelp(
            "How many months after the first are shown, 1 to 36.", valueName: "count"))
    var months = 12

    @OptionGroup var output: ReportOptions

    mutating func run() throws {
        try output.report(
            .cohorts(months: try months.within(ReportQuestion.cohortMonths, "months")))
    }
}

/// `tessera report referrals`: who brought whom.
struct ReportReferralsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "referrals",
        abstract: "Who brought how many members, by which channel, and what they got for it.")

    @OptionGroup var days: SpanOptions
    @OptionGroup var output: ReportOptions

    mutating func run() throws {
        try output.report(.referrals(in: try days.span))
    }
}

/// Which ladder a report is of, and over which days.
struct LadderOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "The ladder of the programme; needed if it has several.", valueName: "name"))
    var ladder: String?

    @OptionGroup var days: SpanOptions
}

/// `tessera report tiers`: members on each level.
struct ReportTiersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tiers",
        abstract: "How many members were on each level at the end of each month.")

    @OptionGroup var ladder: LadderOptions
    @OptionGroup var output: ReportOptions

    mutating func run() throws {
        try output.report(.tiers(ladder: ladder.ladder, in: try ladder.days.span))
    }
}

/// `tessera report lifecycle`: who moved from which state to which.
struct ReportLifecycleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lifecycle",
        abstract: "How many members moved from each state of a ladder to each other.")

    @OptionGroup var ladder: LadderOptions
    @OptionGroup var output: ReportOptions

    mutating func run() throws {
        try output.report(.lifecycle(ladder: ladder.ladder, in: try ladder.days.span))
    }
}

extension Int {
    /// The number, if it is in a range.
    ///
    /// - Throws: ``ModelError/number(_:of:range:)``.
    func within(_ range: ClosedRange<Int>, _ what: String) throws(ModelError) -> Int {
        guard range.contains(self) else {
            throw .number(
                "\(self)", of: what, range: Int64(range.lowerBound)...Int64(range.upperBound))
        }
        return self
    }
}
