import Glibc
import TesseraPremises

/// Folders by the system's own calls.
enum Folders {
    /// The names in a folder without `.` and `..`, in order; `nil` if there is no such folder.
    ///
    /// - Throws: ``PremisesError/fileUnreadable(_:reason:)``.
    static func names(in path: String) throws(PremisesError) -> [String]? {
        guard let folder = unsafe opendir(path) else {
            guard errno != ENOENT else { return nil }
            throw .fileUnreadable(path, reason: Files.reason())
        }
        defer { unsafe closedir(folder) }
        var names: [String] = []
        while let entry = unsafe readdir(folder) {
            let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Makes a folder that only its owner can enter, or closes an empty one to others.
    ///
    /// - Throws: ``CLIError/fileUnwritable(_:reason:)``.
    static func makePrivate(_ path: String) throws(CLIError) {
        guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST, unsafe chmod(path, 0o700) == 0
        else { throw .fileUnwritable(path, reason: Files.reason()) }
    }

    /// Returns whether a folder is there under this name.
    ///
    /// - Throws: ``PremisesError/fileUnreadable(_:reason:)`` if nobody can say.
    static func isFolder(_ path: String) throws(PremisesError) -> Bool {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else {
            guard errno == ENOENT else { throw .fileUnreadable(path, reason: Files.reason()) }
            return false
        }
        return status.st_mode & S_IFMT == S_IFDIR
    }

    /// The whole path of a folder that is there.
    static func absolute(_ path: String) -> String {
        guard let whole = unsafe realpath(path, nil) else { return path }
        defer { unsafe free(whole) }
        return unsafe String(cString: whole)
    }

    /// Takes a file out of its folder; nothing happens if it is not there.
    ///
    /// - Throws: ``CLIError/fileUnwritable(_:reason:)``.
    static func remove(_ path: String) throws(CLIError) {
        guard unsafe unlink(path) == 0 || errno == ENOENT else {
            throw .fileUnwritable(path, reason: Files.reason())
        }
    }

    /// Who owns something and what its owner, its group and others may do with it.
    ///
    /// - Throws: ``PremisesError/fileUnreadable(_:reason:)``.
    static func rights(on path: String) throws(PremisesError) -> (isMine: Bool, mode: mode_t) {
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else {
            throw .fileUnreadable(path, reason: Files.reason())
        }
        return (status.st_uid == geteuid(), status.st_mode & 0o777)
    }

    /// How many bytes can still be written where a folder is.
    ///
    /// - Throws: ``PremisesError/fileUnreadable(_:reason:)``.
    static func freeByteCount(at path: String) throws(PremisesError) -> UInt64 {
        var room = statvfs()
        guard unsafe statvfs(path, &room) == 0 else {
            throw .fileUnreadable(path, reason: Files.reason())
        }
        return UInt64(room.f_bavail) * UInt64(room.f_frsize)
    }
}
