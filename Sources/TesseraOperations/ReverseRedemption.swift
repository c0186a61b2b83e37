import TesseraLedger
import TesseraModel

extension Counter {
    /// Puts a redemption back, whole or in part, however old it is and as often as there is
    /// something left of it.
    ///
    /// - Parameters:
    ///   - redemption: Which one; of a basket, each of its redemptions by itself.
    ///   - asked: How much, an amount as typed in the voucher's currency or uses; all that is left
    ///     if nothing in particular.
    ///   - reason: Why; it stands in the voucher's story.
    ///   - shop: In which shop.
    ///   - till: At which till, which need not be the one that redeemed.
    ///   - operation: The caller's name for this intention, kept before calling.
    /// - Returns: What was put back and what the voucher holds now.
    /// - Throws: ``ModelError/amount(_:_:_:)``; ``LedgerError/demandMismatch(_:)``;
    ///   ``LedgerError/unknownRedemption(_:)``, ``LedgerError/alreadyUndone(at:)``,
    ///   ``LedgerError/reversalAboveRedemption(left:asked:)`` and other ``LedgerError``.
    /// - Source: L13, R4; F04, F45.
    package func reverse(
        _ redemption: OperationID, _ asked: Asked, reason: String, in shop: ShopID,
        at till: TillID, operation: OperationID
    ) async throws -> Reversal {
        let amount = try await part(asked, of: redemption, orElse: .unknownRedemption(redemption))
        return try await ledger.reverse(
            redemption, amount: amount, reason: reason,
            PlacedRequest(
                operation: operation, place: Place(shop: shop, till: till), time: clock.now()))
    }
}
