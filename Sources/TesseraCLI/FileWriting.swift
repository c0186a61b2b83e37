import Glibc
import TesseraPremises

extension Files {
    /// Writes a file under a temporary name and then renames it, so that nobody sees half of it.
    ///
    /// - Parameters:
    ///   - bytes: The whole content.
    ///   - path: The file, which is replaced if it is there.
    ///   - mode: Who may read it.
    /// - Throws: ``CLIError/fileUnwritable(_:reason:)``; what was there before is untouched then.
    static func write(_ bytes: [UInt8], to path: String, mode: mode_t = 0o644) throws(CLIError) {
        let draft = try DraftFile(for: path, mode: mode)
        try draft.write(bytes)
        try draft.finish()
    }

    /// Hands all bytes to the system.
    ///
    /// - Parameters:
    ///   - bytes: What is written.
    ///   - descriptor: An open file.
    ///   - path: Its name, for messages.
    /// - Throws: ``CLIError/fileUnwritable(_:reason:)``; part of the bytes may be written then.
    static func put(
        _ bytes: [UInt8], to descriptor: Int32, path: String
    ) throws(CLIError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = unsafe rest.withUnsafeBytes {
                unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw .fileUnwritable(path, reason: reason()) }
            rest = rest.dropFirst(written)
        }
    }

    /// Returns whether something is there under this name.
    static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

    /// Removes a file if it is there.
    static func remove(_ path: String) { _ = unsafe unlink(path) }
}
