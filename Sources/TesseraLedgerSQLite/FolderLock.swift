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
/// An owner that lends the folder is asked for it, and has it back when the lock is released.
///
/// - Source: L6.
final class FolderLock: Sendable {
    /// The name of the file that is locked.
    static let fileName = "ledger.lock"
    private let held: Mutex<Held?>

    private struct Held {
        let descriptor: Int32
        let loan: FolderLoan?
    }

    /// Takes the folder, waiting for another process to let go of it or to lend it.
    ///
    /// - Parameters:
    ///   - folder: The data folder.
    ///   - waitMilliseconds: How long to wait at most; 0 for a single try, which asks nobody to
    ///     lend the folder.
    ///   - borrows: Whether a process that lends the folder is asked for it.
    ///   - name: The name of the file that is locked.
    /// - Throws: ``LedgerError/dataFolderInUse(processID:)`` when the time is up;
    ///   ``LedgerError/ledgerMissing`` if there is no folder; ``LedgerError/unavailable`` if the
    ///   folder cannot be written; ``LedgerError/diskFull``.
    init(
        folder: String, waitMilliseconds: Int, borrows: Bool = true, name: String = fileName
    ) async throws(LedgerError) {
        let path = folder + "/" + name
        let opened = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard opened >= 0 else {
            switch errno {
            case ENOENT, ENOTDIR: throw .ledgerMissing
            case ENOSPC, EDQUOT: throw .diskFull
            default: throw .unavailable
            }
        }
        let end = ContinuousClock.now.advanced(by: .milliseconds(waitMilliseconds))
        var loan: FolderLoan?
        // Whoever has asked for the folder takes it when it is the turn of that one, not before.
        while loan?.isAnswered == false || flock(opened, LOCK_EX | LOCK_NB) != 0 {
            let isTaken = loan != nil || errno == EWOULDBLOCK
            guard isTaken || errno == EINTR, ContinuousClock.now < end else {
                _ = close(opened)
                throw isTaken
                    ? .dataFolderInUse(processID: FolderLock.owner(of: folder, name) ?? 0)
                    : .unavailable
            }
            if borrows, loan?.isOver != false { loan = FolderLoan(askingFor: folder) }
            try? await Task.sleep(for: .milliseconds(loan == nil ? 20 : 1), tolerance: .zero)
        }
        // Only a courtesy to whoever waits: a folder without room for a few digits is still locked.
        let owner = Array("\(getpid())\n".utf8)
        if ftruncate(opened, 0) == 0 { _ = unsafe write(opened, owner, owner.count) }
        held = Mutex(Held(descriptor: opened, loan: loan))
    }

    deinit {
        release()
    }

    /// Lets go of the folder; once is enough.
    func release() {
        let held = held.withLock { held -> Held? in
            defer { held = nil }
            return held
        }
        guard let held else { return }
        // A child that is just being started shares the lock until it runs its own program; closing
        // alone would leave the folder locked as long.
        _ = flock(held.descriptor, LOCK_UN)
        _ = close(held.descriptor)
        // Last, so that its owner finds the folder free.
        held.loan?.end()
    }

    /// The process that took the folder last; `nil` if nobody ever did.
    static func owner(of folder: String, _ name: String = fileName) -> Int32? {
        let opened = unsafe open(folder + "/" + name, O_RDONLY | O_CLOEXEC)
        guard opened >= 0 else { return nil }
        defer { close(opened) }
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = unsafe read(opened, &bytes, bytes.count)
        guard count > 0 else { return nil }
        return Int32(String(decoding: bytes.prefix { (48...57).contains($0) }, as: UTF8.self))
    }
}
