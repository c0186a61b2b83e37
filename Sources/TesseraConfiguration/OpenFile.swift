import Glibc
import TesseraCrypto
import TesseraModel

/// A file or folder that is open, and is closed exactly once.
///
/// Plain system calls, because keys need what Foundation does not offer: creation that never
/// overwrites, no following of links, and rights looked at on the very file that is read.
struct OpenFile: ~Copyable {
    let descriptor: Int32
    /// The path as people know it; for messages only.
    let path: String

    /// What a file is opened for.
    enum Purpose {
        /// To be read.
        case reading
        /// To be written for the first time; there must be none yet.
        case creating
        /// To be destroyed.
        case overwriting

        var flags: Int32 {
            switch self {
            // A pipe in the place of a file would otherwise hold the opener for ever.
            case .reading: O_RDONLY | O_NONBLOCK
            case .creating: O_WRONLY | O_CREAT | O_EXCL
            case .overwriting: O_WRONLY | O_NONBLOCK
            }
        }
    }

    /// Opens a file by its path, following links.
    init(path: String) throws(ConfigurationError) {
        let opened = unsafe open(path, Purpose.reading.flags | O_CLOEXEC)
        guard opened >= 0 else { throw .system(errno, path) }
        descriptor = opened
        self.path = path
    }

    /// Opens a file of an open folder, following no link.
    init(
        _ name: String, in folder: borrowing OpenFile, for purpose: Purpose
    ) throws(ConfigurationError) {
        let path = "\(folder.path)/\(name)"
        let flags = purpose.flags | O_CLOEXEC | O_NOFOLLOW
        let opened = unsafe openat(folder.descriptor, name, flags, 0o600)
        guard opened >= 0 else { throw .system(errno, path) }
        descriptor = opened
        self.path = path
    }

    /// Opens a folder, following no link.
    init(folder path: String) throws(ConfigurationError) {
        let opened = unsafe open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard opened >= 0 else {
            let number = errno
            // The system answers "no folder" for a link too, so ask which it is.
            var status = stat()
            guard number == ENOTDIR, unsafe lstat(path, &status) == 0 else {
                throw .system(number, path)
            }
            throw status.st_mode & S_IFMT == S_IFLNK ? .keyFileIsLink(path) : .notAPlainFile(path)
        }
        descriptor = opened
        self.path = path
    }

    deinit { _ = close(descriptor) }

    private func status() throws(ConfigurationError) -> stat {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw .system(errno, path) }
        return status
    }

    /// Refuses what others can get at or have put there.
    func checkPrivate() throws(ConfigurationError) {
        let status = try status()
        guard status.st_uid == geteuid() else { throw .keyFileOwnedByAnother(path) }
        guard status.st_mode & 0o077 == 0 else { throw .keyFileReadable(byOthers: path) }
    }

    /// Reads the whole file.
    ///
    /// - Parameter mostByteCount: The size beyond which it cannot be a file of its kind.
    /// - Returns: All bytes; wiping them is the caller's.
    /// - Throws: Every refusal of the system, and
    ///   ``ConfigurationError/fileTooLarge(_:mostByteCount:)``.
    func contents(mostByteCount: Int) throws(ConfigurationError) -> [UInt8] {
        let type = try status().st_mode & S_IFMT
        guard type != S_IFDIR else { throw .isADirectory(path) }
        guard type == S_IFREG else { throw .notAPlainFile(path) }
        // One buffer that never grows, so that no copy of a secret stays behind.
        var bytes = [UInt8](repeating: 0, count: mostByteCount + 1)
        var count = 0
        while count < bytes.count {
            let got = unsafe bytes.withUnsafeMutableBytes {
                unsafe read(descriptor, $0.baseAddress?.advanced(by: count), $0.count - count)
            }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw .system(errno, path) }
            if got == 0 { break }
            count += got
        }
        guard count <= mostByteCount else {
            throw .fileTooLarge(path, mostByteCount: mostByteCount)
        }
        defer { bytes.wipe() }
        return Array(bytes[..<count])
    }

    /// Reads some of the file.
    ///
    /// - Parameters:
    ///   - offset: Where to begin.
    ///   - count: How many bytes are wanted.
    /// - Returns: So many bytes, or fewer at the file's end.
    /// - Throws: Every refusal of the system; ``ConfigurationError/notAPlainFile(_:)``.
    func bytes(at offset: Int, count: Int) throws(ConfigurationError) -> [UInt8] {
        guard try status().st_mode & S_IFMT == S_IFREG else { throw .notAPlainFile(path) }
        var bytes = [UInt8](repeating: 0, count: count)
        var got = 0
        while got < count {
            let more = unsafe bytes.withUnsafeMutableBytes {
                unsafe pread(
                    descriptor, $0.baseAddress?.advanced(by: got), count - got,
                    off_t(offset + got))
            }
            if more < 0, errno == EINTR { continue }
            guard more >= 0 else { throw .system(errno, path) }
            if more == 0 { break }
            got += more
        }
        return Array(bytes[..<got])
    }

    /// Writes all bytes at the beginning and waits until they are on the disk.
    func write(_ bytes: [UInt8]) throws(ConfigurationError) {
        var written = 0
        while written < bytes.count {
            let done = unsafe bytes.withUnsafeBytes {
                unsafe pwrite(
                    descriptor, $0.baseAddress?.advanced(by: written), $0.count - written,
                    off_t(written))
            }
            if done < 0, errno == EINTR { continue }
            guard done > 0 else { throw .system(errno, path) }
            written += done
        }
        try synchronize()
    }

    /// Waits until the file, or the names in the folder, are on the disk.
    func synchronize() throws(ConfigurationError) {
        guard fsync(descriptor) == 0 else { throw .system(errno, path) }
    }

    /// How many bytes the file has.
    func byteCount() throws(ConfigurationError) -> Int { Int(try status().st_size) }

    /// Keeps every other process that asks as well out, until this one closes the folder.
    func lock(exclusively: Bool) throws(ConfigurationError) {
        while flock(descriptor, exclusively ? LOCK_EX : LOCK_SH) != 0 {
            guard errno == EINTR else { throw .system(errno, path) }
        }
    }

    /// Returns whether the folder has something of this name.
    func has(_ name: String) throws(ConfigurationError) -> Bool {
        if unsafe faccessat(descriptor, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0 { return true }
        guard errno == ENOENT else { throw .system(errno, "\(path)/\(name)") }
        return false
    }

    /// Takes a name out of the folder, if it is there.
    func remove(_ name: String) throws(ConfigurationError) {
        guard unsafe unlinkat(descriptor, name, 0) == 0 || errno == ENOENT else {
            throw .system(errno, "\(path)/\(name)")
        }
    }

    /// Puts one file of the folder in the place of another in one step.
    func rename(_ name: String, to other: String) throws(ConfigurationError) {
        guard unsafe renameat(descriptor, name, descriptor, other) == 0 else {
            throw .system(errno, "\(path)/\(other)")
        }
    }
}

extension ConfigurationError {
    /// What the system's refusal means for a file.
    static func system(_ errorNumber: Int32, _ path: String) -> ConfigurationError {
        switch errorNumber {
        case ENOENT, ENOTDIR: .fileMissing(path)
        case EACCES, EPERM, EROFS: .fileNotPermitted(path)
        case EISDIR: .isADirectory(path)
        case ELOOP: .keyFileIsLink(path)
        case EEXIST: .keyFileExists(path)
        case ENOSPC, EDQUOT: .diskFull(path)
        case ENXIO: .notAPlainFile(path)
        default: .fileFailed(path, errorNumber: errorNumber)
        }
    }
}

extension [UInt8] {
    /// Overwrites the bytes in a way that the compiler does not leave out.
    mutating func wipe() {
        unsafe withUnsafeMutableBytes { bytes in
            if let base = bytes.baseAddress { unsafe explicit_bzero(base, bytes.count) }
        }
    }
}
