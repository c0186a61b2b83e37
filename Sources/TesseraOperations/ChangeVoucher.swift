import TesseraConfiguration
import TesseraLedger
import TesseraModel
import TesseraToken
import TesseraVerification

extension Counter {
    /// The position that an admin names: by voucher id, typed code or token.
    ///
    /// - Parameters:
    ///   - name: `vch_3_70001`, a typed code, or a scanned text.
    ///   - till: Where, for counting wrong typed codes.
    /// - Returns: A position that was issued.
    /// - Throws: Why the code is not believed; ``LedgerError/unknownVoucher(_:)``.
    package func position(named name: String, at till: TillID) async throws -> VoucherPosition {
        if name.hasPrefix("vch_") {
            guard let position = VoucherPosition(voucherText: name) else {
                throw ModelError.name(name, of: "a voucher", example: "vch_3_70001")
            }
            return try await ledger.voucher(at: position).position
        }
        return try await believed(name, at: till, for: .office).position
    }

    /// Activates, blocks, unblocks, extends, adjusts or tops up one voucher.
    ///
    /// - Parameters:
    ///   - position: Which one.
    ///   - action: The change with its reason.
    ///   - operation: The caller's name for this intention.
    /// - Returns: The voucher after it.
    /// - Throws: ``LedgerError``; ``TokenError/outsideKeyDays(_:first:lastSigning:acceptUntil:)``
    ///   for an extension beyond the days of the voucher's key.
    package func change(
        _ position: VoucherPosition, _ action: VoucherAction, operation: OperationID
    ) async throws -> VoucherState {
        if case .extend(let last, _) = action {
            let batch = try await ledger.batch(covering: position)
            // The record outlives the secret, and it alone says how far a voucher may go.
            let record = try keys.entry(batch.order.keyID).record
            guard last <= record.acceptUntil else {
                throw TokenError.outsideKeyDays(
                    record.id, first: record.signFrom, lastSigning: record.signTo,
                    acceptUntil: record.acceptUntil)
            }
        }
        return try await ledger.change(
            ChangeRequest(
                operation: operation, position: position, action: action, time: clock.now()))
    }
}
