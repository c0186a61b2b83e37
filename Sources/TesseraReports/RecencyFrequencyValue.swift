import TesseraLoyalty
import TesseraModel

/// How lately, how often and for how much each member bought, and the fifth that it makes of all.
///
/// - Source: M48.
package enum RecencyFrequencyValue {
    /// The figures of one member.
    package struct Figures: Hashable, Sendable {
        /// Days since the last purchase; `nil` without one.
        package let recencyDays: Int64?
        /// How many purchases.
        package let frequency: Int64
        /// What was bought and kept, in minor units.
        package let value: Int64
        /// 1…5 each, 5 for the best fifth; 0 for a member without a purchase.
        package let scores: Scores
    }

    /// In which fifth of all buyers a member is, by each of the three.
    package struct Scores: Hashable, Sendable {
        /// By the last purchase.
        package let recency: Int
        /// By the number of purchases.
        package let frequency: Int
        /// By what was kept.
        package let value: Int
    }

    /// Reckons the figures of all members in one pass over the contacts.
    ///
    /// - Parameters:
    ///   - contacts: Purchases and returns in any order; those of members outside of the list and
    ///     those after the day are passed over.
    ///   - memberCount: How many members the list has.
    ///   - today: The day from which recency counts.
    /// - Returns: Figures for each member, in the order of the list.
    /// - Complexity: Linear in the contacts; sorting of the members.
    package static func figures(
        of contacts: [Contact], memberCount: Int, on today: Day
    ) -> [Figures] {
        var last = [Int32](repeating: .min, count: memberCount)
        var frequency = [Int64](repeating: 0, count: memberCount)
        var value = [Int64](repeating: 0, count: memberCount)
        let end = Int32(clamping: today.number)
        let count = UInt64(memberCount)
        for contact in contacts where contact.member < count && contact.day <= end {
            let member = Int(contact.member)
            value[member].add(contact.value)
            guard contact.value >= 0 else { continue }
            frequency[member] += 1
            if last[member] < contact.day { last[member] = contact.day }
        }
        let buyers = (0..<memberCount).filter { frequency[$0] > 0 }
        let recencyScores = scores(buyers, of: memberCount) { Int64(last[$0]) }
        let frequencyScores = scores(buyers, of: memberCount) { frequency[$0] }
        let valueScores = scores(buyers, of: memberCount) { value[$0] }
        return (0..<memberCount).map { member in
            Figures(
                recencyDays: frequency[member] > 0 ? Int64(end) - Int64(last[member]) : nil,
                frequency: frequency[member], value: value[member],
                scores: Scores(
                    recency: recencyScores[member], frequency: frequencyScores[member],
                    value: valueScores[member]))
        }
    }

    // 1 + 5·(how many have less) / (how many there are): equal figures have equal scores.
    private static func scores(
        _ buyers: [Int], of memberCount: Int, by figure: (Int) -> Int64
    ) -> [Int] {
        let sorted = buyers.map { (member: $0, figure: figure($0)) }.sorted {
            $0.figure < $1.figure
        }
        var found = [Int](repeating: 0, count: memberCount)
        var less = 0
        for (index, buyer) in sorted.enumerated() {
            if index > 0, sorted[index - 1].figure < buyer.figure { less = index }
            found[buyer.member] = 1 + 5 * less / sorted.count
        }
        return found
    }

    /// Makes the report: one row for each member who agreed to be looked at; the others are in
    /// the totals only.
    ///
    /// - Parameters:
    ///   - members: The list that the contacts' indices are of.
    ///   - contacts: Purchases and returns in one currency.
    ///   - consenting: Who agreed.
    ///   - currency: The currency of the values.
    ///   - today: The day from which recency counts.
    ///   - asOf: When the contacts were read.
    /// - Returns: The report.
    package static func report(
        members: [MemberNumber], contacts: [Contact], consenting: Set<MemberNumber>,
        currency: Currency, on today: Day, asOf: Timestamp
    ) -> Report {
        let figures = figures(of: contacts, memberCount: members.count, on: today)
        let shown = members.indices.filter { consenting.contains(members[$0]) }
        let buyers = figures.count { $0.frequency > 0 }
        let name = "recency_frequency_value"
        return Report(
            name: name, title: "Recency, frequency and value of members", asOf: asOf,
            columns: [
                Column("member", .text), Column("recency_days", .days),
                Column("frequency", .count), Column("value", .amount),
                Column("recency_score", .count), Column("frequency_score", .count),
                Column("value_score", .count),
            ],
            rows: shown.map { row(members[$0], figures[$0], currency) },
            totals: [
                .text("all \(members.count) members"), .empty,
                .integer(figures.lazy.map(\.frequency).total()),
                .money(figures.lazy.map(\.value).total(), currency), .empty, .empty, .empty,
            ],
            plot: plot(figures),
            notes: notes + [
                "\(shown.count) of \(members.count) members agreed and have a row; \(buyers) of"
                    + " all have bought.",
                "Members who did not agree to be looked at are in the totals and in no row.",
            ])
    }

    private static func row(
        _ member: MemberNumber, _ figures: Figures, _ currency: Currency
    ) -> [Cell] {
        let scores = [figures.scores.recency, figures.scores.frequency, figures.scores.value]
        return [
            .text(member.text), figures.recencyDays.map { .integer($0) } ?? .empty,
            .integer(figures.frequency), .money(figures.value, currency),
        ] + scores.map { $0 == 0 ? .empty : .count($0) }
    }

    private static func plot(_ figures: [Figures]) -> Plot {
        var counts = [[Int64]](repeating: [0, 0, 0, 0, 0], count: 5)
        for figure in figures where figure.frequency > 0 {
            counts[figure.scores.frequency - 1][figure.scores.recency - 1] += 1
        }
        return Plot(
            .matrix, title: "Members by recency and frequency",
            description: "How many members have each pair of scores; the fifth score is the most"
                + " recent, or the most frequent.", labels: (1...5).map { "recency \($0)" },
            series: (1...5).reversed().map { score in
                Plot.Series("frequency \(score)", counts[score - 1].map { $0 })
            }, unit: "members")
    }

    private static let notes = [
        "Recency is the number of days since the last purchase, frequency the number of purchases,"
            + " value what was bought and kept; a return takes from the value only.",
        "A score is 1 + 5 × (buyers with less) ÷ (buyers), rounded down, so that equal figures have"
            + " equal scores; 5 is the best fifth. The fifths are of all who bought, with or"
            + " without a row.",
    ]
}

extension ReportInput {
    /// The purchases and returns of one currency by index of ``members``, a card's under the
    /// member whom it became.
    ///
    /// What came back is a contact of its own, on the day of the purchase.
    package func contacts(in currency: Currency) -> [Contact] {
        let indexByNumber = Dictionary(
            members.enumerated().map { ($1.number, UInt64($0)) },
            uniquingKeysWith: { first, _ in first })
        var found: [Contact] = []
        for sale in Sales(of: self).sales where sale.currency == currency {
            guard let index = sale.member.flatMap({ indexByNumber[$0] }) else { continue }
            let day = Int32(clamping: sale.day.number)
            found.append(Contact(member: index, day: day, value: sale.paid))
            guard sale.cameBack > 0 else { continue }
            found.append(Contact(member: index, day: day, value: -sale.cameBack))
        }
        return found
    }
}
