import TesseraLedger

extension Ledger {
    /// The book recounted from history and its journal reckoned again: all that can be known of its
    /// soundness without a copy kept elsewhere.
    ///
    /// - Returns: No findings if the book is sound.
    /// - Throws: Infrastructure errors.
    /// - Source: L1, L4, F31.
    package func wholeAudit() async throws(LedgerError) -> LedgerAudit {
        let audit = try await audit()
        return audit.adding(try await JournalCheck(of: self).run().findings)
    }
}
