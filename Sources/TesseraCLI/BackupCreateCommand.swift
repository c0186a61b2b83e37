import ArgumentParser
import TesseraAnswers
import TesseraModel
import TesseraPremises

/// `tessera backup create`: the whole book as of now, in one file.
struct BackupCreateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Copy the book as of now into one file, while others go on booking.",
        discussion: """
            What was accepted before the command began is in the copy. The file is for its owner \
            only; keys and tessera.yaml are not in it.
            """)

    @Argument(
        help: ArgumentHelp(
            "The new file, or a folder in which it gets a name with the time.",
            valueName: "file-or-folder"))
    var place: String

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        try shop.refuseDatabase()
        let clock = try shop.clockWithoutKeys()
        let now = clock.now()
        let path = try Folders.isFolder(place) ? "\(trimmed)/\(BackupName.text(at: now))" : place
        let draft = try BackupDraft(for: path)
        var progress: Progress?
        let ending = try draft.write(bookOf: shop.folder, at: now) { done, total in
            var shown = progress ?? Progress("Copying page", total: total, clock: clock)
            shown.report(done)
            progress = shown
        }
        progress?.finish()
        let speech = speaking.speech
        speech.answer(
            .record(
                [
                    ("code", .string("written")), ("file", .string(path)),
                    ("bytes", .integer(Int64(ending.byteCount))),
                ] + ending.record),
            [
                "\(speech.painted("✓ Written", .green))  \(path)",
                "  Book      \(ending.bookLine(shop.telling(at: now)))",
                "  Epoch     \(ending.epoch.epochText)",
                "  The keys and tessera.yaml are not in it: keep a copy of them elsewhere.",
            ])
    }

    private var trimmed: String { place.hasSuffix("/") ? String(place.dropLast()) : place }
}

/// Names that tell when a backup was made and sort by it.
enum BackupName {
    /// `ledger-2026-11-22T100000Z.tessera-backup`.
    static func text(at time: Timestamp) -> String { "ledger-\(stamp(time)).tessera-backup" }

    /// A time to the second that may stand in a file's name on any system.
    static func stamp(_ time: Timestamp) -> String {
        Timestamp(seconds: time.seconds).rfc3339.filter { $0 != ":" }
    }
}
