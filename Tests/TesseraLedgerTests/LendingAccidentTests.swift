import Foundation
import TesseraLedger
import TesseraLedgerSQLite
import TesseraModel
import TesseraTestSupport
import Testing

/// L6: what happens to a folder that is lent when somebody ends, leaves or takes the book away.
struct LendingAccidentTests {
    @Test
    func `a command that is killed gives the folder back with what it booked`() async throws {
        let folder = try LentFolder()
        let ledger = try await folder.owner()
        let command = try Drill.process(["redeem", folder.path, "1000"])
        let pipe = Pipe()
        command.standardOutput = pipe
        try command.run()
        var heard = await pipe.firstWords()
        let waiting = Task { try await ledger.redeem(cent(0)) }

        kill(command.processIdentifier, SIGKILL)
        heard.append(try pipe.fileHandleForReading.readToEnd() ?? Data())
        command.waitUntilExit()

        _ = try await waiting.value
        let whole = heard.prefix((heard.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1)
        let numbers = String(decoding: whole, as: UTF8.self).split(separator: "\n")
            .compactMap { UInt64($0) }
        #expect(!numbers.isEmpty)
        for number in numbers {
            #expect(try await ledger.operation(OperationID(high: 1, low: number))?.use != nil)
        }
        #expect(try await ledger.audit().findings == [])
        await ledger.close()
    }

    @Test
    func `what an owner left that was killed is in nobody's way`() async throws {
        let folder = try LentFolder()
        let other = try Drill.process(["lend", folder.path])
        let (input, output) = (Pipe(), Pipe())
        other.standardInput = input
        other.standardOutput = output
        try other.run()
        _ = await output.firstWords()
        kill(other.processIdentifier, SIGKILL)
        other.waitUntilExit()
        #expect(folder.has("ledger.sock"))

        let command = try await folder.borrower()
        _ = try await command.redeem(cent(0))
        await command.close()
        let ledger = try await folder.owner()
        let borrowed = try await folder.borrower()
        _ = try await borrowed.redeem(cent(2))
        await borrowed.close()

        #expect(try await ledger.figures().operations == 3)
        await ledger.close()
    }

    /// A socket's own path may have 107 bytes.
    @Test
    func `a folder with a long path is lent too, by a socket for its user only`() async throws {
        let folder = try LentFolder(String(repeating: "long", count: 40))
        let ledger = try await folder.owner()

        let borrowed = try await folder.borrower()
        await borrowed.close()

        let socket = try FileManager.default.attributesOfItem(atPath: folder.path + "/ledger.sock")
        #expect(socket[.posixPermissions] as? Int == 0o600)
        await ledger.close()
        #expect(!folder.has("ledger.sock"))
    }

    @Test
    func `an owner that closes while its folder is lent leaves it to the command`() async throws {
        let folder = try LentFolder()
        let ledger = try await folder.owner()
        let borrowed = try await folder.borrower()
        let waiting = Task { try await ledger.redeem(cent(0)) }

        await ledger.close()

        await #expect(throws: LedgerError.unavailable) { try await waiting.value }
        await #expect(throws: LedgerError.unavailable) { try await ledger.figures() }
        _ = try await borrowed.redeem(cent(2))
        await borrowed.close()
        let again = try await folder.owner()
        #expect(try await again.figures().operations == 2)
        await again.close()
    }

    @Test
    func `a second owner is refused though the folder is lent`() async throws {
        let folder = try LentFolder()
        let ledger = try await folder.owner()
        let borrowed = try await folder.borrower()
        let process = ProcessInfo.processInfo.processIdentifier

        await #expect(throws: LedgerError.dataFolderInUse(processID: process)) {
            _ = try await folder.owner(waitMilliseconds: 0)
        }

        await borrowed.close()
        await ledger.close()
    }

    @Test
    func `an owner that finds a command in the folder is told its process`() async throws {
        let folder = try LentFolder()
        let command = try Drill.process(["redeem", folder.path, "100000"])
        let pipe = Pipe()
        command.standardOutput = pipe
        try command.run()
        _ = await pipe.firstWords()
        kill(command.processIdentifier, SIGSTOP)

        await #expect(throws: LedgerError.dataFolderInUse(processID: command.processIdentifier)) {
            _ = try await folder.owner(waitMilliseconds: 0)
        }

        kill(command.processIdentifier, SIGKILL)
        command.waitUntilExit()
        await (try folder.owner()).close()
    }

    /// L8.
    @Test(.enabled(if: Mount.isPossible, "only the superuser mounts a small disk"))
    func `an owner whose disk has failed books again once it works`() async throws {
        let disk = try Mount(byteCount: 600_000)
        try await SQLiteLedger.create(in: disk.path, epoch: 1)
        let ledger = try await LendingLedger.open(
            folder: disk.path, zone: Sample.bucharest, wall: FixedClock(Sample.noon))
        _ = try await ledger.issue(
            IssueRequest(
                operation: OperationID(high: 0, low: 1),
                orders: [Sample.gift(cents: 1_000_000)], time: Sample.noon))
        var booked: UInt64 = 0
        await #expect(throws: LedgerError.diskFull) {
            while true {
                _ = try await ledger.redeem(cent(booked))
                booked += 1
            }
        }
        await #expect(throws: LedgerError.ledgerFailed) { try await ledger.redeem(cent(booked)) }

        try disk.remount("size=20000000")

        try await waitUntil("the book is opened anew") {
            (try? await ledger.redeem(cent(booked))) != nil
        }
        #expect(try await ledger.figures().operations == Int(booked) + 2)
        #expect(try await ledger.audit().findings == [])
        await ledger.close()
    }

    /// L14.
    @Test
    func `a book that is restored meanwhile is the owner's book from then on`() async throws {
        let folder = try LentFolder()
        let ledger = try await folder.owner()
        let copy = try TemporaryFolder()
        _ = try BookSnapshot.take(of: folder.path, to: copy.path + "/copy") { _, _ in }
        _ = try await ledger.redeem(cent(0))

        do {
            let replacement = try await folder.replacement()
            try FileManager.default.copyItem(
                atPath: copy.path + "/copy", toPath: replacement.draft + "/" + BookSnapshot.bookName
            )
            _ = try replacement.finish(epoch: 9, keeping: "before")
        }

        _ = try await ledger.redeem(cent(2))
        #expect(try await ledger.epoch() == 9)
        #expect(try await ledger.figures().operations == 2)
        #expect(try await ledger.operation(OperationID(high: 1, low: 0)) == nil)
        #expect(try await ledger.audit().findings == [])
        await ledger.close()
    }

    @Test
    func `a book that does not come back is missing until it does`() async throws {
        let folder = try LentFolder()
        let ledger = try await folder.owner()
        let (book, aside) = (folder.path + "/ledger.sqlite", folder.path + "/aside")
        do {
            let replacement = try await folder.replacement()
            try FileManager.default.moveItem(atPath: book, toPath: aside)
            replacement.abandon()
        }

        await #expect(throws: LedgerError.ledgerMissing) {
            try await ledger.redeem(cent(0))
        }

        try FileManager.default.moveItem(atPath: aside, toPath: book)
        try await waitUntil("the book is opened again") {
            (try? await ledger.redeem(cent(0))) != nil
        }
        #expect(try await ledger.audit().findings == [])
        await ledger.close()
    }
}
