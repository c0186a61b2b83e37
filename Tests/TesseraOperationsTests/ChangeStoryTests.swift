import TesseraConfiguration
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import Testing

/// Who changed a voucher: F31.
struct ChangeStoryTests {
    @Test(arguments: Store.available)
    func `the history says who changed a voucher, and where it was sold`(
        store: Store
    ) async throws {
        let desk = try await Desk(store)
        let card = try await desk.voucher(
            Desk.gift(cents: 5_000), activation: .whenSold)
        let eva = try #require(OperatorID("eva-1"))
        _ = try await desk.counter.appoint(
            OperatorTerms(id: eva, role: .admin, acceptor: nil), operation: desk.ids.next())
        let approval = Approval(worker: eva, second: nil, asker: .terminal, proof: nil)
        let sale = Place(shop: Sample.harbour, till: Sample.till1, operator: eva)

        _ = try await desk.counter.change(
            card.position, .activate, approval: approval, at: sale, operation: desk.ids.next())
        _ = try await desk.counter.change(
            card.position, .block(reason: "reported lost"), approval: approval,
            operation: desk.ids.next())
        _ = try await desk.counter.change(
            card.position, .unblock(reason: "found"), operation: desk.ids.next())
        let made = try await desk.counter.reissue(
            card.position, by: eva, operation: desk.ids.next())

        let story = try await desk.book.ledger.history(of: card.position)
        let office = Place(shop: nil, till: desk.counter.settings.till, operator: eva)
        #expect(story.map(\.place) == [nil, sale, office, nil, office])
        #expect(made.old == card.position)
        #expect(try await desk.book.ledger.audit().findings == [])
    }
}
