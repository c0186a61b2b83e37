import Foundation
import TesseraLedger
import TesseraModel
import TesseraTestSupport
import Testing

/// Issuing is not storing; asked of every store.
struct IssueTests {
    /// L2, F18.
    @Test(arguments: Store.available)
    func `a batch of a million is one row`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.gift(cents: 1_000, count: 1_000_000))
        let last = try #require(counter.batches[0].position(at: 999_999))

        #expect(try await counter.ledger.voucher(at: last).balance == 1_000)

        let figures = try await counter.ledger.figures()
        #expect(figures.batches == 1 && figures.vouchers == 1_000_000)
        #expect(figures.vouchersInUse == 0 && figures.operations == 1)
        #expect(figures.liabilities == ["EUR": 1_000_000_000])
        if let folder = counter.book.folder {
            let again = try await counter.book.reopened()
            let path = folder.path + "/ledger.sqlite"
            let bytes = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
            #expect(try #require(bytes) < 1 << 20)
            #expect(try await again.ledger.figures().vouchers == 1_000_000)
        }
    }

    /// L2: members, own vouchers and a partner's vouchers live in lists of their own.
    @Test(arguments: Store.available)
    func `each series goes on in its own list`(store: Store) async throws {
        let partner = Audience(17)
        let counter = try await TestCounter(
            store, Sample.gift(count: 10), Sample.gift(count: 5, audience: partner),
            Sample.entitlement(count: 10), Sample.gift(count: 1, audience: partner))

        let card = try await counter.ledger.enrol(
            Sample.enrolment(1_234, operation: counter.ids.next()))

        #expect(
            counter.batches.map(\.first) == [
                Sample.position(0, 0), Sample.position(1, 0), Sample.position(0, 10),
                Sample.position(1, 5),
            ])
        #expect(card.card == Sample.position(2, 0))
    }

    /// L2: a batch that does not fit its list whole begins a new one; a full list is left.
    @Test(arguments: Store.available)
    func `a batch that does not fit begins a list nobody used`(store: Store) async throws {
        let counter = try await TestCounter(
            store, Sample.gift(count: 131_000), Sample.gift(count: 72), Sample.gift(count: 73),
            Sample.gift(count: 131_072), Sample.gift(count: 1), Sample.gift(count: 300_000),
            Sample.gift(count: 1))

        #expect(
            counter.batches.map(\.first) == [
                Sample.position(0, 0), Sample.position(0, 131_000), Sample.position(1, 0),
                Sample.position(2, 0), Sample.position(3, 0), Sample.position(4, 0),
                Sample.position(6, 37_856),
            ])
        let crossing = counter.batches[5]
        #expect(crossing.position(at: 131_072) == Sample.position(5, 0))
        let beyond = Sample.position(6, 37_855)
        #expect(try await counter.ledger.batch(covering: beyond) == crossing)
    }

    /// L3: all batches or none, once.
    @Test(arguments: Store.available)
    func `issuing twice with one id issues once`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.gift())
        let request = IssueRequest(
            operation: counter.ids.next(), orders: [Sample.gift(), Sample.discount()],
            time: Sample.noon)

        let first = try await counter.ledger.issue(request)
        let second = try await counter.ledger.issue(request)

        #expect(first == second && first.map(\.id) == [BatchID(2), BatchID(3)])
        await #expect(throws: LedgerError.operationReused(request.operation)) {
            try await counter.ledger.issue(
                IssueRequest(
                    operation: request.operation, orders: [Sample.gift()], time: Sample.noon))
        }
        #expect(try await counter.ledger.figures().batches == 3)
    }

    @Test(arguments: Store.available)
    func `a batch worth more than the book can count is not issued`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.gift())
        let dear = Sample.gift(cents: 1_000_000_000_000, count: 10_000)

        await #expect(throws: LedgerError.amountTooLarge) {
            try await counter.ledger.issue(
                IssueRequest(
                    operation: counter.ids.next(), orders: [Sample.gift(), dear],
                    time: Sample.noon))
        }

        #expect(try await counter.ledger.figures().batches == 1)
    }

    /// R11.
    @Test(arguments: Store.available)
    func `a member is enrolled once and a taken number is said`(store: Store) async throws {
        let counter = try await TestCounter(store, Sample.gift())
        let request = Sample.enrolment(77, operation: counter.ids.next())

        let member = try await counter.ledger.enrol(request)

        #expect(try await counter.ledger.enrol(request) == member)
        #expect(try await counter.ledger.member(member.number) == member)
        let other = Sample.enrolment(77, operation: counter.ids.next(), name: "Bogdan")
        await #expect(throws: LedgerError.memberNumberTaken(member.number)) {
            try await counter.ledger.enrol(other)
        }
        let renamed = Sample.enrolment(77, operation: request.operation, name: "Bogdan")
        await #expect(throws: LedgerError.operationReused(request.operation)) {
            try await counter.ledger.enrol(renamed)
        }
        #expect(try await counter.ledger.figures().members == 1)
    }
}
