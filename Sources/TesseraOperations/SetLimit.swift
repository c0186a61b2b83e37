import TesseraLedger
import TesseraModel

/// A limit that was set or ended.
package struct LimitChange: Hashable, Sendable {
    /// The operation that did it.
    package let operation: OperationID
    /// The limit.
    package let limit: LimitID
    /// When, by the ledger's clock.
    package let time: Timestamp
    /// Whether this is the answer that the operation got earlier.
    package let isReplay: Bool
}

extension Counter {
    /// Sets a limit, which holds from now on for every use.
    ///
    /// - Parameters:
    ///   - terms: What the limit says.
    ///   - operation: The caller's name for this intention, kept before calling.
    /// - Returns: The limit's id.
    /// - Throws: ``LedgerError/operationReused(_:)`` and other ``LedgerError``.
    /// - Source: R5; F26, F27.
    package func setLimit(
        _ terms: LimitTerms, operation: OperationID
    ) async throws -> LimitChange {
        let booked = try await accepted(.setLimit(terms), operation)
        guard case .limited(let id) = booked.operation.outcome else {
            throw LedgerError.ledgerDamaged
        }
        return LimitChange(
            operation: operation, limit: id, time: booked.operation.time,
            isReplay: booked.isReplay)
    }

    /// Books a wish of the office.
    ///
    /// - Throws: The refusal, if it is refused; what the ledger throws.
    func accepted(
        _ wish: Wish, _ operation: OperationID, at place: Place? = nil
    ) async throws -> Booked {
        let booked = try await ledger.book(
            BookingRequest(operation: operation, wish: wish, place: place, time: clock.now()))
        if let refusal = booked.operation.refusal { throw refusal }
        return booked
    }
}
