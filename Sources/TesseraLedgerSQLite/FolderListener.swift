import TesseraLedger

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Where the owner of a data folder hears who wants to borrow it, one after the other.
final class FolderListener: Sendable {
    /// What was heard.
    enum Call {
        /// Somebody wants the folder.
        case borrower(FolderLoan)
        /// Nobody, for as long as was waited.
        case nobody
        /// Nobody ever again.
        case closed
    }

    private let descriptor: Int32

    /// Listens in a folder whose tenant the caller is.
    ///
    /// - Throws: As ``FolderSocket/listening(in:)``.
    init(in folder: String) throws(LedgerError) {
        descriptor = try FolderSocket.listening(in: folder)
    }

    deinit { FolderSocket.close(descriptor) }

    /// Waits for the next who wants the folder.
    ///
    /// - Parameter milliseconds: How long at most; `nil` for ever.
    /// - Returns: What was heard; nobody also when the call could not be taken.
    func next(within milliseconds: Int32?) async -> Call {
        if await FolderLoan.readable(descriptor, within: milliseconds ?? -1) { return .closed }
        let accepted = accept(descriptor, nil, nil)
        if accepted >= 0 {
            _ = fcntl(accepted, F_SETFD, FD_CLOEXEC)
            return .borrower(FolderLoan(accepted: accepted))
        }
        switch errno {
        case EAGAIN, EINTR, ECONNABORTED: return .nobody
        default:
            // Out of descriptors or of memory: whoever asked goes on waiting, and so does this.
            try? await Task.sleep(for: .milliseconds(100))
            return .nobody
        }
    }

    /// Listens no more; whoever waits for the next borrower is told so.
    func close() { _ = shutdown(descriptor, Int32(SHUT_RDWR)) }
}
