import TesseraLoyalty
import TesseraModel

/// Vouchers issued and redeemed, by day, campaign or label.
///
/// - Source: M34.
package enum Redemptions {
    /// What a row stands for.
    package enum Grouping: String, Hashable, Sendable, CaseIterable {
        /// A day: what was issued on it, and what was redeemed on it.
        case day
        /// A campaign.
        case campaign
        /// A label, such as the batch of a flyer.
        case label
    }

    private struct Key: Hashable, Comparable {
        let order: Int
        let name: String
        // Empty for rights.
        let code: String

        static func < (left: Key, right: Key) -> Bool {
            (left.order, left.name, left.code) < (right.order, right.name, right.code)
        }
    }

    private struct Sums {
        var issued = 0
        var redeemed = 0
        var uses = 0
        var amount: Int64 = 0
    }

    /// Makes the report: one row for each day, campaign or label, and each currency in it.
    package static func report(
        of input: ReportInput, by grouping: Grouping, in span: Span = .all
    ) -> Report {
        var sums: [Key: Sums] = [:]
        var all = Sums()
        let titles = Dictionary(
            input.programme.campaigns.map { ($0.number, $0.id) },
            uniquingKeysWith: { first, _ in first })
        for voucher in input.vouchers {
            let isRedeemed = !voucher.redeemedOn.isEmpty
            if span.contains(voucher.issuedOn) {
                let key = key(grouping, voucher, on: voucher.issuedOn, titles)
                sums[key, default: Sums()].issued += voucher.count
                sums[key]?.redeemed += isRedeemed ? 1 : 0
                all.issued += voucher.count
                all.redeemed += isRedeemed ? 1 : 0
            }
            for use in voucher.redeemedOn where span.contains(use.day) {
                let key = key(grouping, voucher, on: use.day, titles)
                sums[key, default: Sums()].uses += 1
                sums[key]?.amount.add(use.amount)
                all.uses += 1
            }
        }
        let sorted = sums.sorted { $0.key < $1.key }
        return Report(
            name: "redemptions_by_\(grouping.rawValue)",
            title: "Redemptions by \(grouping.rawValue)", asOf: input.asOf,
            columns: [
                Column(grouping.rawValue, grouping == .day ? .day : .text),
                Column("currency", .text), Column("issued", .count), Column("redeemed", .count),
                Column("rate", .percent), Column("uses", .count), Column("amount", .amount),
            ],
            rows: sorted.map { row(grouping, $0.key, $0.value) },
            totals: [.text("total"), .empty] + counts(all) + [.empty],
            plot: plot(grouping, sorted.map { ($0.key, $0.value) }),
            notes: notes + [span.text])
    }

    private static func key(
        _ grouping: Grouping, _ voucher: VoucherFigure, on day: Day,
        _ titles: [CampaignNumber: String]
    ) -> Key {
        let code = voucher.kind == .right ? "" : voucher.currency?.code ?? ""
        return switch grouping {
        case .day: Key(order: day.number, name: day.text, code: code)
        case .label: Key(order: 0, name: voucher.label, code: code)
        case .campaign:
            if let campaign = voucher.campaign {
                Key(order: 0, name: titles[campaign] ?? "campaign \(campaign)", code: code)
            } else {
                Key(order: 1, name: "(none)", code: code)
            }
        }
    }

    private static func counts(_ sums: Sums) -> [Cell] {
        [
            .count(sums.issued), .count(sums.redeemed),
            .hundredths(percent(sums.redeemed, of: sums.issued)), .count(sums.uses),
        ]
    }

    private static func row(_ grouping: Grouping, _ key: Key, _ sums: Sums) -> [Cell] {
        let first: Cell =
            grouping == .day ? .day(Day(civilNumber: key.order)) : .text(key.name)
        let amount = Currency(code: key.code).map { Cell.money(sums.amount, $0) } ?? .empty
        return [first, .text(key.code)] + counts(sums) + [amount]
    }

    private static func plot(_ grouping: Grouping, _ sums: [(Key, Sums)]) -> Plot? {
        guard !sums.isEmpty else { return nil }
        return Plot(
            .bars, title: "Vouchers issued and redeemed",
            description: "How many vouchers were issued, and how many of these redeemed.",
            labels: sums.map { $0.0.code.isEmpty ? $0.0.name : "\($0.0.name) \($0.0.code)" },
            series: [
                Plot.Series("issued", sums.map { Int64($0.1.issued) }),
                Plot.Series("redeemed", sums.map { Int64($0.1.redeemed) }),
            ], unit: "vouchers")
    }

    private static let notes = [
        "Issued counts vouchers by the day of issue; redeemed counts those of them that have been"
            + " used at least once since, whenever that was; the rate is their share.",
        "Uses count each redemption by the day on which it was made, and the amount adds what they"
            + " took: paid by gifts, taken off by discounts; rights have no amount.",
        "Vouchers that were used and given back whole count as used.",
    ]
}
