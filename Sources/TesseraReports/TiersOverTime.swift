import TesseraLoyalty
import TesseraModel

/// How many members were on each level at the end of each month.
///
/// - Source: M12.
package enum TiersOverTime {
    /// Makes the report: one row for each month's last day, and one for the last day.
    ///
    /// - Parameters:
    ///   - ladder: The ladder, whose levels are the columns.
    ///   - input: The members, the zone and the instant.
    ///   - first: The first day; its month's last day is the first row.
    ///   - last: The last day, not after today; the last row if it is not a month's last.
    ///   - level: The level that a member has at the end of a day; `nil` for none.
    /// - Returns: The report; each row adds up to the members who had joined.
    package static func report(
        on ladder: Ladder, of input: ReportInput, from first: Day, to last: Day,
        level: (MemberNumber, Day) -> String?
    ) -> Report {
        let names = ladder.levels.map(\.name)
        let indexByName = Dictionary(
            names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let members = input.members.map {
            (number: $0.number, joined: input.zone.day(at: $0.joinedAt))
        }
        let days = days(from: first, to: last)
        let counts = days.map { day in
            var counts = [Int64](repeating: 0, count: names.count + 1)
            for member in members where member.joined <= day {
                let index = level(member.number, day).flatMap { indexByName[$0] }
                counts[index ?? names.count] += 1
            }
            return counts
        }
        return Report(
            name: "tiers", title: "Members on each level of \(ladder.name)", asOf: input.asOf,
            columns: [Column("on", .day)] + Column.columns("level_", for: names, .count) + [
                Column("no_level", .count), Column("members", .count),
            ],
            rows: zip(days, counts).map { day, counts in
                [.day(day)] + counts.map { .integer($0) } + [.integer(counts.total())]
            },
            plot: days.isEmpty
                ? nil
                : Plot(
                    .stacked, title: "Members on each level of \(ladder.name)",
                    description: "How many members were on each level at the end of each month.",
                    labels: days.map(\.text),
                    series: names.indices.map { index in
                        Plot.Series(names[index], counts.map { $0[index] })
                    }, unit: "members"),
            notes: [
                "A row counts, at the end of a day, all members who had joined by then, each on"
                    + " one level; members is their sum.",
                "No level counts members whom the ladder does not place, or only on a level that it"
                    + " no longer has, cards that became another member's, and everybody on a"
                    + " ladder that is measured by a balance.",
                "The levels are found by reading the events up to that day again, with the"
                    + " programme as it is now.",
            ])
    }

    private static func days(from first: Day, to last: Day) -> [Day] {
        guard first <= last else { return [] }
        var found: [Day] = []
        var month = Month(of: first)
        while month.lastDay < last {
            found.append(month.lastDay)
            month = Month(number: month.number + 1)
        }
        return found + [last]
    }
}
