import TesseraConfiguration
import TesseraLedger
import TesseraLoyalty
import TesseraModel

extension Counter {
    /// Pays out in cash what is left of a gift, where the programme's policy allows so little.
    ///
    /// - Parameters:
    ///   - position: Which gift.
    ///   - approval: Who does it, and who agreed.
    ///   - operation: The caller's name for this intention, kept before calling.
    /// - Returns: What was paid out, and the voucher after it.
    /// - Throws: ``LedgerError/notAGiftCard``; ``LedgerError/eventRefused(_:)`` with
    ///   `cash_out_refused`; other ``LedgerError``.
    /// - Source: domain-model concept 12.
    package func cashOut(
        _ position: VoucherPosition, approval: Approval, operation: OperationID
    ) async throws -> (paid: Money, voucher: VoucherState) {
        let voucher = try await ledger.voucher(at: position)
        guard case .gift(let face) = voucher.terms else { throw LedgerError.notAGiftCard }
        if let earlier = try await ledger.operation(operation),
            case .change(position, .adjust(let amount, _)) = earlier.wish, amount < 0
        {
            return (Money(minorUnits: 0 - amount, currency: face.currency), voucher)
        }
        let text = AmountText(for: face.currency)
        let most = face.currency == settings.currency ? try await policy()?.cashOutUpTo ?? 0 : 0
        guard voucher.balance <= most, voucher.balance > 0 else {
            throw LedgerError.eventRefused([
                Refusal(
                    code: "cash_out_refused",
                    needed: most > 0
                        ? "at most \(text.shown(most)) left" : "a policy that pays out",
                    actual: text.shown(voucher.balance))
            ])
        }
        let changed = try await change(
            position, .adjust(by: 0 - voucher.balance, reason: "paid out in cash"),
            approval: approval, operation: operation)
        return (Money(minorUnits: voucher.balance, currency: face.currency), changed)
    }
}
