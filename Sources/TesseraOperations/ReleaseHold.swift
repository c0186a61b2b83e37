import TesseraLedger
import TesseraModel

extension Counter {
    /// Ends a hold, nothing taken.
    ///
    /// - Parameters:
    ///   - hold: Which one.
    ///   - shop: In which shop.
    ///   - till: At which till.
    ///   - worker: Who works there; `nil` if nobody is named.
    ///   - operation: The caller's name for this intention, kept before calling.
    /// - Returns: What was put aside and what there is to take now.
    /// - Throws: ``LedgerError/operatorNotAllowed(_:_:)``, ``LedgerError/unknownHold(_:)``,
    ///   ``LedgerError/holdExpired(at:)``, ``LedgerError/holdCaptured(at:)``,
    ///   ``LedgerError/holdReleased(at:)`` and other ``LedgerError``.
    /// - Source: L12, R4.
    package func release(
        _ hold: OperationID, in shop: ShopID, at till: TillID,
        by worker: OperatorID? = nil, operation: OperationID
    ) async throws -> ReleasedHold {
        try await admit(worker, to: .hold, at: shop, operation)
        return try await ledger.release(
            hold,
            PlacedRequest(
                operation: operation, place: Place(shop: shop, till: till, operator: worker),
                time: clock.now()))
    }
}
