import TesseraLedger

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// The place in a data folder where commands ask its owner for it.
///
/// A Unix socket with a file of its own, for the owner's user only. It is named through the opened
/// folder, because the system takes no more than 107 bytes of a socket's path and data folders may
/// have longer ones.
enum FolderSocket {
    /// The name of the socket's file.
    static let fileName = "ledger.sock"
    private static let mostWaiting: Int32 = 64

    /// Listens in a folder; what a process left that ended goes.
    ///
    /// - Parameter folder: A data folder whose tenant the caller is, so that nobody else listens.
    /// - Returns: The descriptor of a socket that listens.
    /// - Throws: ``LedgerError/ledgerMissing`` if there is no folder; ``LedgerError/diskFull``;
    ///   ``LedgerError/unavailable``.
    static func listening(in folder: String) throws(LedgerError) -> Int32 {
        let home = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard home >= 0 else { throw errno == ENOENT ? .ledgerMissing : .unavailable }
        defer { close(home) }
        guard unsafe unlinkat(home, fileName, 0) == 0 || errno == ENOENT else {
            throw .unavailable
        }
        let opened = newSocket()
        // The file gets the rights that the socket has when it is bound, so it never has others.
        guard opened >= 0, fchmod(opened, 0o600) == 0, fcntl(opened, F_SETFL, O_NONBLOCK) == 0,
            unsafe at(home, { unsafe bind(opened, $0, $1) }) == 0, listen(opened, mostWaiting) == 0
        else {
            let isFull = errno == ENOSPC || errno == EDQUOT
            if opened >= 0 { close(opened) }
            throw isFull ? .diskFull : .unavailable
        }
        return opened
    }

    /// Connects to the process that listens in a folder.
    ///
    /// - Returns: The descriptor of the connection; `nil` if nobody listens.
    static func connected(to folder: String) -> Int32? {
        let home = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard home >= 0 else { return nil }
        defer { close(home) }
        let opened = newSocket()
        guard opened >= 0 else { return nil }
        // Where too many wait it answers at once that it is so, and nobody is kept.
        guard fcntl(opened, F_SETFL, O_NONBLOCK) == 0,
            unsafe at(home, { unsafe connect(opened, $0, $1) }) == 0
        else {
            close(opened)
            return nil
        }
        return opened
    }

    /// Lets go of a descriptor, in types that have a `close` of their own.
    static func close(_ descriptor: Int32) {
        #if canImport(Glibc)
            _ = Glibc.close(descriptor)
        #else
            _ = Musl.close(descriptor)
        #endif
    }

    /// Takes the socket's file away.
    static func remove(from folder: String) {
        _ = unsafe unlink("\(folder)/\(fileName)")
    }

    private static func newSocket() -> Int32 {
        #if canImport(Glibc)
            let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        #else
            let kind = SOCK_STREAM | SOCK_CLOEXEC
        #endif
        return socket(AF_UNIX, kind, 0)
    }

    /// Calls with the socket's address in an opened folder.
    private static func at(
        _ home: Int32, _ call: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { path in
            unsafe path.copyBytes(from: "/proc/self/fd/\(home)/\(fileName)".utf8)
        }
        return unsafe withUnsafePointer(to: &address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe call(address, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
