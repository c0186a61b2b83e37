import Synchronization
import TesseraLedger

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// The right of one process to work in a data folder.
///
/// `flock` on a file of its own: the system lets go of it when the process ends, however it ends,
/// so nobody ever has to delete a stale lock. The file names the owner for the message to others.
///
/// - Source: L6.
final class FolderLock: Sendable {
    /// The name of the file that is locked.
    static let fileName = "ledger.lock"
    private let descriptor: Mutex<Int32?>

    /// Takes the folder, waiting for another process to let go of it.
    ///
    /// - Parameters:
    ///   - folder: The data folder.
    ///   - waitMilliseconds: How long to wait at most; 0 for a single try.
    /// - Throws: ``LedgerError/dataFolderInUse(processID:)`` when the time is up;
    ///   ``LedgerError/ledgerMissing`` if there is no folder; ``LedgerError/unavailable`` if the
    ///   folder cannot be written; ``LedgerError/diskFull``.
    init(folder: String, waitMilliseconds: Int) async throws(LedgerError) {
        let path = folder + "/" + FolderLock.fileName
        let opened = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard opened >= 0 else {
            switch errno {
            case ENOENT, ENOTDIR: throw .ledgerMissing
            case ENOSPC, EDQUOT: throw .diskFull
            default: throw .unavailable
            }
        }
        var waited = 0
        while flock(opened, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR, waited < waitMilliseconds else {
                let isTaken = errno == EWOULDBLOCK
                _ = close(opened)
                throw isTaken
                    ? .dataFolderInUse(processID: FolderLock.owner(of: folder) ?? 0) : .unavailable
            }
            let pause = min(20, waitMilliseconds - waited)
            try? await Task.sleep(nanoseconds: UInt64(pause) * 1_000_000)
            waited += pause
        }
        // Only a courtesy to whoever waits: a folder without room for a few digits is still locked.
        let name = Array("\(getpid())\n".utf8)
        if ftruncate(opened, 0) == 0 { _ = unsafe write(opened, name, name.count) }
        descriptor = Mutex(opened)
    }

    deinit {
        release()
    }

    /// Lets go of the folder; once is enough.
    func release() {
        let opened = descriptor.withLock { descriptor -> Int32? in
            defer { descriptor = nil }
            return descriptor
        }
        guard let opened else { return }
        // A child that is just being started shares the lock until it runs its own program; closing
        // alone would leave the folder locked as long.
        _ = flock(opened, LOCK_UN)
        _ = close(opened)
    }

    /// The process that took the folder last; `nil` if nobody ever did.
    static func owner(of folder: String) -> Int32? {
        let opened = unsafe open(folder + "/" + fileName, O_RDONLY | O_CLOEXEC)
        guard opened >= 0 else { return nil }
        defer { close(opened) }
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = unsafe read(opened, &bytes, bytes.count)
        guard count > 0 else { return nil }
        return Int32(String(decoding: bytes.prefix { (48...57).contains($0) }, as: UTF8.self))
    }
}
