import Glibc
import TesseraCrypto
import TesseraModel
import TesseraPremises

/// A backup that is there: a SQLite database that needs no other file, and an ending.
///
/// The ending is sought first, so that a file that was cut is known at once; then the digest over
/// every byte is compared, before anything that the file says is believed.
final class BackupFile: Sendable {
    /// Where it is.
    let path: String
    /// How many bytes it has.
    let byteCount: Int
    /// How many of them are the book.
    let bookByteCount: Int

    private let descriptor: Int32
    private let ending: [UInt8]

    /// Opens a backup and finds its ending.
    ///
    /// - Throws: ``PremisesError/fileUnreadable(_:reason:)``, ``CLIError/notABackup(_:)``,
    ///   ``CLIError/backupCut(_:)``, ``CLIError/backupDamaged(_:)``.
    init(_ path: String) throws {
        self.path = path
        descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw PremisesError.fileUnreadable(path, reason: Files.reason())
        }
        do {
            var status = stat()
            guard unsafe fstat(descriptor, &status) == 0 else {
                throw PremisesError.fileUnreadable(path, reason: Files.reason())
            }
            guard status.st_mode & S_IFMT == S_IFREG else { throw CLIError.notABackup(path) }
            byteCount = Int(status.st_size)
            let tailCount = min(byteCount, BackupEnding.mostByteCount)
            let tail = try Files.bytes(
                descriptor, at: byteCount - tailCount, count: tailCount, path: path)
            guard let ending = BackupFile.ending(in: tail) else {
                let head = try Files.bytes(
                    descriptor, at: 0, count: min(byteCount, 100), path: path)
                throw BackupFile.fault(head: head, tail: tail, byteCount: byteCount, path: path)
            }
            self.ending = ending
            bookByteCount = byteCount - ending.count
        } catch {
            close(descriptor)
            throw error
        }
    }

    deinit { close(descriptor) }

    /// Compares the digest and hands the book out on the way.
    ///
    /// - Parameters:
    ///   - copy: An open file that gets the book, and its name; `nil` only to look.
    ///   - progress: Told how many bytes were gone through.
    /// - Returns: What the backup says of itself, once every byte is known to be as it was written.
    /// - Throws: ``CLIError/backupDamaged(_:)``, ``CLIError/backupNewer(_:format:)``,
    ///   ``PremisesError/fileUnreadable(_:reason:)``, ``CLIError/fileUnwritable(_:reason:)``;
    ///   ``CryptoError/libraryFailed(_:)``.
    func read(
        into copy: (descriptor: Int32, path: String)?, progress: (Int) -> Void
    ) throws -> BackupEnding {
        var digest = try RunningDigest()
        let end = byteCount - BackupEnding.digestByteCount
        var done = 0
        while done < end {
            let count = min(1 << 20, end - done)
            let piece = try Files.bytes(descriptor, at: done, count: count, path: path)
            digest.take(piece[...])
            if let copy, done < bookByteCount {
                try Files.put(
                    Array(piece.prefix(bookByteCount - done)), to: copy.descriptor, path: copy.path)
            }
            done += count
            progress(done)
        }
        guard
            BackupEnding.digestLine(digest.finish()) == ending.suffix(BackupEnding.digestByteCount)
        else { throw CLIError.backupDamaged(path) }
        let version = ending.dropFirst(BackupEnding.mark.count).prefix { $0 != UInt8(ascii: " ") }
        guard Array(version) == Array("\(BackupEnding.version)".utf8) else {
            throw CLIError.backupNewer(path, format: String(decoding: version, as: UTF8.self))
        }
        let told = BackupEnding(Array(ending.dropLast(BackupEnding.digestByteCount)))
        guard let told, told.bookByteCount == bookByteCount else {
            throw CLIError.backupDamaged(path)
        }
        return told
    }

    /// The ending at the end of some bytes, from its mark on; `nil` if there is none.
    private static func ending(in tail: [UInt8]) -> [UInt8]? {
        let mark = BackupEnding.mark
        guard tail.count >= mark.count + BackupEnding.digestByteCount, tail.last == mark[0] else {
            return nil
        }
        // The line feed before the last one begins the last line.
        guard let start = tail.dropLast().lastIndex(of: mark[0]) else { return nil }
        let line = Array(tail[start...])
        let digest = line.suffix(BackupEnding.digestByteCount).dropLast()
        guard line.starts(with: mark),
            line.dropLast(BackupEnding.digestByteCount).suffix(BackupEnding.digestMark.count)
                .elementsEqual(BackupEnding.digestMark),
            digest.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
        else { return nil }
        return line
    }

    /// What a file without an ending is: nothing of ours, the beginning of a backup, or one that
    /// was changed.
    private static func fault(
        head: [UInt8], tail: [UInt8], byteCount: Int, path: String
    ) -> CLIError {
        let magic = Array("SQLite format 3\0".utf8)
        guard head.starts(with: magic.prefix(head.count)) else { return .notABackup(path) }
        guard head.count >= 100 else { return .backupCut(path) }
        func number(_ range: Range<Int>) -> Int { head[range].reduce(0) { $0 << 8 | Int($1) } }
        // A copy in a backup says that it has no log; the book itself says that it has one.
        guard number(68..<72) == 0x5445_5353, head[18] == 1, head[19] == 1 else {
            return .notABackup(path)
        }
        let pageByteCount = number(16..<18) == 1 ? 65_536 : number(16..<18)
        // One byte behind the book is the line feed that begins an ending.
        let isShort = byteCount <= number(28..<32) * pageByteCount + 1
        return isShort || tail.last != BackupEnding.mark[0]
            ? .backupCut(path) : .backupDamaged(path)
    }
}

extension Files {
    /// Reads some bytes of an open file.
    ///
    /// - Throws: ``PremisesError/fileUnreadable(_:reason:)``, also if the file has become shorter.
    static func bytes(
        _ descriptor: Int32, at offset: Int, count: Int, path: String
    ) throws(PremisesError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let read = unsafe bytes.withUnsafeMutableBytes {
                unsafe pread(
                    descriptor, $0.baseAddress.map { unsafe $0 + done }, count - done,
                    off_t(offset + done))
            }
            if read < 0, errno == EINTR { continue }
            guard read >= 0 else { throw .fileUnreadable(path, reason: reason()) }
            guard read > 0 else { throw .fileUnreadable(path, reason: "it became shorter") }
            done += read
        }
        return bytes
    }
}
