import TesseraLedger
import TesseraLoyalty
import TesseraModel

/// What was erased.
package struct Erasure: Hashable, Sendable {
    /// The members: the one that was named, and the cards that became that member's.
    package let members: [MemberNumber]
    /// When.
    package let time: Timestamp
    /// Whether this is the answer that the operation got earlier.
    package let isReplay: Bool
}

extension Counter {
    /// Destroys what is known about a member, with the key, and blocks the card.
    ///
    /// The accounts stay as they are under the number. The same is done for every card that became
    /// the member's: a person is one, however many cards there were.
    ///
    /// - Parameters:
    ///   - number: Who wants to be forgotten.
    ///   - reason: Why, without personal data; it stays in the journal.
    ///   - operation: The caller's name for this intention, kept before calling.
    /// - Throws: ``LedgerError/memberErased(_:at:)``; ``LedgerError/unknownMember(_:)``; other
    ///   ``LedgerError``.
    /// - Source: R11; F42, M53.
    package func erase(
        _ number: MemberNumber, reason: String, operation: OperationID
    ) async throws -> Erasure {
        let member = try await ledger.member(number)
        let cards = try await cards(mergedInto: member)
        let booked = try await accepted(.erase(number, reason: reason), operation)
        var erased = [number]
        for (index, card) in cards.enumerated() {
            do {
                _ = try await accepted(
                    .erase(card, reason: reason), operation.part(index + 1))
            } catch LedgerError.memberErased {
                continue
            }
            erased.append(card)
        }
        return Erasure(
            members: erased, time: booked.operation.time, isReplay: booked.isReplay)
    }

    /// Erases again whom a later journal says was erased: for a book that was restored from an
    /// older copy.
    ///
    /// - Parameter erasures: The erasures of the journal, by their operations.
    /// - Returns: Who was erased now; those who were gone already are not among them.
    /// - Throws: ``LedgerError``, but not for somebody whom the restored book does not know.
    /// - Source: F42.
    package func eraseAgain(
        _ erasures: [(operation: OperationID, member: MemberNumber, reason: String)]
    ) async throws -> [MemberNumber] {
        var erased: [MemberNumber] = []
        for erasure in erasures {
            do {
                let booked = try await accepted(
                    .erase(erasure.member, reason: erasure.reason), erasure.operation)
                if !booked.isReplay { erased.append(erasure.member) }
            } catch LedgerError.memberErased, LedgerError.unknownMember {
                continue
            }
        }
        return erased
    }

    /// The cards that became a member's, and the cards that had become theirs.
    func cards(mergedInto member: Member) async throws -> [MemberNumber] {
        var found: [MemberNumber] = []
        var rest = [member]
        while let next = rest.popLast() {
            for booked in try await ledger.history(of: next.card) {
                guard let event = try booked.loyaltyEvent()?.event, event.kind == .merge,
                    let card = event.facts.merged, card != member.number, !found.contains(card)
                else { continue }
                found.append(card)
                rest.append(try await ledger.member(card))
            }
        }
        return found
    }
}
