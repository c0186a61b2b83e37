import Glibc
import Synchronization

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

    /// Begins a file that only its owner may read.
    ///
    /// - Parameter path: The name it will have; what is there stays until it is finished.
    /// - Throws: ``CLIError/fileUnwritable(_:reason:)``.
    init(for path: String) throws(CLIError) {
        self.path = path
        temporary = "\(path).\(getpid()).tmp"
        descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
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
        if let full { try put(full) }
    }

    /// Gives the file its name, once it is on the disk.
    ///
    /// - Throws: ``CLIError/fileUnwritable(_:reason:)``; what was there before is untouched then.
    func finish() throws(CLIError) {
        let rest = state.withLock { state in
            defer { state.pending = [] }
            return state.pending
        }
        try put(rest)
        guard fsync(descriptor) == 0, unsafe rename(temporary, path) == 0 else {
            throw .fileUnwritable(path, reason: Files.reason())
        }
        state.withLock { $0.isFinished = true }
    }

    private func put(_ bytes: [UInt8]) throws(CLIError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = unsafe rest.withUnsafeBytes {
                unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw .fileUnwritable(path, reason: Files.reason()) }
            rest = rest.dropFirst(written)
        }
    }
}
