import TesseraModel

/// Where members stand on a ladder that only effects place them on, and how they got there.
///
/// - Source: M14, R8.
package struct Lifecycle: Hashable, Sendable {
    /// A member's way from one level to another.
    package struct Transition: Hashable, Sendable {
        /// Whose.
        package let member: MemberNumber
        /// The level before.
        package let from: String
        /// The level from then on, another one.
        package let to: String
        /// When.
        package let at: Timestamp
        /// Which operation.
        package let operation: OperationID

        /// A way from one level to another.
        package init(
            member: MemberNumber, from: String, to: String, at: Timestamp,
            operation: OperationID
        ) {
            self.member = member
            self.from = from
            self.to = to
            self.at = at
            self.operation = operation
        }
    }

    /// The level of everybody who was never placed: the lowest.
    package let start: String
    /// All transitions in the order in which they were recorded.
    package let transitions: [Transition]
    private let indexes: [MemberNumber: [Int]]
    private let cards: MergedCards

    /// The transitions of a history.
    ///
    /// Whoever is placed where he stands makes none. A card's way goes on as the way of the member
    /// whose it became.
    ///
    /// - Parameters:
    ///   - ladder: The ladder.
    ///   - history: What happened, in the order in which it was recorded.
    package init(on ladder: Ladder, in history: [PastEvent]) {
        let start = ladder.levels.first?.name ?? ""
        let cards = MergedCards(in: history)
        var transitions: [Transition] = []
        var indexes: [MemberNumber: [Int]] = [:]
        for past in history.granted {
            for grant in past.decision.grants {
                guard case .place(let card, ladder.name, let level) = grant.act else { continue }
                let member = cards.owner(of: card)
                let from = indexes[member]?.last.map { transitions[$0].to } ?? start
                guard level != from else { continue }
                indexes[member, default: []].append(transitions.count)
                transitions.append(
                    Transition(
                        member: member, from: from, to: level, at: past.event.occurredAt,
                        operation: past.event.operation))
            }
        }
        self.start = start
        self.transitions = transitions
        self.indexes = indexes
        self.cards = cards
    }

    /// The level of a member, by all that was recorded.
    package func level(of member: MemberNumber) -> String {
        indexes[cards.owner(of: member)]?.last.map { transitions[$0].to } ?? start
    }

    /// The level of a member at an instant, by what had happened until then.
    package func level(of member: MemberNumber, at time: Timestamp) -> String {
        let own = indexes[cards.owner(of: member)] ?? []
        return own.last { transitions[$0].at <= time }.map { transitions[$0].to } ?? start
    }
}
