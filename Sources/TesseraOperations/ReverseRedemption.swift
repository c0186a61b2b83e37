import TesseraLedger
import TesseraModel

extension Counter {
    /// Puts a redemption back, whole or in part, however old it is and as often as there is
    /// something left of it.
    ///
    /// - Parameters:
    ///   - redemption: Which one; a basket only as a whole, each of its redemptions also in part.
    ///   - asked: How much, an amount as typed in the voucher's currency or uses; all that is left
    ///     if nothing in particular.
    ///   - reason: Why; it stands in the voucher's story.
    ///   - shop: In which shop.
    ///   - till: At which till, which need not be the one that redeemed.
    ///   - worker: Who works there; `nil` if nobody is named.
    ///   - second: Who agreed, where the programme's policy wants a second person.
    ///   - operation: The caller's name for this intention, kept before calling.
    /// - Returns: What was put back and what the voucher holds now.
    /// - Throws: ``LedgerError/operatorNotAllowed(_:_:)``; ``LedgerError/eventRefused(_:)`` with
    ///   `approval_required`; ``ModelError/amount(_:_:_:)``;
    ///   ``ModelError/name(_:of:example:)`` for a part of a
    ///   basket; ``LedgerError/demandMismatch(_:)``;
    ///   ``LedgerError/unknownRedemption(_:)``, ``LedgerError/alreadyUndone(at:)``,
    ///   ``LedgerError/reversalAboveRedemption(left:asked:)`` and other ``LedgerError``.
    /// - Source: L13, R4; F04, F45.
    package func reverse(
        _ redemption: OperationID, _ asked: Asked, reason: String, in shop: ShopID,
        at till: TillID, by worker: OperatorID? = nil, approvedBy second: OperatorID? = nil,
        operation: OperationID
    ) async throws -> Undone {
        let approval = Approval(worker: worker, second: second)
        try await admitReversal(of: redemption, approval, at: shop, operation)
        let place = Place(shop: shop, till: till, operator: worker)
        let reason = second.map { "\(reason) (agreed: \($0))" } ?? reason
        if asked == .nothing, let parts = try await ledger.operation(redemption)?.basketParts {
            let reversals = try await putBack(parts) { part, number, _ in
                try await ledger.reverse(
                    part, amount: nil, reason: reason,
                    PlacedRequest(
                        operation: operation.part(number), place: place, time: clock.now()))
            }
            return Undone(basket: redemption, reversals: reversals)
        }
        if let parts = try await ledger.operation(redemption)?.basketParts {
            // So much of a basket could come out of any of its vouchers.
            throw ModelError.name(
                redemption.redemptionText, of: "one redemption of the basket",
                example: parts[0].redemptionText)
        }
        let amount = try await part(asked, of: redemption, orElse: .unknownRedemption(redemption))
        let reversal = try await ledger.reverse(
            redemption, amount: amount, reason: reason,
            PlacedRequest(operation: operation, place: place, time: clock.now()))
        return Undone(basket: nil, reversals: [reversal])
    }
}
