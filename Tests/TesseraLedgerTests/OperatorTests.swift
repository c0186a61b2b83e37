import TesseraLedger
import TesseraModel
import TesseraTestSupport
import Testing

/// The register of those who work; asked of every store.
///
/// Concepts 1 and 12, R8, R11.
struct OperatorTests {
    private func appoint(_ role: OperatorRole, at shop: ShopID? = nil) -> Wish {
        .appoint(OperatorTerms(id: Sample.ana, role: role, acceptor: shop))
    }

    @Test(arguments: Store.available)
    func `whoever is appointed stands in the register`(store: Store) async throws {
        let scene = try await OfflineScene(store)

        #expect(try await scene.book(appoint(.cashier, at: Sample.harbour)) == .done)

        guard case .operator(let ana)? = try await scene.ledger.party(.operator(Sample.ana)) else {
            Issue.record("nobody was appointed")
            return
        }
        #expect(ana.id == Sample.ana && ana.role == .cashier && ana.acceptor == Sample.harbour)
        #expect(ana.end == nil)
        #expect(try await scene.ledger.party(.operator(Sample.dan)) == nil)
        #expect(try await scene.ledger.parties().contains(.operator(ana)))
        #expect(try await scene.ledger.audit().findings == [])
    }

    @Test(arguments: Store.available)
    func `an operator is dismissed once and may be appointed again`(store: Store) async throws {
        let scene = try await OfflineScene(store)
        let dismissal = Wish.dismiss(Sample.ana, reason: "left")
        try await scene.book(appoint(.cashier))

        #expect(try await scene.book(dismissal, at: .noon(plus: 1)) == .done)

        let refused = Outcome.refused(.operatorDismissed(Sample.ana, at: .noon(plus: 1)))
        #expect(try await scene.book(dismissal, at: .noon(plus: 2)) == refused)
        #expect(try await scene.book(appoint(.supervisor), at: .noon(plus: 3)) == .done)
        guard case .operator(let ana)? = try await scene.ledger.party(.operator(Sample.ana)) else {
            Issue.record("nobody was appointed")
            return
        }
        #expect(ana.role == .supervisor && ana.end == nil && ana.acceptor == nil)
        #expect(try await scene.ledger.audit().findings == [])
    }

    @Test(arguments: Store.available)
    func `nobody unknown is dismissed and nobody is appointed unfit`(store: Store) async throws {
        let scene = try await OfflineScene(store)

        await #expect(throws: LedgerError.unknownOperator(Sample.dan)) {
            try await scene.book(.dismiss(Sample.dan, reason: "left"))
        }
        await #expect(throws: LedgerError.wishUnfit) { try await scene.book(appoint(.partner)) }
        try await scene.book(.endAgreement(Sample.harbour, reason: "closed"))
        let ended = LedgerError.agreementEnded(Sample.harbour, at: Sample.noon)
        #expect(try await scene.book(appoint(.partner, at: Sample.harbour)) == .refused(ended))
        #expect(try await scene.ledger.audit().findings == [])
    }

    @Test(arguments: Store.durable)
    func `the register is as it was after the book was opened again`(store: Store) async throws {
        let scene = try await OfflineScene(store)
        try await scene.book(appoint(.auditor))
        try await scene.book(.dismiss(Sample.ana, reason: "left \"for good\""))
        let before = try await scene.ledger.parties()

        let again = try await scene.counter.book.reopened()

        #expect(try await again.ledger.parties() == before)
        #expect(try await again.ledger.audit().findings == [])
    }

    @Test func `what keeps an operator from an act is named in this order`() {
        var ana = Operator(id: Sample.ana, role: .cashier, acceptor: Sample.harbour)

        #expect(ana.barrier(to: .redeem, at: Sample.harbour) == nil)
        #expect(ana.barrier(to: .reverse, at: Sample.harbour) == .role(.cashier, .reverse))
        #expect(ana.barrier(to: .reverse, at: Sample.market) == .elsewhere(Sample.harbour))
        #expect(ana.barrier(to: .redeem, at: nil) == .elsewhere(Sample.harbour))
        ana.end = Acceptor.End(time: Sample.noon, reason: "left")
        #expect(ana.barrier(to: .reverse, at: Sample.market) == .dismissed(at: Sample.noon))
        ana = Operator(id: Sample.ana, role: .admin, acceptor: nil)
        #expect(ana.barrier(to: .reverse, at: Sample.market) == nil)
    }
}
