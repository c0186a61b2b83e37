import ArgumentParser
import TesseraConfiguration
import TesseraLoyalty
import TesseraModel
import TesseraOperations
import TesseraReports

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
        try output.report { input, counter in
            let currency = input.programme.currency
            return RecencyFrequencyValue.report(
                members: input.members.map(\.number), contacts: input.contacts(in: currency),
                consenting: try await counter.consenting(to: .analysis), currency: currency,
                on: input.today, asOf: input.asOf)
        }
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
        let months = try months.within(1...36, "months")
        try output.report { input, _ in CohortRetention.report(of: input, months: months) }
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
        let span = try days.span
        try output.report { input, _ in Referrals.report(of: input, in: span) }
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

    /// The ladder that was named, or the only one.
    ///
    /// - Throws: ``CLIError/unknownLadder(_:nearest:)``; ``CLIError/usage(_:hint:)`` if none was
    ///   named of several.
    func ladder(of programme: Programme) throws -> Ladder {
        let names = programme.ladders.map(\.name)
        guard let wanted = ladder ?? (names.count == 1 ? names[0] : nil) else {
            if names.isEmpty { throw CLIError.unknownLadder(nil, nearest: nil) }
            throw CLIError.usage(
                "The programme has several ladders.",
                hint: "Name one with --ladder: \(names.joined(separator: ", "))")
        }
        guard let found = programme.ladders.first(where: { $0.name == wanted }) else {
            throw CLIError.unknownLadder(
                wanted, nearest: Spelling.nearest(to: wanted, in: names))
        }
        return found
    }

    /// The days that were asked for, from the first member's to today if not said.
    ///
    /// - Throws: ``CLIError/usage(_:hint:)`` if the first is not over yet.
    func days(_ span: Span, of input: ReportInput) throws -> (first: Day, last: Day) {
        let joined = input.members.map(\.joinedAt).min() ?? input.asOf
        let last = min(span.last ?? input.today, input.today)
        let first = span.first ?? min(input.zone.day(at: joined), last)
        guard first <= last else {
            throw CLIError.usage(
                "The first day, \(first.text), is to come.", hint: "Give an earlier --since.")
        }
        return (first, last)
    }
}

/// `tessera report tiers`: members on each level.
struct ReportTiersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tiers",
        abstract: "How many members were on each level at the end of each month.")

    @OptionGroup var ladder: LadderOptions
    @OptionGroup var output: ReportOptions

    mutating func run() throws {
        let (options, span) = (ladder, try ladder.days.span)
        try output.report { input, _ in
            let ladder = try options.ladder(of: input.programme)
            let (first, last) = try options.days(span, of: input)
            let levels = LevelsByDay(on: ladder, of: input)
            return TiersOverTime.report(on: ladder, of: input, from: first, to: last) {
                levels.level(of: $0, on: $1)
            }
        }
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
        let (options, span) = (ladder, try ladder.days.span)
        try output.report { input, _ in
            let ladder = try options.ladder(of: input.programme)
            let (first, last) = try options.days(span, of: input)
            return LifecycleMatrix.report(on: ladder, of: input, from: first, to: last)
        }
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
