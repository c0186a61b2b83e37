import TesseraLoyalty
import TesseraModel

/// What is owed to holders of gifts and points, by age, and what expired unused.
///
/// - Source: R9, R10; F33.
package enum Liability {
    // Days since issue at which a column begins.
    private static let ages = [0, 31, 91, 366]

    private struct Sums {
        var byAge: [Int64] = [0, 0, 0, 0]
        var notDated: Int64 = 0
        var pending: Int64 = 0
        var owedToUs: Int64 = 0
        var expired: Int64 = 0
        var ended: Int64 = 0

        var owed: Int64 { (byAge + [notDated]).total() }
    }

    /// Makes the report: one row for each currency and asset.
    package static func report(of input: ReportInput) -> Report {
        var sums: [Denomination: Sums] = [:]
        let today = input.today
        for voucher in input.vouchers where voucher.kind == .gift {
            guard let currency = voucher.currency else { continue }
            count(voucher, on: today, in: &sums[.currency(currency), default: Sums()])
        }
        for figure in input.lots {
            let what = input.programme.denomination(of: figure.asset)
            count(figure, on: today, in: &sums[what, default: Sums()])
        }
        let sorted = sums.sorted { $0.key < $1.key }
        return Report(
            name: "liability", title: "Liability by age, and breakage", asOf: input.asOf,
            columns: columns, rows: sorted.map { row($0.key, $0.value) },
            plot: plot(sorted.map { ($0.key, $0.value) }), notes: notes)
    }

    private static func count(
        _ voucher: VoucherFigure, on today: Day, in sums: inout Sums
    ) {
        if voucher.last < today {
            sums.expired.add(voucher.leftTogether)
            sums.ended.add(voucher.faceTogether)
        } else {
            let days = today.number - voucher.issuedOn.number
            sums.byAge[bucket(days)].add(voucher.leftTogether)
        }
    }

    private static func count(_ figure: LotFigure, on today: Day, in sums: inout Sums) {
        let lot = figure.lot
        if lot.left < 0 {
            sums.owedToUs.add(lot.left)
        } else if let last = lot.last, last < today {
            sums.expired.add(lot.left)
        } else {
            if let first = lot.first, today < first { sums.pending.add(lot.left) }
            if let issued = figure.issuedOn ?? lot.first {
                sums.byAge[bucket(today.number - issued.number)].add(lot.left)
            } else {
                sums.notDated.add(lot.left)
            }
        }
    }

    // What was issued after today, by a clock that is ahead, is as new as can be.
    private static func bucket(_ days: Int) -> Int { (ages.lastIndex { $0 <= days }) ?? 0 }

    private static let columns = [
        Column("of", .text), Column("outstanding", .amount),
        Column("days_0_30", .amount, title: "0–30 days"),
        Column("days_31_90", .amount, title: "31–90 days"),
        Column("days_91_365", .amount, title: "91–365 days"),
        Column("days_over_365", .amount, title: "over a year"),
        Column("not_dated", .amount), Column("pending", .amount),
        Column("owed_by_members", .amount), Column("breakage", .amount),
        Column("breakage_rate", .percent),
    ]

    private static func row(_ what: Denomination, _ sums: Sums) -> [Cell] {
        [.text(what.name), what.cell(sums.owed)] + sums.byAge.map(what.cell) + [
            what.cell(sums.notDated), what.cell(sums.pending), what.cell(sums.owedToUs),
            what.cell(sums.expired), .hundredths(percent(sums.expired, of: sums.ended)),
        ]
    }

    // Shares of each hundred, because currencies and points have no scale in common.
    private static func plot(_ sums: [(Denomination, Sums)]) -> Plot? {
        let names = ["0–30 days", "31–90 days", "91–365 days", "over a year"]
        let shown = sums.filter { $0.1.owed > 0 }
        guard !shown.isEmpty else { return nil }
        var series = names.enumerated().map { index, name in
            Plot.Series(name, shown.map { percent($0.1.byAge[index], of: $0.1.owed) })
        }
        if shown.contains(where: { $0.1.notDated > 0 }) {
            series.append(
                Plot.Series("not dated", shown.map { percent($0.1.notDated, of: $0.1.owed) }))
        }
        return Plot(
            .stacked, title: "Age of what is outstanding",
            description: "For each currency and asset, which share of it is how old.",
            labels: shown.map { $0.0.name }, series: series, digits: 2, unit: "%")
    }

    private static let notes = [
        "Outstanding is what gifts and members' lots hold that have not expired; pending units are"
            + " part of it and shown again in their own column.",
        "The age counts from the day of issue to today; a lot without one from its first good day,"
            + " and one without both is not dated.",
        "Owed by members are units that were taken back after they had been spent; they are not"
            + " set off against what is outstanding.",
        "Breakage is what was left when the last good day had passed; its rate is the share of"
            + " what the expired gifts were worth at issue, and there is none for assets.",
        "Gifts that were stopped are owed until their balance is corrected, as the book's accounts"
            + " have it.",
        "Discounts and rights are promises without an amount and not counted here.",
        "Currencies and assets do not add, so there is no total.",
    ]
}
