import ArgumentParser
import Glibc
import TesseraAnswers
import TesseraConfiguration
import TesseraJournal
import TesseraLedger
import TesseraLedgerSQLite
import TesseraModel
import TesseraPremises

/// `tessera backup verify`: whether a backup would give the book back.
struct BackupVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Compare every byte of a backup with its digest, and recount the book in it.",
        discussion: """
            It needs no shop and changes nothing. The book is copied for the recount into a \
            private folder in $TMPDIR, or /tmp, which goes afterwards.
            """)

    @Argument(help: ArgumentHelp("The backup.", valueName: "file"))
    var file: String

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let clock = try shop.clockWithoutKeys()
        let backup = try BackupFile(file)
        let room = try PrivateFolder()
        let ending = try backup.copied(to: room.path, clock: clock)
        let audit = try backup.recounted(ending, in: room.path, speaking.speech)
        let speech = speaking.speech
        let telling = shop.telling(at: clock.now())
        speech.answer(
            .record(
                [
                    ("code", .string("sound")), ("file", .string(file)),
                    ("bytes", .integer(Int64(ending.byteCount))),
                ] + ending.record),
            [
                "\(speech.painted("✓ Sound", .green))  \(file)",
                "  Taken     \(telling.moment(ending.createdAt))",
                "  Book      \(ending.bookLine(telling))",
                "  Recount   \(audit.operations.counted("operation")), "
                    + "\(audit.transfers.counted("transfer")) and "
                    + "\(audit.vouchers.counted("voucher")) in use agree",
                "  Epoch     \(ending.epoch.epochText)",
            ])
    }
}

/// A folder that only this process's user can enter and that goes when nobody holds it any more.
struct PrivateFolder: ~Copyable {
    /// Where it is.
    let path: String

    /// Makes an empty folder in `$TMPDIR`, or `/tmp`.
    ///
    /// - Throws: ``CLIError/fileUnwritable(_:reason:)``.
    init() throws(CLIError) {
        let parent = environment("TMPDIR") ?? "/tmp"
        var name = Array("\(parent)/tessera-XXXXXX".utf8CString)
        guard unsafe mkdtemp(&name) != nil else {
            throw .fileUnwritable(parent, reason: Files.reason())
        }
        path = String(decoding: name.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    deinit {
        for name in (try? Folders.names(in: path)) ?? [] { Files.remove("\(path)/\(name)") }
        unsafe rmdir(path)
    }
}

extension BackupFile {
    /// Compares the digest and copies the book to where a book stands in a folder.
    ///
    /// - Parameters:
    ///   - folder: A folder that nobody else works in; `nil` only to compare.
    ///   - clock: For the line that tells how far it is.
    /// - Returns: What the backup says of itself.
    /// - Throws: As ``read(into:progress:)``.
    func copied(to folder: String?, clock: SystemClock) throws -> BackupEnding {
        var progress = Progress("Reading MiB", total: byteCount >> 20, clock: clock)
        defer { progress.finish() }
        guard let folder else { return try read(into: nil) { progress.report($0 >> 20) } }
        let path = "\(folder)/\(BookSnapshot.bookName)"
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw CLIError.fileUnwritable(path, reason: Files.reason()) }
        defer { close(descriptor) }
        return try read(into: (descriptor, path)) { progress.report($0 >> 20) }
    }

    /// Recounts the book that was copied to a folder, and holds it against the ending.
    ///
    /// - Returns: A recount without findings.
    /// - Throws: ``CLIError/backupUnsound(_:findings:)``, after each finding was said;
    ///   ``LedgerError`` if the copy cannot be opened.
    func recounted(
        _ ending: BackupEnding, in folder: String, _ speech: Speech
    ) throws -> LedgerAudit {
        let (contents, audit) = try waiting {
            try await BookSnapshot.examine(
                in: folder, zone: { try IssuerZone.named($0) },
                audit: { try await $0.wholeAudit() })
        }
        var findings = audit.findings
        let counted = BackupEnding(
            createdAt: ending.createdAt, contents: contents, bookByteCount: ending.bookByteCount)
        // A book of an older form was brought to the newest to be recounted.
        if !ending.agrees(with: counted) {
            findings.append(
                LedgerAudit.Finding(
                    record: "backup", problem: "its last line tells of another book"))
        }
        guard findings.isEmpty else {
            for finding in findings {
                speech.answer(finding.value, ["✗ \(finding.record): \(finding.problem)"])
            }
            throw CLIError.backupUnsound(path, findings: findings.count)
        }
        return audit
    }
}
