import ArgumentParser
import TesseraConfiguration
import TesseraModel

/// On which days something is good that is to be issued.
struct ValidityOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("The first good day, 2026-12-01; today if not said.", valueName: "day"))
    var from: String?

    @Option(
        name: .long,
        help: ArgumentHelp("The last good day, 2027-11-30.", valueName: "day"))
    var until: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Good for so many months, in place of --until.", valueName: "count"))
    var months: Int?

    /// The days on which something of a kind is good.
    ///
    /// - Throws: ``ModelError`` for days that do not exist or make no period;
    ///   ``CLIError/usage(_:hint:)`` if the end is given twice.
    func period(of kind: TokenKind, _ settings: Settings, today: Day) throws -> ValidityPeriod {
        let first = try from.map(ValidityOptions.day) ?? today
        let last: Day
        switch (until, months) {
        case (.some, .some):
            throw CLIError.usage(
                "The last day is given twice.", hint: "Give one of --until and --months.")
        case (.some(let until), .none): last = try ValidityOptions.day(until)
        case (.none, .some(let months)):
            guard (1...120).contains(months) else {
                throw ModelError.number("\(months)", of: "months", range: 1...120)
            }
            last = first.advanced(byMonths: months).advanced(by: -1)
        case (.none, .none): last = settings.validity.lastDay(of: kind, from: first)
        }
        guard let period = ValidityPeriod(first: first, last: last) else {
            throw ModelError.period(first: first, last: last)
        }
        return period
    }

    /// Reads a day as typed.
    ///
    /// - Throws: ``ModelError/day(_:)``.
    static func day(_ text: String) throws(ModelError) -> Day {
        guard let day = Day(text: text) else { throw .day(text) }
        return day
    }
}
