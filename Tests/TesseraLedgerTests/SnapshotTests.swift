import Dispatch
import Foundation
import Synchronization
import TesseraLedger
import TesseraLedgerSQLite
import TesseraModel
import TesseraTestSupport
import Testing

/// Copies of a book that is being worked with.
struct SnapshotTests {
    /// L6: between the first page and the last the writer answers sixty times.
    @Test
    func `a copy has all that was answered before it began, and stops nobody`() async throws {
        let counter = try await TestCounter(.sqlite, Sample.entitlement(count: 100_000))
        let folder = try #require(counter.book.folder)
        let clients = Clients(counter)
        let work = Task { try await clients.redeem(untilStopped: 8) }
        await clients.answered(40)

        let before = clients.acknowledged
        let begun = Mutex(0)
        let contents = try await Self.take(of: folder.path, to: folder.path + "/copy") { step in
            if step == 1 {
                begun.withLock { $0 = clients.begun }
                clients.waitForAnswers(60)
            }
        }

        clients.stop()
        try await work.value
        let room = try TemporaryFolder()
        try FileManager.default.moveItem(
            atPath: folder.path + "/copy", toPath: room.path + "/" + BookSnapshot.bookName)
        let examined = try await BookSnapshot.examine(
            in: room.path, zone: { _ in Sample.bucharest }, audit: { try await $0.audit() })
        #expect(examined.contents == contents && examined.audit.findings == [])
        let copy = try SQLiteLedger.openForReading(
            folder: room.path, zone: Sample.bucharest)
        for operation in before { #expect(try await copy.operation(operation) != nil) }
        #expect(before.count >= 40)
        // Issuing was one operation; nothing that was asked after the first pages is in the copy.
        #expect(contents.figures.operations <= 1 + begun.withLock { $0 })
        #expect(try await counter.ledger.figures().operations > contents.figures.operations + 20)
        #expect(try await counter.ledger.audit().findings == [])
    }

    @Test
    func `a copy is one file that tells what it holds`() async throws {
        let counter = try await TestCounter(.sqlite, Sample.gift(cents: 5_000, count: 3))
        try await counter.redeem(.amount(Sample.euros(cents: 1_200)))
        let folder = try #require(counter.book.folder).path
        let room = try TemporaryFolder()

        let contents = try BookSnapshot.take(of: folder, to: room.path + "/copy") { _, _ in }

        #expect(try FileManager.default.contentsOfDirectory(atPath: room.path) == ["copy"])
        #expect(
            contents
                == BookSnapshot.Contents(
                    schema: contents.schema, epoch: 0x0102_0304_0506_0708,
                    figures: LedgerFigures(
                        batches: 1, vouchers: 3, vouchersInUse: 1, members: 0, operations: 2,
                        liabilities: ["EUR": 13_800], lastRecorded: Sample.noon)))
    }

    @Test
    func `a book that is not there is not copied`() throws {
        let folder = try TemporaryFolder()

        #expect(throws: LedgerError.ledgerMissing) {
            try BookSnapshot.take(of: folder.path, to: folder.path + "/copy") { _, _ in }
        }
    }

    @Test(.enabled(if: Mount.isPossible, "only the superuser mounts a small disk"))
    func `a copy without room is said and disturbs nothing`() async throws {
        let counter = try await TestCounter(.sqlite, Sample.gift())
        let folder = try #require(counter.book.folder).path
        let disk = try Mount(byteCount: 40_000)

        #expect(throws: LedgerError.diskFull) {
            try BookSnapshot.take(of: folder, to: disk.path + "/copy") { _, _ in }
        }

        try await counter.redeem(.everything)
        #expect(try await counter.ledger.audit().findings == [])
    }

    /// Copies four pages at a time on a thread of its own, which may wait.
    private static func take(
        of folder: String, to file: String, step: @escaping @Sendable (Int) -> Void
    ) async throws -> BookSnapshot.Contents {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                let steps = Mutex(0)
                continuation.resume(
                    with: Result {
                        try BookSnapshot.take(of: folder, to: file, pagesPerStep: 4) { _, _ in
                            step(
                                steps.withLock { steps in
                                    steps += 1
                                    return steps
                                })
                        }
                    })
            }
        }
    }
}

/// Clients that redeem one voucher after the other and remember what was answered.
private final class Clients: Sendable {
    private struct State {
        var next: UInt32 = 0
        var acknowledged: [OperationID] = []
        var isStopped = false
    }

    private let counter: TestCounter
    private let state = Mutex(State())
    private let answers = DispatchSemaphore(value: 0)
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init(_ counter: TestCounter) {
        self.counter = counter
        (stream, continuation) = AsyncStream<Void>.makeStream()
    }

    /// How many redemptions were asked so far.
    var begun: Int { state.withLock { Int($0.next) } }

    var acknowledged: [OperationID] { state.withLock { $0.acknowledged } }

    func stop() { state.withLock { $0.isStopped = true } }

    /// Waits for so many answers from the beginning.
    func answered(_ count: Int) async {
        var iterator = stream.makeAsyncIterator()
        for _ in 0..<count { await iterator.next() }
    }

    /// Lets a thread wait for so many more answers than there are.
    func waitForAnswers(_ count: Int) {
        while answers.wait(timeout: .now()) == .success {}
        for _ in 0..<count { answers.wait() }
    }

    func redeem(untilStopped clients: Int) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<clients {
                group.addTask {
                    while let slot = self.nextSlot() {
                        let request = self.counter.request(
                            .uses(1), of: Sample.position(0, slot))
                        _ = try await self.counter.ledger.redeem(request)
                        self.state.withLock { $0.acknowledged.append(request.operation) }
                        self.answers.signal()
                        self.continuation.yield()
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private func nextSlot() -> UInt32? {
        state.withLock { state in
            guard !state.isStopped, state.next < 100_000 else { return nil }
            defer { state.next += 1 }
            return state.next
        }
    }
}
