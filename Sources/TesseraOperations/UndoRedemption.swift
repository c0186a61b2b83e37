import TesseraLedger
import TesseraModel

/// What was put back.
package struct Undone: Hashable, Sendable {
    /// The basket whose redemptions were put back; `nil` for a single redemption.
    package let basket: OperationID?
    /// What was put back, at least one.
    package let reversals: [Reversal]
}

extension Counter {
    /// Puts back a redemption, or all of a basket, that this till made at most 60 seconds ago.
    ///
    /// Each redemption of a basket is put back by an operation whose id follows from this one's, so
    /// asking again after a break puts the rest back. What was begun in time is ended even later.
    ///
    /// - Parameters:
    ///   - redemption: Which redemption or basket; `nil` for the till's latest, with the basket it
    ///     is part of.
    ///   - till: The till that asks.
    ///   - worker: Who asks, whoever redeemed; `nil` if nobody is named.
    ///   - operation: The caller's name for this intention.
    /// - Returns: What was put back.
    /// - Throws: ``LedgerError/operatorNotAllowed(_:_:)``, ``LedgerError/nothingToUndo(_:)``,
    ///   ``LedgerError/unknownRedemption(_:)``, ``LedgerError/alreadyUndone(at:)``,
    ///   ``LedgerError/undoElsewhere(_:)``, ``LedgerError/undoTooLate(_:)`` and other
    ///   ``LedgerError``.
    /// - Source: R4, L3.
    package func undo(
        _ redemption: OperationID?, at till: TillID, by worker: OperatorID? = nil,
        operation: OperationID
    ) async throws -> Undone {
        var wanted = redemption
        if wanted == nil { wanted = try await latest(at: till, for: operation) }
        guard let id = wanted else { throw LedgerError.nothingToUndo(till) }
        let found = try await ledger.operation(id)
        try await admit(worker, to: .undo, at: found?.place?.shop, operation, of: id)
        if let parts = found?.basketParts {
            return Undone(
                basket: id,
                reversals: try await undoAll(parts, at: till, by: worker, operation: operation))
        }
        let reversal = try await ledger.undo(
            UndoRequest(
                operation: operation, redemption: id, till: till, operator: worker,
                time: clock.now()))
        return Undone(basket: nil, reversals: [reversal])
    }

    /// The till's latest redemption or, if that was part of a basket, the basket.
    private func latest(
        at till: TillID, for operation: OperationID
    ) async throws -> OperationID? {
        // Asked again, the latest is the one that was the latest then.
        if case .undo(let earlier)? = try await ledger.operation(operation)?.wish {
            return earlier
        }
        let begun = try await ledger.operation(operation.part(1))
        if case .undo(let earlier)? = begun?.wish { return try await basket(with: earlier) }
        guard let last = try await ledger.lastRedemption(at: till)?.operation else { return nil }
        return try await basket(with: last) ?? last
    }

    /// The basket that a redemption is part of; `nil` if it was redeemed by itself.
    private func basket(with redemption: OperationID) async throws -> OperationID? {
        // The ids of a basket's redemptions follow from its own, one for each of its places.
        for number in 1...16 {
            let whole = redemption.whole(ofPart: number)
            if try await ledger.operation(whole)?.basketParts?.contains(redemption) == true {
                return whole
            }
        }
        return nil
    }

    private func undoAll(
        _ parts: [OperationID], at till: TillID, by worker: OperatorID?,
        operation: OperationID
    ) async throws -> [Reversal] {
        try await putBack(parts) { part, number, isBegun in
            do {
                return try await ledger.undo(
                    UndoRequest(
                        operation: operation.part(number), redemption: part, till: till,
                        operator: worker, time: clock.now()))
            } catch LedgerError.undoTooLate(let use) {
                // Half a basket put back is nothing that a customer could be told.
                guard isBegun else { throw LedgerError.undoTooLate(use) }
                return try await ledger.reverse(
                    part, amount: nil, reason: "the rest of an undone basket",
                    PlacedRequest(
                        operation: operation.part(16 + number),
                        place: Place(shop: nil, till: till, operator: worker), time: clock.now()))
            }
        }
    }

    /// Puts back the redemptions of a basket one after the other.
    ///
    /// - Parameters:
    ///   - parts: The basket's redemptions.
    ///   - putBack: Puts one back, by its number from 1, and whether one was put back before it.
    /// - Returns: What was put back; what had been put back by itself is left out.
    /// - Throws: ``LedgerError/alreadyUndone(at:)`` if nothing was left of any; what `putBack`
    ///   throws.
    func putBack(
        _ parts: [OperationID], _ putBack: (OperationID, Int, Bool) async throws -> Reversal
    ) async throws -> [Reversal] {
        var reversals: [Reversal] = []
        var before: LedgerError?
        for (index, part) in parts.enumerated() {
            do {
                reversals.append(try await putBack(part, index + 1, !reversals.isEmpty))
            } catch LedgerError.alreadyUndone(let time) {
                before = before ?? .alreadyUndone(at: time)
            }
        }
        if reversals.isEmpty, let before { throw before }
        return reversals
    }
}

extension BookedOperation {
    /// The redemptions of a basket that was covered; `nil` for all else.
    var basketParts: [OperationID]? {
        if case .covered(let parts) = outcome { parts } else { nil }
    }
}
