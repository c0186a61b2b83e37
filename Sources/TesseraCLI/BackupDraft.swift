import Glibc
import TesseraCrypto
import TesseraLedger
import TesseraLedgerSQLite
import TesseraModel
import TesseraPremises

/// A backup that is being written: under a temporary name, for its owner only, until it is whole
/// and on the disk.
struct BackupDraft: ~Copyable {
    private let path: String
    private let temporary: String

    /// Begins a backup.
    ///
    /// - Parameter path: The name it will have; nothing may stand there.
    /// - Throws: ``CLIError/fileExists(_:)``, ``CLIError/fileUnwritable(_:reason:)``.
    init(for path: String) throws(CLIError) {
        guard !Files.exists(path) else { throw .fileExists(path) }
        let name = "\(path).\(getpid()).tmp"
        let made = unsafe open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard made >= 0 else { throw .fileUnwritable(path, reason: Files.reason()) }
        close(made)
        self.path = path
        temporary = name
    }

    deinit {
        for ending in ["", "-wal", "-shm", "-journal"] { Files.remove(temporary + ending) }
    }

    /// Copies the book of a folder and ends the backup.
    ///
    /// - Parameters:
    ///   - folder: The data folder, whoever owns it.
    ///   - time: When this is.
    ///   - progress: Told how many pages are copied and how many there are.
    /// - Returns: The ending that was written.
    /// - Throws: ``LedgerError`` as ``BookSnapshot`` has it, without
    ///   ``LedgerError/diskFull``; ``CLIError/fileUnwritable(_:reason:)``,
    ///   ``PremisesError/fileUnreadable(_:reason:)``; ``CryptoError/libraryFailed(_:)``.
    func write(
        bookOf folder: String, at time: Timestamp,
        progress: @escaping (_ done: Int, _ total: Int) -> Void
    ) throws -> BackupEnding {
        let contents: BookSnapshot.Contents
        do throws(LedgerError) {
            contents = try BookSnapshot.take(of: folder, to: temporary, progress: progress)
        } catch .diskFull {
            // Nothing is written but the copy, so the room is missing where the copy goes.
            throw CLIError.fileUnwritable(path, reason: "the disk is full")
        }
        let descriptor = unsafe open(temporary, O_RDWR | O_APPEND | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw CLIError.fileUnwritable(path, reason: Files.reason())
        }
        defer { close(descriptor) }
        let byteCount = Int(lseek(descriptor, 0, SEEK_END))
        let ending = BackupEnding(createdAt: time, contents: contents, bookByteCount: byteCount)
        var digest = try RunningDigest()
        var done = 0
        while done < byteCount {
            let count = min(1 << 20, byteCount - done)
            digest.take(
                try Files.bytes(descriptor, at: done, count: count, path: temporary)[...])
            done += count
        }
        digest.take(ending.bytes[...])
        try Files.put(
            ending.bytes + BackupEnding.digestLine(digest.finish()), to: descriptor, path: path)
        guard fsync(descriptor) == 0, !Files.exists(path), unsafe rename(temporary, path) == 0
        else {
            throw CLIError.fileUnwritable(path, reason: Files.reason())
        }
        try Folders.sync(Folders.holding(path))
        return ending
    }
}

extension Folders {
    /// The folder in which a file stands.
    static func holding(_ path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Waits until the disk has a folder's entries, so that a file that got its name keeps it.
    ///
    /// - Throws: ``CLIError/fileUnwritable(_:reason:)``.
    static func sync(_ path: String) throws(CLIError) {
        let opened = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard opened >= 0 else { throw .fileUnwritable(path, reason: Files.reason()) }
        defer { close(opened) }
        guard fsync(opened) == 0 else { throw .fileUnwritable(path, reason: Files.reason()) }
    }
}
