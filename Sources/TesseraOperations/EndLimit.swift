import TesseraLedger
import TesseraModel

extension Counter {
    /// Ends a limit; what it counted is forgotten with it.
    ///
    /// - Parameters:
    ///   - limit: Which one.
    ///   - operation: The caller's name for this intention, kept before calling.
    /// - Returns: When it ended.
    /// - Throws: ``LedgerError/unknownLimit(_:)`` if it is not in force;
    ///   ``LedgerError/operationReused(_:)`` and other ``LedgerError``.
    /// - Source: R5.
    package func endLimit(
        _ limit: LimitID, operation: OperationID
    ) async throws -> LimitChange {
        let booked = try await accepted(.endLimit(limit), operation)
        return LimitChange(
            operation: operation, limit: limit, time: booked.operation.time,
            isReplay: booked.isReplay)
    }
}
