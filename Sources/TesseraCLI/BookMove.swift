import Glibc
import TesseraAnswers
import TesseraConfiguration
import TesseraJournal
import TesseraLedger
import TesseraLedgerSQLite
import TesseraModel
import TesseraPremises

/// A book on its way from one place to another.
///
/// 1  The old book is sealed to its end and opened by nobody else who owns it. No service has the
///    folder, which would have the book back before it is put aside.
/// 2  The new one is made with the same epoch, and must hold nothing.
/// 3  Every operation is booked again there; each must come to the same, and so must the head.
/// 4  Nothing was booked in the old one meanwhile, and the new one's recount finds nothing. What
///    stands beside the history, who may come in and where news is sent, is copied.
/// 5  Only then do the settings name the new place. Whatever goes wrong before, they do not, and
///    the old book is where it was.
struct BookMove {
    /// Where the book is.
    let source: BookPlace
    /// Where it is to be.
    let target: BookPlace
    /// The same as it was written.
    let written: String
    /// The shop's data folder.
    let folder: String
    /// The issuer's zone.
    let zone: IssuerZone
    /// The clock that must not be behind either book.
    let clock: SystemClock

    /// What was moved, or would be.
    struct Result: Sendable {
        /// How many operations there are.
        let operations: Int64
        /// The head of the old book's chain; `nil` where it is not sealed to its end.
        let source: ChainHead?
        /// The head of the new one's; `nil` where nothing was moved.
        let target: ChainHead?
    }

    /// Looks whether the book can be moved, and changes nothing.
    ///
    /// - Throws: What would end a move before its first operation.
    func rehearsed() throws -> Result {
        try refuseOtherPlaces()
        let (source, target, zone) = (source, target, zone)
        return try waiting {
            if try await target.hasBook() {
                let figures = try await target.read(zone: zone) { try await $0.figures() }
                try BookMove.refuseUsed(figures)
            }
            return try await source.read(zone: zone) { ledger in
                let audit = try await ledger.audit()
                guard audit.findings.isEmpty else {
                    throw CLIError.bookDamaged(findings: audit.findings.count)
                }
                let last = try await ledger.lastSeal()
                let isSealed = (last?.sequence ?? 0) == Int64(audit.operations)
                return Result(
                    operations: Int64(audit.operations),
                    source: isSealed ? HashChain(after: last).head : nil, target: nil)
            }
        }
    }

    /// Moves the book.
    ///
    /// - Parameter report: Told now and then how many operations are there.
    /// - Returns: How many operations were moved, and both heads.
    /// - Throws: What is wrong with either place; ``JournalError``; what the recount finds. The
    ///   settings name the old place then.
    func made(report: @escaping @Sendable (Int64) -> Void) throws -> Result {
        try refuseOtherPlaces()
        let (source, target, zone, clock, folder) = (source, target, zone, clock, folder)
        let tenancy = try waiting {
            try await FolderTenancy(
                of: folder, waitMilliseconds: Premises.patienceMilliseconds)
        }
        defer { tenancy.release() }
        let result = try waiting {
            try await source.open(.writing, zone: zone, clock: clock) { old in
                _ = try await Sealer(ledger: old).seal()
                let head = HashChain(after: try await old.lastSeal())
                _ = try await target.create(epoch: try await old.epoch())
                return try await target.open(.writing, zone: zone, clock: clock) { new in
                    try BookMove.refuseUsed(try await new.figures())
                    guard try await new.epoch() == old.epoch() else {
                        throw CLIError.usage(
                            "There is another book in \(target.shown), though nothing is in it.",
                            hint: "Name a place without a book.")
                    }
                    let chain = try await JournalReplay(into: new).run(from: old, report: report)
                    try await BookMove.compare(head, chain, old, new)
                    try await old.copySlips(into: new, at: clock.now())
                    return Result(
                        operations: chain.sequence, source: head.head, target: chain.head)
                }
            }
        }
        try switchOver()
        return result
    }

    /// The same journal to the end, and a book that agrees with it.
    private static func compare(
        _ head: HashChain, _ chain: HashChain, _ old: any Ledger, _ new: any Ledger
    ) async throws {
        guard chain == head, try await old.unsealed(limit: 1).isEmpty,
            HashChain(after: try await old.lastSeal()) == head
        else {
            throw CLIError.usage(
                "Something was booked while the book was moved, so it stays where it is.",
                hint: "End what works with the book, empty the new place, and move it again.")
        }
        let audit = try await new.audit()
        guard audit.findings.isEmpty, HashChain(after: try await new.lastSeal()) == head else {
            throw CLIError.bookDamaged(findings: max(1, audit.findings.count))
        }
    }

    private static func refuseUsed(_ figures: LedgerFigures) throws {
        guard figures.operations == 0 else {
            throw JournalError.bookNotEmpty(operations: figures.operations)
        }
    }

    /// From a file into a database or back, and nothing else.
    private func refuseOtherPlaces() throws {
        switch (source, target) {
        case (.folder, .database): return
        case (.database, .folder(let path))
        where Folders.absolute(path) == Folders.absolute(folder):
            return
        case (.database, .folder):
            throw CLIError.usage(
                "A shop's book that is a file is in the shop's own data folder.",
                hint: "Name that one: tessera ledger move \(folder)")
        case (.folder, .folder):
            throw CLIError.usage(
                "The book is a file already.",
                hint: "Move it into a database: tessera ledger move postgres://user@host/database")
        case (.database, .database):
            throw CLIError.usage(
                "The book is in a database already.",
                hint: "Use the database's own tools, or move it to the data folder first.")
        }
    }

    /// Names the new place in the settings, and puts a file that is no longer the book aside.
    private func switchOver() throws {
        let path = "\(folder)/\(Settings.fileName)"
        let bytes = try Files.bytes(path, most: Settings.mostByteCount)
        guard let yaml = String(validating: bytes, as: UTF8.self) else {
            throw ConfigurationError.notText(path)
        }
        var address: String?
        if case .database = target { address = written }
        let text = SettingsLedgerLine.placed(address, in: yaml)
        let mode = try Folders.rights(on: path).mode & 0o777
        try Files.write(Array(text.utf8), to: path, mode: mode)
        guard case .folder(let home) = source else { return }
        let stamp = BackupName.stamp(clock.now())
        let there = try Folders.names(in: home) ?? []
        let names = ["ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm"]
        for name in names where there.contains(name) {
            let (old, aside) = ("\(home)/\(name)", "\(home)/\(name).moved-\(stamp)")
            guard unsafe rename(old, aside) == 0 else {
                throw CLIError.fileUnwritable(aside, reason: Files.reason())
            }
        }
    }
}

extension BookMove.Result {
    /// The result for programs.
    var fields: [(String, JSONValue?)] {
        [
            ("operations", .integer(operations)), ("source_head", source.map { .string($0.text) }),
            ("target_head", target.map { .string($0.text) }),
        ]
    }

    /// What, from where to where.
    func line(_ move: BookMove) -> String {
        "\(Int(operations).counted("operation")) from \(move.source.shown) "
            + "to \(move.target.shown)"
    }

    /// Both heads.
    var lines: [String] {
        var lines = ["  Head      \(source?.text ?? "not sealed to its end; a move does that")"]
        if let target { lines.append("  There     \(target.text)") }
        return lines
    }
}
