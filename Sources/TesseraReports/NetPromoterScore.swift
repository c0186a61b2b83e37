import TesseraLoyalty
import TesseraModel

/// Promoters less detractors, by channel.
///
/// - Source: M43.
package enum NetPromoterScore {
    private struct Counts {
        var promoters = 0
        var passives = 0
        var detractors = 0

        var all: Int { promoters + passives + detractors }
        var score: Int64? {
            rounded(Int64(promoters - detractors), by: Int64(all), times: 10_000)
        }

        mutating func count(_ score: Int) {
            switch score {
            case 9...: promoters += 1
            case 7...8: passives += 1
            default: detractors += 1
            }
        }
    }

    /// Makes the report: one row for each channel by which somebody answered.
    package static func report(of input: ReportInput, in span: Span = .all) -> Report {
        var counts: [String: Counts] = [:]
        var all = Counts()
        for past in input.accepted where past.event.kind == .feedback {
            guard let score = past.event.facts.score,
                span.contains(input.zone.day(at: past.event.occurredAt))
            else { continue }
            counts[past.event.facts.channel ?? "(none)", default: Counts()].count(score)
            all.count(score)
        }
        let sorted = counts.sorted { $0.key < $1.key }
        return Report(
            name: "net_promoter_score", title: "Net promoter score by channel", asOf: input.asOf,
            columns: [
                Column("channel", .text), Column("answers", .count), Column("promoters", .count),
                Column("passives", .count), Column("detractors", .count),
                Column("score", .points),
            ],
            rows: sorted.map { row($0.key, $0.value) }, totals: row("total", all),
            plot: sorted.isEmpty
                ? nil
                : Plot(
                    .stacked, title: "Answers by channel",
                    description: "How many promoters, passives and detractors answered by each"
                        + " channel.", labels: sorted.map(\.key),
                    series: [
                        Plot.Series("detractors", sorted.map { Int64($0.value.detractors) }),
                        Plot.Series("passives", sorted.map { Int64($0.value.passives) }),
                        Plot.Series("promoters", sorted.map { Int64($0.value.promoters) }),
                    ], unit: "answers"),
            notes: [
                "Promoters answered 9 or 10, passives 7 or 8, detractors 0 to 6; the score is the"
                    + " percentage of promoters less that of detractors, −100 to +100.",
                "Every answer with a score counts, several of one person too.",
                "Who does not answer is not seen.", span.text,
            ])
    }

    private static func row(_ name: String, _ counts: Counts) -> [Cell] {
        [
            .text(name), .count(counts.all), .count(counts.promoters), .count(counts.passives),
            .count(counts.detractors), .hundredths(counts.score),
        ]
    }
}
