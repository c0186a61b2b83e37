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
    /// - Returns: Who was erased when.
    /// - Throws: ``LedgerError/memberErased(_:at:)``; ``LedgerError/unknownMember(_:)``; other
    ///   ``LedgerError``.
    /// - Source: R11; F42, M53.
    package func erase(
        _ number: MemberNumber, reason: String, operation: OperationID
    ) async throws -> Erasure {
        let member = try await ledger.member(number)
        let cards = try await cards(mergedInto: member)
        let booked = try await erased(member, reason, operation)
        var gone = [number]
        try await ledger.removeSlip(KeptCardLink.slip(.member(number)), replacing: nil)
        for (index, card) in cards.enumerated() {
            try await ledger.removeSlip(KeptCardLink.slip(.member(card.number)), replacing: nil)
            do {
                _ = try await erased(card, reason, operation.part(index + 1))
            } catch LedgerError.memberErased {
                continue
            }
            gone.append(card.number)
        }
        return Erasure(
            members: gone, time: booked.operation.time, isReplay: booked.isReplay)
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
        var again: [MemberNumber] = []
        for erasure in erasures {
            do {
                let member = try await ledger.member(erasure.member)
                let booked = try await erased(member, erasure.reason, erasure.operation)
                if !booked.isReplay { again.append(erasure.member) }
            } catch LedgerError.memberErased, LedgerError.unknownMember {
                continue
            }
        }
        return again
    }

    private func erased(
        _ member: Member, _ reason: String, _ operation: OperationID
    ) async throws -> Booked {
        let card = try await currentCard(of: member)
        return try await accepted(.erase(member.number, card: card, reason: reason), operation)
    }

    /// Who was erased, by which operation and when: an outbox sends them nothing any more.
    ///
    /// - Throws: Infrastructure errors.
    package func erasures() async throws -> [MemberNumber: OutgoingMessage.Cancellation] {
        var found: [MemberNumber: OutgoingMessage.Cancellation] = [:]
        var last: MemberNumber?
        while true {
            let page = try await ledger.members(after: last, limit: 500)
            for member in page where member.erasedAt != nil {
                for booked in try await ledger.history(of: member.card) {
                    guard case .erase = booked.wish, booked.refusal == nil else { continue }
                    found[member.number] = OutgoingMessage.Cancellation(
                        operation: booked.operation, at: booked.time)
                }
            }
            guard page.count == 500, let end = page.last?.number else { return found }
            last = end
        }
    }

    /// The cards that became a member's, and the cards that had become theirs.
    func cards(mergedInto member: Member) async throws -> [Member] {
        var found: [Member] = []
        var rest = [member]
        while let next = rest.popLast() {
            for booked in try await ledger.history(of: next.card) {
                guard let event = try booked.loyaltyEvent()?.event, event.kind == .merge,
                    let card = event.facts.merged, card != member.number,
                    !found.contains(where: { $0.number == card })
                else { continue }
                let merged = try await ledger.member(card)
                found.append(merged)
                rest.append(merged)
            }
        }
        return found
    }
}
