import TesseraLoyalty
import TesseraModel

/// What printed batches brought: flyers, cards, posters.
///
/// - Source: M34.
package enum BatchYield {
    /// What is known about a batch besides its vouchers.
    package struct Batch: Hashable, Sendable {
        /// The label of its vouchers, `HN-03`.
        package let label: String
        /// How it was handed out, `flyer`.
        package let channel: String
        /// What it cost, printing and handing out.
        package let cost: Money

        /// A batch.
        package init(label: String, channel: String, cost: Money) {
            self.label = label
            self.channel = channel
            self.cost = cost
        }
    }

    private struct Sums {
        var issued = 0
        var redeemed = 0
        var newMembers: Set<MemberNumber> = []
    }

    /// Makes the report: one row for each batch, in the order in which they are given.
    package static func report(of input: ReportInput, batches: [Batch]) -> Report {
        var sums: [String: Sums] = [:]
        for batch in batches { sums[batch.label] = Sums() }
        var labels: [VoucherPosition: String] = [:]
        for voucher in input.vouchers where sums[voucher.label] != nil {
            sums[voucher.label]?.issued += voucher.count
            sums[voucher.label]?.redeemed += voucher.redeemedOn.isEmpty ? 0 : 1
            labels[voucher.position] = voucher.label
        }
        let sales = Sales(of: input)
        var firsts: [OperationID: MemberNumber] = [:]
        for sale in sales.sales where sale.isFirst { firsts[sale.operation] = sale.member }
        for past in input.accepted {
            guard let member = firsts[past.event.operation] else { continue }
            for grant in past.decision.grants {
                guard case .redeem(let position, _) = grant.act, let label = labels[position]
                else { continue }
                sums[label]?.newMembers.insert(member)
            }
        }
        return Report(
            name: "batch_yield", title: "What printed batches brought", asOf: input.asOf,
            columns: [
                Column("batch", .text), Column("channel", .text), Column("issued", .count),
                Column("redeemed", .count), Column("rate", .percent),
                Column("new_members", .count), Column("cost", .amount),
                Column("cost_per_redemption", .amount), Column("cost_per_new_member", .amount),
            ],
            rows: batches.map { row($0, sums[$0.label] ?? Sums()) },
            plot: plot(batches, sums), notes: notes)
    }

    // Shares and not numbers, because batches are of different sizes.
    private static func plot(_ batches: [Batch], _ sums: [String: Sums]) -> Plot? {
        guard !batches.isEmpty else { return nil }
        return Plot(
            .bars, title: "What share of each batch was redeemed",
            description: "For each batch, which share of its vouchers was redeemed, and which by"
                + " new members.", labels: batches.map(\.label),
            series: [
                Plot.Series(
                    "redeemed",
                    batches.map {
                        percent(sums[$0.label]?.redeemed ?? 0, of: sums[$0.label]?.issued ?? 0)
                    }),
                Plot.Series(
                    "by new members",
                    batches.map {
                        percent(
                            sums[$0.label]?.newMembers.count ?? 0, of: sums[$0.label]?.issued ?? 0)
                    }),
            ], digits: 2, unit: "%")
    }

    private static func row(_ batch: Batch, _ sums: Sums) -> [Cell] {
        let (cost, currency) = (batch.cost.minorUnits, batch.cost.currency)
        let new = sums.newMembers.count
        return [
            .text(batch.label), .text(batch.channel), .count(sums.issued), .count(sums.redeemed),
            .hundredths(percent(sums.redeemed, of: sums.issued)), .count(new),
            .money(cost, currency),
            .money(rounded(cost, by: Int64(sums.redeemed)), in: currency),
            .money(rounded(cost, by: Int64(new)), in: currency),
        ]
    }

    private static let notes = [
        "Issued counts the vouchers with the batch's label; redeemed those used at least once.",
        "A new member is one whose first purchase presented a voucher of the batch.",
        "The cost is what was handed in for the batch; what its vouchers gave is not in it. It is"
            + " divided by the redeemed vouchers and by the new members, halves of a minor unit"
            + " up; nothing stands where there are none.",
        "Whether the new members would have come anyway is not known from this.",
    ]
}
