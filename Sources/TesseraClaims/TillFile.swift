import Glibc

/// An open file of a till.
final class TillFile {
    private let descriptor: Int32
    private let path: String

    enum Purpose {
        case reading
        case appending
        case creating

        var flags: Int32 {
            switch self {
            // A pipe in the place of a file would otherwise hold the opener for ever.
            case .reading: O_RDONLY | O_NONBLOCK
            case .appending: O_RDWR
            case .creating: O_RDWR | O_CREAT | O_EXCL
            }
        }
    }

    init(_ path: String, for purpose: Purpose) throws(ClaimError) {
        let opened = unsafe open(path, purpose.flags | O_CLOEXEC, 0o600)
        guard opened >= 0 else { throw .system(errno, path) }
        descriptor = opened
        self.path = path
    }

    deinit { close(descriptor) }

    /// Refuses what others can read.
    func checkPrivate() throws(ClaimError) {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw .system(errno, path) }
        guard status.st_mode & 0o077 == 0 else { throw .readableByOthers(path) }
    }

    /// All bytes.
    func contents() throws(ClaimError) -> [UInt8] {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw .system(errno, path) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .system(EINVAL, path) }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var count = 0
        while count < bytes.count {
            let got = unsafe bytes.withUnsafeMutableBytes {
                unsafe pread(
                    descriptor, $0.baseAddress?.advanced(by: count), $0.count - count,
                    off_t(count))
            }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw .system(errno, path) }
            if got == 0 { break }
            count += got
        }
        return Array(bytes.prefix(count))
    }

    /// Writes bytes from an offset on; part of them may be written when it throws.
    func write(_ bytes: [UInt8], at offset: Int = 0) throws(ClaimError) {
        var written = 0
        while written < bytes.count {
            let done = unsafe bytes.withUnsafeBytes {
                unsafe pwrite(
                    descriptor, $0.baseAddress?.advanced(by: written), $0.count - written,
                    off_t(offset + written))
            }
            if done < 0, errno == EINTR { continue }
            guard done > 0 else { throw .system(errno, path) }
            written += done
        }
    }

    /// Cuts the file.
    func cut(to byteCount: Int) throws(ClaimError) {
        guard ftruncate(descriptor, off_t(byteCount)) == 0 else { throw .system(errno, path) }
    }

    /// Waits until the disk has the file's bytes, and its length if that changed.
    func sync() throws(ClaimError) {
        guard fdatasync(descriptor) == 0 else { throw .logFailed }
    }
}
