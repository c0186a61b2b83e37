import TesseraModel

/// What is known about the person, sealed; kept apart from the book and left out of every export
/// of it.
///
/// The book keeps the bytes and cannot read them. Without the key the box says nothing.
///
/// - Source: R11; F42.
package struct SealedProfile: Hashable, Sendable {
    /// The member's own key, itself under a secret that is not in the book.
    package let key: [UInt8]
    /// The profile under the member's key.
    package let box: [UInt8]
    /// A keyed digest of the profile that the member was enrolled with, by which a repeated
    /// enrolment is compared; later changes leave it.
    package let enrolled: [UInt8]

    /// A profile under lock and key.
    package init(key: [UInt8], box: [UInt8], enrolled: [UInt8]) {
        self.key = key
        self.box = box
        self.enrolled = enrolled
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
    /// What is known about the person; `nil` once erased, and in a book made from a journal.
    package let profile: SealedProfile?
    /// When the member was erased; `nil` for one who was not.
    package let erasedAt: Timestamp?

    /// A member as stored.
    package init(
        number: MemberNumber, card: VoucherPosition, batch: BatchID, enrolledAt: Timestamp,
        profile: SealedProfile?, erasedAt: Timestamp? = nil
    ) {
        self.number = number
        self.card = card
        self.batch = batch
        self.enrolledAt = enrolledAt
        self.profile = profile
        self.erasedAt = erasedAt
    }

    /// The same member with another profile.
    package func with(_ profile: SealedProfile) -> Member {
        Member(
            number: number, card: card, batch: batch, enrolledAt: enrolledAt, profile: profile,
            erasedAt: erasedAt)
    }

    /// The same member with nothing known about the person any more.
    package func erased(at time: Timestamp) -> Member {
        Member(
            number: number, card: card, batch: batch, enrolledAt: enrolledAt, profile: nil,
            erasedAt: time)
    }
}

/// A wish to enrol a member.
package struct EnrolmentRequest: Hashable, Sendable {
    /// The caller's name for this intention.
    package let operation: OperationID
    /// The member's number, drawn at random by the caller.
    package let number: MemberNumber
    /// What is known about the person.
    package let profile: SealedProfile
    /// The card: a batch of one whose terms name the same number.
    package let card: BatchOrder
    /// The caller's wall clock; not part of the content that a repeated id is compared by.
    package let time: Timestamp

    /// A wish to enrol a member with a card of its number.
    package init(
        operation: OperationID, number: MemberNumber, profile: SealedProfile, card: BatchOrder,
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

extension Member? {
    /// The member whose profile may be changed.
    ///
    /// - Parameters:
    ///   - number: Whose it is.
    ///   - old: What was known when it was looked at.
    /// - Returns: The member as it is.
    /// - Throws: ``LedgerError/unknownMember(_:)``, ``LedgerError/memberErased(_:at:)``,
    ///   ``LedgerError/profileChanged(_:)``.
    package func changing(
        _ number: MemberNumber, from old: SealedProfile?
    ) throws(LedgerError) -> Member {
        guard let member = self else { throw .unknownMember(number) }
        if let time = member.erasedAt { throw .memberErased(number, at: time) }
        guard member.profile == old else { throw .profileChanged(number) }
        return member
    }
}
