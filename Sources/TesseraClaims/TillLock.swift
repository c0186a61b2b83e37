import Glibc
import Synchronization

/// The right of one process to work in a till's folder, for as long as this is held.
///
/// The system lets go of it when the process ends, however it ends.
package final class TillLock: Sendable {
    private let descriptor: Mutex<Int32?>

    /// Takes the folder.
    ///
    /// - Throws: ``ClaimError/logInUse(processID:)``; what the system refuses.
    package init(_ folder: TillFolder) throws(ClaimError) {
        let path = folder.path + "/till.lock"
        let opened = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard opened >= 0 else { throw .system(errno, path) }
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
            let number = errno
            var name = [UInt8](repeating: 0, count: 16)
            let count = max(0, unsafe pread(opened, &name, name.count, 0))
            close(opened)
            guard number == EWOULDBLOCK else { throw .system(number, path) }
            let digits = name.prefix(count).prefix { (48...57).contains($0) }
            throw .logInUse(processID: Int32(String(decoding: digits, as: UTF8.self)) ?? 0)
        }
        // Only a courtesy to whoever asks: a folder without room for a few digits is still locked.
        let name = Array("\(getpid())\n".utf8)
        if ftruncate(opened, 0) == 0 { _ = unsafe pwrite(opened, name, name.count, 0) }
        descriptor = Mutex(opened)
    }

    deinit { release() }

    /// Lets go of the folder; once is enough.
    package func release() {
        let opened = descriptor.withLock { descriptor -> Int32? in
            defer { descriptor = nil }
            return descriptor
        }
        guard let opened else { return }
        // A child that is just being started shares the lock; closing alone would keep it.
        _ = flock(opened, LOCK_UN)
        _ = close(opened)
    }
}
