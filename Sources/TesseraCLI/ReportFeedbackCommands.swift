import ArgumentParser
import TesseraOperations
import TesseraReports

/// `tessera report nps`: how many would recommend the shop.
struct ReportNPSCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "nps",
        abstract: "The net promoter score of the answers, by channel.")

    @OptionGroup var days: SpanOptions
    @OptionGroup var output: ReportOptions

    mutating func run() throws {
        try output.report(.netPromoterScore(in: try days.span))
    }
}

/// `tessera report response`: how soon customers answer.
struct ReportResponseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "response",
        abstract: "How many answers came by each channel, and how soon after the purchase.")

    @OptionGroup var days: SpanOptions
    @OptionGroup var output: ReportOptions

    mutating func run() throws {
        try output.report(.responseTimes(in: try days.span))
    }
}

/// `tessera report cases`: whether what went wrong was looked after in time.
struct ReportCasesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cases",
        abstract: "Cases closed in time, closed late, open and overdue, by kind.",
        discussion: "The days are those on which the cases were opened.")

    @OptionGroup var days: SpanOptions
    @OptionGroup var output: ReportOptions

    mutating func run() throws {
        try output.report(.feedbackLoop(in: try days.span))
    }
}

/// `tessera report priorities`: who is to be looked after first.
struct ReportPrioritiesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "priorities",
        abstract: "Who is to be looked after first: open cases and unhappy answers, with why.",
        discussion: "What members are worth is shown only of those who agreed to that.")

    @Option(
        name: .long,
        help: ArgumentHelp(
            "How many days a bad answer without a case stays on the list.", valueName: "days"))
    var days = 90

    @OptionGroup var output: ReportOptions

    mutating func run() throws {
        try output.report(
            .priorities(days: try days.within(ReportQuestion.dayCounts, "days")))
    }
}

/// `tessera report silent`: regulars who stay away.
struct ReportSilentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "silent",
        abstract: "Regulars who have not come for longer than they use to, with why.",
        discussion: "Only members who agreed to be looked at have a row.")

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A regular usually comes at least every so many days.", valueName: "days"))
    var every = SilentList.Rhythm.usual.mostDays

    @Option(
        name: .long,
        help: ArgumentHelp(
            "How late is late, in percent of the member's usual time.", valueName: "percent"))
    var late = SilentList.Rhythm.usual.percent

    @OptionGroup var output: ReportOptions

    mutating func run() throws {
        let rhythm = SilentList.Rhythm(
            mostDays: try every.within(ReportQuestion.rhythmDays, "days"),
            percent: try late.within(ReportQuestion.latePercent, "percent"),
            visits: SilentList.Rhythm.usual.visits)
        try output.report(.silent(rhythm))
    }
}
