import TesseraLoyalty
import TesseraModel

/// How many of those who joined in a month still come, and what they are worth in a year.
///
/// - Source: M58.
package enum CohortRetention {
    private struct Cohort {
        var members = 0
        // Who came so many months later.
        var came: [Set<MemberNumber>]
        var value: Int64 = 0
    }

    /// Makes the report: one row for each month in which somebody joined.
    ///
    /// - Parameters:
    ///   - input: The members and the events.
    ///   - months: How many months after the first one are shown, 1…36.
    /// - Returns: The report; months that are not over have no figure.
    package static func report(of input: ReportInput, months: Int = 12) -> Report {
        precondition((1...36).contains(months), "months out of range")
        let sales = Sales(of: input)
        let currency = input.programme.currency
        var cohorts: [Month: Cohort] = [:]
        var joined: [MemberNumber: Month] = [:]
        let none = Cohort(came: Array(repeating: [], count: months + 1))
        for member in input.members where sales.cards.owner(of: member.number) == member.number {
            let month = Month(of: input.zone.day(at: member.joinedAt))
            joined[member.number] = month
            cohorts[month, default: none].members += 1
        }
        for past in input.accepted
        where past.event.kind == .purchase || past.event.kind == .visit {
            guard let member = sales.owner(of: past.event.member), let month = joined[member]
            else { continue }
            let later = Month(of: input.zone.day(at: past.event.occurredAt)).number - month.number
            if (1...months).contains(later) { cohorts[month]?.came[later].insert(member) }
        }
        for sale in sales.sales where sale.currency == currency {
            guard let member = sale.member, let month = joined[member] else { continue }
            let later = Month(of: sale.day).number - month.number
            if (0..<12).contains(later) { cohorts[month]?.value.add(sale.kept) }
        }
        let sorted = cohorts.sorted { $0.key < $1.key }
        let rows = sorted.map { month, cohort in
            figures(of: cohort, from: month, months: months, today: input.today)
        }
        return Report(
            name: "cohorts", title: "Retention and value of those who joined in a month",
            asOf: input.asOf, columns: columns(months),
            rows: zip(sorted, rows).map { cohort, figures in
                [.text(cohort.key.text), .count(cohort.value.members)]
                    + figures.shares.map(Cell.hundredths) + [.money(figures.worth, in: currency)]
            },
            plot: sorted.isEmpty
                ? nil
                : Plot(
                    .lines, title: "Retention by month of joining",
                    description: "Which share of those who joined in a month came so many months"
                        + " later.", labels: (0...months).map { "month \($0)" },
                    series: zip(sorted, rows).map { Plot.Series($0.key.text, $1.shares) },
                    digits: 2, unit: "%"), notes: notes)
    }

    private static func figures(
        of cohort: Cohort, from month: Month, months: Int, today: Day
    ) -> (shares: [Int64?], worth: Int64?) {
        func isOver(_ later: Int) -> Bool {
            Month(number: month.number + later).lastDay < today
        }
        let shares = (0...months).map { later -> Int64? in
            // Who joined is there.
            if later == 0 { return 10_000 }
            return isOver(later) ? percent(cohort.came[later].count, of: cohort.members) : nil
        }
        return (shares, isOver(11) ? rounded(cohort.value, by: Int64(cohort.members)) : nil)
    }

    private static func columns(_ months: Int) -> [Column] {
        [Column("cohort", .text), Column("members", .count)]
            + (0...months).map { Column("month_\($0)", .percent) } + [
                Column("value_12_months", .amount)
            ]
    }

    private static let notes = [
        "A cohort is all members who joined in a calendar month; month 0 is that month and always"
            + " 100 %.",
        "Month n is the share of them with at least one purchase or visit in the n-th calendar"
            + " month after; a month that is not over has no figure.",
        "The value is what the cohort bought and kept in its first twelve calendar months, the"
            + " month of joining included, divided by all its members, halves of a minor unit up;"
            + " there is none before they are over. It is turnover, not profit, and nothing is"
            + " foreseen.",
        "Cards that became a member's count as that member.",
    ]
}
