import TesseraCrypto
import TesseraLedger
import TesseraModel

/// A voucher that was handed on.
package struct HandedOnCard: Sendable {
    /// The link that opens it from now on.
    package let link: CardLink
    /// What took the place of the old voucher.
    package let reissue: Reissue
}

extension Counter {
    /// Ten at once from one place, and one more a minute: each is a new voucher in the book.
    private static let handOvers = BucketRule(capacity: 10, refillMilliseconds: 60_000)

    /// Hands a voucher on: what is left gets a new code and a new link, and the old ones end.
    ///
    /// With a message it is for somebody else. Without one whoever has got it makes it the own, so
    /// that the giver's copy ends as well. The new link follows from the old one and the
    /// operation, so whoever lost the answer asks again and gets the same.
    ///
    /// - Parameters:
    ///   - text: The link that opened it.
    ///   - gift: What is written for somebody else; `nil` to make it the own.
    ///   - operation: The holder's name for this intention; another link's is never met.
    ///   - source: From where it is asked.
    /// - Returns: The new link and the new voucher.
    /// - Throws: As ``openCard(_:from:)``; ``AccessError/cardNotGivable(_:)`` for a member's card
    ///   and a voucher of one member; ``LedgerError/operationReused`` for another wish under a name
    ///   that was used; as ``reissue(_:operation:)``.
    /// - Source: L3, T7; F15.
    package func handOn(
        _ text: String, gift: CardGift?, operation: OperationID, from source: AccessSource
    ) async throws -> HandedOnCard {
        let (link, kept) = try await admittedLink(text, from: source)
        guard case .voucher(let position) = link.subject else {
            throw AccessError.cardNotGivable(link.subject.text)
        }
        // Strangers share their names for writes; this one is drawn with the link's secret, so
        // nobody meets another's operation, nor the office's.
        let drawn = link.drawn("operation", for: operation).prefix(16)
        guard let own = OperationID(bytes: drawn) else { throw LedgerError.ledgerDamaged }
        let wish = Digest.sha256(Array((gift.map { "gift \($0.message)" } ?? "own").utf8))
        if let handedOn = kept.handedOn {
            guard handedOn.operation == own else { throw try await refusal(from: source) }
            guard handedOn.wish == wish else { throw LedgerError.operationReused(own) }
        } else {
            let bucket = NamedBucket(
                name: SlipNames.hashed("handover/", source.text), rule: Self.handOvers)
            if let seconds = try await spend(bucket) {
                throw AccessError.tooManyTries(seconds: seconds)
            }
            guard try await ledger.voucher(at: position).holder == nil else {
                throw AccessError.cardNotGivable(link.subject.text)
            }
        }
        let reissue = try await reissue(position, operation: own)
        let new = CardLinkText(
            .voucher(reissue.new.position), secret: link.drawn("link", for: operation))
        if kept.handedOn == nil {
            // First the new link, then the end of the old one: whoever is interrupted between them
            // goes on with the old one.
            _ = try await keep(new, gift: gift)
            try await change(KeptCardLink.slip(link.subject)) { (slip: inout KeptCardLink?) in
                guard slip?.digest == kept.digest else { return }
                slip?.handedOn = KeptCardLink.HandedOn(operation: own, wish: wish)
            }
        }
        return HandedOnCard(
            link: CardLink(subject: new.subject, text: new.text, createdAt: clock.now()),
            reissue: reissue)
    }
}
