import TesseraModel

/// What a draft would have done with what happened, beside what was done.
///
/// - Source: R6, R7.
package struct ReplayOutcome: Hashable, Sendable {
    /// How many differences are shown.
    package static let mostDifferences = 20

    /// What the draft would have done.
    package internal(set) var draft = ReplaySide()
    /// What was decided when it happened.
    package internal(set) var recorded = ReplaySide()
    /// How many events were refused then and would not have been; nothing of them is counted for
    /// the draft, because they did not happen.
    package internal(set) var newlyAccepted = 0
    /// The events for which the customer would have paid most differently, that one first.
    package internal(set) var differences: [ReplayDifference] = []

    mutating func note(_ difference: ReplayDifference) {
        guard difference.change != 0 else { return }
        let size = difference.change.magnitude
        // Of equal ones the earlier stays.
        let place = differences.firstIndex { $0.change.magnitude < size } ?? differences.count
        guard place < ReplayOutcome.mostDifferences else { return }
        differences.insert(difference, at: place)
        if differences.count > ReplayOutcome.mostDifferences { differences.removeLast() }
    }
}

/// An event for which the customer would have paid something else.
package struct ReplayDifference: Hashable, Sendable {
    /// The operation that recorded it.
    package let operation: OperationID
    /// Whose it was.
    package let member: MemberNumber?
    /// When it happened.
    package let occurredAt: Timestamp
    /// What the customer paid for the lines, gifts included, in minor units; negative for what was
    /// paid back.
    package let recorded: Int64
    /// What the customer would have paid; the full price where the draft refuses a purchase.
    package let draft: Int64

    /// How much more it would have been, in minor units; negative for less.
    package var change: Int64 { draft - recorded }

    init(_ event: LoyaltyEvent, recorded: Decision, draft: Decision) {
        operation = event.operation
        member = event.member
        occurredAt = event.occurredAt
        self.recorded = ReplayDifference.paid(for: event, recorded)
        self.draft = ReplayDifference.paid(for: event, draft)
    }

    private static func paid(for event: LoyaltyEvent, _ decision: Decision) -> Int64 {
        switch event.kind {
        case .purchase: decision.basket?.due ?? event.facts.basket?.total ?? 0
        case .returned: 0 - (decision.basket?.due ?? 0)
        default: 0
        }
    }
}
