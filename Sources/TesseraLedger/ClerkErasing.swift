import TesseraModel

/// The end of what is known about a member.
///
/// - Source: R8, R11; F42.
extension Clerk {
    /// Blocks the card and marks the member; the paper destroys the profile with its key.
    ///
    /// What is on the member's accounts stays there under the number, so that all sums are what
    /// they were; nobody can use it.
    static func erase<P: Paper>(
        _ number: MemberNumber, _ position: VoucherPosition, at time: Timestamp,
        on paper: inout P
    ) throws -> Decision {
        guard let known = try paper.member(number) else {
            throw LedgerError.unknownMember(number)
        }
        // Kept first, as events keep it: of two at once the second sees what the first did.
        let first = try paper.voucher(at: known.card)
        try isThere(number, on: &paper)
        let old = position == known.card ? first : try paper.voucher(at: position)
        guard case .member(number, _) = old.terms else { throw LedgerError.wishUnfit }
        var card = old
        if old.standing == .active { card.standing = .blocked(at: time, reason: "erased") }
        if card != old { try paper.put(card, insteadOf: old) }
        return Decision(position: known.card, outcome: .done, terms: first.terms)
    }

    /// Refuses a member who was erased.
    ///
    /// - Throws: ``LedgerError/memberErased(_:at:)``; ``LedgerError/unknownMember(_:)``.
    static func isThere<P: Paper>(_ number: MemberNumber, on paper: inout P) throws {
        guard let member = try paper.member(number) else {
            throw LedgerError.unknownMember(number)
        }
        if let time = member.erasedAt { throw LedgerError.memberErased(number, at: time) }
    }
}
