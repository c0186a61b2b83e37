import GRDB
import TesseraLedger
import TesseraModel

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// A book that is about to take the place of another, or of none.
///
/// 1  It owns the data folder from the beginning to the end: L6.
/// 2  The new book is made ready in a folder of its own and moved to its place in one step, so that
///    there is the old book, or the new one, or, for a moment, none; never half of one.
/// 3  The old book and its log keep a second name before they lose their own; the log is never left
///    where the new book would read it.
package final class BookReplacement: Sendable {
    /// The folder in the data folder where the new book is made ready.
    package static let draftName = "restore.unfinished"

    private let folder: String
    private let lock: FolderLock

    /// Where the new book is put before ``finish(epoch:keeping:)``, under
    /// ``BookSnapshot/bookName``; nobody else can enter it.
    package var draft: String { "\(folder)/\(BookReplacement.draftName)" }

    private var book: String { LedgerFile.path(in: folder) }

    private init(folder: String, lock: FolderLock) {
        self.folder = folder
        self.lock = lock
    }

    deinit { lock.release() }

    /// Takes a data folder and makes an empty place for the new book in it; what a replacement that
    /// was cut off left there goes.
    ///
    /// - Parameters:
    ///   - folder: The data folder, which must exist.
    ///   - waitMilliseconds: How long to wait for another process to let go of the folder; 0 for
    ///     a single try.
    /// - Returns: A replacement that owns the folder until nobody holds it any more.
    /// - Throws: ``LedgerError/dataFolderInUse(processID:)``; ``LedgerError/ledgerMissing`` if
    ///   there is no folder; ``LedgerError/diskFull``; ``LedgerError/unavailable``.
    package static func begin(
        in folder: String, waitMilliseconds: Int
    ) async throws(LedgerError) -> BookReplacement {
        let lock = try await FolderLock(folder: folder, waitMilliseconds: waitMilliseconds)
        let replacement = BookReplacement(folder: folder, lock: lock)
        replacement.abandon()
        guard unsafe mkdir(replacement.draft, 0o700) == 0 else { throw failure() }
        return replacement
    }

    /// Returns whether there is a book that would lose its place.
    package var hasBook: Bool { unsafe access(book, F_OK) == 0 }

    /// Gives the new book an epoch of its own and puts it in its place.
    ///
    /// - Parameters:
    ///   - epoch: Eight random bytes, so that devices ask again what a restored book has forgotten.
    ///   - suffix: What the old book's name gets behind it, `before-restore-2026-11-22T100000Z`;
    ///     a number follows if that name is taken.
    /// - Returns: The name that the old book has in the folder; `nil` if there was none.
    /// - Throws: ``LedgerError/ledgerDamaged`` if the new book is none; ``LedgerError/diskFull``;
    ///   ``LedgerError/unavailable``; the old book is in its place then, or kept beside it.
    /// - Source: L6, L14.
    package func finish(epoch: UInt64, keeping suffix: String) throws(LedgerError) -> String? {
        try SQLiteLedger.asked { try prepare(epoch) }
        let kept = try keep(suffix)
        // The book goes before its log: a log without a book says that something is missing, a book
        // without its log looks whole and is not.
        for name in [book, book + "-wal", book + "-shm"] {
            guard unsafe unlink(name) == 0 || errno == ENOENT else {
                throw BookReplacement.failure()
            }
        }
        try DirectorySync.sync(folder)
        guard unsafe rename(LedgerFile.path(in: draft), book) == 0 else {
            throw BookReplacement.failure()
        }
        try DirectorySync.sync(folder)
        abandon()
        return kept
    }

    /// Takes away what is left of the new book where it was made ready.
    package func abandon() {
        let name = LedgerFile.path(in: draft)
        for leftover in [name, name + "-wal", name + "-shm", name + "-journal"] {
            _ = unsafe unlink(leftover)
        }
        _ = unsafe rmdir(draft)
    }

    private func prepare(_ epoch: UInt64) throws {
        let connection = try LedgerFile.writer(in: draft)
        try connection.writeWithoutTransaction { db in
            try db.execute(
                sql: "UPDATE setting SET value = ? WHERE name = 'epoch'",
                arguments: [Int64(bitPattern: epoch)])
            guard db.rowsChanged == 1 else { throw LedgerError.ledgerDamaged }
            _ = try db.checkpoint(.truncate)
        }
        try connection.close()
        let name = LedgerFile.path(in: draft)
        // Its log is empty and would be read beside no other name.
        _ = unsafe unlink(name + "-wal")
        _ = unsafe unlink(name + "-shm")
        let opened = unsafe open(name, O_RDONLY | O_CLOEXEC)
        guard opened >= 0 else { throw BookReplacement.failure() }
        defer { close(opened) }
        guard fsync(opened) == 0 else { throw BookReplacement.failure() }
    }

    /// Gives the old book and its log a second name, so that no moment can lose them.
    private func keep(_ suffix: String) throws(LedgerError) -> String? {
        var number = 1
        var kept = "\(LedgerFile.name).\(suffix)"
        while unsafe access("\(folder)/\(kept)", F_OK) == 0
            || access("\(folder)/\(kept)-wal", F_OK) == 0
        {
            number += 1
            kept = "\(LedgerFile.name).\(suffix)-\(number)"
        }
        // A log without its book is what a replacement leaves that was cut off in the middle.
        for ending in ["-wal", ""] where holdsAnything(book + ending) {
            guard unsafe link(book + ending, "\(folder)/\(kept)\(ending)") == 0 else {
                throw BookReplacement.failure()
            }
        }
        try DirectorySync.sync(folder)
        return holdsAnything(book) ? kept : nil
    }

    private func holdsAnything(_ path: String) -> Bool {
        var status = stat()
        return unsafe stat(path, &status) == 0 && status.st_size > 0
    }

    private static func failure() -> LedgerError {
        errno == ENOSPC || errno == EDQUOT ? .diskFull : .unavailable
    }
}
