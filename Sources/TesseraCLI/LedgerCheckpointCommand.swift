import ArgumentParser
import Glibc
import TesseraAnswers
import TesseraConfiguration
import TesseraCrypto
import TesseraJournal
import TesseraLedger
import TesseraModel
import TesseraPremises

/// `tessera ledger checkpoint`: signs where the journal stands, for somebody else to keep.
struct LedgerCheckpointCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint",
        abstract: "Seal, and add a signed statement of the journal's head to a file.",
        discussion: """
            Give the file to somebody else after each checkpoint, and the public key once. Whoever \
            rewrites the book afterwards cannot rewrite their copy: \
            tessera ledger verify --checkpoints FILE --key FILE.
            """)

    @Argument(help: ArgumentHelp("The file with the checkpoints so far.", valueName: "file"))
    var file: String

    @Option(
        name: .long,
        help: ArgumentHelp("Where the public key is written, too.", valueName: "file"))
    var keyOut: String?

    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    mutating func run() throws {
        let (path, speech) = (file, speaking.speech)
        if let keyOut, Files.exists(keyOut) { throw CLIError.fileExists(keyOut) }
        let keys = try shop.keys()
        let key = try KeyFolder(shop.keysFolder).journalKey(of: keys)
        let publicKey = CheckpointKey(key.publicKey, isTraining: keys.isTraining)
        let earlier =
            Files.exists(path) ? try Checkpoint.read(Files.bytes(path), key: publicKey) : []
        let clock = try SystemClock(isTraining: keys.isTraining)
        let (check, epoch) = try shop.atJournal { ledger, epoch in
            _ = try await Sealer(ledger: ledger).seal()
            let check = try await JournalCheck(of: ledger).run(checkpoints: earlier)
            return (check, epoch)
        }
        // What is already known to be wrong is not vouched for.
        try speech.refuse(check.findings)
        let checkpoint = Checkpoint(
            chain: check.chain, time: max(clock.now(), earlier.last?.time ?? clock.now()),
            ledgerEpoch: epoch, isTraining: keys.isTraining)
        try LedgerCheckpointCommand.append(try checkpoint.line(signedWith: key) + [10], to: path)
        if let keyOut { try Files.write(publicKey.file, to: keyOut) }
        speech.answer(
            .record(
                ("code", .string("checkpoint")), ("file", .string(path)),
                ("sequence", .integer(checkpoint.sequence)),
                ("head", .string(checkpoint.head.text)), ("key", .string(publicKey.fingerprint)),
                ("training", .bool(keys.isTraining))),
            [
                "\(speech.painted("✓ Signed", .green))  "
                    + "\(Int(checkpoint.sequence).counted("operation")), added to \(path)",
                "  Head      \(checkpoint.head.text)",
                "  Key       \(publicKey.fingerprint)"
                    + (keys.isTraining ? ", for practising only" : ""),
            ])
    }

    private static func append(_ line: [UInt8], to path: String) throws(CLIError) {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .fileUnwritable(path, reason: Files.reason()) }
        defer { close(descriptor) }
        try Files.put(line, to: descriptor, path: path)
        guard fsync(descriptor) == 0 else { throw .fileUnwritable(path, reason: Files.reason()) }
    }
}
