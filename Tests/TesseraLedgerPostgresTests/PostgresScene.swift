import TesseraLedger
import TesseraLedgerPostgres
import TesseraModel
import TesseraTestSupport
import Testing

/// A book in a schema of its own with a batch of gift cards.
struct PostgresScene: Sendable {
    let schema: ScratchSchema
    let ledger: PostgresLedger
    let ids = OperationIDs()
    private let batch: Batch

    init() async throws {
        schema = try await PostgresLedgerTests.book()
        ledger = try await PostgresLedgerTests.open(schema)
        let order = Sample.gift(cents: 5_000)
        let cards = BatchOrder(
            terms: order.terms, uses: order.uses, validity: order.validity, keyID: order.keyID,
            audience: order.audience, count: 10, salt: order.salt)
        batch = try #require(
            try await ledger.issue(
                IssueRequest(operation: ids.next(), orders: [cards], time: Sample.noon)
            ).first)
    }

    /// A connection beside the ledger's, for looking and for what others do.
    var side: PostgresConnection { PostgresConnection(schema.address) }

    func request(
        _ slot: UInt32, cents: Int64, operation: OperationID? = nil
    ) -> RedemptionRequest {
        RedemptionRequest(
            operation: operation ?? ids.next(), position: Sample.position(0, slot),
            demand: .amount(Sample.euros(cents: cents)), shop: Sample.harbour,
            till: Sample.till1, time: Sample.noon)
    }

    /// What a busy till does with a card that others want too; refusals are part of it.
    func work(at ledger: any Ledger, _ slot: UInt32) async {
        for step in 0..<4 {
            let place = PlacedRequest(
                operation: ids.next(), place: Place(shop: Sample.harbour, till: Sample.till1),
                time: Sample.noon)
            let first = try? await ledger.redeem(request(slot, cents: 700))
            _ = try? await ledger.redeem(request(slot, cents: 4_000))
            let hold = try? await ledger.hold(request(slot, cents: 300), milliseconds: 60_000)
            if let hold { _ = try? await ledger.capture(hold.operation, amount: 100, place) }
            if let first, step % 2 == 0 {
                _ = try? await ledger.undo(
                    UndoRequest(
                        operation: ids.next(), redemption: first.operation,
                        till: Sample.till1, time: Sample.noon))
            }
        }
    }
}
