import TesseraLedger
import TesseraModel
import TesseraToken
import TesseraVerification

extension Counter {
    /// The member whose card is shown with a voucher.
    ///
    /// A live code is not used up by it, so that a till may show it again when it asks for less. Of
    /// an operation that was answered before, only the token behind the live code is believed
    /// again: the code on the phone has become another one since.
    ///
    /// - Parameters:
    ///   - card: What was scanned or typed; `nil` if no card was shown.
    ///   - till: Where.
    ///   - operation: What it is shown for.
    /// - Returns: The member's number; `nil` if no card was shown.
    /// - Throws: Why the code is not believed; ``VerificationError/wrongKind(_:)`` for a voucher;
    ///   ``LedgerError/basketVoucherRefused(_:_:)`` with why the card cannot be used today.
    /// - Source: F26, T23, L3.
    func holder(
        _ card: String?, at till: TillID, for operation: OperationID
    ) async throws -> MemberNumber? {
        guard let card else { return nil }
        let isRepeated = try await ledger.operation(operation) != nil
        var text = card
        if isRepeated, let live = try LiveCode(card) { text = live.token }
        let presentation = try await believed(text, at: till)
        guard case .member(let number, _) = presentation.terms else {
            throw VerificationError.wrongKind(presentation.terms.kind)
        }
        if !isRepeated {
            do {
                _ = try await appraisal(of: presentation)
            } catch let refusal as LedgerError where refusal.isSticky {
                // Named with its number: "this voucher" would be taken for the other one.
                throw LedgerError.basketVoucherRefused(presentation.position, refusal.reasons)
            }
        }
        return number
    }
}
