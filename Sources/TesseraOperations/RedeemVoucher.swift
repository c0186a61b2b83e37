import TesseraLedger
import TesseraModel
import TesseraVerification

/// What a cashier asks of a code before its kind is known.
package enum Asked: Hashable, Sendable {
    /// Nothing in particular: one use.
    case nothing
    /// An amount as typed: of value from a gift card, the basket's price for a discount.
    case amount(String)
    /// All that is left of a gift card.
    case everything
    /// So many uses, 1…65 535.
    case uses(Int)

    /// What it means for a voucher of some terms.
    ///
    /// - Throws: ``ModelError/amount(_:_:_:)``; ``LedgerError/demandMismatch(_:)`` when the kind
    ///   has no amounts.
    func demand(on terms: Terms) throws -> Demand {
        switch (self, terms) {
        case (.nothing, _): .uses(1)
        case (.everything, _): .everything
        case (.uses(let count), _): .uses(count)
        case (.amount(let typed), .gift(let face)):
            .amount(
                Money(
                    minorUnits: try AmountText(for: face.currency).explained(typed),
                    currency: face.currency))
        case (.amount(let typed), .discount(let discount)):
            .purchase(
                Money(
                    minorUnits: try AmountText(for: discount.currency).explained(typed, least: 0),
                    currency: discount.currency))
        case (.amount, _): throw LedgerError.demandMismatch(terms.kind)
        }
    }
}

extension Counter {
    /// Takes a voucher, exactly once for an operation id.
    ///
    /// - Parameters:
    ///   - text: What was scanned or typed.
    ///   - asked: What is asked of it.
    ///   - shop: In which shop.
    ///   - till: At which till.
    ///   - operation: The caller's name for this intention, kept before calling.
    /// - Returns: What was taken and what is left.
    /// - Throws: Why the code is not believed; ``ModelError``; a refusal of the ``LedgerError``.
    /// - Source: L3, R3, T7, T24.
    package func redeem(
        _ text: String, _ asked: Asked, in shop: ShopID, at till: TillID, operation: OperationID
    ) async throws -> Redemption {
        let presentation = try await believed(text, at: till)
        return try await ledger.redeem(
            RedemptionRequest(
                operation: operation, position: presentation.position,
                demand: try asked.demand(on: presentation.terms), shop: shop, till: till,
                time: clock.now()))
    }

    /// Puts back a redemption that this till made at most 60 seconds ago.
    ///
    /// - Parameters:
    ///   - redemption: Which one; `nil` for the till's latest.
    ///   - till: The till that asks.
    ///   - operation: The caller's name for this intention.
    /// - Returns: What was put back.
    /// - Throws: ``LedgerError``.
    package func undo(
        _ redemption: OperationID?, at till: TillID, operation: OperationID
    ) async throws -> Reversal {
        var id = redemption
        if id == nil {
            // Asked again, the latest is the one that was the latest then.
            if case .undo(let earlier)? = try await ledger.operation(operation)?.wish {
                id = earlier
            } else {
                id = try await ledger.lastRedemption(at: till)?.operation
            }
        }
        guard let id else { throw LedgerError.nothingToUndo(till) }
        return try await ledger.undo(
            UndoRequest(
                operation: operation, redemption: id, till: till, time: clock.now()))
    }
}
