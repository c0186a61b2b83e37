import Testing
import TesseraJournal
import TesseraLedger
import TesseraModel
import TesseraTestSupport

/// What a check of the book's own seals finds: L4.
struct JournalCheckTests {
    /// A book whose seals are these; its operations are those of the same seed.
    private func book(
        _ change: (inout [SealedOperation]) -> Void
    ) async throws -> (InMemoryLedger, [SealedOperation]) {
        let honest = InMemoryLedger(zone: Sample.bucharest)
        try await JournalBook.fill(honest, seed: 11, count: 9)
        _ = try await Sealer(ledger: honest).seal()
        var seals = try await honest.sealed(after: 0, limit: 100)
        change(&seals)
        let ledger = InMemoryLedger(zone: Sample.bucharest)
        try await JournalBook.fill(ledger, seed: 11, count: 9)
        try await ledger.seal(seals)
        return (ledger, seals)
    }

    private func name(_ seal: SealedOperation) -> String {
        "operation \(seal.operation.operation.text), number \(seal.sequence)"
    }

    @Test func `an untouched journal has no findings`() async throws {
        let (ledger, seals) = try await book { _ in }

        let check = try await JournalCheck(of: ledger, pageSize: 4).run()

        #expect(check.findings == [])
        #expect(check.chain.sequence == 9)
        #expect(check.unsealed == 0)
        #expect(check.chain.head == seals.last?.head)
    }

    @Test func `an operation changed after it was sealed is named, and no other`() async throws {
        let (ledger, seals) = try await book { seals in
            let old = seals[4].operation
            let later = BookedOperation(
                operation: old.operation, time: old.time.advanced(byMilliseconds: 1),
                place: old.place, position: old.position, wish: old.wish, outcome: old.outcome,
                transfers: old.transfers)
            seals[4] = SealedOperation(sequence: 5, operation: later, head: seals[4].head)
        }

        let findings = try await JournalCheck(of: ledger, pageSize: 4).run().findings

        #expect(
            findings == [
                LedgerAudit.Finding(
                    record: name(seals[4]),
                    problem: "is not the operation that was sealed under its number")
            ])
    }

    @Test func `a seal that is gone is named by the one after it`() async throws {
        let (ledger, seals) = try await book { $0.remove(at: 4) }

        let findings = try await JournalCheck(of: ledger).run().findings

        #expect(
            findings == [
                LedgerAudit.Finding(record: name(seals[4]), problem: "has number 6 where 5 follows")
            ])
    }

    @Test func `a changed head is named`() async throws {
        let (ledger, seals) = try await book { seals in
            let last = seals.removeLast()
            seals.append(
                SealedOperation(
                    sequence: 9, operation: last.operation, head: ChainHead.beginning))
        }

        let findings = try await JournalCheck(of: ledger).run().findings

        #expect(findings.map(\.record) == [name(seals[8])])
    }

    @Test(arguments: Store.available)
    func `a file of the journal agrees with the book it is of`(store: Store) async throws {
        let book = try await store.open()
        try await JournalBook.fill(book.ledger, seed: 12, count: 20)
        let file = try await JournalBytes(of: book.ledger)
        try await JournalBook.fill(book.ledger, seed: 13, count: 3)
        _ = try await Sealer(ledger: book.ledger).seal()

        let findings = try await JournalCheck(of: book.ledger, pageSize: 3)
            .comparison(with: file.reader())

        #expect(findings == [])
    }

    @Test func `a file of another journal parts from the book at a named operation`() async throws {
        let (ledger, seals) = try await book { _ in }
        let other = InMemoryLedger(zone: Sample.bucharest)
        try await JournalBook.fill(other, seed: 12, count: 3)
        let file = try await JournalBytes(of: other)

        let findings = try await JournalCheck(of: ledger).comparison(with: file.reader())

        #expect(findings.map(\.record) == [name(seals[0])])
    }

    @Test func `a file that knows more than the book names what is gone`() async throws {
        let ledger = InMemoryLedger(zone: Sample.bucharest)
        try await JournalBook.fill(ledger, seed: 12, count: 3)
        let file = try await JournalBytes(of: ledger)
        let third = try #require(try await ledger.lastSeal())
        let shorter = InMemoryLedger(zone: Sample.bucharest)
        try await JournalBook.fill(shorter, seed: 12, count: 2)
        _ = try await Sealer(ledger: shorter).seal()

        let findings = try await JournalCheck(of: shorter).comparison(with: file.reader())

        #expect(
            findings == [
                LedgerAudit.Finding(
                    record: name(third), problem: "is in the file and no more in the book")
            ])
    }
}
