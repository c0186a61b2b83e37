import Foundation
import GRDB
import TesseraLedger
import TesseraLedgerSQLite
import TesseraModel
import TesseraTestSupport
import Testing

/// Files that are not what they should be.
struct DamageTests {
    private func soundFile() async throws -> (folder: TemporaryFolder, bytes: Data) {
        let scene = try await OfflineScene(.sqlite, Sample.gift(cents: 5_000, count: 40))
        let counter = scene.counter
        for slot: UInt32 in 0..<40 {
            _ = try await counter.ledger.redeem(
                counter.request(.amount(Sample.euros(cents: 1_234)), of: Sample.position(0, slot)))
        }
        var log = scene.log()
        for slot: UInt32 in 0..<12 {
            let claim = log.take(cents: 2_000 + Int64(slot) * 300, of: Sample.position(0, slot))
            try await scene.verdict(claim)
            if slot % 4 == 3 { try await scene.verdict(log.record(.undo(claim.operation))) }
        }
        let last = Sample.position(0, 39)
        try await scene.book(
            .lease(last, amount: 700, device: Sample.till2, milliseconds: 3_600_000))
        await (counter.ledger as? SQLiteLedger)?.close()
        let folder = try #require(counter.book.folder)
        return (folder, try Data(contentsOf: file(in: folder)))
    }

    private func file(in folder: TemporaryFolder) -> URL {
        URL(fileURLWithPath: folder.path + "/ledger.sqlite")
    }

    private func open(_ folder: TemporaryFolder) async throws -> SQLiteLedger {
        try await SQLiteLedger.open(
            folder: folder.path, zone: Sample.bucharest, wall: FixedClock(Sample.noon))
    }

    @Test(arguments: ["", "not a database", String(repeating: "SQLite format 3\0", count: 999)])
    func `a file that is not a book is said to be damaged`(content: String) async throws {
        let folder = try TemporaryFolder()
        try Data(content.utf8).write(to: file(in: folder))

        await #expect(throws: LedgerError.ledgerDamaged) { _ = try await open(folder) }

        #expect(try Data(contentsOf: file(in: folder)) == Data(content.utf8))
    }

    @Test
    func `another program's database is left as it is`() async throws {
        let folder = try TemporaryFolder()
        let other = try DatabaseQueue(path: file(in: folder).path)
        try await other.write { db in try db.execute(sql: "CREATE TABLE song (name TEXT)") }
        try other.close()
        let before = try Data(contentsOf: file(in: folder))

        await #expect(throws: LedgerError.ledgerDamaged) { _ = try await open(folder) }

        #expect(try Data(contentsOf: file(in: folder)) == before)
    }

    @Test
    func `a book of a later form is refused with both numbers`() async throws {
        let (folder, _) = try await soundFile()
        let book = try DatabaseQueue(path: file(in: folder).path)
        try await book.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA user_version = 99")
        }
        try book.close()

        await #expect(throws: LedgerError.ledgerNewer(schema: 99, known: 2)) {
            _ = try await open(folder)
        }
    }

    /// SQLite reads what is missing of the last page as zeros; where zeros stood, nothing is lost.
    @Test
    func `a truncated book is found out or tells the same`() async throws {
        let (folder, bytes) = try await soundFile()
        let sound = try await told(folder)
        let pages = bytes.count / 4_096

        for length in [1, 99, 4_095] + (1..<pages).map({ $0 * 4_096 }) + [bytes.count - 1] {
            try bytes.prefix(length).write(to: file(in: folder))
            if await !isFoundOut(folder) {
                #expect(try await told(folder) == sound, "cut to \(length) bytes")
            }
        }
    }

    /// Every flip is found by opening or by the audit, or changes nothing that can be read.
    @Test(arguments: 1...120 as ClosedRange<UInt64>)
    func `a flipped bit is found or harmless`(seed: UInt64) async throws {
        let (folder, bytes) = try await soundFile()
        let sound = try await told(folder)
        var random = SeededRandom(seed: seed)

        for _ in 0..<5 {
            var flipped = bytes
            let index = Int.random(in: 0..<bytes.count, using: &random)
            flipped[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            try flipped.write(to: file(in: folder))
            if await !isFoundOut(folder) {
                #expect(try await told(folder) == sound, "byte \(index)")
            }
        }
    }

    /// What a sound book tells: all of its records.
    private func told(_ folder: TemporaryFolder) async throws -> [String] {
        let ledger = try await open(folder)
        let lines = LineKeeper()
        try await ledger.export { lines.keep("\($0)") }
        await ledger.close()
        return lines.lines
    }

    private func isFoundOut(_ folder: TemporaryFolder) async -> Bool {
        do {
            let ledger = try await open(folder)
            let findings = try await ledger.audit().findings
            await ledger.close()
            return !findings.isEmpty
        } catch {
            return error is LedgerError
        }
    }
}
