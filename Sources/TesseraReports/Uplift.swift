import TesseraLoyalty
import TesseraModel

/// Whether a campaign brings people back who would not have come anyway.
///
/// - Source: M44, M55, M60.
package enum Uplift {
    /// Who got an offer and who, by chance, did not, and how many of each came back.
    package struct Groups: Hashable, Sendable {
        /// The campaign's name.
        package let campaign: String
        /// How many got the offer.
        package let sent: Int
        /// How many of these came back, 0…`sent`.
        package let back: Int
        /// How many were held out.
        package let heldOut: Int
        /// How many of these came back, 0…`heldOut`.
        package let heldOutBack: Int

        /// Two groups.
        package init(campaign: String, sent: Int, back: Int, heldOut: Int, heldOutBack: Int) {
            precondition(
                (0...sent).contains(back) && (0...heldOut).contains(heldOutBack),
                "more came back than there were")
            self.campaign = campaign
            self.sent = sent
            self.back = back
            self.heldOut = heldOut
            self.heldOutBack = heldOutBack
        }
    }

    /// Counts both groups of a campaign in the events.
    ///
    /// A member belongs to the group of the first event in which a rule of the campaign was
    /// granted, or was not because the member is held out; and comes back with a purchase or a
    /// visit after that event and not more than so many days after its day.
    ///
    /// - Parameters:
    ///   - input: The events.
    ///   - campaign: The campaign's name.
    ///   - code: The code of the reason for which a rule is not granted to those held out.
    ///   - days: In how many days after the offer somebody must come, at least 1.
    /// - Returns: The two groups.
    package static func groups(
        of input: ReportInput, campaign: String, heldOutBy code: String = "held_out",
        days: Int
    ) -> Groups {
        struct Start {
            let isHeldOut: Bool
            let day: Day
            var isBack = false
        }
        let owners = Sales(of: input)
        var starts: [MemberNumber: Start] = [:]
        for past in input.accepted {
            guard let member = owners.owner(of: past.event.member) else { continue }
            let day = input.zone.day(at: past.event.occurredAt)
            if let start = starts[member] {
                let came = past.event.kind == .purchase || past.event.kind == .visit
                if came, day.number - start.day.number <= days { starts[member]?.isBack = true }
                continue
            }
            let verdicts = past.decision.verdicts.filter { $0.rule.hasPrefix("\(campaign)/") }
            if verdicts.contains(where: \.isGranted) {
                starts[member] = Start(isHeldOut: false, day: day)
            } else if verdicts.contains(where: { $0.reasons.contains { $0.code == code } }) {
                starts[member] = Start(isHeldOut: true, day: day)
            }
        }
        let (held, sent) = (
            starts.values.filter(\.isHeldOut), starts.values.filter { !$0.isHeldOut }
        )
        return Groups(
            campaign: campaign, sent: sent.count, back: sent.count(where: \.isBack),
            heldOut: held.count, heldOutBack: held.count(where: \.isBack))
    }

    /// Makes the report: one row for each campaign given.
    package static func report(of groups: [Groups], asOf: Timestamp) -> Report {
        let intervals = groups.map { group in
            Interval.difference((group.back, group.sent), (group.heldOutBack, group.heldOut))
        }
        return Report(
            name: "uplift", title: "Uplift against the hold-out", asOf: asOf,
            columns: [
                Column("campaign", .text), Column("sent", .count), Column("back", .count),
                Column("rate", .percent), Column("held_out", .count),
                Column("held_out_back", .count), Column("held_out_rate", .percent),
                Column("uplift", .points), Column("low", .points), Column("high", .points),
                Column("verdict", .text),
            ],
            rows: zip(groups, intervals).map(row),
            plot: plot(groups, intervals), notes: notes)
    }

    private static func row(_ group: Groups, _ interval: Interval?) -> [Cell] {
        [
            .text(group.campaign), .count(group.sent), .count(group.back),
            .hundredths(percent(group.back, of: group.sent)), .count(group.heldOut),
            .count(group.heldOutBack),
            .hundredths(percent(group.heldOutBack, of: group.heldOut)),
            .hundredths(interval?.percent), .hundredths(interval?.percentLow),
            .hundredths(interval?.percentHigh), .text(verdict(interval)),
        ]
    }

    private static func verdict(_ interval: Interval?) -> String {
        guard let interval else { return "nothing to compare" }
        guard interval.isReliable else { return "no proven effect (too few)" }
        guard interval.isProven else { return "no proven effect" }
        return interval.low > 0 ? "more come back" : "fewer come back"
    }

    private static func plot(_ groups: [Groups], _ intervals: [Interval?]) -> Plot? {
        guard !groups.isEmpty else { return nil }
        return Plot(
            .bars, title: "Uplift with the ends of its interval",
            description: "For each campaign the uplift in percentage points, and between which"
                + " ends it lies; a campaign whose ends enclose zero has no proven effect.",
            labels: groups.map(\.campaign),
            series: [
                Plot.Series("lower end", intervals.map { $0?.percentLow }),
                Plot.Series("uplift", intervals.map { $0?.percent }),
                Plot.Series("upper end", intervals.map { $0?.percentHigh }),
            ], digits: 2, unit: "points")
    }

    private static let notes = [
        "The uplift is the share of those who got the offer and came back, less the share of those"
            + " held out who came back, in percentage points.",
        "Low and high are the ends of the 95 % interval of the difference between two proportions:"
            + " the normal approximation with 1.96 standard errors, reckoned in millionths, the"
            + " ends rounded outwards.",
        "An interval that holds zero is no proven effect; so is one from a group in which fewer"
            + " than five came back or fewer than five did not.",
        "Several campaigns at once mix: who was held out by one may have got the other.",
    ]
}
