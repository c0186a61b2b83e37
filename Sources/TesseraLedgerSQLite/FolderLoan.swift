#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// One end of the line between the owner of a data folder and a command that borrows it.
///
/// 1  The command connects and waits; one byte from the owner says that the folder is free for it.
/// 2  It has the folder for as long as the line stands. The system ends the line with the process,
///    however that ends.
/// 3  The line decides whose turn it is. Who has the folder is decided by the lock alone.
final class FolderLoan: Sendable {
    private let descriptor: Int32

    /// The owner's end, from a connection that was accepted.
    init(accepted descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// The borrower's end.
    ///
    /// - Returns: `nil` if nobody lends the folder.
    init?(askingFor folder: String) {
        guard let connected = FolderSocket.connected(to: folder) else { return nil }
        descriptor = connected
    }

    deinit { close(descriptor) }

    /// For the borrower: whether there is nothing to wait for any more, because the owner has let
    /// go of the folder or is gone.
    var isAnswered: Bool { peek() != .nothing }

    /// Whether the other end is gone.
    var isOver: Bool { peek() == .end }

    /// For the owner: says that the folder is free.
    func grant() {
        var word: UInt8 = 1
        // A borrower that is gone by now is noticed when its end is waited for.
        _ = unsafe send(descriptor, &word, 1, Int32(MSG_NOSIGNAL))
    }

    /// Ends the line for both, and for whoever waits on it.
    func end() {
        // A child that is just being started shares the line; closing alone would leave it open.
        _ = shutdown(descriptor, Int32(SHUT_RDWR))
    }

    /// For the owner: waits until the line has ended.
    func ended() async {
        while !isOver {
            _ = await FolderLoan.readable(descriptor)
            // Nothing is expected of a borrower; what it says all the same is not kept.
            var piece: UInt64 = 0
            _ = unsafe recv(descriptor, &piece, 8, Int32(MSG_DONTWAIT))
        }
    }

    private enum Sign {
        case nothing
        case word
        case end
    }

    private func peek() -> Sign {
        var word: UInt8 = 0
        while true {
            let count = unsafe recv(
                descriptor, &word, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT))
            if count > 0 { return .word }
            if count == 0 { return .end }
            if errno == EINTR { continue }
            return errno == EAGAIN || errno == EWOULDBLOCK ? .nothing : .end
        }
    }

    /// Waits until there is something to read or the line has ended.
    ///
    /// On a thread of its own: those that tasks run on are few, and a command may take its time.
    ///
    /// - Parameters:
    ///   - descriptor: A socket.
    ///   - milliseconds: How long at most; -1 for ever.
    /// - Returns: Whether it was shut down.
    static func readable(_ descriptor: Int32, within milliseconds: Int32 = -1) async -> Bool {
        await withCheckedContinuation { caller in
            WaitingThread.start {
                var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                while unsafe poll(&wanted, 1, milliseconds) < 0, errno == EINTR {}
                caller.resume(returning: Int32(wanted.revents) & Int32(POLLHUP) != 0)
            }
        }
    }
}
