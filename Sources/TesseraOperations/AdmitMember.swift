import TesseraLedger
import TesseraModel
import TesseraVerification

extension Counter {
    /// Lets a member in: the card is believed and good today, and a live code counts only once.
    ///
    /// A card on paper passes as often as it is shown. A code from the phone is used up, so that a
    /// picture of it lets nobody else in within the same minute.
    ///
    /// - Parameters:
    ///   - text: What was scanned or typed.
    ///   - till: Where.
    /// - Returns: The card with the member's profile.
    /// - Throws: Why the code is not believed; ``VerificationError/wrongKind(_:)`` for a voucher;
    ///   why the card cannot be used today; ``LedgerError/liveCodeUsed`` when this or a later code
    ///   of the member was shown before.
    /// - Source: T23, T24.
    package func admitMember(_ text: String, at till: TillID) async throws -> Appraisal {
        let presentation = try await believed(text, at: till)
        guard case .member = presentation.terms else {
            throw VerificationError.wrongKind(presentation.terms.kind)
        }
        // Before the step is used up: a card that is refused leaves the member's code as it was.
        let appraisal = try await appraisal(of: presentation)
        if let step = presentation.liveStep {
            try await ledger.admitLiveStep(step, of: presentation.position)
        }
        return appraisal
    }
}
