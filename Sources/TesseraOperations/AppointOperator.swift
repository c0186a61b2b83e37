import TesseraConfiguration
import TesseraLedger
import TesseraModel
import TesseraVerification

extension Counter {
    /// Appoints somebody, or gives a known operator another role or place.
    ///
    /// - Parameters:
    ///   - terms: Who, as what and where.
    ///   - operation: The caller's name for this intention, kept before calling.
    /// - Returns: The operator as it was appointed, also when it was dismissed since.
    /// - Throws: ``LedgerError/unknownAcceptor(_:)`` for a place that is neither a shop of the
    ///   settings nor in the book, ``LedgerError/agreementEnded(_:at:)``,
    ///   ``LedgerError/wishUnfit`` for a partner's operator without a place, and other
    ///   ``LedgerError``.
    /// - Source: concepts 1 and 12, R11.
    package func appoint(
        _ terms: OperatorTerms, operation: OperationID
    ) async throws -> Operator {
        if let shop = terms.acceptor, settings.shop(shop) == nil,
            try await ledger.party(.acceptor(shop)) == nil
        {
            throw LedgerError.unknownAcceptor(shop)
        }
        _ = try await accepted(.appoint(terms), operation)
        return Operator(id: terms.id, role: terms.role, acceptor: terms.acceptor)
    }

    /// Dismisses somebody: nothing is booked in that name from now on.
    ///
    /// - Returns: Who was dismissed when and why, also when appointed again since.
    /// - Throws: ``LedgerError/unknownOperator(_:)``, ``LedgerError/operatorDismissed(_:at:)`` and
    ///   other ``LedgerError``.
    package func dismiss(
        _ id: OperatorID, reason: String, operation: OperationID
    ) async throws -> Acceptor.End {
        let booked = try await accepted(.dismiss(id, reason: reason), operation)
        return Acceptor.End(time: booked.operation.time, reason: reason)
    }

    /// Refuses whoever may not do something; nobody named is nobody refused.
    ///
    /// - Parameters:
    ///   - worker: Who is named.
    ///   - act: What is about to be done.
    ///   - shop: Where; `nil` where that is not known, and then it is no reason to refuse.
    ///   - operation: Under which name. What was booked under it keeps its answer, whatever became
    ///     of who did it.
    ///   - redemption: What is put back, if something is: a basket is put back under the names of
    ///     its parts, and nothing else is.
    /// - Throws: ``LedgerError/operatorNotAllowed(_:_:)``, with nothing booked; infrastructure
    ///   errors.
    /// - Source: concept 12, L3.
    func admit(
        _ worker: OperatorID?, to act: OperatorAct, at shop: ShopID?, _ operation: OperationID,
        of redemption: OperationID? = nil
    ) async throws(LedgerError) {
        guard let worker else { return }
        var barrier = OperatorBarrier.unknown
        if case .operator(let known)? = try await ledger.party(.operator(worker)) {
            guard let found = known.barrier(to: act, at: shop ?? known.acceptor) else { return }
            barrier = found
        }
        if try await ledger.operation(operation) != nil { return }
        // Under that name anything may stand: the caller chooses names.
        if let redemption, let first = try await ledger.operation(redemption)?.basketParts?.first {
            switch try await ledger.operation(operation.part(1))?.wish {
            case .undo(first), .reverse(first, _, _): return
            default: break
            }
        }
        throw .operatorNotAllowed(worker, barrier)
    }
}

extension Register {
    /// Who may work at an acceptor, for its kits.
    func operators(at acceptor: ShopID) -> [KitOperator] {
        operators.filter { $0.end == nil && $0.acceptor ?? acceptor == acceptor }
            .map { KitOperator(id: $0.id, role: $0.role) }
    }
}
