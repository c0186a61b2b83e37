import Foundation
import GRDB
import TesseraLedger
import TesseraLedgerSQLite
import TesseraModel
import TesseraTestSupport
import Testing

/// Books in a file that an earlier version of the program wrote.
struct EarlierFormTests {
    /// A book as the first form had it, with a card in it, and nobody who owns it.
    private func firstForm() async throws -> (TestCounter, TemporaryFolder) {
        let counter = try await TestCounter(.sqlite, Sample.gift())
        let folder = try #require(counter.book.folder)
        await (counter.ledger as? SQLiteLedger)?.close()
        let file = try DatabaseQueue(path: folder.path + "/ledger.sqlite")
        try await file.writeWithoutTransaction { db in
            try db.execute(sql: "DROP TABLE slip")
            try db.execute(sql: "PRAGMA user_version = 1")
        }
        try file.close()
        return (counter, folder)
    }

    @Test
    func `a book of the first form is opened, keeps what it had and takes slips`() async throws {
        let (counter, folder) = try await firstForm()

        let ledger = try await SQLiteLedger.open(
            folder: folder.path, zone: Sample.bucharest, wall: FixedClock(Sample.noon))

        #expect(try await ledger.voucher(at: counter.position).balance == 5_000)
        #expect(try await ledger.slips(under: "", after: nil, limit: 1, at: Sample.noon) == [])
        let slip = try await ledger.write(
            [1], as: "key/a", replacing: nil, expiresAt: nil, at: Sample.noon)
        #expect(try await ledger.slip("key/a", at: Sample.noon) == slip)
        #expect(try await ledger.audit().findings == [])
        await ledger.close()
    }

    @Test
    func `a book of the first form is read as it is`() async throws {
        let (counter, folder) = try await firstForm()

        let reader = try SQLiteLedger.openForReading(folder: folder.path, zone: Sample.bucharest)

        #expect(try await reader.voucher(at: counter.position).balance == 5_000)
        #expect(try await reader.slip("key/a", at: Sample.noon) == nil)
        #expect(try await reader.slips(under: "", after: nil, limit: 1, at: Sample.noon) == [])
        #expect(try await reader.audit().findings == [])
        await reader.close()
    }
}
