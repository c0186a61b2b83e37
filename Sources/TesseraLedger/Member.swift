import TesseraModel

/// What is known about the person; kept apart from the book and left out of every export of it.
///
/// - Source: R11.
package struct Profile: Hashable, Sendable, Codable {
    /// How to greet the member; empty if unknown.
    package let name: String
    /// An e-mail address or a telephone number as given; empty if unknown.
    package let contact: String

    /// A profile.
    package init(name: String, contact: String) {
        self.name = name
        self.contact = contact
    }
}

/// A member: a number, a card and, kept apart, a profile.
package struct Member: Hashable, Sendable {
    /// The member's number; it says nothing about the person.
    package let number: MemberNumber
    /// Where the card's status lives.
    package let card: VoucherPosition
    /// The batch of one that the card was issued with.
    package let batch: BatchID
    /// When the member was enrolled, by the ledger's clock.
    package let enrolledAt: Timestamp
    /// What is known about the person; `nil` once erased.
    package let profile: Profile?

    /// A member as stored.
    package init(
        number: MemberNumber, card: VoucherPosition, batch: BatchID, enrolledAt: Timestamp,
        profile: Profile?
    ) {
        self.number = number
        self.card = card
        self.batch = batch
        self.enrolledAt = enrolledAt
        self.profile = profile
    }
}

/// A wish to enrol a member.
package struct EnrolmentRequest: Hashable, Sendable {
    /// The caller's name for this intention.
    package let operation: OperationID
    /// The member's number, drawn at random by the caller.
    package let number: MemberNumber
    /// What is known about the person.
    package let profile: Profile
    /// The card: a batch of one whose terms name the same number.
    package let card: BatchOrder
    /// The caller's wall clock; not part of the content that a repeated id is compared by.
    package let time: Timestamp

    /// A wish to enrol a member with a card of its number.
    package init(
        operation: OperationID, number: MemberNumber, profile: Profile, card: BatchOrder,
        time: Timestamp
    ) {
        guard case .member(let named, _) = card.terms, named == number, card.count == 1 else {
            preconditionFailure("The card of a member is a batch of one that names the member.")
        }
        self.operation = operation
        self.number = number
        self.profile = profile
        self.card = card
        self.time = time
    }
}
