import TesseraModel

/// Somebody who works for the issuer or an acceptor.
///
/// - Source: concepts 1 and 12.
package struct Operator: Hashable, Sendable, Codable {
    /// The name that the shop chose; never a person's.
    package let id: OperatorID
    /// What it is appointed for.
    package var role: OperatorRole
    /// Where it may work; `nil` for every shop of the issuer and every partner.
    package var acceptor: ShopID?
    /// When and why it was dismissed; `nil` while it works.
    package var end: Acceptor.End?

    /// An operator that works.
    package init(id: OperatorID, role: OperatorRole, acceptor: ShopID?) {
        self.id = id
        self.role = role
        self.acceptor = acceptor
    }

    /// What keeps it from an act at an acceptor; `nil` if nothing does.
    ///
    /// - Parameters:
    ///   - act: What it is about to do.
    ///   - shop: Where; `nil` for the office.
    /// - Returns: The first barrier: dismissed, elsewhere, the role.
    package func barrier(to act: OperatorAct, at shop: ShopID?) -> OperatorBarrier? {
        if let end { return .dismissed(at: end.time) }
        if let acceptor, acceptor != shop { return .elsewhere(acceptor) }
        return role.permits(act) ? nil : .role(role, act)
    }
}

/// What keeps somebody from an act.
package enum OperatorBarrier: Hashable, Sendable, Codable {
    /// Nobody was appointed under the name.
    case unknown
    /// The operator was dismissed.
    case dismissed(at: Timestamp)
    /// The operator works at another acceptor.
    case elsewhere(ShopID)
    /// The role does not include the act.
    case role(OperatorRole, OperatorAct)
}

/// An operator as it is appointed.
package struct OperatorTerms: Hashable, Sendable, Codable {
    /// The name that the shop chose; never a person's.
    package let id: OperatorID
    /// What it is appointed for.
    package let role: OperatorRole
    /// Where it may work; `nil` for everywhere, which a partner's operator may not.
    package let acceptor: ShopID?

    /// An operator with a role.
    package init(id: OperatorID, role: OperatorRole, acceptor: ShopID?) {
        self.id = id
        self.role = role
        self.acceptor = acceptor
    }

    var isFit: Bool { acceptor != nil || !role.belongsToAcceptor }
}
