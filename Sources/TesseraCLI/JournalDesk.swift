import Glibc
import TesseraAnswers
import TesseraConfiguration
import TesseraJournal
import TesseraLedger
import TesseraModel
import TesseraPremises

// What the commands on the journal share: the book with its epoch, files piece by piece, and how a
// finding is told.

extension ShopOptions {
    /// Opens the book as its owner, for work that seals and needs no key.
    ///
    /// - Parameter work: What the command does, with the book and its epoch.
    /// - Returns: What the work returns.
    /// - Throws: What can be wrong with the data folder; what the work throws.
    func atJournal<T: Sendable>(
        _ work: @escaping @Sendable (any Ledger, UInt64) async throws -> T
    ) throws -> T {
        let settings = try settings()
        let clock = try clockWithoutKeys()
        let place = try bookPlace(settings)
        return try waiting {
            try await place.open(.writing, zone: settings.zone, clock: clock) { ledger in
                try await work(ledger, ledger.epoch())
            }
        }
    }

    /// The checkpoints that somebody kept, signatures checked.
    ///
    /// - Parameters:
    ///   - path: The file; none if `nil`.
    ///   - keyPath: The public key; the shop's own if `nil`.
    /// - Returns: None for no file; at least one for a file.
    /// - Throws: ``PremisesError/fileUnreadable(_:reason:)``, ``JournalError``,
    ///   ``ConfigurationError``.
    func checkpoints(_ path: String?, keyPath: String?) throws -> [Checkpoint] {
        guard let path else { return [] }
        return try Checkpoint.read(Files.bytes(path), key: try checkpointKey(keyPath))
    }

    private func checkpointKey(_ path: String?) throws -> CheckpointKey {
        if let path { return try CheckpointKey(file: Files.bytes(path, most: 4_096)) }
        guard let own = try KeyFolder(keysFolder).journalPublicKey() else {
            throw JournalError.notACheckpointKey
        }
        return CheckpointKey(own.key, isTraining: own.isTraining)
    }
}

extension JournalReader {
    /// Reads the journal in a file piece by piece.
    ///
    /// - Parameter path: The file; `-` for standard input.
    /// - Throws: ``JournalError``.
    init(path: String) throws(JournalError) {
        let file = try OpenJournal(path)
        try self.init { () throws(JournalError) in try file.piece() }
    }
}

/// A journal's file while it is read.
private final class OpenJournal {
    private let descriptor: Int32

    init(_ path: String) throws(JournalError) {
        descriptor = path == "-" ? STDIN_FILENO : unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .sourceFailed(reason: Files.reason()) }
    }

    deinit { if descriptor != STDIN_FILENO { close(descriptor) } }

    /// The next bytes; none at the end.
    func piece() throws(JournalError) -> [UInt8] {
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe read(descriptor, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .sourceFailed(reason: Files.reason()) }
            return Array(piece[..<count])
        }
    }
}

extension Speech {
    /// Tells findings, if there are any, and refuses the book.
    ///
    /// - Throws: ``CLIError/bookDamaged(findings:)``.
    func refuse(_ findings: [LedgerAudit.Finding]) throws(CLIError) {
        guard !findings.isEmpty else { return }
        for finding in findings {
            answer(finding.value, ["✗ \(finding.record): \(finding.problem)"])
        }
        throw .bookDamaged(findings: findings.count)
    }
}
