import TesseraLoyalty
import TesseraModel

/// How many kinds of offers each quarter had.
///
/// - Source: M36.
package enum Diversity {
    /// Makes the report: one row for each quarter with at least one offer.
    package static func report(of input: ReportInput) -> Report {
        let benefits = input.programme.benefits
        var uses: [String: [Mechanism: Int64]] = [:]
        for past in input.accepted {
            let kinds = Mechanism.all(in: past.decision, benefits: benefits)
            guard !kinds.isEmpty else { continue }
            let quarter = Month(of: input.zone.day(at: past.event.occurredAt)).quarterText
            for kind in kinds { uses[quarter, default: [:]][kind, default: 0] += 1 }
        }
        let quarters = uses.keys.sorted()
        let all = Mechanism.allCases
        return Report(
            name: "diversity", title: "Kinds of offers used in each quarter", asOf: input.asOf,
            columns: [Column("quarter", .text), Column("kinds", .count)]
                + all.map { Column($0.rawValue, .count) },
            rows: quarters.map { quarter in
                let counts = uses[quarter] ?? [:]
                return [.text(quarter), .count(counts.count)]
                    + all.map { .integer(counts[$0] ?? 0) }
            },
            plot: quarters.isEmpty
                ? nil
                : Plot(
                    .bars, title: "Kinds of offers used",
                    description: "How many different kinds of offers each quarter had.",
                    labels: quarters,
                    series: [Plot.Series("kinds", quarters.map { Int64(uses[$0]?.count ?? 0) })],
                    unit: "kinds"),
            notes: [
                "Kinds counts the different kinds of offers that members or customers got in the"
                    + " quarter; the other columns count the events in which each was granted.",
                "An event counts once for a kind, however often it was granted in it.",
                "A discount by a voucher that was shown, or by a rule that is not in the programme"
                    + " any more, is an other discount.",
                "Offers that nobody took are not seen.",
            ])
    }
}
