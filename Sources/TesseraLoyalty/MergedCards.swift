import TesseraModel

/// Which cards became whose.
///
/// - Source: M11.
package struct MergedCards: Hashable, Sendable {
    private var owners: [MemberNumber: MemberNumber] = [:]

    /// The cards that were merged in a history.
    package init(in history: [PastEvent]) {
        for grant in history.granted.lazy.flatMap(\.decision.grants) {
            // A card is claimed once, and no card becomes its own by a detour.
            if case .merge(let card, let member) = grant.act, owners[card] == nil,
                owner(of: member) != card
            {
                owners[card] = member
            }
        }
    }

    /// Whose a card is now: the member's whose it became, or its own.
    package func owner(of card: MemberNumber) -> MemberNumber {
        var owner = card
        // No circle is ever closed, so this ends.
        while let next = owners[owner] { owner = next }
        return owner
    }
}
