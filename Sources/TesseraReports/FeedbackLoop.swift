import TesseraLoyalty
import TesseraModel

/// Which share of cases was closed within the due time.
///
/// - Source: M42, M50.
package enum FeedbackLoop {
    private struct Counts {
        var opened = 0
        var inTime = 0
        var late = 0
        var waiting = 0
        var overdue = 0

        mutating func count(_ found: Case, at time: Timestamp) {
            opened += 1
            if let resolved = found.resolvedAt {
                if resolved <= found.due { inTime += 1 } else { late += 1 }
            } else if found.isLate(at: time) {
                overdue += 1
            } else {
                waiting += 1
            }
        }
    }

    /// Makes the report: one row for each kind of case that was opened in the days.
    package static func report(of input: ReportInput, in span: Span = .all) -> Report {
        var counts: [String: Counts] = [:]
        var all = Counts()
        for found in CaseFile(of: input.accepted).cases
        where span.contains(input.zone.day(at: found.openedAt)) {
            counts[found.kind, default: Counts()].count(found, at: input.asOf)
            all.count(found, at: input.asOf)
        }
        let sorted = counts.sorted { $0.key < $1.key }
        return Report(
            name: "feedback_loop", title: "Cases closed within the due time", asOf: input.asOf,
            columns: [
                Column("kind", .text), Column("opened", .count),
                Column("closed_in_time", .count), Column("closed_late", .count),
                Column("open", .count), Column("overdue", .count),
                Column("closed_loop_rate", .percent),
            ],
            rows: sorted.map { row($0.key, $0.value) }, totals: row("total", all),
            plot: sorted.isEmpty
                ? nil
                : Plot(
                    .stacked, title: "Cases and what became of them",
                    description: "Cases of each kind: closed in time, closed late, open, overdue.",
                    labels: sorted.map(\.key),
                    series: [
                        Plot.Series("closed in time", sorted.map { Int64($0.value.inTime) }),
                        Plot.Series("closed late", sorted.map { Int64($0.value.late) }),
                        Plot.Series("open", sorted.map { Int64($0.value.waiting) }),
                        Plot.Series("overdue", sorted.map { Int64($0.value.overdue) }),
                    ], unit: "cases"),
            notes: [
                "Closed in time is resolved or closed at the due time at the latest, by the first"
                    + " such step.",
                "The rate is the share closed in time of those that are closed or overdue; cases"
                    + " that are open and not yet due are not in it.",
                "Whether the customer was content is not known from this.",
                "Cases count by the day on which they were opened. " + span.text,
            ])
    }

    private static func row(_ name: String, _ counts: Counts) -> [Cell] {
        [
            .text(name), .count(counts.opened), .count(counts.inTime), .count(counts.late),
            .count(counts.waiting), .count(counts.overdue),
            .hundredths(percent(counts.inTime, of: counts.opened - counts.waiting)),
        ]
    }
}
