import TesseraModel

/// Whether a till may put a redemption back: one decision for every store.
package enum UndoRules {
    /// Refuses what may not be put back.
    ///
    /// - Parameters:
    ///   - use: When and where the redemption was made.
    ///   - undoneAt: When it was put back before; `nil` if it was not.
    ///   - till: The till that asks.
    ///   - now: The ledger's clock.
    /// - Throws: ``LedgerError/alreadyUndone(at:)``, ``LedgerError/undoElsewhere(_:)``,
    ///   ``LedgerError/undoTooLate(_:)``, in this order.
    package static func check(
        _ use: Use, undoneAt: Timestamp?, by till: TillID, now: Timestamp
    ) throws(LedgerError) {
        if let undoneAt { throw .alreadyUndone(at: undoneAt) }
        guard use.till == till else { throw .undoElsewhere(use) }
        guard now.milliseconds - use.time.milliseconds <= UndoRequest.windowMilliseconds else {
            throw .undoTooLate(use)
        }
    }
}
