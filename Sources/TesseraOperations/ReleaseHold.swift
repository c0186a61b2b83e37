import TesseraLedger
import TesseraModel

extension Counter {
    /// Ends a hold, nothing taken.
    ///
    /// - Parameters:
    ///   - hold: Which one.
    ///   - shop: In which shop.
    ///   - till: At which till.
    ///   - operation: The caller's name for this intention, kept before calling.
    /// - Returns: What was put aside and what there is to take now.
    /// - Throws: ``LedgerError/unknownHold(_:)``, ``LedgerError/holdExpired(at:)``,
    ///   ``LedgerError/holdCaptured(at:)``, ``LedgerError/holdReleased(at:)`` and other
    ///   ``LedgerError``.
    /// - Source: L12, R4.
    package func release(
        _ hold: OperationID, in shop: ShopID, at till: TillID, operation: OperationID
    ) async throws -> ReleasedHold {
        try await ledger.release(
            hold,
            PlacedRequest(
                operation: operation, place: Place(shop: shop, till: till), time: clock.now()))
    }
}
