import TesseraLoyalty
import TesseraModel

/// Whom ambassadors brought, and what they got for it, by channel.
///
/// - Source: M37, M39.
package enum Referrals {
    private struct Key: Hashable, Comparable {
        let ambassador: MemberNumber
        let channel: String
        let code: String

        static func < (left: Key, right: Key) -> Bool {
            (left.channel, left.ambassador, left.code)
                < (right.channel, right.ambassador, right.code)
        }
    }

    private struct Sums {
        var brought: Set<MemberNumber> = []
        var first = 0
        var vouchers = 0
        var units: [String: Int64] = [:]

        mutating func add(_ other: Sums) {
            brought.formUnion(other.brought)
            first += other.first
            vouchers += other.vouchers
            units.merge(other.units) { [$0, $1].total() }
        }
    }

    /// Makes the report: one row for each channel, ambassador and code.
    package static func report(of input: ReportInput, in span: Span = .all) -> Report {
        let sales = Sales(of: input)
        let firsts = Set(sales.sales.lazy.filter(\.isFirst).map(\.operation))
        var keyByFriend: [MemberNumber: Key] = [:]
        var sums: [Key: Sums] = [:]
        for past in input.accepted {
            let event = past.event
            guard let friend = sales.owner(of: event.member) else { continue }
            let counts = span.contains(input.zone.day(at: event.occurredAt))
            if let ambassador = sales.owner(of: event.facts.referrer), keyByFriend[friend] == nil {
                let key = Key(
                    ambassador: ambassador, channel: event.facts.channel ?? "(none)",
                    code: event.facts.codes.first ?? "")
                keyByFriend[friend] = key
                if counts { sums[key, default: Sums()].brought.insert(friend) }
            }
            guard counts, let key = keyByFriend[friend] else { continue }
            if firsts.contains(event.operation) { sums[key, default: Sums()].first += 1 }
            for grant in past.decision.grants {
                switch grant.act {
                case .credit(let member, let asset, let units, _, _)
                where member == key.ambassador && friend != member:
                    var sum = sums[key, default: Sums()].units[asset] ?? 0
                    sum.add(units)
                    sums[key, default: Sums()].units[asset] = sum
                case .issue(_, _, .some(key.ambassador), _) where friend != key.ambassador:
                    sums[key, default: Sums()].vouchers += 1
                default: continue
                }
            }
        }
        return made(sums.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }, input, span)
    }

    private static func made(
        _ sums: [(key: Key, sums: Sums)], _ input: ReportInput, _ span: Span
    ) -> Report {
        let assets = Set(sums.flatMap(\.sums.units.keys)).sorted()
        var all = Sums()
        for row in sums { all.add(row.sums) }
        func counts(_ sums: Sums) -> [Cell] {
            [.count(sums.brought.count), .count(sums.first), .count(sums.vouchers)]
                + assets.map { input.programme.denomination(of: $0).cell(sums.units[$0] ?? 0) }
        }
        var byChannel: [String: Int64] = [:]
        for row in sums { byChannel[row.key.channel, default: 0] += Int64(row.sums.first) }
        let channels = byChannel.keys.sorted()
        return Report(
            name: "referrals", title: "Whom ambassadors brought, by channel", asOf: input.asOf,
            columns: [
                Column("channel", .text), Column("ambassador", .text), Column("code", .text),
                Column("brought", .count), Column("first_purchases", .count),
                Column("vouchers", .count),
            ] + Column.columns("units_", for: assets, .units),
            rows: sums.map { row in
                [.text(row.key.channel), .text(row.key.ambassador.text), .text(row.key.code)]
                    + counts(row.sums)
            },
            totals: [.text("total"), .empty, .empty] + counts(all),
            plot: channels.isEmpty
                ? nil
                : Plot(
                    .bars, title: "First purchases of those who were brought",
                    description: "How many members who were brought bought for the first time, by"
                        + " channel.", labels: channels,
                    series: [Plot.Series("first purchases", channels.map { byChannel[$0] ?? 0 })],
                    unit: "purchases"),
            notes: [
                "Brought are members for whom an event named somebody as the one who brought them;"
                    + " the first such event gives ambassador, channel and code.",
                "First purchases are theirs; vouchers and units are what the ambassador got by the"
                    + " rules on their events. What was taken back after a return is not taken"
                    + " off.",
                span.text,
            ])
    }
}
