import Foundation
import GRDB
import TesseraLedger
import TesseraLedgerSQLite
import TesseraModel
import TesseraTestSupport
import Testing

/// What only a book in a file has to promise: it outlives its process, and belongs to one at a
/// time.
struct FileTests {
    /// L3, R3.
    @Test(arguments: Store.durable)
    func `answers are the same after the book is opened again`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.gift(cents: 1_000))
        let accepted = counter.request(.amount(Sample.euros(cents: 600)))
        let refused = counter.request(.amount(Sample.euros(cents: 600)))
        let first = try await counter.ledger.redeem(accepted)
        _ = try? await counter.ledger.redeem(refused)

        let again = try await counter.book.reopened()

        #expect(try await again.ledger.redeem(accepted) == first.replayed)
        await #expect(
            throws: LedgerError.insufficientBalance(
                available: Sample.euros(cents: 400), wanted: Sample.euros(cents: 600))
        ) { try await again.ledger.redeem(refused) }
        #expect(try await again.ledger.voucher(at: counter.position).balance == 400)
        #expect(try await again.ledger.audit().findings == [])
    }

    /// L5.
    @Test(arguments: Store.durable)
    func `a book is not opened with a clock far behind it`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.gift())
        let behind = Sample.noon.advanced(byMilliseconds: -300_001)

        await #expect(throws: LedgerError.clockBehind(wall: behind, lastRecorded: Sample.noon)) {
            _ = try await counter.book.reopened(at: behind)
        }
    }

    /// R8, R10: decided again in another zone, history would come to something else.
    @Test
    func `a book keeps the zone it was first opened in`() async throws {
        let counter = try await TestCounter(.sqlite, Sample.gift())
        let folder = try #require(counter.book.folder).path
        await (counter.ledger as? SQLiteLedger)?.close()

        await #expect(
            throws: LedgerError.zoneChanged(book: "Europe/Bucharest", asked: "UTC")
        ) {
            _ = try await SQLiteLedger.open(
                folder: folder, zone: .utc, wall: FixedClock(Sample.noon))
        }
    }

    /// L6: a second description of the lock file is what another process has.
    @Test
    func `a folder in use is refused with its owner`() async throws {
        let book = try await Store.sqlite.open()
        let folder = try #require(book.folder).path
        let owner = ProcessInfo.processInfo.processIdentifier

        await #expect(throws: LedgerError.dataFolderInUse(processID: owner)) {
            _ = try await SQLiteLedger.open(
                folder: folder, zone: Sample.bucharest, wall: FixedClock(Sample.noon))
        }
    }

    /// L6: while another process owns the folder, questions are answered and bookings are not.
    @Test
    func `a folder of another process is read and not written`() async throws {
        let counter = try await TestCounter(.sqlite, Sample.gift())
        let folder = try #require(counter.book.folder).path
        await (counter.ledger as? SQLiteLedger)?.close()
        let other = try Drill.process(["hold", folder])
        let (input, output) = (Pipe(), Pipe())
        other.standardInput = input
        other.standardOutput = output
        try other.run()
        defer {
            try? input.fileHandleForWriting.close()
            other.waitUntilExit()
        }
        _ = output.fileHandleForReading.availableData
        let inUse = LedgerError.dataFolderInUse(processID: other.processIdentifier)

        let reader = try SQLiteLedger.openForReading(
            folder: folder, zone: Sample.bucharest)

        #expect(try await reader.voucher(at: counter.position).balance == 5_000)
        #expect(try await reader.epoch() == 0x0102_0304_0506_0708)
        await #expect(throws: inUse) { try await reader.redeem(counter.request(.everything)) }
        await #expect(throws: inUse) {
            _ = try await SQLiteLedger.open(
                folder: folder, zone: Sample.bucharest, wall: FixedClock(Sample.noon),
                waitMilliseconds: 1)
        }
    }

    @Test
    func `a second book is not made over the first`() async throws {
        let counter = try await TestCounter(.sqlite, Sample.gift())
        let folder = try #require(counter.book.folder).path
        await (counter.ledger as? SQLiteLedger)?.close()

        #expect(try await !SQLiteLedger.create(in: folder, epoch: 2))

        let again = try SQLiteLedger.openForReading(
            folder: folder, zone: Sample.bucharest)
        #expect(try await again.voucher(at: counter.position).balance == 5_000)
    }

    @Test
    func `a book that is not there is said to be missing`() async throws {
        let folder = try TemporaryFolder()

        await #expect(throws: LedgerError.ledgerMissing) {
            _ = try await SQLiteLedger.open(
                folder: folder.path, zone: .utc, wall: FixedClock(Sample.noon))
        }
        await #expect(throws: LedgerError.ledgerMissing) {
            _ = try await SQLiteLedger.open(
                folder: folder.path + "/none", zone: .utc, wall: FixedClock(Sample.noon))
        }
    }

    @Test
    func `a closed book answers that it cannot be reached`() async throws {
        let counter = try await TestCounter(.sqlite, Sample.gift())

        await (counter.ledger as? SQLiteLedger)?.close()

        await #expect(throws: LedgerError.unavailable) { try await counter.redeem(.everything) }
        await #expect(throws: LedgerError.unavailable) { try await counter.voucher() }
    }

    /// L1: history is only added to.
    @Test(arguments: ["operation", "transfer", "batch"])
    func `nobody changes or deletes history`(table: String) async throws {
        let counter = try await TestCounter(.sqlite, Sample.gift())
        let folder = try #require(counter.book.folder).path
        await (counter.ledger as? SQLiteLedger)?.close()
        let file = try DatabaseQueue(path: folder + "/ledger.sqlite")
        defer { try? file.close() }

        for change in ["DELETE FROM \(table)", "UPDATE \(table) SET rowid = 9 WHERE true"]
        where table != "transfer" || change.hasPrefix("DELETE") {
            let error = #expect(throws: DatabaseError.self) {
                try file.write { db in try db.execute(sql: change) }
            }
            #expect(error?.message == "history is only added to")
        }
    }
}
