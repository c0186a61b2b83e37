import TesseraLedger

/// What recounting a book and reckoning its journal again came to.
package struct BookExamination: Hashable, Sendable {
    /// The book recounted, with all that does not belong: in it, in its journal, in settlements.
    package let audit: LedgerAudit
    /// The chain after the last sealed operation.
    package let chain: HashChain
    /// How many operations wait to be sealed.
    package let unsealed: Int64
}

extension Ledger {
    /// The book recounted from history and its journal reckoned again: all that can be known of its
    /// soundness without a copy kept elsewhere, and with one whether they agree.
    ///
    /// - Parameter checkpoints: What somebody else kept, signatures checked.
    /// - Returns: No findings if the book is sound.
    /// - Throws: Infrastructure errors.
    /// - Source: L1, L4, F31.
    package func examination(
        checkpoints: [Checkpoint] = []
    ) async throws(LedgerError) -> BookExamination {
        let audit = try await audit()
        let journal = try await JournalCheck(of: self).run(checkpoints: checkpoints)
        let settled = try await settlementFindings()
        return BookExamination(
            audit: audit.adding(journal.findings).adding(settled), chain: journal.chain,
            unsealed: journal.unsealed)
    }

    /// The recount of ``examination(checkpoints:)`` alone.
    ///
    /// - Returns: No findings if the book is sound.
    /// - Throws: Infrastructure errors.
    /// - Source: L1, L4, F31.
    package func wholeAudit() async throws(LedgerError) -> LedgerAudit {
        try await examination().audit
    }

    /// Every settlement reckoned again from the sealed operations.
    ///
    /// - Returns: The settlements that do not follow; where the journal itself cannot be read, what
    ///   was found until then.
    /// - Throws: Infrastructure errors.
    /// - Source: L16.
    package func settlementFindings() async throws(LedgerError) -> [LedgerAudit.Finding] {
        let isSettled = try await parties().contains { party in
            guard case .acceptor(let acceptor) = party else { return false }
            return acceptor.settlements > 0
        }
        guard isSettled else { return [] }
        var audit = SettlementAudit()
        var after: Int64 = 0
        while let page = try await readablePage(after: after) {
            for sealed in page { audit.take(sealed) }
            guard let last = page.last, page.count == WholeAudit.pageSize else { break }
            after = last.sequence
        }
        return audit.findings
    }

    /// A page of sealed operations; `nil` if it is damaged, which the check of the chain names.
    private func readablePage(after: Int64) async throws(LedgerError) -> [SealedOperation]? {
        do {
            return try await sealed(after: after, limit: WholeAudit.pageSize)
        } catch {
            guard error == .ledgerDamaged else { throw error }
            return nil
        }
    }
}

private enum WholeAudit {
    static let pageSize = 5_000
}
