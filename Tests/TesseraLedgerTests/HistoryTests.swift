import Synchronization
import TesseraLedger
import TesseraModel
import TesseraTestSupport
import Testing

/// Random histories: every store must reach the same answers, and every book must be sound.
struct HistoryTests {
    /// F01–F04, R2–R4, R8: the simplest book is the measure.
    @Test(arguments: Store.durable, 1...50 as ClosedRange<UInt64>)
    func `any history gives the same answers in every store`(store: Store, seed: UInt64)
        async throws
    {
        let reference = try await Store.inMemory.open().ledger
        let book = try await store.open()
        var random = SeededRandom(seed: seed)
        var history = RandomHistory(seed: seed)

        for _ in 0..<60 {
            let step = history.next(&random)
            let expected = await step.answer(of: reference)
            #expect(await step.answer(of: book.ledger) == expected, "\(step)")
        }

        let again = try await book.reopened(at: history.time)
        #expect(try await records(of: again.ledger) == records(of: reference))
        #expect(try await again.ledger.figures() == reference.figures())
    }

    /// L1, R1, R2, R4.
    @Test(arguments: Store.available, [3, 14, 15] as [UInt64])
    func `any history recounts to what the book says`(store: Store, seed: UInt64) async throws {
        let book = try await store.open()
        var random = SeededRandom(seed: seed)
        var history = RandomHistory(seed: seed)
        for _ in 0..<200 { _ = await history.next(&random).answer(of: book.ledger) }

        let audit = try await book.ledger.audit()

        #expect(audit.findings == [])
        let figures = try await book.ledger.figures()
        #expect(audit.operations == figures.operations && audit.vouchers == figures.vouchersInUse)
    }

    private func records(of ledger: any Ledger) async throws -> [LedgerRecord] {
        let records = Mutex<[LedgerRecord]>([])
        try await ledger.export { record in records.withLock { $0.append(record) } }
        return records.withLock { $0 }
    }
}
