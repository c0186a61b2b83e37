import Foundation
import GRDB
import Synchronization
import TesseraLedger
import TesseraModel

/// The book in a SQLite file, for one process at a time.
///
/// One connection writes and checkpoints, a second one only reads; whoever owns the folder's lock
/// owns the file. Callers wait in a queue and share commits.
///
/// - Source: L1–L8, L12, L13.
package final class SQLiteLedger: Ledger {
    let reader: DatabaseQueue
    let glances: GlanceReader
    let knownSlips = KnownSlips()
    let writer: GroupCommit?
    let shelf = Mutex(BatchShelf())
    private let lock: FolderLock?
    let folder: String
    let zone: IssuerZone

    private init(
        folder: String, zone: IssuerZone, reader: DatabaseQueue, writer: GroupCommit?,
        lock: FolderLock?
    ) {
        self.folder = folder
        self.zone = zone
        self.reader = reader
        glances = GlanceReader(folder: folder)
        self.writer = writer
        self.lock = lock
    }

    /// Makes an empty book in a folder, unless there is one.
    ///
    /// - Parameters:
    ///   - folder: The data folder, which must exist.
    ///   - epoch: Eight random bytes by which devices tell this book from one that was restored.
    ///   - waitMilliseconds: How long to wait for another process to let go of the folder; 0 for
    ///     a single try.
    /// - Returns: Whether the book was made now; `false` if there was one, which is left alone.
    /// - Throws: ``LedgerError/dataFolderInUse(processID:)``; ``LedgerError/ledgerMissing`` if
    ///   there is no folder; ``LedgerError/diskFull``; ``LedgerError/unavailable``.
    /// - Source: L6, L14.
    @discardableResult
    package static func create(
        in folder: String, epoch: UInt64, waitMilliseconds: Int = 0
    ) async throws(LedgerError) -> Bool {
        let lock = try await FolderLock(folder: folder, waitMilliseconds: waitMilliseconds)
        defer { withExtendedLifetime(lock) {} }
        guard !FileManager.default.fileExists(atPath: LedgerFile.path(in: folder)) else {
            return false
        }
        try asked { try LedgerFile.make(in: folder, epoch: epoch) }
        return true
    }

    /// Opens the book for one process to work in.
    ///
    /// - Parameters:
    ///   - folder: The data folder.
    ///   - zone: The issuer's zone, in which days begin and end.
    ///   - wall: The clock that must not be behind the book.
    ///   - waitMilliseconds: How long to wait for another process to let go of the folder or to
    ///     lend it; 0 for a single try.
    ///   - borrows: Whether a process that lends the folder is asked for it.
    /// - Returns: A ledger that owns the folder until it is closed or nobody holds it any more.
    /// - Throws: ``LedgerError/ledgerMissing``, ``LedgerError/dataFolderInUse(processID:)``,
    ///   ``LedgerError/ledgerDamaged``, ``LedgerError/ledgerNewer(schema:known:)``,
    ///   ``LedgerError/zoneChanged(book:asked:)``,
    ///   ``LedgerError/clockBehind(wall:lastRecorded:)``, ``LedgerError/unavailable``.
    /// - Source: L5, L6, R8, R10.
    package static func open(
        folder: String, zone: IssuerZone, wall: any WallClock, waitMilliseconds: Int = 0,
        borrows: Bool = true
    ) async throws(LedgerError) -> SQLiteLedger {
        let lock = try await FolderLock(
            folder: folder, waitMilliseconds: waitMilliseconds, borrows: borrows)
        return try asked {
            let connection = try LedgerFile.writer(in: folder)
            let keeper = try connection.writeWithoutTransaction { db in
                try BookZone.bind(zone, db)
                return try Bookkeeper(zone: zone, db)
            }
            _ = try keeper.clock.reading(wall.now())
            return SQLiteLedger(
                folder: folder, zone: zone, reader: try LedgerFile.reader(in: folder),
                writer: GroupCommit(connection, keeper), lock: lock)
        }
    }

    /// Opens the book for questions only, whoever owns the folder.
    ///
    /// - Parameters:
    ///   - folder: The data folder.
    ///   - zone: The issuer's zone, in which days begin and end.
    /// - Returns: A ledger that answers whatever would be booked with
    ///   ``LedgerError/dataFolderInUse(processID:)``.
    /// - Throws: ``LedgerError/ledgerMissing``, ``LedgerError/ledgerDamaged``,
    ///   ``LedgerError/ledgerNewer(schema:known:)``, ``LedgerError/unavailable``.
    /// - Source: L6.
    package static func openForReading(
        folder: String, zone: IssuerZone
    ) throws(LedgerError) -> SQLiteLedger {
        try asked {
            SQLiteLedger(
                folder: folder, zone: zone, reader: try LedgerFile.reader(in: folder),
                writer: nil, lock: nil)
        }
    }

    /// Answers what has queued up and lets go of file and folder; later calls throw
    /// ``LedgerError/unavailable``.
    package func close() async {
        await writer?.stop()
        // The writer goes last: only it may move the log to the file.
        try? reader.close()
        glances.close()
        writer?.close()
        lock?.release()
    }

    /// As ``close()``, with the log moved to the file as far as its readers allow.
    ///
    /// While others only read, no connection is the last one, and a log that every command adds to
    /// would grow without end.
    func handOver() async {
        await writer?.stop()
        try? reader.close()
        glances.close()
        writer?.close(movingLog: true)
        lock?.release()
    }

    deinit {
        try? reader.close()
        glances.close()
    }

    /// Eight bytes by which devices tell this book from one that was restored.
    ///
    /// - Throws: Infrastructure errors.
    /// - Source: L14.
    package func epoch() async throws(LedgerError) -> UInt64 {
        try await read { db in
            let row = try db.row("SELECT value FROM setting WHERE name = 'epoch'", [])
            guard let row else { throw LedgerError.ledgerDamaged }
            return UInt64(bitPattern: try row.integer(0))
        }
    }

    /// Runs something and answers an error in the ledger's words.
    static func asked<Answer>(_ body: () throws -> Answer) throws(LedgerError) -> Answer {
        do {
            return try body()
        } catch {
            throw StoreFailure.answer(toQuestion: error)
        }
    }

    /// Reads on the connection that never writes.
    func read<Answer: Sendable>(
        _ question: @escaping @Sendable (Database) throws -> Answer
    ) async throws(LedgerError) -> Answer {
        if let end = writer?.end { throw end }
        do {
            return try await reader.read(question)
        } catch {
            throw StoreFailure.answer(toQuestion: error)
        }
    }

    /// Books through the one writer.
    ///
    /// - Parameters:
    ///   - weight: About how many bookings it is.
    ///   - work: What is done in the transaction.
    /// - Returns: What the work returned.
    /// - Throws: What ``GroupCommit/book(weight:_:)`` throws;
    ///   ``LedgerError/dataFolderInUse(processID:)``.
    func book<Answer: Sendable>(
        weight: Int = 1,
        _ work: @escaping @Sendable (inout Bookkeeper, Database) throws -> Answer
    ) async throws(LedgerError) -> Answer {
        guard let writer else {
            throw .dataFolderInUse(processID: FolderLock.owner(of: folder) ?? 0)
        }
        return try await writer.book(weight: weight, work)
    }
}
