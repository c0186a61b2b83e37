import Testing
import TesseraJournal
import TesseraLedger
import TesseraModel
import TesseraTestSupport

/// Sealing and replaying, on every store: L4, R8.
struct SealerTests {
    @Test(arguments: Store.available)
    func `sealing numbers everything without a gap and only once`(store: Store) async throws {
        let book = try await store.open()
        try await JournalBook.fill(book.ledger, seed: 5, count: 40)
        let sealer = Sealer(ledger: book.ledger, pageSize: 7)

        #expect(try await sealer.seal() == (try await book.ledger.figures().operations))
        #expect(try await sealer.seal() == 0)

        let sealed = try await book.ledger.sealed(after: 0, limit: 1_000)
        #expect(sealed.map(\.sequence) == Array(1...Int64(sealed.count)))
        #expect(try await book.ledger.unsealed(limit: 1).isEmpty)
    }

    /// Callers make the ids, so they say nothing of the order; these run backwards.
    @Test(arguments: Store.available)
    func `what was booked later is sealed later, whatever its id`(store: Store) async throws {
        let book = try await store.open()
        let ids = (1...9).reversed().map { OperationID(high: 0, low: $0) }
        _ = try await book.ledger.issue(
            IssueRequest(operation: ids[0], orders: [Sample.gift(cents: 5_000)], time: Sample.noon))
        for id in ids.dropFirst() {
            _ = try await book.ledger.redeem(
                RedemptionRequest(
                    operation: id, position: Sample.position(0, 0),
                    demand: .amount(Sample.euros(cents: 300)), shop: Sample.harbour,
                    till: Sample.till1, time: Sample.noon))
        }

        _ = try await Sealer(ledger: book.ledger, pageSize: 4).seal()

        let sealed = try await book.ledger.sealed(after: 0, limit: 100)
        #expect(sealed.map(\.operation.operation) == ids)
        #expect(try await book.ledger.audit().findings == [])
    }

    @Test(arguments: Store.available)
    func `a background task seals no more than it was told`(store: Store) async throws {
        let book = try await store.open()
        try await JournalBook.fill(book.ledger, seed: 5, count: 12)
        let sealer = Sealer(ledger: book.ledger, pageSize: 3)

        #expect(try await sealer.seal(upTo: 5) == 5)
        #expect(try await book.ledger.lastSeal()?.sequence == 5)
        #expect(try await sealer.seal(upTo: 0) == 0)
    }

    @Test(arguments: Store.available)
    func `many sealers at once make one chain`(store: Store) async throws {
        let book = try await store.open()
        try await JournalBook.fill(book.ledger, seed: 6, count: 60)
        let ledger = book.ledger

        let counts = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<6 {
                group.addTask { try await Sealer(ledger: ledger, pageSize: 2).seal() }
            }
            return try await group.reduce(0, +)
        }

        #expect(counts == (try await ledger.figures().operations))
        let check = try await JournalCheck(of: ledger).run()
        #expect(check.findings == [])
        #expect(check.chain.sequence == Int64(counts))
    }

    @Test(arguments: Store.available)
    func `the heads are those of the lines, whenever sealing happened`(store: Store) async throws {
        let early = try await store.open()
        let late = try await store.open()
        for seed: UInt64 in [7, 8] {
            try await JournalBook.fill(late.ledger, seed: seed, count: 1)
            try await JournalBook.fill(early.ledger, seed: seed, count: 1)
            _ = try await Sealer(ledger: early.ledger).seal()
        }
        _ = try await Sealer(ledger: late.ledger).seal()

        let head = try await early.ledger.lastSeal()?.head

        #expect(head != nil)
        #expect(head == (try await late.ledger.lastSeal()?.head))
    }

    @Test(arguments: Store.available, 1...4 as ClosedRange<UInt64>)
    func `a replay into an empty book gives the same balances and heads`(
        store: Store, seed: UInt64
    ) async throws {
        let book = try await Store.inMemory.open()
        try await JournalBook.fill(book.ledger, seed: seed, count: 120)
        let file = try await JournalBytes(of: book.ledger)
        let other = try await store.open()

        let chain = try await JournalReplay(into: other.ledger, pageSize: 50).run(file.reader())

        #expect(chain.head == (try await book.ledger.lastSeal()?.head))
        #expect(try await other.ledger.lastSeal()?.head == chain.head)
        #expect(try await other.ledger.balances() == (try await book.ledger.balances()))
        #expect(try await other.ledger.limits() == (try await book.ledger.limits()))
        #expect(
            try await other.ledger.vouchersInUse(after: nil, limit: 1_000)
                == (try await book.ledger.vouchersInUse(after: nil, limit: 1_000)))
        #expect(try await other.ledger.audit().findings == [])
        #expect(try await JournalBytes(of: other.ledger).bytes == file.bytes)
    }

    @Test(arguments: Store.available)
    func `a book that holds something takes no journal`(store: Store) async throws {
        let book = try await store.open()
        try await JournalBook.fill(book.ledger, seed: 9, count: 5)
        let file = try await JournalBytes(of: book.ledger)

        await #expect(throws: JournalError.bookNotEmpty(operations: 5)) {
            try await JournalReplay(into: book.ledger).run(file.reader())
        }
    }

    @Test(arguments: Store.available)
    func `what does not follow from the operations before it is refused by name`(
        store: Store
    ) async throws {
        let place = Place(shop: Sample.harbour, till: Sample.till1)
        let liar = BookedOperation(
            operation: OperationID(high: 1, low: 1), time: Sample.noon, place: place,
            position: Sample.position(0, 0),
            wish: .redeem(Sample.position(0, 0), .everything, holder: nil),
            outcome: .redeemed(taken: 1, balance: 0, discount: nil), transfers: [])
        let forged = InMemoryLedger(zone: Sample.bucharest)
        var chain = HashChain()
        try await forged.seal([chain.add(liar)])
        let file = try await JournalBytes(of: forged)
        let book = try await store.open()

        await #expect(
            throws: JournalError.rebookedOtherwise(sequence: 1, operation: liar.operation)
        ) {
            try await JournalReplay(into: book.ledger).run(file.reader())
        }
    }
}
