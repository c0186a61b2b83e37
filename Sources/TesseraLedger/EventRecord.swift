import TesseraModel

/// Something that happened, as the book keeps it; what the rules make of it is decided outside.
///
/// - Source: domain-model concept 9.
package struct EventRecord: Hashable, Sendable, Codable {
    /// The longest ``facts`` and ``EventJudgement/account``, in bytes.
    package static let mostByteCount = 4 << 20

    /// What happened, in one word.
    package let kind: String
    /// To whom; `nil` for somebody without a card.
    package let member: MemberNumber?
    /// When, by the clock of whoever saw it; earlier than it is booked if there was no network.
    package let occurredAt: Timestamp
    /// What else is known, as JSON with its keys in order; never personal data.
    package let facts: String

    /// Something that happened.
    package init(kind: String, member: MemberNumber?, occurredAt: Timestamp, facts: String) {
        self.kind = kind
        self.member = member
        self.occurredAt = occurredAt
        self.facts = facts
    }
}

/// What became of an event.
///
/// - Source: R5, R7.
package struct EventJudgement: Hashable, Sendable, Codable {
    /// What was booked for it, each an operation of its own, in order.
    package let parts: [OperationID]
    /// What it changed of what is counted.
    package let tallies: [TallyChange]
    /// What was decided and why, as JSON with its keys in order.
    package let account: String

    /// What became of an event.
    package init(parts: [OperationID], tallies: [TallyChange], account: String) {
        self.parts = parts
        self.tallies = tallies
        self.account = account
    }
}

/// A change of something that is counted.
///
/// - Source: R5.
package struct TallyChange: Hashable, Sendable, Codable {
    /// What is counted, a text that the programme makes.
    package let key: String
    /// By how much; negative where something comes back.
    package let amount: Int64
    /// The most that may stand there; `nil` for no end.
    package let most: Int64?

    /// A change.
    package init(key: String, amount: Int64, most: Int64?) {
        self.key = key
        self.amount = amount
        self.most = most
    }
}

/// Something that is counted, as it stands.
package struct Tally: Hashable, Sendable, Codable {
    /// What is counted.
    package let key: String
    /// How much, never negative.
    package let units: Int64
    /// The most that the latest change allowed; `nil` for no end.
    package let most: Int64?

    /// Something counted.
    package init(key: String, units: Int64, most: Int64?) {
        self.key = key
        self.units = units
        self.most = most
    }
}

/// What a judge made of an event.
package enum EventVerdict: Sendable {
    /// Nothing follows, and why; the event itself is refused.
    case refused([Refusal])
    /// What is to be booked, what is counted, and the account of it.
    case granted(parts: [Wish], tallies: [TallyChange], account: String)
}

/// Whoever knows the rules by which events are judged.
///
/// It is asked within the transaction that books the event, so what it reads cannot change before
/// what it decides is booked.
///
/// - Source: R5, R7.
package protocol EventJudge: Sendable {
    /// Decides what follows from an event.
    ///
    /// - Parameters:
    ///   - event: What happened.
    ///   - place: Where and by whom; `nil` for the office.
    ///   - operation: The operation that records it.
    ///   - time: The ledger's clock.
    ///   - paper: The book as this transaction sees it; nothing may be written on it.
    /// - Returns: What is to be booked, or why nothing.
    /// - Throws: What stores nothing; the store's own errors.
    func verdict<P: Paper>(
        on event: EventRecord, at place: Place?, of operation: OperationID, time: Timestamp,
        reading paper: inout P
    ) throws -> EventVerdict
}
