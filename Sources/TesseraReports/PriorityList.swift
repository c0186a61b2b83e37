import TesseraLoyalty
import TesseraModel

/// Who is to be looked after first: unhappy members and open cases, each with its reasons.
///
/// - Source: M49, M50.
package enum PriorityList {
    private struct Row {
        let member: MemberNumber?
        let operation: OperationID?
        var reasons: [String] = []
        var since: Timestamp
        var due: Timestamp?
        var isOverdue = false
    }

    private struct Ranked {
        let row: Row
        let value: Int64?
        let hours: Int64
        let priority: Int64
    }

    // A bad answer, and whether a case about it or about the member was closed later.
    private struct Answer {
        let score: Int
        let channel: String?
        let at: Timestamp
    }

    /// Makes the report: one row for each member who waits, and for each open case without one.
    ///
    /// - Parameters:
    ///   - input: The events.
    ///   - consenting: Members who agreed to be looked at; the value of others is not used.
    ///   - days: How many days a bad answer without a case stays on the list, at least 1.
    /// - Returns: The report, most urgent first.
    package static func report(
        of input: ReportInput, consenting: Set<MemberNumber>, days: Int = 90
    ) -> Report {
        let sales = Sales(of: input)
        let cases = CaseFile(of: input.accepted).cases
        let currency = input.programme.currency
        let values = sales.value(in: currency)
        var rows = rows(of: cases, at: input.asOf)
        for (member, answer) in unanswered(input, sales, cases, days) {
            let words = answer.channel.map { " by \($0)" } ?? ""
            let day = input.zone.day(at: answer.at).text
            var row =
                rows.members[member]
                ?? Row(member: member, operation: nil, since: answer.at)
            row.reasons.insert("answered \(answer.score) of 10\(words) on \(day)", at: 0)
            row.since = min(row.since, answer.at)
            rows.members[member] = row
        }
        let ranked = (Array(rows.members.values) + rows.others).map { row in
            rank(
                row,
                row.member.flatMap { number in
                    consenting.contains(number) ? max(0, values[number] ?? 0) : nil
                }, at: input.asOf)
        }.sorted(by: isBefore)
        return Report(
            name: "priority_list", title: "Who is to be looked after first", asOf: input.asOf,
            columns: [
                Column("rank", .count), Column("member", .text), Column("value", .amount),
                Column("hours_waiting", .count), Column("due", .text), Column("overdue", .text),
                Column("priority", .count), Column("why", .text),
            ],
            rows: ranked.enumerated().map { cells($1, rank: $0 + 1, currency) },
            plot: plot(ranked.prefix(12).map { $0 }), notes: notes)
    }

    private static func plot(_ ranked: [Ranked]) -> Plot? {
        guard !ranked.isEmpty else { return nil }
        return Plot(
            .bars, title: "How long the first of the list have waited",
            description: "For the first twelve of the list, for how many hours they wait.",
            labels: ranked.map { $0.row.member?.text ?? "no card" },
            series: [Plot.Series("hours waiting", ranked.map(\.hours))], unit: "hours")
    }

    private static func rows(
        of cases: [Case], at time: Timestamp
    ) -> (members: [MemberNumber: Row], others: [Row]) {
        var members: [MemberNumber: Row] = [:]
        var others: [Row] = []
        for found in cases where found.resolvedAt == nil {
            let hours = hours(from: found.openedAt, to: time)
            let isOverdue = found.isLate(at: time)
            let reason = "case \(found.kind) open \(hours) h" + (isOverdue ? ", past due" : "")
            var row =
                found.member.flatMap { members[$0] }
                ?? Row(member: found.member, operation: found.opened, since: found.openedAt)
            row.reasons.append(reason)
            row.due = min(row.due ?? found.due, found.due)
            row.isOverdue = row.isOverdue || isOverdue
            row.since = min(row.since, found.openedAt)
            if let member = found.member { members[member] = row } else { others.append(row) }
        }
        return (members, others)
    }

    // The latest answer of each member, if it is bad, not old, and no case was closed since.
    private static func unanswered(
        _ input: ReportInput, _ sales: Sales, _ cases: [Case], _ days: Int
    ) -> [MemberNumber: Answer] {
        var latest: [MemberNumber: Answer] = [:]
        for past in input.accepted where past.event.kind == .feedback {
            guard let member = sales.owner(of: past.event.member),
                let score = past.event.facts.score
            else { continue }
            latest[member] = Answer(
                score: score, channel: past.event.facts.channel, at: past.event.occurredAt)
        }
        var soothed: [MemberNumber: Timestamp] = [:]
        for found in cases {
            guard let member = found.member, let closed = found.resolvedAt else { continue }
            soothed[member] = max(closed, soothed[member] ?? closed)
        }
        return latest.filter { member, answer in
            let age = input.today.number - input.zone.day(at: answer.at).number
            return answer.score <= 6 && age < days
                && (soothed[member].map { $0 < answer.at } ?? true)
        }
    }

    private static func rank(_ row: Row, _ value: Int64?, at time: Timestamp) -> Ranked {
        let hours = hours(from: row.since, to: time)
        var priority = max(1, value ?? 1).multipliedReportingOverflow(by: hours + 1)
        if row.isOverdue, !priority.overflow {
            priority = priority.partialValue.multipliedReportingOverflow(by: 2)
        }
        return Ranked(
            row: row, value: value, hours: hours,
            priority: priority.overflow ? .max : priority.partialValue)
    }

    private static func isBefore(_ left: Ranked, _ right: Ranked) -> Bool {
        if left.priority != right.priority { return left.priority > right.priority }
        if left.row.since != right.row.since { return left.row.since < right.row.since }
        if left.row.member != right.row.member {
            return left.row.member?.number ?? .max < right.row.member?.number ?? .max
        }
        guard let one = left.row.operation, let two = right.row.operation else { return false }
        return one < two
    }

    private static func hours(from start: Timestamp, to end: Timestamp) -> Int64 {
        max(0, (end.milliseconds - start.milliseconds) / 3_600_000)
    }

    private static func cells(_ ranked: Ranked, rank: Int, _ currency: Currency) -> [Cell] {
        let due = ranked.row.due?.rfc3339
        let reasons =
            ranked.row.reasons
            + (ranked.value.map {
                ["has bought for \(Money(minorUnits: $0, currency: currency).shown)"]
            } ?? [])
        return [
            .count(rank), .text(ranked.row.member?.text ?? "(no card)"),
            .money(ranked.value, in: currency), .integer(ranked.hours),
            due.map { .text($0) } ?? .empty, .text(ranked.row.isOverdue ? "yes" : "no"),
            .integer(ranked.priority), .text(reasons.joined(separator: "; ")),
        ]
    }

    private static let notes = [
        "On the list is who has an open case, and who last answered 0 to 6 and has had no case"
            + " resolved since.",
        "The priority is value × (whole hours waiting + 1), twice that where a case is past due."
            + " The value is what the member has bought and kept so far, in minor units, at least"
            + " 1; without consent, without a card it counts as 1 and is not shown.",
        "Waiting counts from the oldest open case or the bad answer, whichever was first.",
        "Of equal priority who waits longer comes first, then the lower member number.",
    ]
}
