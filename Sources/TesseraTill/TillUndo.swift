import TesseraClaims
import TesseraLedger
import TesseraModel
import TesseraToken
import TesseraVerification

/// A use that was put back.
package struct TillUndone: Hashable, Sendable {
    /// The operation that put it back.
    package let operation: OperationID
    /// The use that was put back.
    package let redemption: OperationID
    /// The voucher as its token says it.
    package let token: Token
    /// What was put back, in the unit of the balance.
    package let returned: Int64
    /// When.
    package let time: Timestamp
    /// Whether this is the answer that the operation got earlier.
    package let isReplay: Bool
}

extension OfflineTill {
    /// Puts back what this till took at most 60 seconds ago; then it can be used again.
    ///
    /// - Parameters:
    ///   - redemption: Which use; `nil` for the latest.
    ///   - operation: The caller's name for this intention.
    ///   - worker: Who works there, whoever made it; `nil` if nobody is named.
    /// - Returns: What was put back; it is on the disk.
    /// - Throws: ``LedgerError/nothingToUndo(_:)``, ``LedgerError/unknownRedemption(_:)``,
    ///   ``LedgerError/alreadyUndone(at:)``, ``LedgerError/undoTooLate(_:)``,
    ///   ``LedgerError/operatorNotAllowed(_:_:)``, ``LedgerError/operationReused(_:)``;
    ///   ``TillError``; ``ClaimError``.
    /// - Source: R3, R4, L14.
    package func undo(
        _ redemption: OperationID?, operation: OperationID, by worker: OperatorID? = nil
    ) throws -> TillUndone {
        switch memory.deed(of: operation) {
        case .redeemed: throw LedgerError.operationReused(operation)
        case .undid(let id, let sequence):
            guard redemption == nil || redemption == id,
                let claim = try log.claims(from: sequence, most: 1).first,
                claim.record.operator == worker
            else { throw LedgerError.operationReused(operation) }
            return try undone(id, by: claim.record, isReplay: true)
        case nil: break
        }
        guard let kit else { throw TillError.noKit }
        try admit(worker, to: .undo, kit)
        let wanted = redemption ?? memory.latest?.id
        guard let wanted else { throw LedgerError.nothingToUndo(pairing.device) }
        guard let entry = memory.entry(wanted) else {
            throw LedgerError.unknownRedemption(wanted)
        }
        let time = try now()
        try UndoRules.check(
            Use(
                time: entry.time, shop: pairing.acceptor, till: pairing.device,
                operator: entry.operator),
            undoneAt: entry.undo?.time, by: pairing.device, now: time)
        let claim = try log.append(
            operation, kit: Int64(kit.edition.sequence), at: time, by: worker, .undo(wanted))
        memory.note(claim)
        return try undone(wanted, by: claim.record, isReplay: false)
    }

    private func undone(
        _ id: OperationID, by record: ClaimRecord, isReplay: Bool
    ) throws -> TillUndone {
        guard let entry = memory.entry(id),
            let taken = try log.claims(from: entry.sequence, most: 1).first?.record.taken
        else { throw LedgerError.unknownRedemption(id) }
        return TillUndone(
            operation: record.id, redemption: id, token: taken.body.token,
            returned: taken.amount, time: record.occurredAt, isReplay: isReplay)
    }
}
