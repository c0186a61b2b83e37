import TesseraLoyalty
import TesseraModel

/// What a member has of an asset, when it expires, and every movement that led there.
///
/// - Source: M51; F31.
package enum Statement {
    /// One movement of an account.
    package struct Movement: Hashable, Sendable {
        /// When it was booked.
        package let at: Timestamp
        /// What it was, for the member.
        package let what: String
        /// How many units came, or went if negative.
        package let units: Int64

        /// A movement.
        package init(at: Timestamp, what: String, units: Int64) {
            self.at = at
            self.what = what
            self.units = units
        }
    }

    private struct Line {
        let day: Day
        let what: String
        let units: Int64
    }

    /// Makes the statement: one row for each movement with the balance after it.
    ///
    /// What expired has no movement in the book, because it expires by the clock alone; it gets a
    /// row on the day after the last good one.
    ///
    /// - Parameters:
    ///   - member: Whose it is.
    ///   - asset: The asset's name and scale.
    ///   - movements: All movements since the opening, in the order in which they were booked.
    ///   - lots: All lots of the member, expired ones with what was left included.
    ///   - opening: The balance before the first movement.
    ///   - asOf: When the book was read.
    ///   - zone: The zone whose days count.
    /// - Returns: The report; a note says whether movements and lots add up to the same.
    package static func report(
        of member: MemberNumber, asset: (name: String, scale: Int), movements: [Movement],
        lots: [LotView], opening: Int64 = 0, asOf: Timestamp, zone: IssuerZone
    ) -> Report {
        let today = zone.day(at: asOf)
        let what = Denomination.asset(asset.name, scale: asset.scale)
        let booked = movements.map {
            Line(day: zone.day(at: $0.at), what: $0.what, units: $0.units)
        }
        let lines = merged(booked, expired(lots, on: today))
        var balance = opening
        let rows = lines.map { line -> [Cell] in
            balance.add(line.units)
            return [.day(line.day), .text(line.what), what.cell(line.units), what.cell(balance)]
        }
        let left = lots.filter { !hasExpired($0, on: today) }
        let held = left.map(\.left).total()
        return Report(
            name: "statement", title: "Statement of \(asset.name) for \(member.text)", asOf: asOf,
            columns: [
                Column("on", .day), Column("what", .text), Column("units", .units),
                Column("balance", .units),
            ],
            rows: rows,
            totals: [
                .empty, .text("balance"), what.cell(lines.map(\.units).total()),
                what.cell(balance),
            ],
            notes: [
                "\(what.cell(held).shown) = \(sum(of: left, on: today, what))",
                balance == held
                    ? "The opening balance of \(what.cell(opening).shown) and"
                        + " \(rows.count) movements add up to the balance."
                    : "The movements add up to \(what.cell(balance).shown) and the lots to"
                        + " \(what.cell(held).shown): these do not agree and must be looked into.",
                "What expired is taken off on the day after its last good day, which is inclusive.",
            ])
    }

    /// Makes the list of lots: one row for each pair of first and last good days.
    package static func lots(
        of member: MemberNumber, asset: (name: String, scale: Int), lots: [LotView],
        asOf: Timestamp, zone: IssuerZone
    ) -> Report {
        let today = zone.day(at: asOf)
        let what = Denomination.asset(asset.name, scale: asset.scale)
        let left = ordered(lots.filter { !hasExpired($0, on: today) && $0.left != 0 })
        let plotted = left.filter { $0.left > 0 }
        return Report(
            name: "statement_lots", title: "\(asset.name) of \(member.text) by expiry",
            asOf: asOf,
            columns: [
                Column("units", .units), Column("good_from", .day), Column("expires", .day),
                Column("usable", .text),
            ],
            rows: left.map { lot in
                [
                    what.cell(lot.left), lot.first.map { .day($0) } ?? .empty,
                    lot.last.map { .day($0) } ?? .empty,
                    .text(lot.isGood(on: today) ? "yes" : "no"),
                ]
            },
            totals: [what.cell(left.map(\.left).total()), .empty, .empty, .text("balance")],
            plot: plotted.isEmpty
                ? nil
                : Plot(
                    .bars, title: "\(asset.name) by the day of expiry",
                    description: "How many units expire after which day.",
                    labels: plotted.map { $0.last?.text ?? "never" },
                    series: [Plot.Series(asset.name, plotted.map(\.left))], digits: asset.scale,
                    unit: asset.name),
            notes: [
                "Expires is the last good day, inclusive; nothing stands where units never expire.",
                "Units that are not usable yet wait for their first good day; they are part of the"
                    + " balance. Negative units are owed.",
            ])
    }

    private static func hasExpired(_ lot: LotView, on today: Day) -> Bool {
        lot.left > 0 && (lot.last.map { $0 < today } ?? false)
    }

    private static func expired(_ lots: [LotView], on today: Day) -> [Line] {
        ordered(lots.filter { hasExpired($0, on: today) }).compactMap { lot in
            lot.last.map { Line(day: $0.advanced(by: 1), what: "expired", units: -lot.left) }
        }
    }

    // By day; on one day what expired in the night comes first.
    private static func merged(_ booked: [Line], _ expired: [Line]) -> [Line] {
        let all = expired.map { (0, $0) } + booked.map { (1, $0) }
        return all.enumerated().sorted { one, two in
            (one.element.1.day.number, one.element.0, one.offset)
                < (two.element.1.day.number, two.element.0, two.offset)
        }.map(\.element.1)
    }

    private static func ordered(_ lots: [LotView]) -> [LotView] {
        lots.sorted { one, two in
            let (left, right) = (one.last?.number ?? .max, two.last?.number ?? .max)
            return left == right
                ? (one.first?.number ?? .min, one.left) < (two.first?.number ?? .min, two.left)
                : left < right
        }
    }

    private static func sum(of lots: [LotView], on today: Day, _ what: Denomination) -> String {
        let parts = ordered(lots.filter { $0.left != 0 }).map { lot in
            let end = lot.left < 0 ? "owed" : lot.last.map { "expires \($0.text)" } ?? "no expiry"
            let start = lot.first.flatMap { today < $0 ? ", from \($0.text)" : nil } ?? ""
            return "\(what.cell(lot.left).shown) (\(end)\(start))"
        }
        return (parts.isEmpty ? "nothing" : parts.joined(separator: " + ")) + "."
    }
}
