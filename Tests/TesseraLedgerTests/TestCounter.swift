import TesseraLedger
import TesseraModel
import TesseraTestSupport

/// One voucher in a fresh book and a till to ask for it.
struct TestCounter {
    let book: OpenBook
    let ids = OperationIDs()
    let batches: [Batch]
    var ledger: any Ledger { book.ledger }
    var position: VoucherPosition { batches[0].first }

    /// A fresh book in which some orders were issued, each as a batch of its own.
    init(_ store: Store, _ orders: BatchOrder..., at time: Timestamp = Sample.noon) async throws {
        book = try await store.open()
        batches = try await book.ledger.issue(
            IssueRequest(operation: ids.next(), orders: orders, time: time))
    }

    func request(
        _ demand: Demand, at till: TillID = Sample.till1, time: Timestamp = Sample.noon,
        of position: VoucherPosition? = nil, operation: OperationID? = nil
    ) -> RedemptionRequest {
        RedemptionRequest(
            operation: operation ?? ids.next(), position: position ?? self.position,
            demand: demand, shop: Sample.harbour, till: till, time: time)
    }

    @discardableResult
    func redeem(
        _ demand: Demand, at till: TillID = Sample.till1, time: Timestamp = Sample.noon
    ) async throws(LedgerError) -> Redemption {
        try await ledger.redeem(request(demand, at: till, time: time))
    }

    @discardableResult
    func undo(
        _ redemption: OperationID, at till: TillID = Sample.till1, time: Timestamp = Sample.noon
    ) async throws(LedgerError) -> Reversal {
        try await ledger.undo(
            UndoRequest(operation: ids.next(), redemption: redemption, till: till, time: time))
    }

    @discardableResult
    func change(
        _ action: VoucherAction, time: Timestamp = Sample.noon
    ) async throws(LedgerError) -> VoucherState {
        try await ledger.change(
            ChangeRequest(operation: ids.next(), position: position, action: action, time: time))
    }

    func voucher() async throws(LedgerError) -> VoucherState {
        try await ledger.voucher(at: position)
    }
}

extension Redemption {
    /// The same answer, given again.
    var replayed: Redemption {
        Redemption(
            operation: operation, position: position, terms: terms, taken: taken,
            balance: balance, discount: discount, use: use, isReplay: true)
    }
}

extension TestCounter {
    /// The name, place and time of a wish about an earlier operation.
    func placed(
        at till: TillID = Sample.till1, time: Timestamp = Sample.noon,
        operation: OperationID? = nil
    ) -> PlacedRequest {
        PlacedRequest(
            operation: operation ?? ids.next(), place: Place(shop: Sample.harbour, till: till),
            time: time)
    }

    @discardableResult
    func hold(
        _ demand: Demand, minutes: Int64 = 15, at till: TillID = Sample.till1,
        time: Timestamp = Sample.noon
    ) async throws(LedgerError) -> HeldUse {
        try await ledger.hold(
            request(demand, at: till, time: time), milliseconds: minutes * 60_000)
    }

    @discardableResult
    func capture(
        _ hold: HeldUse, cents: Int64? = nil, time: Timestamp = Sample.noon
    ) async throws(LedgerError) -> Redemption {
        try await ledger.capture(hold.operation, amount: cents, placed(time: time))
    }

    @discardableResult
    func reverse(
        _ redemption: Redemption, cents: Int64? = nil, time: Timestamp = Sample.noon
    ) async throws(LedgerError) -> Reversal {
        try await ledger.reverse(
            redemption.operation, amount: cents, reason: "returned",
            PlacedRequest(operation: ids.next(), place: nil, time: time))
    }

    @discardableResult
    func setLimit(_ terms: LimitTerms) async throws(LedgerError) -> LimitID {
        let booked = try await ledger.book(
            BookingRequest(
                operation: ids.next(), wish: .setLimit(terms), place: nil, time: Sample.noon))
        guard case .limited(let id) = booked.operation.outcome else { throw .ledgerDamaged }
        return id
    }
}
