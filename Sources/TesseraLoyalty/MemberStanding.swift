import TesseraModel

/// Where a member stands in a programme: levels, and what is next.
///
/// - Source: M10.
package struct MemberStanding: Hashable, Sendable {
    /// A level of a ladder.
    package struct Level: Hashable, Sendable {
        /// The ladder's name.
        package let ladder: String
        /// The level's name.
        package let name: String
        /// Since when without a break, as far as events tell; `nil` for the lowest level.
        package let since: Timestamp?

        /// A level of a ladder.
        package init(ladder: String, name: String, since: Timestamp?) {
            self.ladder = ladder
            self.name = name
            self.since = since
        }
    }

    /// The member's level on every ladder, in the order of the programme.
    package let levels: [Level]
    /// What is missing to what is next, `3 more visits to Free coffee`.
    package let next: [String]

    /// Where a member stands.
    package init(levels: [Level], next: [String]) {
        self.levels = levels
        self.next = next
    }
}

extension Judge {
    /// Where a member stands.
    ///
    /// - Parameters:
    ///   - member: The member with the history up to then.
    ///   - index: The programme in force.
    ///   - time: When.
    ///   - zone: The issuer's zone.
    ///   - chance: The chance by which members are held out of campaigns.
    /// - Returns: Nothing of campaigns that do not hold then, or that the member is held out of.
    package static func standing(
        of member: MemberView, in index: RuleIndex, at time: Timestamp, zone: IssuerZone,
        chance: @escaping (String) -> UInt64
    ) -> MemberStanding {
        // Something that no rule counts: only what was before is looked at.
        let event = LoyaltyEvent(
            operation: OperationID(high: 0, low: 0), kind: .date, member: member.number,
            occurredAt: time, facts: EventFacts())
        let hearing = Hearing(
            on: Situation(
                event: event, zone: zone, member: member, referrer: nil, original: nil,
                presented: []),
            by: index, chance: chance, used: { _ in 0 })
        return MemberStanding(
            levels: index.programme.ladders.map { ladder in
                let name = level(of: member, on: ladder, at: time, zone: zone)
                let since = name == ladder.levels[0].name ? nil : member.since(name, ladder, zone)
                return MemberStanding.Level(ladder: ladder.name, name: name, since: since)
            }, next: hearing.nextSteps(at: time))
    }
}

extension MemberView {
    /// When the member came to the present level, by the events that are there.
    fileprivate func since(_ level: String, _ ladder: Ladder, _ zone: IssuerZone) -> Timestamp? {
        var since: Timestamp?
        for count in history.indices.reversed() {
            let then = MemberView(
                number: number, joinedAt: joinedAt, person: person,
                history: Array(history[...count]), lots: lots)
            let time = history[count].event.occurredAt
            guard Judge.level(of: then, on: ladder, at: time, zone: zone) == level else { break }
            since = time
        }
        return since
    }
}

extension Hearing {
    /// What the rules that hold now, and the ladders, still want.
    fileprivate func nextSteps(at time: Timestamp) -> [String] {
        var steps: [String] = []
        let ordered = programme.campaigns.sorted { ($0.priority, $0.id) < ($1.priority, $1.id) }
        for campaign in ordered
        where campaign.window.holds(at: time, zone: situation.zone) && holdOut(campaign) == nil {
            for rule in campaign.rules where rule.trigger == nil {
                for part in rule.condition.conjuncts {
                    guard case .compare(let metric, .atLeast, let number) = part,
                        let left = missing(metric, to: number)
                    else { continue }
                    steps.append("\(left) to \(campaign.title)")
                }
            }
        }
        for ladder in programme.ladders {
            guard let measure = ladder.measure, let level = level(on: ladder) else { continue }
            for next in ladder.levels.dropFirst((ladder.index(of: level) ?? 0) + 1) {
                guard let left = missing(measure, to: next.from) else { continue }
                steps.append("\(left) to \(next.name)")
                break
            }
        }
        var seen: Set<String> = []
        return steps.filter { seen.insert($0).inserted }
    }
}
