import GRDB
import TesseraLedger
import TesseraModel

/// A copy of the whole book as of one moment, taken while its owner works.
///
/// 1  The copy is made by a connection that only reads and never checkpoints: L6.
/// 2  Its read transaction stands from the first page to the last, so the copy is one moment, and
///    the writer goes on meanwhile; only the log grows until the copy is done.
/// 3  Whatever was acknowledged before the copy began is in it.
package enum BookSnapshot {
    /// What a copy holds.
    package struct Contents: Hashable, Sendable {
        /// How many steps the form of the file has taken.
        package let schema: Int
        /// Eight bytes by which devices tell this book from one that was restored.
        package let epoch: UInt64
        /// What the book holds in figures.
        package let figures: LedgerFigures

        /// Contents as counted.
        package init(schema: Int, epoch: UInt64, figures: LedgerFigures) {
            self.schema = schema
            self.epoch = epoch
            self.figures = figures
        }
    }

    /// Pages between two reports: 4 MiB, some milliseconds.
    package static let pagesPerStep: Int32 = 1_024

    /// Copies the book of a folder, whoever owns it.
    ///
    /// - Parameters:
    ///   - folder: The data folder.
    ///   - file: An empty file, which becomes a SQLite database that needs no file beside it. It is
    ///     not synced, and after an error it is of no use.
    ///   - pagesPerStep: How many pages are copied between two reports, at least 1.
    ///   - progress: Told how many pages are copied and how many there are.
    /// - Returns: What the copy holds.
    /// - Throws: ``LedgerError/ledgerMissing``, ``LedgerError/ledgerDamaged``,
    ///   ``LedgerError/ledgerNewer(schema:known:)``; ``LedgerError/diskFull`` if there is no room
    ///   for the copy; ``LedgerError/unavailable``.
    /// - Source: L6.
    package static func take(
        of folder: String, to file: String, pagesPerStep: Int32 = pagesPerStep,
        progress: @escaping (_ done: Int, _ total: Int) -> Void
    ) throws(LedgerError) -> Contents {
        try SQLiteLedger.asked {
            let source = try LedgerFile.reader(in: folder)
            defer { try? source.close() }
            let copy = try DatabaseQueue(path: file)
            defer { try? copy.close() }
            try copy.writeWithoutTransaction { draft in
                // Whoever asked for the copy syncs it once, when it is whole.
                try draft.execute(sql: "PRAGMA synchronous = OFF")
                try draft.execute(sql: "PRAGMA journal_mode = OFF")
                try source.read { book in
                    // The first row read fixes the moment; without it a booking between two steps
                    // would begin the copy anew, for ever in a busy shop.
                    _ = try book.row("SELECT value FROM setting WHERE name = 'epoch'", [])
                    try book.backup(to: draft, pagesPerStep: pagesPerStep) { step in
                        progress(step.completedPageCount, step.totalPageCount)
                    }
                }
                // The copied first page says that there is a log; a copy is one file.
                let mode = try String.fetchOne(draft, sql: "PRAGMA journal_mode = DELETE")
                guard mode == "delete" else { throw LedgerError.unavailable }
            }
            return try copy.read(contents)
        }
    }

    /// What a book holds.
    static func contents(_ db: Database) throws -> Contents {
        let epoch = try db.row("SELECT value FROM setting WHERE name = 'epoch'", [])
        guard let epoch else { throw LedgerError.ledgerDamaged }
        return Contents(
            schema: try Schema.version(of: db), epoch: UInt64(bitPattern: try epoch.integer(0)),
            figures: try BookExport.figures(db))
    }

    /// Goes through a copy that stands alone in a folder as a book would: brings it to the form
    /// that this program knows and recounts it.
    ///
    /// - Parameters:
    ///   - folder: A folder that nobody else works in, with the copy under ``bookName``.
    ///   - zone: The zone with the name that the book has written down.
    ///   - audit: How the copy is recounted.
    /// - Returns: What the copy holds and what the recount found.
    /// - Throws: ``LedgerError/ledgerMissing``, ``LedgerError/ledgerDamaged``,
    ///   ``LedgerError/ledgerNewer(schema:known:)``, ``LedgerError/diskFull``,
    ///   ``LedgerError/unavailable``; what `zone` and `audit` throw.
    package static func examine(
        in folder: String, zone: (String) throws -> IssuerZone,
        audit: (any Ledger) async throws -> LedgerAudit
    ) async throws -> (contents: Contents, audit: LedgerAudit) {
        let name = try SQLiteLedger.asked {
            let connection = try LedgerFile.writer(in: folder)
            defer { try? connection.close() }
            return try connection.read(BookZone.name)
        }
        // A book that nobody has opened has no days to reckon.
        let known = try name.map(zone) ?? .utc
        let ledger = try SQLiteLedger.openForReading(folder: folder, zone: known)
        do {
            let contents = try await ledger.read(contents)
            let outcome = try await audit(ledger)
            await ledger.close()
            return (contents, outcome)
        } catch {
            await ledger.close()
            throw error
        }
    }

    /// The name under which a book stands in its folder.
    package static var bookName: String { LedgerFile.name }
}
