import Glibc
import TesseraModel

/// The open folder of a kit, closed exactly once.
///
/// Plain system calls, for the same reasons as with keys: no following of links, rights looked at
/// on the very folder that is used, and waiting until things are on the disk.
struct OpenFolder: ~Copyable {
    private let descriptor: Int32
    private let path: String

    /// Opens a folder, made first if it is not there.
    static func making(_ path: String) throws(VerificationError) -> OpenFolder {
        guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw .kitFolderFailed(path, errorNumber: errno)
        }
        let folder = try OpenFolder(path)
        try folder.checkPrivate()
        try folder.synchronizeParent()
        return folder
    }

    /// Opens a folder; `nil` if there is none.
    static func existing(_ path: String) throws(VerificationError) -> OpenFolder? {
        var status = stat()
        if unsafe lstat(path, &status) != 0, errno == ENOENT { return nil }
        let folder = try OpenFolder(path)
        try folder.checkPrivate()
        return folder
    }

    private init(_ path: String) throws(VerificationError) {
        let opened = unsafe open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard opened >= 0 else { throw .kitFolderFailed(path, errorNumber: errno) }
        descriptor = opened
        self.path = path
    }

    private func checkPrivate() throws(VerificationError) {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw failure() }
        guard status.st_uid == geteuid(), status.st_mode & 0o077 == 0 else {
            throw .kitFolderReadable(byOthers: path)
        }
    }

    /// Waits until the folder's own name is on the disk.
    private func synchronizeParent() throws(VerificationError) {
        let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC
        let parent = unsafe openat(descriptor, "..", flags)
        guard parent >= 0 else { throw failure("..") }
        defer { close(parent) }
        guard fsync(parent) == 0 else { throw failure("..") }
    }

    deinit { _ = close(descriptor) }

    private func failure(_ name: String? = nil) -> VerificationError {
        .kitFolderFailed(name.map { "\(path)/\($0)" } ?? path, errorNumber: errno)
    }

    /// Keeps every other process that asks as well out, until this one closes the folder.
    func lock(exclusively: Bool) throws(VerificationError) {
        while flock(descriptor, exclusively ? LOCK_EX : LOCK_SH) != 0 {
            guard errno == EINTR else { throw failure() }
        }
    }

    /// The bytes of a file; `nil` if there is none.
    func contents(of name: String, most: Int) throws(VerificationError) -> [UInt8]? {
        let flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK
        let file = unsafe openat(descriptor, name, flags)
        if file < 0, errno == ENOENT { return nil }
        guard file >= 0 else { throw failure(name) }
        defer { close(file) }
        var status = stat()
        guard unsafe fstat(file, &status) == 0 else { throw failure(name) }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_size <= most else {
            throw .kitFolderFailed("\(path)/\(name)", errorNumber: EFBIG)
        }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var count = 0
        while count < bytes.count {
            let got = unsafe bytes.withUnsafeMutableBytes {
                unsafe read(file, $0.baseAddress?.advanced(by: count), $0.count - count)
            }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw failure(name) }
            if got == 0 { break }
            count += got
        }
        return Array(bytes[..<count])
    }

    /// Puts a new file in the place of an old one, if there is one, in one step.
    func replace(
        _ name: String, with bytes: [UInt8],
        _ before: (KitFolderStep) throws(VerificationError) -> Void
    ) throws(VerificationError) {
        let newName = "\(name).new"
        try before(.clear)
        guard unsafe unlinkat(descriptor, newName, 0) == 0 || errno == ENOENT else {
            throw failure(newName)
        }
        try before(.create)
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        let file = unsafe openat(descriptor, newName, flags, 0o600)
        guard file >= 0 else { throw failure(newName) }
        defer { close(file) }
        try before(.writeHalf)
        try write(bytes[..<(bytes.count / 2)], to: file, newName)
        try before(.writeRest)
        try write(bytes[(bytes.count / 2)...], to: file, newName)
        try before(.synchronize)
        guard fsync(file) == 0 else { throw failure(newName) }
        try before(.rename)
        guard unsafe renameat(descriptor, newName, descriptor, name) == 0 else {
            throw failure(name)
        }
        try before(.synchronizeFolder)
        guard fsync(descriptor) == 0 else { throw failure() }
    }

    private func write(
        _ bytes: ArraySlice<UInt8>, to file: Int32, _ name: String
    ) throws(VerificationError) {
        var rest = bytes
        while !rest.isEmpty {
            let written = unsafe rest.withUnsafeBytes {
                unsafe Glibc.write(file, $0.baseAddress, $0.count)
            }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw failure(name) }
            rest = rest.dropFirst(written)
        }
    }
}
