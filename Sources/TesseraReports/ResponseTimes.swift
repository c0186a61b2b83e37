import TesseraLoyalty
import TesseraModel

/// Answers by channel, and how long after the purchase they came.
///
/// - Source: M40.
package enum ResponseTimes {
    private struct Answers {
        var count = 0
        var minutes: [Int64] = []
    }

    /// Makes the report: one row for each channel by which somebody answered.
    package static func report(of input: ReportInput, in span: Span = .all) -> Report {
        var purchases: [OperationID: Timestamp] = [:]
        var answers: [String: Answers] = [:]
        for past in input.accepted {
            let event = past.event
            if event.kind == .purchase { purchases[event.operation] = event.occurredAt }
            guard event.kind == .feedback, span.contains(input.zone.day(at: event.occurredAt))
            else { continue }
            let channel = event.facts.channel ?? "(none)"
            answers[channel, default: Answers()].count += 1
            guard let bought = event.facts.about.flatMap({ purchases[$0] }) else { continue }
            let waited = event.occurredAt.milliseconds - bought.milliseconds
            answers[channel]?.minutes.append(max(0, waited) / 60_000)
        }
        let sorted = answers.sorted { $0.key < $1.key }
        let all = Answers(
            count: sorted.reduce(0) { $0 + $1.value.count },
            minutes: sorted.flatMap(\.value.minutes))
        return Report(
            name: "response_times", title: "Answers by channel and how soon they came",
            asOf: input.asOf,
            columns: [
                Column("channel", .text), Column("answers", .count),
                Column("about_a_purchase", .count),
                Column("median_minutes", .minutes, title: "median"),
            ],
            rows: sorted.map { row($0.key, $0.value) }, totals: row("total", all),
            plot: sorted.isEmpty
                ? nil
                : Plot(
                    .bars, title: "Answers by channel",
                    description: "How many answers came by each channel.",
                    labels: sorted.map(\.key),
                    series: [Plot.Series("answers", sorted.map { Int64($0.value.count) })],
                    unit: "answers"),
            notes: [
                "The median is of the whole minutes from a purchase to the answer about it, rounded"
                    + " down; between two middle ones their mean, halves up. Answers that name no"
                    + " purchase have no time.",
                "An answer dated before its purchase, by a clock that was behind, counts as 0"
                    + " minutes.",
                span.text,
            ])
    }

    private static func row(_ name: String, _ answers: Answers) -> [Cell] {
        [
            .text(name), .count(answers.count), .count(answers.minutes.count),
            median(ofSorted: answers.minutes.sorted()).map { .integer($0) } ?? .empty,
        ]
    }
}
