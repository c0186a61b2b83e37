import TesseraLedger
import TesseraModel

extension Counter {
    /// Puts a part of a voucher aside for one device, which may then spend it without a network and
    /// without ever meeting another till's use of it.
    ///
    /// - Parameters:
    ///   - position: Which voucher.
    ///   - asked: How much: an amount or everything of a gift card, uses of the others.
    ///   - device: For which device.
    ///   - hours: For how long, 1…2 160.
    ///   - operation: The caller's name for this intention; also the lease's, for giving it back.
    /// - Returns: What is put aside and until when.
    /// - Throws: ``LedgerError/demandMismatch(_:)`` for uses of a gift card;
    ///   ``LedgerError/unknownDevice(_:)``, ``LedgerError/deviceRevoked(_:at:)``,
    ///   ``LedgerError/insufficientBalance(available:wanted:)`` and other refusals of a use;
    ///   ``ModelError/number(_:of:range:)``.
    /// - Source: L15.
    package func lease(
        _ position: VoucherPosition, _ asked: Asked, to device: TillID, hours: Int64,
        operation: OperationID
    ) async throws -> HeldUse {
        guard (1...2_160).contains(hours) else {
            throw ModelError.number("\(hours)", of: "hours", range: 1...2_160)
        }
        let voucher = try await ledger.voucher(at: position)
        // A count is not an amount: three uses of a gift card would be three cents.
        if voucher.terms.kind == .gift, case .uses = asked {
            throw LedgerError.demandMismatch(.gift)
        }
        let amount: Int64 =
            switch try asked.demand(on: voucher.terms) {
            case .amount(let money): money.minorUnits
            case .uses(let count): Int64(count)
            case .everything: max(1, voucher.available(at: clock.now()))
            case .purchase: throw LedgerError.demandMismatch(voucher.terms.kind)
            }
        let booked = try await accepted(
            .lease(
                position, amount: amount, device: device,
                milliseconds: hours * 3_600_000), operation)
        guard case .held(let held, let available, _, let until) = booked.operation.outcome else {
            throw LedgerError.ledgerDamaged
        }
        return HeldUse(
            operation: operation, position: position, terms: voucher.terms, amount: held,
            available: available, discount: nil, until: until, isReplay: booked.isReplay)
    }
}
