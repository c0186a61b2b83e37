import Foundation
import Synchronization
import TesseraJournal
import TesseraLedger
import TesseraLedgerSQLite
import TesseraModel
import TesseraTestSupport

/// Flips one bit in a copy of a book, again and again, and asks whether the audit finds it.
///
/// A flip is effective when the records that the book hands out are not those of the original.
/// The book is sealed, so every effective flip must be found, by the recount or by the chain. In
/// the log a flip looks like a torn write: SQLite ends the log there, and the book tells a moment
/// of its past and nothing else, which only a checkpoint kept elsewhere could tell; it is counted.
///
/// - Source: L1, L4.
struct FlipDrill {
    /// What was counted.
    struct Outcome {
        var flips = 0
        /// Found by opening or by the audit.
        var found = 0
        /// Not found, and every record is as it was.
        var harmless = 0
        /// Not found in the log, and the book stands as it stood earlier.
        var earlier = 0
        /// Not found, and a record says something else.
        var missed = 0

        var isSound: Bool { flips > 0 && found > 0 && missed == 0 }
        var line: String {
            "flips \(flips) found \(found) harmless \(harmless) earlier \(earlier) "
                + "missed \(missed)"
        }
    }

    /// The files of a book as bytes, and what it tells.
    private struct Original {
        let files: [Diary.File: [UInt8]]
        let records: [LedgerRecord]
        var operations: [LedgerRecord] { FlipDrill.operations(records) }
    }

    private let seed: UInt64

    /// A drill whose places follow from a seed.
    init(seed: UInt64) {
        self.seed = seed
    }

    /// Flips so many bits: half in a book that was closed, half in a log that was not moved yet.
    func run(flips: Int) async throws -> Outcome {
        var random = SeededRandom(seed: seed)
        let closed = try await original(isClosed: true)
        let open = try await original(isClosed: false)
        var outcome = Outcome()
        for flip in 0..<flips {
            let isClosed = flip.isMultiple(of: 2)
            let original = isClosed ? closed : open
            // Beside a log the file is the one that was issued from, and little of it is read.
            let file = isClosed || random.next() % 8 == 0 ? Diary.File.book : .log
            var files = original.files
            guard var bytes = files[file] else { continue }
            bytes[Int.random(in: 0..<bytes.count, using: &random)] ^=
                1 << UInt8.random(in: 0..<8, using: &random)
            files[file] = bytes
            try await judge(files, flipped: file, original, &outcome)
        }
        return outcome
    }

    private func judge(
        _ files: [Diary.File: [UInt8]], flipped file: Diary.File, _ original: Original,
        _ outcome: inout Outcome
    ) async throws {
        outcome.flips += 1
        let folder = try TemporaryFolder()
        try write(files, to: folder)
        do {
            let ledger = try await KillDrill.open(folder.path)
            let findings = try await ledger.wholeAudit().findings
            let records = try await records(of: ledger)
            await ledger.close()
            if !findings.isEmpty {
                outcome.found += 1
            } else if records == original.records {
                outcome.harmless += 1
            } else if file == .log,
                original.operations.starts(with: FlipDrill.operations(records))
            {
                outcome.earlier += 1
            } else {
                outcome.missed += 1
            }
        } catch is LedgerError {
            outcome.found += 1
        }
    }

    private static func operations(_ records: [LedgerRecord]) -> [LedgerRecord] {
        records.filter { if case .operation = $0 { true } else { false } }
    }

    /// A book with some of everything in it.
    private func original(isClosed: Bool) async throws -> Original {
        let folder = try TemporaryFolder()
        try await SQLiteLedger.create(in: folder.path, epoch: 1)
        var ledger = try await KillDrill.open(folder.path)
        let batches = try await ledger.issue(
            IssueRequest(
                operation: OperationID(high: 0, low: 1), orders: ErrandList.orders,
                time: Sample.noon))
        _ = try await ledger.enrol(Sample.enrolment(1, operation: OperationID(high: 0, low: 2)))
        await ledger.close()
        ledger = try await KillDrill.open(folder.path)
        var list = ErrandList(client: 1, batches: batches, seed: seed)
        for _ in 0..<150 {
            let errand = list.next()
            list.heard(try await ledger.book(errand).operation)
        }
        try await upload(batches[0].first, to: ledger)
        _ = try await Sealer(ledger: ledger).seal()
        let records = try await records(of: ledger)
        if isClosed { await ledger.close() }
        var files: [Diary.File: [UInt8]] = [:]
        for file in Diary.File.allCases {
            let path = folder.path + "/" + file.name
            if let data = FileManager.default.contents(atPath: path) { files[file] = [UInt8](data) }
        }
        if !isClosed { await ledger.close() }
        return Original(files: files, records: records)
    }

    /// A till's log, some of it put back, and a lease.
    private func upload(_ position: VoucherPosition, to ledger: SQLiteLedger) async throws {
        let ids = OperationIDs()
        let terms = AcceptorTerms(
            id: Sample.harbour, name: "Harbour", isPartner: true, groups: [Sample.market],
            agreement: Sample.agreement())
        let wishes: [Wish] = [
            .agree(terms), .pair(Sample.till2, acceptor: Sample.harbour),
            .agree(
                AcceptorTerms(
                    id: Sample.market, name: "Market", isPartner: false, groups: [],
                    agreement: Sample.agreement())),
            .pair(Sample.till1, acceptor: Sample.market),
            .lease(position, amount: 1, device: Sample.till1, milliseconds: 3_600_000),
        ]
        for wish in wishes {
            _ = try await ledger.book(
                BookingRequest(operation: ids.next(), wish: wish, place: nil, time: Sample.noon))
        }
        var log = HandmadeLog(of: Sample.till1, in: Sample.market, ids)
        var requests: [BookingRequest] = []
        for step in 0..<40 {
            let claim = log.take(cents: 900, of: position)
            requests.append(claim)
            if step % 5 == 4 { requests.append(log.record(.undo(claim.operation))) }
        }
        _ = try await ledger.book(requests)
    }

    private func write(_ files: [Diary.File: [UInt8]], to folder: TemporaryFolder) throws {
        for (file, bytes) in files {
            try Data(bytes).write(to: URL(fileURLWithPath: folder.path + "/" + file.name))
        }
    }

    private func records(of ledger: SQLiteLedger) async throws -> [LedgerRecord] {
        let records = Mutex<[LedgerRecord]>([])
        try await ledger.export { record in records.withLock { $0.append(record) } }
        return records.withLock { $0 }
    }
}
