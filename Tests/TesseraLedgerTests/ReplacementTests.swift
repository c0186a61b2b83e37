import Foundation
import TesseraLedger
import TesseraLedgerSQLite
import TesseraModel
import TesseraTestSupport
import Testing

/// A book that takes the place of another.
struct ReplacementTests {
    private let files = FileManager.default

    /// A gift card of 50.00 of which 12.00 were taken before the copy and 8.00 after it. The folder
    /// is as a killed process leaves it: the latest booking stands in the log only.
    private func killedShop() async throws -> (folder: TemporaryFolder, copy: Data) {
        let counter = try await TestCounter(.sqlite, Sample.gift(cents: 5_000))
        let live = try #require(counter.book.folder).path
        let folder = try TemporaryFolder()
        try await counter.redeem(.amount(Sample.euros(cents: 1_200)))
        _ = try BookSnapshot.take(of: live, to: folder.path + "/copy") { _, _ in }
        let copy = try Data(contentsOf: URL(filePath: folder.path + "/copy"))
        try files.removeItem(atPath: folder.path + "/copy")
        try await counter.redeem(.amount(Sample.euros(cents: 800)))
        for name in ["ledger.sqlite", "ledger.sqlite-wal"] {
            try files.copyItem(atPath: "\(live)/\(name)", toPath: "\(folder.path)/\(name)")
        }
        return (folder, copy)
    }

    private func open(_ folder: String) async throws -> SQLiteLedger {
        try await SQLiteLedger.open(
            folder: folder, zone: Sample.bucharest, wall: FixedClock(Sample.noon))
    }

    private func replace(_ folder: String, with copy: Data) async throws -> String? {
        let replacement = try await BookReplacement.begin(in: folder, waitMilliseconds: 0)
        try copy.write(to: URL(filePath: replacement.draft + "/" + BookSnapshot.bookName))
        return try replacement.finish(epoch: 0x1122_3344_5566_7788, keeping: "before")
    }

    @Test
    func `a restored book is the copy with an epoch of its own`() async throws {
        let (folder, copy) = try await killedShop()

        let kept = try await replace(folder.path, with: copy)

        let restored = try await open(folder.path)
        #expect(kept == "ledger.sqlite.before")
        #expect(try await restored.epoch() == 0x1122_3344_5566_7788)
        #expect(try await restored.voucher(at: Sample.position(0, 0)).balance == 3_800)
        #expect(try await restored.figures().operations == 2)
        #expect(try await restored.audit().findings == [])
        await restored.close()
    }

    @Test
    func `the old book is kept with the bookings of its log`() async throws {
        let (folder, copy) = try await killedShop()

        _ = try await replace(folder.path, with: copy)

        let names = try files.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(
            names == [
                "ledger.lock", "ledger.sqlite", "ledger.sqlite.before", "ledger.sqlite.before-wal",
            ])
        let room = try TemporaryFolder()
        for ending in ["", "-wal"] {
            try files.moveItem(
                atPath: folder.path + "/ledger.sqlite.before" + ending,
                toPath: room.path + "/ledger.sqlite" + ending)
        }
        let old = try await open(room.path)
        #expect(try await old.voucher(at: Sample.position(0, 0)).balance == 3_000)
        #expect(try await old.epoch() == 0x0102_0304_0506_0708)
        #expect(try await old.audit().findings == [])
        await old.close()
    }

    /// A replacement that was cut off between its last two steps left a log and no book.
    @Test
    func `a log that lost its book is never read by the new one`() async throws {
        let (folder, copy) = try await killedShop()
        try files.removeItem(atPath: folder.path + "/ledger.sqlite")
        try files.createDirectory(
            atPath: folder.path + "/restore.unfinished", withIntermediateDirectories: false)
        try copy.write(to: URL(filePath: folder.path + "/restore.unfinished/ledger.sqlite"))

        #expect(try await replace(folder.path, with: copy) == nil)

        let restored = try await open(folder.path)
        #expect(try await restored.voucher(at: Sample.position(0, 0)).balance == 3_800)
        #expect(try await restored.audit().findings == [])
        await restored.close()
        #expect(files.fileExists(atPath: folder.path + "/ledger.sqlite.before-wal"))
        #expect(!files.fileExists(atPath: folder.path + "/restore.unfinished"))
    }

    @Test
    func `the names of two old books do not meet`() async throws {
        let (folder, copy) = try await killedShop()

        #expect(try await replace(folder.path, with: copy) == "ledger.sqlite.before")
        #expect(try await replace(folder.path, with: copy) == "ledger.sqlite.before-2")
    }

    @Test
    func `what is no book takes nobody's place`() async throws {
        let (folder, _) = try await killedShop()

        await #expect(throws: LedgerError.ledgerDamaged) {
            _ = try await replace(folder.path, with: Data("not a book".utf8))
        }

        let old = try await open(folder.path)
        #expect(try await old.voucher(at: Sample.position(0, 0)).balance == 3_000)
        await old.close()
    }

    /// L6.
    @Test
    func `a folder in use is not restored to`() async throws {
        let book = try await Store.sqlite.open()
        let folder = try #require(book.folder).path
        let owner = ProcessInfo.processInfo.processIdentifier

        await #expect(throws: LedgerError.dataFolderInUse(processID: owner)) {
            _ = try await BookReplacement.begin(in: folder, waitMilliseconds: 0)
        }
    }
}
