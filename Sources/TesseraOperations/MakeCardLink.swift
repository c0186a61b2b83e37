import TesseraCrypto
import TesseraLedger
import TesseraModel

extension Counter {
    /// Makes the link that opens a card on its holder's telephone; the one before ends.
    ///
    /// - Parameters:
    ///   - subject: Whose card.
    ///   - gift: What is written for whoever a voucher is given to; `nil` for its buyer's own use.
    ///   - actor: Who makes it.
    /// - Returns: The link with its text, which nobody can ever ask for again.
    /// - Throws: ``LedgerError/unknownMember(_:)``, ``LedgerError/memberErased(_:at:)``,
    ///   ``LedgerError/unknownVoucher(_:)``; ``AccessError/cardNotGivable(_:)`` for a member's card
    ///   as a gift; other ``LedgerError``; what the source of chance throws.
    package func makeCardLink(
        _ subject: CardSubject, gift: CardGift? = nil, by actor: AccessActor
    ) async throws -> CardLink {
        switch subject {
        case .member(let number):
            guard gift == nil else { throw AccessError.cardNotGivable(number.text) }
            let member = try await ledger.member(number)
            if let time = member.erasedAt { throw LedgerError.memberErased(number, at: time) }
        case .voucher(let position):
            // A member's card is opened by its member's link and by no other.
            let voucher = try await ledger.voucher(at: position)
            if case .member(let number, _) = voucher.terms {
                return try await makeCardLink(.member(number), gift: gift, by: actor)
            }
        }
        let text = CardLinkText(subject, secret: try chance.bytes(CardLinkText.byteCount))
        try await log(.cardLinkMade, by: actor, about: subject.text)
        return try await keep(text, gift: gift)
    }

    /// Ends the link to a card; whoever has it sees nothing from now on.
    ///
    /// - Returns: Whether there was one.
    /// - Throws: ``LedgerError``.
    @discardableResult
    package func endCardLink(
        _ subject: CardSubject, by actor: AccessActor
    ) async throws -> Bool {
        let slip = KeptCardLink.slip(subject)
        guard try await kept(KeptCardLink.self, on: slip) != nil else { return false }
        try await log(.cardLinkEnded, by: actor, about: subject.text)
        try await ledger.removeSlip(slip, replacing: nil)
        return true
    }

    /// Keeps a link in the place of whichever was there.
    func keep(_ text: CardLinkText, gift: CardGift?) async throws -> CardLink {
        let time = clock.now()
        let new = KeptCardLink(digest: text.digest, createdAt: time, gift: gift, handedOn: nil)
        try await change(KeptCardLink.slip(text.subject)) { (kept: inout KeptCardLink?) in
            kept = new
        }
        return CardLink(subject: text.subject, text: text.text, createdAt: time)
    }
}
