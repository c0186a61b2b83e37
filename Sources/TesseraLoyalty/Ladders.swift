import TesseraModel

extension Judge {
    /// The level of a member on a ladder.
    ///
    /// A ladder with a measure places a member by it; what an effect said last holds as well, and
    /// the higher of the two counts.
    ///
    /// - Parameters:
    ///   - member: The member with the history up to then.
    ///   - ladder: The ladder.
    ///   - time: When.
    ///   - zone: The issuer's zone.
    /// - Returns: The name of one of its levels; the lowest for somebody who has done nothing.
    /// - Source: concept 8, R8.
    package static func level(
        of member: MemberView, on ladder: Ladder, at time: Timestamp, zone: IssuerZone
    ) -> String {
        ladder.level(
            measured: ladder.measure.flatMap { member.figure($0, at: time, zone: zone) },
            placed: member.placement(on: ladder))
    }
}

extension Ladder {
    /// The level of whoever reaches a measure and was placed by an effect; `nil` where there is no
    /// measure, and for who was never placed.
    func level(measured: Int64?, placed: String?) -> String {
        let placed = placed.flatMap(index(of:)) ?? 0
        return levels[max(measured.map(index(for:)) ?? 0, placed)].name
    }

    /// Where a level stands, 0 for the lowest; `nil` if the ladder has none of this name.
    func index(of level: String) -> Int? { levels.firstIndex { $0.name == level } }

    /// The highest level that a measure reaches, the lowest if it reaches none.
    func index(for measure: Int64) -> Int {
        levels.lastIndex { $0.from <= measure } ?? 0
    }
}

extension MemberView {
    /// The level on which an effect placed the member last.
    func placement(on ladder: Ladder) -> String? {
        for past in history.reversed() where past.isAccepted {
            for grant in past.decision.grants.reversed() {
                // Whoever it was then: a card that became the member's brings its level along.
                if case .place(_, ladder.name, let level) = grant.act { return level }
            }
        }
        return nil
    }
}
