import TesseraModel

/// The register of those who work.
///
/// - Source: concepts 1 and 12.
extension Clerk {
    /// Appoints somebody, or gives a known operator another role or place; a dismissal ends.
    static func appoint<P: Paper>(
        _ terms: OperatorTerms, on paper: inout P
    ) throws -> Decision {
        // A shop of our own need not stand in the book.
        if let shop = terms.acceptor, let end = try paper.acceptorIfAny(shop)?.end {
            throw LedgerError.agreementEnded(shop, at: end.time)
        }
        // What is put in its place is locked first.
        _ = try paper.operatorIfAny(terms.id)
        try paper.put(
            .operator(Operator(id: terms.id, role: terms.role, acceptor: terms.acceptor)))
        return Decision(outcome: .done)
    }

    static func dismiss<P: Paper>(
        _ id: OperatorID, _ reason: String, at time: Timestamp, on paper: inout P
    ) throws -> Decision {
        guard var known = try paper.operatorIfAny(id) else {
            throw LedgerError.unknownOperator(id)
        }
        if let end = known.end { throw LedgerError.operatorDismissed(id, at: end.time) }
        known.end = Acceptor.End(time: time, reason: reason)
        try paper.put(.operator(known))
        return Decision(outcome: .done)
    }
}

extension Paper {
    /// The operator with a name; `nil` if there is none.
    fileprivate mutating func operatorIfAny(_ id: OperatorID) throws -> Operator? {
        guard case .operator(let found)? = try party(.operator(id)) else { return nil }
        return found
    }
}
