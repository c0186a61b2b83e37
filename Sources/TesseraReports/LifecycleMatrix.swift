import TesseraLoyalty
import TesseraModel

/// Who moved from which state to which.
///
/// - Source: M14.
package enum LifecycleMatrix {
    /// Makes the report: one row for each state that a member could start in, one column for each
    /// to end in.
    ///
    /// - Parameters:
    ///   - ladder: The ladder whose levels are the states; who was never placed is on the first.
    ///   - input: The members and the events.
    ///   - first: The day at whose beginning members are counted.
    ///   - last: The day at whose end they are.
    /// - Returns: The report; each row adds up to the starting count.
    package static func report(
        on ladder: Ladder, of input: ReportInput, from first: Day, to last: Day
    ) -> Report {
        let names = ladder.levels.map(\.name)
        let indexByName = Dictionary(
            names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let cards = MergedCards(in: input.accepted)
        let lifecycle = Lifecycle(on: ladder, in: input.accepted)
        // The last instants of the day before the first, and of the last.
        let before = input.zone.instant(of: first, minute: 0).advanced(byMilliseconds: -1)
        let end = input.zone.instant(of: last.advanced(by: 1), minute: 0)
            .advanced(byMilliseconds: -1)
        // The last row is for those who joined in between.
        var counts = [[Int64]](
            repeating: [Int64](repeating: 0, count: names.count), count: names.count + 1)
        for member in input.members where cards.owner(of: member.number) == member.number {
            guard member.joinedAt <= end,
                let to = indexByName[lifecycle.level(of: member.number, at: end)]
            else { continue }
            let from =
                member.joinedAt <= before
                ? indexByName[lifecycle.level(of: member.number, at: before)] : names.count
            if let from { counts[from][to] += 1 }
        }
        let starts = names + ["(joined since)"]
        let ends = names.indices.map { column in counts.map { $0[column] }.total() }
        return Report(
            name: "lifecycle", title: "Moves between the states of \(ladder.name)",
            asOf: input.asOf,
            columns: [Column("from", .text)] + Column.columns("to_", for: names, .count) + [
                Column("members", .count), Column("stayed", .percent),
            ],
            rows: counts.enumerated().map { index, row in
                let stayed = index < names.count ? percent(row[index], of: row.total()) : nil
                return [.text(starts[index])] + row.map { .integer($0) } + [
                    .integer(row.total()), .hundredths(stayed),
                ]
            },
            totals: [.text("total")] + ends.map { .integer($0) } + [
                .integer(ends.total()), .empty,
            ],
            plot: names.isEmpty
                ? nil
                : Plot(
                    .matrix, title: "Moves between the states of \(ladder.name)",
                    description: "From the state in the row to the state in the column: how many"
                        + " members.", labels: names,
                    series: zip(starts, counts).map { name, row in
                        Plot.Series(name, row.map { $0 })
                    }, unit: "members"),
            notes: [
                "From is the state at the beginning of \(first.text), to the state at the end of"
                    + " \(last.text); what happened in between is not seen.",
                "A row adds up to the members who started in its state; members who joined since"
                    + " have a row of their own. Who was never placed is in the first state.",
                "Cards that became another member's are not counted besides that member.",
                "Stayed is the share of a row that ended where it started.",
            ])
    }
}
