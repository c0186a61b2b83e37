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
    private func soundRecords() async throws -> [LedgerRecord] {
        let counter = try await TestCounter(.inMemory, Sample.gift(cents: 5_000))
        try await counter.redeem(.amount(Sample.euros(cents: 1_000)))
        let second = try await counter.redeem(.amount(Sample.euros(cents: 1_500)))
        try await counter.undo(second.operation)
        let records = Mutex<[LedgerRecord]>([])
        try await counter.ledger.export { record in records.withLock { $0.append(record) } }
        return records.withLock { $0 }
    }

    private func findings(_ records: [LedgerRecord]) -> [LedgerAudit.Finding] {
        var recount = Recount(zone: Sample.bucharest)
        for record in records { recount.take(record) }
        return recount.finish().findings
    }

    private func altered(
        _ record: LedgerRecord, outcome: Outcome? = nil, transfers: [Transfer]? = nil,
        time: Timestamp? = nil
    ) throws -> (LedgerRecord, name: String) {
        guard case .operation(let booked) = record else {
            throw LedgerError.ledgerDamaged
        }
        let changed = BookedOperation(
            operation: booked.operation, time: time ?? booked.time, place: booked.place,
            position: booked.position, wish: booked.wish, outcome: outcome ?? booked.outcome,
            transfers: transfers ?? booked.transfers)
        return (.operation(changed), "operation \(booked.operation.text)")
    }

    @Test
    func `a sound export has no findings`() async throws {
        let records = try await soundRecords()

        #expect(records.count == 5)
        #expect(findings(records) == [])
    }

    @Test
    func `every record that is taken out is missed`() async throws {
        let records = try await soundRecords()

        for index in records.indices {
            var fewer = records
            fewer.remove(at: index)
            #expect(!findings(fewer).isEmpty, "record \(index)")
        }
    }

    @Test
    func `every operation that stands twice is found`() async throws {
        let records = try await soundRecords()

        for index in records.indices.dropLast() {
            var more = records
            more.insert(records[index], at: index)
            #expect(findings(more).map(\.problem) == ["stands there twice"], "record \(index)")
        }
    }

    @Test
    func `a balance that was raised is named with both figures`() async throws {
        var records = try await soundRecords()
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
        var records = try await soundRecords()
        guard case .operation(let booked) = records[1] else { return }
        let transfer = try #require(booked.transfers.first)
        let (record, name) = try altered(
            records[1],
            transfers: [
                Transfer(debit: transfer.debit, credit: transfer.credit, amount: 999)
            ])
        records[1] = record

        #expect(findings(records).map(\.record) == [name])
    }

    @Test
    func `a redemption with another balance is named with both figures`() async throws {
        var records = try await soundRecords()
        let (record, name) = try altered(
            records[1], outcome: .redeemed(taken: 1_000, balance: 4_001, discount: nil))
        records[1] = record

        #expect(
            findings(records) == [
                LedgerAudit.Finding(
                    record: name,
                    problem: "took 1000 and left 4001 where 1000 and 4000 follow")
            ])
    }

    /// R4.
    @Test
    func `a redemption put back twice is found`() async throws {
        var records = try await soundRecords()
        guard case .operation(let undone) = records[3] else { return }
        let again = BookedOperation(
            operation: OperationID(high: 5, low: 5), time: undone.time, place: undone.place,
            position: undone.position, wish: undone.wish,
            outcome: .returned(amount: 1_500, balance: 5_500), transfers: undone.transfers)
        records.insert(.operation(again), at: 4)

        #expect(
            findings(records).map(\.problem).first
                == "was accepted and had to be refused: already_undone")
    }

    /// L5.
    @Test
    func `times that run back further than clocks may differ are found`() async throws {
        var records = try await soundRecords()
        let (record, name) = try altered(
            records[2], time: Sample.noon.advanced(byMilliseconds: -300_001))
        records[2] = record

        #expect(findings(records).first?.record == name)
    }

    /// L2: a batch that was moved over another one does not follow.
    @Test
    func `a batch at another place is found`() async throws {
        var records = try await soundRecords()
        let (record, name) = try altered(
            records[0],
            outcome: .issued([IssuedBatch(id: BatchID(1), first: Sample.position(0, 7))]))
        records[0] = record

        #expect(findings(records).first?.record == name)
    }
}
