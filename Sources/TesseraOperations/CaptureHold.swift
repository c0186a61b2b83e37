import TesseraLedger
import TesseraModel

extension Asked {
    /// How much of something that was put aside or taken is meant.
    ///
    /// - Returns: A number in the unit of the voucher's balance, at least 1; `nil` for all of it.
    /// - Throws: ``ModelError/amount(_:_:_:)``; ``LedgerError/demandMismatch(_:)`` when a gift card
    ///   is counted in uses or another voucher in money;
    ///   ``LedgerError/currencyMismatch(card:asked:)``.
    func part(of terms: Terms) throws -> Int64? {
        switch (self, terms) {
        case (.nothing, _), (.everything, _): nil
        case (.amount(let typed), .gift(let face)):
            try AmountText(for: face.currency).explained(typed)
        case (.money(let money), .gift(let face)):
            try money.units(in: face.currency)
        case (.uses(let count), .discount), (.uses(let count), .entitlement): Int64(count)
        case (.amount, _), (.money, _), (.uses, _): throw LedgerError.demandMismatch(terms.kind)
        }
    }
}

extension Money {
    // What was put aside counts in the card's own currency.
    fileprivate func units(in own: Currency) throws(LedgerError) -> Int64 {
        guard currency == own else { throw .currencyMismatch(card: own, asked: currency) }
        return minorUnits
    }
}

extension Counter {
    /// Takes what a hold put aside, or some of it; the rest is given back.
    ///
    /// - Parameters:
    ///   - hold: Which one.
    ///   - asked: How much of it, an amount as typed or uses; all if nothing in particular.
    ///   - shop: In which shop.
    ///   - till: At which till.
    ///   - worker: Who works there; `nil` if nobody is named.
    ///   - operation: The caller's name for this intention, kept before calling.
    /// - Returns: What was taken and what is left.
    /// - Throws: ``LedgerError/operatorNotAllowed(_:_:)``; ``ModelError/amount(_:_:_:)``;
    ///   ``LedgerError/demandMismatch(_:)``; ``LedgerError/unknownHold(_:)``,
    ///   ``LedgerError/holdExpired(at:)``, ``LedgerError/holdCaptured(at:)``,
    ///   ``LedgerError/holdReleased(at:)``, ``LedgerError/captureAboveHold(held:asked:)``,
    ///   ``LedgerError/revoked(at:reason:)`` and other ``LedgerError``.
    /// - Source: L12, R4; F03.
    package func capture(
        _ hold: OperationID, _ asked: Asked, in shop: ShopID, at till: TillID,
        by worker: OperatorID? = nil, operation: OperationID
    ) async throws -> Redemption {
        try await admit(worker, to: .hold, at: shop, operation)
        try await requireAgreed(onHold: hold, at: shop, for: operation)
        let amount = try await part(asked, of: hold, orElse: .unknownHold(hold))
        return try await ledger.capture(
            hold, amount: amount,
            PlacedRequest(
                operation: operation, place: Place(shop: shop, till: till, operator: worker),
                time: clock.now()))
    }

    /// How much of an earlier operation on a voucher is meant, `nil` for all of it.
    ///
    /// - Throws: What ``Asked/part(of:)`` throws; `missing` if the amount needs an operation that
    ///   is not there.
    func part(
        _ asked: Asked, of operation: OperationID, orElse missing: LedgerError
    ) async throws -> Int64? {
        // All of it needs no unit; whether there is such an operation is the ledger's answer.
        if asked == .nothing || asked == .everything { return nil }
        guard let position = try await ledger.operation(operation)?.position else { throw missing }
        return try asked.part(of: await ledger.batch(covering: position).order.terms)
    }
}
