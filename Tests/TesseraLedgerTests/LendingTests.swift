import Foundation
import TesseraLedger
import TesseraLedgerSQLite
import TesseraModel
import TesseraTestSupport
import Testing

/// L6: a process that keeps the book open lends its folder to commands, and nobody notices.
struct LendingTests {
    @Test
    func `64 clients redeem while commands take turns and all is booked once`() async throws {
        let folder = try LentFolder()
        let ledger = try await folder.owner()

        try await withThrowingTaskGroup(of: Void.self) { group in
            for client in UInt64(0)..<64 {
                group.addTask {
                    for number in stride(from: client, to: 6_400, by: 64) {
                        _ = try await ledger.redeem(cent(number))
                    }
                }
            }
            for command in UInt64(0)..<2 {
                group.addTask {
                    for number in stride(from: 6_400 + command, to: 6_420, by: 2) {
                        let borrowed = try await folder.borrower()
                        _ = try await borrowed.redeem(cent(number))
                        await borrowed.close()
                    }
                }
            }
            try await group.waitForAll()
        }

        #expect(try await ledger.figures().operations == 6_421)
        #expect(
            try await ledger.voucher(at: Sample.position(0, 0)).balance == 1_000_000_000_000 - 6_420
        )
        #expect(try await ledger.audit().findings == [])
        await ledger.close()
    }

    @Test
    func `while the folder is lent questions are answered and bookings wait`() async throws {
        let folder = try LentFolder()
        let ledger = try await folder.owner()
        let borrowed = try await folder.borrower()
        _ = try await borrowed.redeem(cent(0))

        let waiting = Task { try await ledger.redeem(cent(2)) }

        #expect(
            try await ledger.voucher(at: Sample.position(0, 0)).balance == 999_999_999_999)
        #expect(try await ledger.operation(OperationID(high: 1, low: 2)) == nil)
        await borrowed.close()
        _ = try await waiting.value
        #expect(
            try await ledger.voucher(at: Sample.position(0, 0)).balance == 999_999_999_998)
        await ledger.close()
    }

    @Test
    func `a booking whose time is up is told so and books nothing`() async throws {
        let folder = try LentFolder()
        let ledger = try await folder.owner(patienceMilliseconds: 1)
        let borrowed = try await folder.borrower()

        await #expect(throws: LedgerError.unavailable) {
            try await ledger.redeem(cent(0))
        }

        await borrowed.close()
        try await waitUntil("the folder is back") {
            (try? await ledger.redeem(cent(2))) != nil
        }
        #expect(try await ledger.operation(OperationID(high: 1, low: 0)) == nil)
        await ledger.close()
    }

    @Test
    func `a booking that nobody waits for any more is given up`() async throws {
        let folder = try LentFolder()
        let ledger = try await folder.owner()
        let borrowed = try await folder.borrower()
        let waiting = Task { try await ledger.redeem(cent(0)) }

        waiting.cancel()

        await #expect(throws: LedgerError.unavailable) { try await waiting.value }
        await borrowed.close()
        await ledger.close()
    }

    /// The log of a book that is always read by somebody is moved whenever the folder is lent.
    @Test
    func `the log does not grow with every command`() async throws {
        let folder = try LentFolder()
        let ledger = try await folder.owner()

        for number in UInt64(0)..<50 {
            let borrowed = try await folder.borrower()
            _ = try await borrowed.redeem(cent(2 * number))
            await borrowed.close()
            _ = try await ledger.redeem(cent(2 * number + 1))
        }

        let log = try FileManager.default.attributesOfItem(
            atPath: folder.path + "/ledger.sqlite-wal")
        // A booking writes about seven pages of 4 KiB; a hundred would be three million bytes.
        #expect(try #require(log[.size] as? Int) < 500_000)
        await ledger.close()
    }
}
