import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import Testing

/// Looking for vouchers among many, a bounded part of the book at a time.
struct SearchVouchersTests {
    // Seven batches of one gift card each, named a to g.
    private func desk(_ store: Store) async throws -> Desk {
        let desk = try await Desk(store)
        for label in "abcdefg" {
            let wish = VoucherWish(
                terms: .gift(Sample.euros(cents: 100)), validity: Sample.twoYears, count: 1,
                label: String(label))
            _ = try await desk.counter.issue([wish], operation: desk.ids.next())
        }
        return desk
    }

    @Test(arguments: Store.available)
    func `where nothing matches it still answers after so much, and goes on from there`(
        store: Store
    ) async throws {
        // The book is there as long as its desk.
        let desk = try await desk(store)
        let question = VoucherQuestion(label: "a")
        var pages: [[String]] = []
        var cursor: VoucherPosition?
        repeat {
            let found = try await desk.counter.vouchers(
                question, after: cursor, limit: 10, effort: 3, where: { _ in true })
            pages.append(found.items.map(\.batch.order.label))
            cursor = found.next
        } while cursor != nil
        #expect(pages == [[], [], ["a"]])
        #expect(try await desk.book.ledger.audit().findings == [])
    }

    @Test
    func `batches of others are looked at too, and count`() async throws {
        let counter = try await desk(.inMemory).counter
        let found = try await counter.vouchers(
            VoucherQuestion(), after: nil, limit: 10, effort: 3, where: { _ in false })
        #expect(found.items == [])
        #expect(found.next != nil)
    }

    @Test
    func `one call finds all where there is little`() async throws {
        let counter = try await desk(.inMemory).counter
        let found = try await counter.vouchers(
            VoucherQuestion(), after: nil, limit: 10, where: { _ in true })
        #expect(found.items.map(\.batch.order.label) == ["g", "f", "e", "d", "c", "b", "a"])
        #expect(found.next == nil)
    }
}
