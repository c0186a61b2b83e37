import TesseraLoyalty
import TesseraModel

/// On which level of a ladder members were at the end of a day, found by reading their events up
/// to then again.
///
/// - Source: R8; M12.
package struct LevelsByDay: Sendable {
    private let ladder: Ladder
    private let zone: IssuerZone
    private let joinedAt: [MemberNumber: Timestamp]
    private let histories: [MemberNumber: [(LoyaltyEvent, Decision)]]

    /// Sorts the events of an input by whose they are; what a card did counts for the member whose
    /// it became.
    ///
    /// - Parameters:
    ///   - ladder: The ladder, with the measure that the programme gives it now.
    ///   - input: The events and the members.
    package init(on ladder: Ladder, of input: ReportInput) {
        self.ladder = ladder
        zone = input.zone
        let cards = MergedCards(in: input.accepted)
        var histories: [MemberNumber: [(LoyaltyEvent, Decision)]] = [:]
        for past in input.accepted {
            guard let card = past.event.member else { continue }
            histories[cards.owner(of: card), default: []].append((past.event, past.decision))
        }
        self.histories = histories
        joinedAt = Dictionary(
            input.members.lazy.filter { cards.owner(of: $0.number) == $0.number }.map {
                ($0.number, $0.joinedAt)
            }, uniquingKeysWith: { first, _ in first })
    }

    /// The level that a member had at the end of a day.
    ///
    /// - Returns: `nil` for a card that became another member's, for nobody, and on a ladder that is
    ///   measured by a balance, which no event tells.
    /// - Complexity: Linear in the member's events.
    package func level(of member: MemberNumber, on day: Day) -> String? {
        guard let joined = joinedAt[member] else { return nil }
        if case .balance? = ladder.measure { return nil }
        let end = zone.instant(of: day.advanced(by: 1), minute: 0).advanced(byMilliseconds: -1)
        let records = (histories[member] ?? []).prefix { $0.0.occurredAt <= end }
        let view = MemberView(
            number: member, joinedAt: joined,
            person: records.last { $0.0.facts.person != nil }?.0.facts.person,
            history: Diary.entries(of: Array(records)), lots: [:])
        return Judge.level(of: view, on: ladder, at: end, zone: zone)
    }
}
