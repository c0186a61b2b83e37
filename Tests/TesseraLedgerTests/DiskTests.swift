import Foundation
import TesseraLedger
import TesseraLedgerSQLite
import TesseraModel
import TesseraTestSupport
import Testing

/// Disks that are full, fail or may not be written.
///
/// L8: whatever happens, what was acknowledged is there, and nothing else is half there.
struct DiskTests {
    private static let orders = [
        Sample.gift(cents: 1_000_000), Sample.entitlement(count: 200_000),
    ]

    private func redemption(_ slot: UInt32) -> RedemptionRequest {
        RedemptionRequest(
            operation: OperationID(high: 2, low: UInt64(slot)), position: Sample.position(0, slot),
            demand: .uses(1), shop: Sample.harbour, till: Sample.till1, time: Sample.noon)
    }

    private func open(_ folder: String) async throws -> SQLiteLedger {
        try await SQLiteLedger.open(
            folder: folder, zone: Sample.bucharest, wall: FixedClock(Sample.noon))
    }

    private func issued(
        _ orders: [BatchOrder], in folder: String
    ) async throws -> SQLiteLedger {
        try await SQLiteLedger.create(in: folder, epoch: 1)
        let ledger = try await open(folder)
        _ = try await ledger.issue(
            IssueRequest(
                operation: OperationID(high: 0, low: 1), orders: orders, time: Sample.noon))
        return ledger
    }

    /// The system refuses a write in the middle of the log; the process must read again.
    @Test
    func `a disk that fails ends the ledger and loses nothing acknowledged`() async throws {
        let folder = try TemporaryFolder()
        await (try issued(DiskTests.orders, in: folder.path)).close()

        let said = try Drill.run("limit", folder.path, "300000")

        #expect(said.lines.suffix(3) == ["ledger_failed", "ledger_failed", "ledger_failed"])
        let acknowledged = said.lines.dropLast(3).compactMap { UInt64($0) }
        #expect(acknowledged.count > 10 && acknowledged.count == said.lines.count - 3)
        let again = try await open(folder.path)
        for number in acknowledged {
            #expect(try await again.operation(OperationID(high: 1, low: number)) != nil)
        }
        #expect(try await again.audit().findings == [])
    }

    @Test(.enabled(if: Mount.isPossible, "only the superuser mounts a small disk"))
    func `a full disk is said and nothing is booked`() async throws {
        let disk = try Mount(byteCount: 600_000)
        let ledger = try await issued([Sample.entitlement(count: 100_000)], in: disk.path)
        var booked: UInt32 = 0

        await #expect(throws: LedgerError.diskFull) {
            while true {
                _ = try await ledger.redeem(redemption(booked))
                booked += 1
            }
        }

        await #expect(throws: LedgerError.ledgerFailed) {
            try await ledger.redeem(redemption(booked))
        }
        await ledger.close()
        try disk.remount("size=20000000")
        let again = try await open(disk.path)
        #expect(booked > 10)
        #expect(try await again.figures().vouchersInUse == Int(booked))
        #expect(try await again.redeem(redemption(booked)).isReplay == false)
        #expect(try await again.redeem(redemption(booked - 1)).isReplay)
        #expect(try await again.audit().findings == [])
        await again.close()
    }

    @Test(.enabled(if: Mount.isPossible, "only the superuser mounts a disk"))
    func `a folder that may not be written is out of reach`() async throws {
        let disk = try Mount(byteCount: 4_000_000)
        await (try issued([Sample.gift()], in: disk.path)).close()
        try disk.remount("ro")

        await #expect(throws: LedgerError.unavailable) { _ = try await open(disk.path) }

        try disk.remount("rw")
        await (try open(disk.path)).close()
    }
}

/// A small disk in memory, for the superuser's tests; one that a process left that is no more is
/// taken down by the next.
final class Mount: Sendable {
    /// Where it is mounted.
    let path: String

    /// Whether this process may mount.
    static let isPossible: Bool = {
        guard geteuid() == 0 else { return false }
        for orphan in TemporaryFolder.orphans(in: NSTemporaryDirectory(), Mount.prefix) {
            Mount.takeDown(orphan)
        }
        return (try? Mount(byteCount: 100_000)) != nil
    }()

    /// A disk with room for so many bytes.
    init(byteCount: Int) throws {
        path = TemporaryFolder.newPath(in: NSTemporaryDirectory(), Mount.prefix)
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false)
        try Mount.run("mount", "-t", "tmpfs", "-o", "size=\(byteCount)", "tmpfs", path)
    }

    deinit { Mount.takeDown(path) }

    /// Mounts it again with other options.
    func remount(_ options: String) throws {
        try Mount.run("mount", "-o", "remount,\(options)", path)
    }

    private static let prefix = "tessera-disk"

    private static func takeDown(_ path: String) {
        try? run("umount", "-l", path)
        try? FileManager.default.removeItem(atPath: path)
    }

    private static func run(_ words: String...) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = words
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.fileWriteUnknown) }
    }
}
