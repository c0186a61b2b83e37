import TesseraLoyalty
import TesseraModel

/// What it costs to win a member and to keep one, and what members who return spend.
///
/// - Source: M54.
package enum CostRatios {
    /// The figures that the ratios are made from, in one currency.
    package struct Figures: Hashable, Sendable {
        /// What was spent to win members, in minor units.
        package let acquisitionCost: Int64
        /// How many were won.
        package let acquired: Int
        /// What was spent to keep members, in minor units.
        package let retentionCost: Int64
        /// How many were kept.
        package let retained: Int
        /// What each first purchase was worth, in minor units.
        package let firstPurchases: [Int64]
        /// What each later purchase was worth, in minor units.
        package let laterPurchases: [Int64]

        /// Figures.
        package init(
            acquisitionCost: Int64, acquired: Int, retentionCost: Int64, retained: Int,
            firstPurchases: [Int64], laterPurchases: [Int64]
        ) {
            self.acquisitionCost = acquisitionCost
            self.acquired = acquired
            self.retentionCost = retentionCost
            self.retained = retained
            self.firstPurchases = firstPurchases
            self.laterPurchases = laterPurchases
        }
    }

    /// Counts the figures of some days.
    ///
    /// - Parameters:
    ///   - input: The events.
    ///   - span: The days.
    ///   - acquisition: What else was spent to win members, such as flyers, in minor units.
    ///   - retention: What else was spent to keep members, in minor units.
    /// - Returns: The figures, in the programme's currency.
    package static func figures(
        of input: ReportInput, in span: Span = .all, acquisition: Int64 = 0, retention: Int64 = 0
    ) -> Figures {
        let sales = Sales(of: input)
        let costs = CampaignCosts(of: input, sales: sales, in: span).sums
        var acquired = 0
        var retained: Set<MemberNumber> = []
        var (first, later): ([Int64], [Int64]) = ([], [])
        for sale in sales.sales where span.contains(sale.day) {
            guard let member = sale.member else { continue }
            if sale.isFirst { acquired += 1 } else { retained.insert(member) }
            guard sale.currency == input.programme.currency, sale.kept > 0 else { continue }
            if sale.isFirst { first.append(sale.kept) } else { later.append(sale.kept) }
        }
        return Figures(
            acquisitionCost: (costs.map(\.forNew) + [acquisition]).total(), acquired: acquired,
            retentionCost: (costs.map(\.forOld) + [retention]).total(), retained: retained.count,
            firstPurchases: first, laterPurchases: later)
    }

    /// Makes the report: one row for each figure.
    package static func report(
        of figures: Figures, currency: Currency, asOf: Timestamp
    ) -> Report {
        let (won, kept) = (Int64(figures.acquired), Int64(figures.retained))
        let perAcquired = rounded(figures.acquisitionCost, by: won)
        let perRetained = rounded(figures.retentionCost, by: kept)
        let excess = Interval.excess(
            ofMean: figures.laterPurchases, over: figures.firstPurchases)
        func row(_ name: String, _ cost: Int64?, _ count: Int64?, _ result: Cell) -> [Cell] {
            [
                .text(name), .money(cost, in: currency), count.map { .integer($0) } ?? .empty,
                result, .empty, .empty, .empty,
            ]
        }
        let ratio = ratio(figures)
        return Report(
            name: "cost_ratios", title: "What it costs to win and to keep a member", asOf: asOf,
            columns: [
                Column("figure", .text), Column("total", .amount), Column("count", .count),
                Column("each", .amount), Column("percent", .points), Column("low", .points),
                Column("high", .points),
            ],
            rows: [
                row(
                    "per member won", figures.acquisitionCost, won,
                    .money(perAcquired, in: currency)),
                row(
                    "per member kept", figures.retentionCost, kept,
                    .money(perRetained, in: currency)),
                row("won to kept", nil, nil, ratio),
                mean("first purchases", figures.firstPurchases, currency),
                mean("later purchases", figures.laterPurchases, currency),
                [
                    .text("later over first"), .empty, .empty, .empty,
                    .hundredths(excess?.percent), .hundredths(excess?.percentLow),
                    .hundredths(excess?.percentHigh),
                ],
            ],
            plot: perAcquired == nil && perRetained == nil
                ? nil
                : Plot(
                    .bars, title: "What it costs to win and to keep a member",
                    description: "What was spent for each member won and for each member kept.",
                    labels: ["member won", "member kept"],
                    series: [Plot.Series("cost of each", [perAcquired, perRetained])],
                    digits: currency.exponent, unit: currency.code),
            notes: notes
                + (excess?.isReliable == false
                    ? ["There are fewer than thirty purchases of a kind: the interval says little."]
                    : []))
    }

    // In tenths, straight from the sums, so that nothing is rounded twice.
    private static func ratio(_ figures: Figures) -> Cell {
        let above = Int128(figures.acquisitionCost) * Int128(figures.retained) * 10
        let below = Int128(figures.retentionCost) * Int128(figures.acquired)
        guard below > 0, above >= 0 else { return .empty }
        return .decimal(Int64(clamping: (above + below / 2) / below), digits: 1)
    }

    private static func mean(_ name: String, _ values: [Int64], _ currency: Currency) -> [Cell] {
        let total = values.total()
        return [
            .text(name), .money(total, currency), .count(values.count),
            .money(rounded(total, by: Int64(values.count)), in: currency), .empty, .empty, .empty,
        ]
    }

    private static let notes = [
        "A member is won with the first purchase and kept with any later one in the days that"
            + " count.",
        "The cost of winning is what campaigns gave to members up to and with their first"
            + " purchase, and what was handed in as spent on it; the cost of keeping is what they"
            + " gave later, and what was handed in. Gifts cost when they are issued, discounts"
            + " when they are taken; what went to people without a card is in neither.",
        "Later over first is by how many percent the mean of later purchases is above the mean of"
            + " first ones, what came back taken off, nothing left not counted.",
        "Low and high are the ends of the 95 % interval of a quotient of two means, to the first"
            + " order: 1.96 × quotient × √(s₁²/(n₁·m₁²) + s₂²/(n₂·m₂²)), reckoned in millionths,"
            + " the ends rounded outwards.",
        "That members who return spend more does not say that returning made them do so.",
    ]
}
