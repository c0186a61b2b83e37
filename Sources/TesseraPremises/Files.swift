import Glibc

/// Whole files by the system's own calls, so that a check starts without Foundation.
package enum Files {
    /// Reads a file whole.
    ///
    /// - Parameters:
    ///   - path: The file; `-` for standard input.
    ///   - most: More bytes than this are refused.
    /// - Returns: All its bytes.
    /// - Throws: ``PremisesError/fileUnreadable(_:reason:)``.
    package static func bytes(_ path: String, most: Int = 1 << 30) throws(PremisesError) -> [UInt8]
    {
        let descriptor = path == "-" ? STDIN_FILENO : unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .fileUnreadable(path, reason: reason()) }
        defer { if descriptor != STDIN_FILENO { close(descriptor) } }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe read(descriptor, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .fileUnreadable(path, reason: reason()) }
            guard count > 0 else { return bytes }
            bytes += piece[0..<count]
            guard bytes.count <= most else {
                throw .fileUnreadable(path, reason: "it is larger than \(most) bytes")
            }
        }
    }

    /// The system's reason for the latest refusal.
    package static func reason() -> String { unsafe String(cString: strerror(errno)).lowercased() }
}
