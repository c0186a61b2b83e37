import TesseraConfiguration
import TesseraLedger
import TesseraModel
import TesseraToken

extension Counter {
    /// Enrols a member and issues the card.
    ///
    /// - Parameters:
    ///   - profile: What is known about the person.
    ///   - tier: The tier at issue, 0…15.
    ///   - validity: The days on which the card is good.
    ///   - operation: The caller's name for this intention; the same one gives the same member.
    /// - Returns: The member with the card's position.
    /// - Throws: ``TokenError``; ``LedgerError``; a configuration error when no key signs cards.
    /// - Source: T4, L3, R11.
    package func enrol(
        _ profile: Profile, tier: UInt8, validity: ValidityPeriod, operation: OperationID
    ) async throws -> Member {
        if let card = try await ledger.cardEnrolled(by: operation),
            case .member(let number, _) = card.terms
        {
            // The number that was drawn then, and the key of then, whatever is drawn now.
            let again = BatchOrder(
                terms: .member(number, tier: tier), uses: 0, validity: validity,
                keyID: card.keyID, audience: .ownShops, count: 1, salt: card.salt)
            return try await ledger.enrol(
                EnrolmentRequest(
                    operation: operation, number: number,
                    profile: try profiles.sealed(profile, of: number), card: again,
                    time: clock.now()))
        }
        let key = try keys.signingKey(for: .member, audience: .ownShops)
        // Forty bits collide now and then; the next draw is as repeatable as the first.
        for attempt in 0..<16 {
            guard let number = key.memberNumber(operation, attempt: attempt) else { continue }
            let card = BatchOrder(
                terms: .member(number, tier: tier), uses: 0, validity: validity,
                keyID: key.record.id, audience: .ownShops, count: 1,
                salt: key.batchSalt(operation, index: 0))
            let request = EnrolmentRequest(
                operation: operation, number: number,
                profile: try profiles.sealed(profile, of: number), card: card,
                time: clock.now())
            do {
                return try await ledger.enrol(request)
            } catch LedgerError.memberNumberTaken {
                continue
            }
        }
        throw LedgerError.unavailable
    }

    /// The card that a member shows now: the one of the enrolment, or what took its place.
    ///
    /// - Returns: Where its status lives.
    /// - Throws: Infrastructure errors.
    package func currentCard(of member: Member) async throws(LedgerError) -> VoucherPosition {
        var card = member.card
        while let next = try await ledger.history(of: card).last(where: \.isReplacement),
            let made = next.batches.first?.first
        {
            card = made
        }
        return card
    }

    /// The member's token with a code that is good for this half minute.
    ///
    /// - Returns: The text of the QR code that the member's phone would show now.
    /// - Throws: ``LedgerError/unknownMember(_:)``; ``TokenError/keyCannotSign(_:_:)``.
    /// - Source: T23.
    package func liveCode(of member: MemberNumber) async throws -> String {
        let card = try await currentCard(of: try await ledger.member(member))
        let token = try await issued(card).token
        let batch = try await ledger.batch(covering: card)
        let key = try key(batch.order.keyID, .member)
        return key.liveCodeKey.code(token: token, position: card, at: clock.now()).text
    }
}

extension BookedOperation {
    /// Whether it put a new voucher in the place of another.
    fileprivate var isReplacement: Bool {
        if case .replace = wish, case .issued = outcome { true } else { false }
    }
}

extension Ledger {
    /// The card that an operation enrolled a member with; `nil` if it enrolled nobody.
    fileprivate func cardEnrolled(by operation: OperationID) async throws -> BatchOrder? {
        guard case .enrol(_, let card)? = try await self.operation(operation)?.wish else {
            return nil
        }
        return card
    }
}
