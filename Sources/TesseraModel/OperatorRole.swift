/// Names of people at work are chosen by the shop and have no prefix.
package enum OperatorKind: IdentifierKind { package static let prefix = "" }
/// Somebody who works for the issuer or an acceptor, `ana-7`.
///
/// The shop chooses the name and alone knows who it is: never a person's own name, because it
/// stands in the book, in kits and in tills' logs, from which nothing is erased.
///
/// - Source: concept 1, R11.
package typealias OperatorID = Identifier<OperatorKind>

/// What somebody at work does with a voucher.
package enum OperatorAct: String, Hashable, Sendable, Codable, CaseIterable {
    /// Uses it.
    case redeem
    /// Puts a redemption of its own till back, a moment after.
    case undo
    /// Puts a use aside, takes what was put aside, or gives it back.
    case hold
    /// Puts a redemption back, whenever it was made.
    case reverse
    /// Makes it good when it is sold, or puts more on it that was paid for.
    case sell
    /// Blocks, extends or corrects it.
    case change
    /// Reads what is known about it.
    case look
}

/// What somebody is appointed for.
///
/// - Source: concepts 1 and 12.
package enum OperatorRole: String, Hashable, Sendable, Codable, CaseIterable {
    /// Works at a till.
    case cashier
    /// Looks after the tills of a shop.
    case supervisor
    /// Works at a partner, and nowhere else.
    case partner
    /// Works in the office.
    case admin
    /// Reads the books.
    case auditor

    /// Returns whether the role includes an act; everybody may look.
    package func permits(_ act: OperatorAct) -> Bool {
        switch (self, act) {
        case (_, .look), (.admin, _): true
        case (.cashier, .redeem), (.cashier, .hold), (.cashier, .undo), (.cashier, .sell): true
        case (.supervisor, .redeem), (.supervisor, .hold), (.supervisor, .undo): true
        case (.supervisor, .reverse), (.supervisor, .sell): true
        case (.partner, .redeem), (.partner, .hold), (.partner, .undo): true
        default: false
        }
    }

    /// Whether it needs an acceptor to be appointed at.
    package var belongsToAcceptor: Bool { self == .partner }
}
