import ArgumentParser
import Glibc
import TesseraAnswers
import TesseraConfiguration
import TesseraCrypto
import TesseraLedger
import TesseraLedgerSQLite
import TesseraModel
import TesseraPremises

/// `tessera backup restore`: puts the book of a backup into a data folder.
struct BackupRestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put the book of a backup into a data folder, once it is found sound.",
        discussion: """
            The restored book gets an epoch of its own, so that devices tell it again what it may \
            have forgotten. With --replace the old book stays beside it under another name.
            """)

    @Argument(help: ArgumentHelp("The backup.", valueName: "file"))
    var file: String

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The data folder it goes to, if not the one of --data.", valueName: "folder"))
    var to: String?

    @Flag(name: .long, help: "Put it in the place of the book that is there.")
    var replace = false

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        if to == nil { try shop.refuseDatabase() }
        let (folder, clock) = (to ?? shop.folder, try shop.clockWithoutKeys())
        let (speech, replaces) = (speaking.speech, replace)
        let backup = try BackupFile(file)
        // Gone through before the folder is touched: a backup that is no good leaves no trace.
        _ = try backup.copied(to: nil, clock: clock)
        try Restoring.makeReady(folder, replaces: replaces)
        let replacement = try waiting {
            try await BookReplacement.begin(
                in: folder, waitMilliseconds: Premises.patienceMilliseconds)
        }
        defer { replacement.abandon() }
        guard replaces || !replacement.hasBook else { throw CLIError.bookExists(folder) }
        let ending = try backup.copied(to: replacement.draft, clock: clock)
        _ = try backup.recounted(ending, in: replacement.draft, speech)
        let epoch = try SystemChance().bytes(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let now = clock.now()
        let kept = try replacement.finish(
            epoch: epoch, keeping: "before-restore-\(BackupName.stamp(now))")
        let missing = [Settings.fileName, "keys"].filter { !Files.exists("\(folder)/\($0)") }
        let telling = shop.telling(at: now)
        speech.answer(
            .record(
                [
                    ("code", .string("restored")), ("file", .string(file)),
                    ("folder", .string(folder)), ("kept", kept.map { .string($0) }),
                    ("new_ledger_epoch", .string(epoch.epochText)),
                    ("missing", .array(missing.map { .string($0) })),
                ] + ending.record),
            [
                "\(speech.painted("✓ Restored", .green))  \(file) to \(folder)",
                "  Taken     \(telling.moment(ending.createdAt))",
                "  Book      \(ending.bookLine(telling))",
                "  Epoch     \(ending.epoch.epochText) → \(epoch.epochText)",
            ] + (kept.map { ["  Old book  kept as \($0)"] } ?? [])
                + (missing.isEmpty
                    ? []
                    : ["  Missing   \(missing.joined(separator: " and ")): put your copy there"])
                + ["What was booked later is not in it: compare with the shops' receipts."])
    }
}

/// The folder a book is restored to.
enum Restoring {
    /// Makes the folder if it is not there, and refuses one that is somebody else's.
    ///
    /// - Throws: ``CLIError/bookExists(_:)``, ``CLIError/folderNotEmpty(_:)``,
    ///   ``CLIError/fileUnwritable(_:reason:)``, ``PremisesError/fileUnreadable(_:reason:)``.
    static func makeReady(_ folder: String, replaces: Bool) throws {
        guard let names = try Folders.names(in: folder) else {
            return try Folders.makePrivate(folder)
        }
        guard replaces || !names.contains(BookSnapshot.bookName) else {
            throw CLIError.bookExists(folder)
        }
        let ours = [Settings.fileName, "keys", BookReplacement.draftName]
        guard
            names.isEmpty || names.contains(where: { ours.contains($0) || $0.hasPrefix("ledger.") })
        else { throw CLIError.folderNotEmpty(folder) }
        guard unsafe access(folder, W_OK) == 0 else {
            throw CLIError.fileUnwritable(folder, reason: Files.reason())
        }
    }
}
