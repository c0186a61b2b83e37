import Synchronization
import TesseraLedger
import TesseraModel
import TesseraTestSupport
import Testing

/// What can be asked of the book; asked of every store.
struct QuestionTests {
    @Test(arguments: Store.available)
    func `batches members and vouchers come in pages`(store: Store) async throws {
        let counter = try await TestCounter(
            store, Sample.gift(count: 5), Sample.gift(), Sample.gift())
        for number: UInt64 in [30, 10, 20] {
            _ = try await counter.ledger.enrol(
                Sample.enrolment(number, operation: counter.ids.next()))
        }
        for slot: UInt32 in [4, 0, 2] {
            _ = try await counter.ledger.redeem(
                counter.request(.everything, of: Sample.position(0, slot)))
        }
        let ledger = counter.ledger

        let batches = try await ledger.batches(after: BatchID(1), limit: 2)
        let first = try await ledger.members(after: nil, limit: 2).map(\.number.number)
        let rest = try await ledger.members(after: MemberNumber(20), limit: 2)
        let used = try await ledger.vouchersInUse(after: Sample.position(0, 0), limit: 9)

        #expect(batches.map(\.id) == [BatchID(2), BatchID(3)])
        #expect(first == [10, 20] && rest.map(\.number.number) == [30])
        #expect(used.map(\.position.slot) == [2, 4])
        await #expect(throws: LedgerError.unknownBatch(BatchID(7))) {
            try await ledger.batch(BatchID(7))
        }
    }

    @Test(arguments: Store.available)
    func `the latest redemption of a till is found`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.gift())
        #expect(try await counter.ledger.lastRedemption(at: Sample.till1) == nil)
        try await counter.redeem(.amount(Sample.euros(cents: 1)))
        let mine = try await counter.redeem(.amount(Sample.euros(cents: 2)))
        try await counter.redeem(.amount(Sample.euros(cents: 3)), at: Sample.till2)
        _ = try? await counter.redeem(.amount(Sample.euros(cents: 900_000)))

        let last = try await counter.ledger.lastRedemption(at: Sample.till1)
        #expect(last?.operation == mine.operation && last?.use == mine.use)
    }

    @Test(arguments: Store.available)
    func `an operation is found by its id`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.entitlement())
        let used = try await counter.redeem(.uses(1))

        let booked = try #require(try await counter.ledger.operation(used.operation))

        #expect(booked.operation == used.operation && booked.time == Sample.noon)
        #expect(booked.place == Place(shop: Sample.harbour, till: Sample.till1))
        #expect(booked.wish == .redeem(counter.position, .uses(1), holder: nil))
        #expect(booked.outcome == .redeemed(taken: 1, balance: 0, discount: nil))
        #expect(try await counter.ledger.operation(OperationID(high: 9, low: 9)) == nil)
    }

    /// T18.
    @Test(arguments: Store.available)
    func `wrong codes are counted by till and hour`(store: Store) async throws {
        let book = try await store.open()
        let nextHour = Sample.noon.advanced(byMilliseconds: 3_600_000)

        #expect(try await book.ledger.countWrongCode(at: Sample.till1, time: Sample.noon) == 1)
        #expect(try await book.ledger.countWrongCode(at: Sample.till1, time: Sample.noon) == 2)

        #expect(try await book.ledger.wrongCodes(at: Sample.till1, time: Sample.noon) == 2)
        #expect(try await book.ledger.wrongCodes(at: Sample.till2, time: Sample.noon) == 0)
        #expect(try await book.ledger.wrongCodes(at: Sample.till1, time: nextHour) == 0)
    }

    /// T23.
    @Test(arguments: Store.available)
    func `a live code is admitted once and never after a later one`(store: Store) async throws {
        let book = try await store.open()
        let card = Sample.position(3, 4)
        try await book.ledger.admitLiveStep(100, of: card)

        for step: Int64 in [100, 99] {
            await #expect(throws: LedgerError.liveCodeUsed) {
                try await book.ledger.admitLiveStep(step, of: card)
            }
        }

        try await book.ledger.admitLiveStep(101, of: card)
        try await book.ledger.admitLiveStep(1, of: Sample.position(3, 5))
    }

    /// L1, R1: shop and issuer see the same movements.
    @Test(arguments: Store.available)
    func `an export tells everything in order and nobody's name`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.gift(cents: 5_000))
        let member = try await counter.ledger.enrol(
            Sample.enrolment(5, operation: counter.ids.next()))
        let used = try await counter.redeem(.amount(Sample.euros(cents: 1_500)))
        let records = Mutex<[LedgerRecord]>([])

        try await counter.ledger.export { record in records.withLock { $0.append(record) } }

        let told = records.withLock { $0 }
        let euros = Account.Asset.currency(Sample.euro)
        let sale = Account(owner: .issuer, asset: euros, purpose: .sale)
        let liability = Account(owner: .issuer, asset: euros, purpose: .liability)
        let clearing = Account(owner: .shop(Sample.harbour), asset: euros, purpose: .clearing)
        let issue = counter.batches[0].operation
        let operations = told.compactMap { record in
            if case .operation(let booked) = record { booked } else { nil }
        }
        #expect(operations.map(\.operation).first == issue && operations.count == 3)
        #expect(
            operations.map(\.transfers) == [
                [Transfer(debit: sale, credit: liability, amount: 5_000)], [],
                [Transfer(debit: liability, credit: clearing, amount: 1_500)],
            ])
        #expect(operations.last?.operation == used.operation)
        #expect(told.count == 5)
        #expect(told[3] == .member(member.number, card: member.card))
        #expect(told.last == .voucher(try await counter.voucher()))
        #expect(!"\(told)".contains("Ana") && !"\(told)".contains("example.org"))
    }
}
