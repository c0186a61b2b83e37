import TesseraLoyalty
import TesseraModel

/// What each campaign was used and what it cost.
///
/// - Source: M34, M36.
package enum CampaignReport {
    /// Makes the report: one row for each campaign of the programme, in its order.
    ///
    /// - Parameters:
    ///   - input: The events.
    ///   - name: The only campaign to be shown; `nil` for all.
    ///   - span: The days that count.
    /// - Returns: The report; nothing counts for a campaign after its last day.
    /// - Source: M35.
    package static func report(
        of input: ReportInput, only name: String? = nil, in span: Span = .all
    ) -> Report {
        let sales = Sales(of: input)
        let costs = CampaignCosts(of: input, sales: sales, in: span, isFrozen: true)
        let currency = input.programme.currency
        let shown = zip(input.programme.campaigns, costs.sums).filter { campaign, _ in
            name.map { $0 == campaign.id } ?? true
        }
        let (campaigns, sums) = (shown.map(\.0), shown.map(\.1))
        var notes = notes + [span.text]
        if costs.otherCurrencies > 0 {
            notes.append(
                "\(costs.otherCurrencies) discounts were in other currencies than"
                    + " \(currency.code) and are in no sum.")
        }
        return Report(
            name: "campaigns", title: "Campaigns: uses and cost", asOf: input.asOf,
            columns: [
                Column("campaign", .text), Column("uses", .count), Column("members", .count),
                Column("new_members", .count), Column("discounts", .amount),
                Column("gifts_issued", .amount), Column("gifts_redeemed", .amount),
                Column("cost", .amount), Column("cost_per_use", .amount),
                Column("cost_per_new_member", .amount),
            ],
            rows: shown.map { [.text($0.id)] + row($1, currency) },
            totals: [.text("total"), .empty, .empty, .empty]
                + money(
                    [
                        sums.map(\.discounts).total(), sums.map(\.issued).total(),
                        sums.map(\.redeemed).total(), sums.map(\.cost).total(), nil,
                        nil,
                    ], currency),
            plot: campaigns.isEmpty
                ? nil
                : Plot(
                    .stacked, title: "What campaigns cost",
                    description: "Discounts and issued gifts of each campaign.",
                    labels: campaigns.map(\.id),
                    series: [
                        Plot.Series("discounts", sums.map(\.discounts)),
                        Plot.Series("gifts issued", sums.map(\.issued)),
                    ], digits: currency.exponent, unit: currency.code),
            notes: notes)
    }

    private static func row(_ sums: CampaignCosts.Sums, _ currency: Currency) -> [Cell] {
        let counts: [Cell] = [
            .count(sums.uses), .count(sums.members.count), .count(sums.newMembers.count),
        ]
        return counts
            + money(
                [
                    sums.discounts, sums.issued, sums.redeemed, sums.cost,
                    rounded(sums.cost, by: Int64(sums.uses)),
                    rounded(sums.cost, by: Int64(sums.newMembers.count)),
                ], currency)
    }

    private static func money(_ amounts: [Int64?], _ currency: Currency) -> [Cell] {
        amounts.map { .money($0, in: currency) }
    }

    private static let notes = [
        "Uses are events in which the campaign gave something; members are those whose events they"
            + " were, and new members those whose first purchase was one of them.",
        "The cost is discounts, by rules and by the campaign's vouchers, and gifts at what they"
            + " were worth when they were issued. What gifts have paid is shown and not added: it"
            + " is the same money.",
        "Points, rights and messages have no price here; purchases that came back keep their"
            + " discount in the sums.",
        "Nothing counts for a campaign after its last day, so its row stays as it is from then on.",
        "One event may count for several campaigns, so uses and members have no total.",
    ]
}
