import TesseraLoyalty
import TesseraModel

/// What expires in which month.
///
/// - Source: R10; M46, M51.
package enum ExpiryLadder {
    private struct Key: Hashable, Comparable {
        // The last one for what never expires.
        let month: Month
        let order: Int
        let name: String

        static func < (left: Key, right: Key) -> Bool {
            (left.month, left.order, left.name) < (right.month, right.order, right.name)
        }
    }

    private struct Sums {
        var count = 0
        var amount: Int64 = 0
        let cell: @Sendable (Int64) -> Cell
    }

    private static let never = Month(number: Int.max)

    /// Makes the report: one row for each month and currency, asset, discounts or rights.
    package static func report(of input: ReportInput) -> Report {
        var sums: [Key: Sums] = [:]
        let today = input.today
        func add(
            _ amount: Int64, _ count: Int = 1, until last: Day?, _ order: Int, _ name: String,
            _ cell: @escaping @Sendable (Int64) -> Cell
        ) {
            guard amount > 0, last.map({ today <= $0 }) ?? true else { return }
            let key = Key(month: last.map(Month.init(of:)) ?? never, order: order, name: name)
            sums[key, default: Sums(cell: cell)].count += count
            sums[key]?.amount.add(amount)
        }
        for voucher in input.vouchers {
            switch (voucher.kind, voucher.currency) {
            case (.gift, let currency?):
                add(voucher.leftTogether, voucher.count, until: voucher.last, 0, currency.code) {
                    .money($0, currency)
                }
            case (.gift, nil): continue
            case (.discount, _):
                add(voucher.leftTogether, voucher.count, until: voucher.last, 2, "discounts") {
                    .integer($0)
                }
            case (.right, _):
                add(voucher.leftTogether, voucher.count, until: voucher.last, 3, "rights") {
                    .integer($0)
                }
            }
        }
        for figure in input.lots {
            let what = input.programme.denomination(of: figure.asset)
            add(figure.lot.left, until: figure.lot.last, 1, what.name) { what.cell($0) }
        }
        let sorted = sums.sorted { $0.key < $1.key }
        return Report(
            name: "expiry_ladder", title: "What expires in which month", asOf: input.asOf,
            columns: [
                Column("month", .text), Column("of", .text), Column("pieces", .count),
                Column("amount", .amount),
            ],
            rows: sorted.map { key, sum in
                [
                    .text(text(of: key.month)), .text(key.name), .count(sum.count),
                    sum.cell(sum.amount),
                ]
            },
            plot: plot(sorted.map { ($0.key, $0.value.count) }), notes: notes)
    }

    private static func text(of month: Month) -> String { month == never ? "never" : month.text }

    private static func plot(_ counts: [(Key, Int)]) -> Plot? {
        var months: [Month] = []
        var names: [String] = []
        var found: [String: [Month: Int64]] = [:]
        for (key, count) in counts {
            if months.last != key.month { months.append(key.month) }
            if found[key.name] == nil { names.append(key.name) }
            found[key.name, default: [:]][key.month, default: 0].add(Int64(count))
        }
        guard !counts.isEmpty else { return nil }
        let series = names.sorted().map { name in
            Plot.Series(name, months.map { found[name]?[$0] ?? 0 })
        }
        return Plot(
            .stacked, title: "Vouchers and lots by the month in which they expire",
            description: "How many vouchers and lots of points expire in each month.",
            labels: months.map(text), series: series, unit: "pieces")
    }

    private static let notes = [
        "Counted is what has something left and is good today or later; the month is that of the"
            + " last good day, which is inclusive.",
        "Pieces are vouchers, or lots of an asset; the amount is what is left: minor units of"
            + " gifts, units of an asset, uses of discounts and rights.",
        "What will be used before it expires is not foreseen.",
    ]
}
