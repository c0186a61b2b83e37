import Glibc
import Synchronization
import TesseraPremises

/// A file that grows under a temporary name and takes its own only when it is whole.
final class DraftFile: Sendable {
    private struct State {
        var pending: [UInt8] = []
        var isFinished = false
    }

    private static let capacity = 1 << 16

    private let path: String
    private let temporary: String
    private let descriptor: Int32
    private let state = Mutex(State())

    /// Begins a file.
    ///
    /// - Parameters:
    ///   - path: The name it will have; what is there stays until it is finished.
    ///   - mode: Who may read it; its owner alone if not said.
    ///   - isResumed: Whether something else sees to it that only one process writes this file, so
    ///     that what a killed one left behind is used again.
    /// - Throws: ``CLIError/fileUnwritable(_:reason:)``.
    init(for path: String, mode: mode_t = 0o600, isResumed: Bool = false) throws(CLIError) {
        self.path = path
        temporary = isResumed ? "\(path).part" : "\(path).\(getpid()).tmp"
        let flags = O_WRONLY | O_CREAT | O_CLOEXEC | (isResumed ? O_TRUNC | O_NOFOLLOW : O_EXCL)
        descriptor = unsafe open(temporary, flags, mode)
        guard descriptor >= 0 else { throw .fileUnwritable(path, reason: Files.reason()) }
    }

    deinit {
        close(descriptor)
        if !state.withLock({ $0.isFinished }) { unsafe unlink(temporary) }
    }

    /// Appends bytes.
    ///
    /// - Throws: ``CLIError/fileUnwritable(_:reason:)``.
    func write(_ bytes: [UInt8]) throws(CLIError) {
        let full: [UInt8]? = state.withLock { state in
            state.pending += bytes
            guard state.pending.count >= DraftFile.capacity else { return nil }
            defer { state.pending = [] }
            return state.pending
        }
        if let full { try Files.put(full, to: descriptor, path: path) }
    }

    /// Gives the file its name, once it is on the disk.
    ///
    /// - Throws: ``CLIError/fileUnwritable(_:reason:)``; what was there before is untouched then.
    func finish() throws(CLIError) {
        let rest = state.withLock { state in
            defer { state.pending = [] }
            return state.pending
        }
        try Files.put(rest, to: descriptor, path: path)
        guard fsync(descriptor) == 0, unsafe rename(temporary, path) == 0 else {
            throw .fileUnwritable(path, reason: Files.reason())
        }
        state.withLock { $0.isFinished = true }
    }
}
