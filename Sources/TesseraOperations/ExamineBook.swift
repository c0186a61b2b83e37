import TesseraJournal
import TesseraLedger
import TesseraModel

/// How far the journal goes, as its last seal says.
package struct JournalStanding: Hashable, Sendable {
    /// How many operations were booked.
    package let operations: Int64
    /// How many of them have a number in the journal.
    package let sealed: Int64
    /// The head of the chain, 64 hexadecimal digits.
    package let head: String
    /// When the last sealed operation was booked; `nil` if nothing is sealed yet.
    package let lastSealed: Timestamp?
    /// When the last operation was booked; `nil` for an empty book.
    package let lastBooked: Timestamp?
}

/// What looking through the whole book came to.
package struct BookReview: Sendable {
    /// When it was begun.
    package let at: Timestamp
    /// The book recounted, with all that does not belong.
    package let audit: LedgerAudit
    /// How many operations have a number in the journal.
    package let sealed: Int64
    /// How many wait for one.
    package let unsealed: Int64
    /// The head of the chain that was reckoned, 64 hexadecimal digits.
    package let head: String
}

extension Counter {
    /// How far the journal goes; nothing is reckoned.
    ///
    /// - Throws: Infrastructure errors.
    /// - Source: L4.
    package func journalStanding() async throws(LedgerError) -> JournalStanding {
        let figures = try await ledger.figures()
        let last = try await ledger.lastSeal()
        return JournalStanding(
            operations: Int64(figures.operations), sealed: last?.sequence ?? 0,
            head: (last?.head ?? .beginning).text,
            lastSealed: last?.operation.time, lastBooked: figures.lastRecorded)
    }

    /// Recounts every balance from history, reckons the journal again and every settlement.
    ///
    /// - Returns: What was found; reads the whole book.
    /// - Throws: Infrastructure errors.
    /// - Source: L1, L4.
    package func reviewBook() async throws(LedgerError) -> BookReview {
        let begun = clock.now()
        let found = try await ledger.examination()
        return BookReview(
            at: begun, audit: found.audit, sealed: found.chain.sequence, unsealed: found.unsealed,
            head: found.chain.head.text)
    }
}
