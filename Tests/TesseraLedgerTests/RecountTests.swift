import Synchronization
import TesseraLedger
import TesseraModel
import TesseraTestSupport
import Testing

/// The recount finds whatever was altered and names the record.
///
/// L1, R1, R2, R4, F31.
struct RecountTests {
    /// A sound export: a card of 50.00, two redemptions of 10.00 and 15.00, the second put back.
    private func soundRecords() async throws -> (records: [LedgerRecord], ids: [OperationID]) {
        let counter = try await TestCounter(.inMemory, Sample.gift(cents: 5_000))
        let first = try await counter.redeem(.amount(Sample.euros(cents: 1_000)))
        let second = try await counter.redeem(.amount(Sample.euros(cents: 1_500)))
        let reversal = try await counter.undo(second.operation)
        let records = Mutex<[LedgerRecord]>([])
        try await counter.ledger.export { record in records.withLock { $0.append(record) } }
        return (
            records.withLock { $0 },
            [
                counter.batches[0].operation, first.operation, second.operation,
                reversal.operation,
            ]
        )
    }

    private func findings(_ records: [LedgerRecord]) -> [LedgerAudit.Finding] {
        var recount = Recount()
        for record in records { recount.take(record) }
        return recount.finish().findings
    }

    @Test
    func `a sound export has no findings`() async throws {
        let (records, _) = try await soundRecords()

        #expect(records.count == 10)
        #expect(findings(records) == [])
    }

    @Test
    func `every record that is taken out is missed`() async throws {
        let (records, _) = try await soundRecords()

        for index in records.indices {
            var fewer = records
            fewer.remove(at: index)
            #expect(!findings(fewer).isEmpty, "record \(index)")
        }
    }

    @Test
    func `every record that stands twice is found`() async throws {
        let (records, _) = try await soundRecords()

        for index in records.indices {
            var more = records
            more.insert(records[index], at: index)
            #expect(!findings(more).isEmpty, "record \(index)")
        }
    }

    @Test
    func `a balance that was raised is named with both figures`() async throws {
        var (records, _) = try await soundRecords()
        guard case .voucher(var state) = records.removeLast() else { return }
        state.balance = 5_000
        records.append(.voucher(state))

        #expect(
            findings(records) == [
                LedgerAudit.Finding(
                    record: "voucher vch_0_0", problem: "holds 5000 where history leaves 4000")
            ])
    }

    @Test
    func `a transfer of another amount is named`() async throws {
        var (records, ids) = try await soundRecords()
        let index = try #require(
            records.firstIndex {
                if case .transfer(_, let operation, _) = $0 { operation == ids[1] } else { false }
            })
        guard case .transfer(let transfer, let id, let leg) = records[index] else { return }
        records[index] = .transfer(
            Transfer(debit: transfer.debit, credit: transfer.credit, amount: 999),
            operation: id, leg: leg)

        #expect(findings(records).map(\.record) == ["transfer 0 of \(ids[1].text)"])
    }

    @Test
    func `a redemption with another balance is named`() async throws {
        var (records, ids) = try await soundRecords()
        let index = try #require(
            records.firstIndex {
                if case .operation(let event, _) = $0 { event.operation == ids[1] } else { false }
            })
        guard case .operation(let event, let position) = records[index] else { return }
        records[index] = .operation(
            VoucherEvent(
                operation: event.operation, time: event.time, shop: event.shop, till: event.till,
                happening: .redeemed(taken: 1_000, balance: 4_001)), position: position)

        let found = findings(records)

        #expect(found.first?.record == "operation \(ids[1].text)")
        #expect(found.first?.problem == "left 4001 where 5000 and -1000 were booked")
    }

    @Test
    func `a redemption put back twice is found`() async throws {
        var (records, ids) = try await soundRecords()
        let again = VoucherEvent(
            operation: OperationID(high: 5, low: 5), time: Sample.noon, shop: nil,
            till: Sample.till1,
            happening: .undone(ids[2], returned: 1_500, balance: 5_500))
        records.insert(.operation(again, position: Sample.position(0, 0)), at: records.count - 1)

        let problems = findings(records).map(\.problem)

        #expect(problems.contains("put back what was put back before"))
    }

    /// R2: two batches never share a position.
    @Test
    func `batches that overlap are found`() async throws {
        let (records, ids) = try await soundRecords()
        let other = Batch(
            id: BatchID(2), first: Sample.position(0, 0), order: Sample.gift(),
            operation: ids[0], issuedAt: Sample.noon)

        let found = findings([records[0], .batch(other)])

        #expect(
            found.first
                == LedgerAudit.Finding(record: "batch bat_2", problem: "overlaps bat_1"))
    }
}
