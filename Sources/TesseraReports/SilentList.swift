import TesseraLoyalty
import TesseraModel

/// Regulars who have not come for longer than they use to, each with why.
///
/// - Source: M47, M49.
package enum SilentList {
    /// Who is a regular, and when a regular is late.
    package struct Rhythm: Hashable, Sendable {
        /// The most days usually between two visits, 15 for two visits a month.
        package let mostDays: Int
        /// How late somebody must be, in hundredths of the usual time.
        package let percent: Int
        /// How many visits it takes to know the usual time, at least 3.
        package let visits: Int

        /// Two visits a month, twice the usual time, three visits.
        package static let usual = Rhythm(mostDays: 15, percent: 200, visits: 3)

        /// A rhythm.
        package init(mostDays: Int, percent: Int, visits: Int) {
            precondition(mostDays >= 1 && percent >= 100 && visits >= 3, "no rhythm")
            self.mostDays = mostDays
            self.percent = percent
            self.visits = visits
        }
    }

    private struct Late {
        let member: MemberNumber
        let last: Day
        let usual: Int64
        let away: Int64
        let lateness: Int64
        let value: Int64
    }

    /// Makes the report: one row for each regular who agreed to be looked at and is late.
    package static func report(
        of input: ReportInput, consenting: Set<MemberNumber>, rhythm: Rhythm = .usual
    ) -> Report {
        let sales = Sales(of: input)
        let currency = input.programme.currency
        let values = sales.value(in: currency)
        var days: [MemberNumber: [Day]] = [:]
        for past in input.accepted
        where past.event.kind == .purchase || past.event.kind == .visit {
            guard let member = sales.owner(of: past.event.member),
                consenting.contains(member)
            else { continue }
            days[member, default: []].append(input.zone.day(at: past.event.occurredAt))
        }
        let late = days.compactMap { member, days in
            lateness(member, days, rhythm, on: input.today, values[member] ?? 0)
        }.sorted { one, two in
            if one.lateness != two.lateness { return one.lateness > two.lateness }
            if one.value != two.value { return one.value > two.value }
            return one.member < two.member
        }
        return Report(
            name: "silent_list", title: "Regulars who stay away", asOf: input.asOf,
            columns: [
                Column("rank", .count), Column("member", .text), Column("last_visit", .day),
                Column("usual_days", .days), Column("days_away", .days),
                Column("times_usual", .number), Column("expected", .day),
                Column("value", .amount), Column("why", .text),
            ],
            rows: late.enumerated().map { cells($1, rank: $0 + 1, currency) },
            plot: plot(late.prefix(12).map { $0 }), notes: notes(rhythm))
    }

    private static func plot(_ late: [Late]) -> Plot? {
        guard !late.isEmpty else { return nil }
        return Plot(
            .bars, title: "How long the first of the list have been away",
            description: "For the first twelve of the list, after how many days they usually come,"
                + " and how many days they have been away.", labels: late.map(\.member.text),
            series: [
                Plot.Series("usual days", late.map(\.usual)),
                Plot.Series("days away", late.map(\.away)),
            ], unit: "days")
    }

    private static func lateness(
        _ member: MemberNumber, _ visits: [Day], _ rhythm: Rhythm, on today: Day, _ value: Int64
    ) -> Late? {
        let days = Set(visits).sorted()
        guard days.count >= rhythm.visits, let last = days.last else { return nil }
        let gaps = zip(days, days.dropFirst()).map { Int64($1.number - $0.number) }.sorted()
        let usual = max(1, gaps[(gaps.count - 1) / 2])
        guard usual <= Int64(rhythm.mostDays) else {
            return nil
        }
        let away = Int64(today.number - last.number)
        guard away * 100 > usual * Int64(rhythm.percent),
            let lateness = rounded(away, by: usual, times: 100)
        else { return nil }
        return Late(
            member: member, last: last, usual: usual, away: away, lateness: lateness,
            value: value)
    }

    private static func cells(_ late: Late, rank: Int, _ currency: Currency) -> [Cell] {
        [
            .count(rank), .text(late.member.text), .day(late.last), .integer(late.usual),
            .integer(late.away), .hundredths(late.lateness),
            .day(late.last.advanced(by: Int(late.usual))), .money(late.value, currency),
            .text(
                "usually comes every \(late.usual == 1 ? "day" : "\(late.usual) days"),"
                    + " has not come for \(late.away)"),
        ]
    }

    private static func notes(_ rhythm: Rhythm) -> [String] {
        [
            "The usual time is the median of the days between a member's visits, purchases"
                + " included, several on one day as one; the lower of two middle"
                + " ones. It takes \(rhythm.visits) visits to know it.",
            "A regular usually comes at least every \(rhythm.mostDays) days, and is late after"
                + " more than \(decimalText(Int64(rhythm.percent), digits: 2)) times the usual"
                + " time.",
            "The latest by the usual time come first, then those who bought for more.",
            "Only members who agreed to be looked at are on the list.",
        ]
    }
}
