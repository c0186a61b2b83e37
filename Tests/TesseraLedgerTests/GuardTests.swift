import Foundation
import GRDB
import TesseraLedger
import TesseraLedgerSQLite
import TesseraModel
import TesseraTestSupport
import Testing

/// What the file holds against a program that has gone wrong: the net below the rules.
struct GuardTests {
    /// A card of 50.00 of which 20.00 were taken, asked for twice; the book is closed.
    private func usedBook() async throws -> DatabaseQueue {
        let counter = try await TestCounter(.sqlite, Sample.gift(cents: 5_000))
        let request = counter.request(.amount(Sample.euros(cents: 2_000)))
        _ = try await counter.ledger.redeem(request)
        _ = try await counter.ledger.redeem(request)
        await (counter.ledger as? SQLiteLedger)?.close()
        let path = try #require(counter.book.folder).path + "/ledger.sqlite"
        // Read into memory: the folder goes with the counter.
        let copy = try DatabaseQueue()
        try DatabaseQueue(path: path).backup(to: copy)
        return copy
    }

    private func refusal(_ sql: String, of book: DatabaseQueue) -> ResultCode? {
        do {
            try book.write { db in try db.execute(sql: sql) }
            return nil
        } catch {
            return (error as? DatabaseError)?.resultCode
        }
    }

    /// L1, R2, F02.
    @Test
    func `the file itself refuses a balance below zero`() async throws {
        let book = try await usedBook()

        #expect(refusal("UPDATE voucher SET balance = -1", of: book) == .SQLITE_CONSTRAINT)
        #expect(refusal("UPDATE voucher SET balance = 0", of: book) == nil)
    }

    /// L1, F31.
    @Test(arguments: [
        "DELETE FROM operation", "UPDATE operation SET time = 0", "DELETE FROM transfer",
        "UPDATE transfer SET amount = 1", "DELETE FROM batch", "UPDATE batch SET count = 9",
    ])
    func `the file itself refuses to change what happened`(sql: String) async throws {
        let book = try await usedBook()

        #expect(refusal(sql, of: book) == .SQLITE_CONSTRAINT)
    }

    /// L3: what was told again is in the file, so that it is as durable as the first answer.
    @Test
    func `an answer told again is written down`() async throws {
        let book = try await usedBook()

        let counts = try await book.read { db in
            try Int.fetchAll(db, sql: "SELECT count FROM replay")
        }

        #expect(counts == [1])
    }
}
