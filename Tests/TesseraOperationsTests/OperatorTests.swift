import TesseraClaims
import TesseraConfiguration
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import TesseraToken
import TesseraVerification
import Testing

/// Who may do what at the counter.
///
/// Concepts 1 and 12, L3.
struct OperatorTests {
    private func desk(
        _ store: Store, _ role: OperatorRole = .cashier, at shop: ShopID? = Sample.harbour
    ) async throws -> Desk {
        let desk = try await Desk(store)
        try await appoint(role, at: shop, desk)
        return desk
    }

    private func appoint(_ role: OperatorRole, at shop: ShopID?, _ desk: Desk) async throws {
        _ = try await desk.counter.appoint(
            OperatorTerms(id: Sample.ana, role: role, acceptor: shop),
            operation: desk.ids.next())
    }

    private func redeem(
        _ voucher: IssuedVoucher, by worker: OperatorID?, at desk: Desk,
        in shop: ShopID = Sample.harbour, operation: OperationID? = nil
    ) async throws -> Redemption {
        try await desk.counter.redeem(
            voucher.token, .amount("1"), in: shop, at: Sample.till1, by: worker,
            operation: operation ?? desk.ids.next())
    }

    /// How many operations the book has.
    private func count(_ desk: Desk) async throws -> Int {
        try await desk.book.ledger.figures().operations
    }

    @Test(arguments: Store.available)
    func `a cashier redeems, holds and undoes in that name`(store: Store) async throws {
        let desk = try await desk(store)
        let card = try await desk.voucher(Desk.gift(cents: 5_000))

        let taken = try await redeem(card, by: Sample.ana, at: desk)
        let undone = try await desk.counter.undo(
            nil, at: Sample.till1, by: Sample.ana, operation: desk.ids.next())
        let held = try await desk.counter.hold(
            card.token, .amount("2"), minutes: 5, in: Sample.harbour, at: Sample.till1,
            by: Sample.ana, operation: desk.ids.next())
        let captured = try await desk.counter.capture(
            held.operation, .nothing, in: Sample.harbour, at: Sample.till1, by: Sample.ana,
            operation: desk.ids.next())
        let basket = try await desk.counter.redeemBasket(
            [card.token], due: "3", in: Sample.harbour, at: Sample.till1, by: Sample.ana,
            operation: desk.ids.next())

        #expect(taken.use.operator == Sample.ana && undone.reversals[0].balance == 5_000)
        #expect(captured.use.operator == Sample.ana)
        #expect(basket.redemptions.map(\.use.operator) == [Sample.ana])
        let history = try await desk.book.ledger.history(of: card.position).dropFirst()
        #expect(history.allSatisfy { $0.place?.operator == Sample.ana })
        #expect(try await desk.book.ledger.audit().findings == [])
    }

    @Test(arguments: Store.available)
    func `a hold is given back in the name of who gives it back`(store: Store) async throws {
        let desk = try await desk(store)
        let card = try await desk.voucher(Desk.gift(cents: 5_000))
        let held = try await desk.counter.hold(
            card.token, .amount("2"), minutes: 5, in: Sample.harbour, at: Sample.till1,
            operation: desk.ids.next())

        let id = desk.ids.next()
        _ = try await desk.counter.release(
            held.operation, in: Sample.harbour, at: Sample.till1, by: Sample.ana, operation: id)

        #expect(try await desk.book.ledger.operation(id)?.place?.operator == Sample.ana)
    }

    @Test(arguments: Store.available)
    func `whoever may not do it books nothing`(store: Store) async throws {
        let desk = try await desk(store)
        let card = try await desk.voucher(Desk.gift(cents: 5_000))
        let taken = try await redeem(card, by: nil, at: desk)
        let before = try await count(desk)

        await #expect(throws: LedgerError.operatorNotAllowed(Sample.dan, .unknown)) {
            try await redeem(card, by: Sample.dan, at: desk)
        }
        await #expect(
            throws: LedgerError.operatorNotAllowed(Sample.ana, .elsewhere(Sample.harbour))
        ) { try await redeem(card, by: Sample.ana, at: desk, in: Sample.market) }
        await #expect(
            throws: LedgerError.operatorNotAllowed(Sample.ana, .role(.cashier, .reverse))
        ) {
            try await desk.counter.reverse(
                taken.operation, .nothing, reason: "returned", in: Sample.harbour,
                at: Sample.till1, by: Sample.ana, operation: desk.ids.next())
        }
        #expect(try await count(desk) == before)
        #expect(LedgerError.operatorNotAllowed(Sample.dan, .unknown).kind == .notAllowed)
    }

    @Test(arguments: Store.available)
    func `an operator of another shop undoes nothing there`(store: Store) async throws {
        let desk = try await desk(store, .cashier, at: Sample.market)
        let card = try await desk.voucher(Desk.gift(cents: 5_000))
        _ = try await redeem(card, by: nil, at: desk)

        await #expect(
            throws: LedgerError.operatorNotAllowed(Sample.ana, .elsewhere(Sample.market))
        ) {
            try await desk.counter.undo(
                nil, at: Sample.till1, by: Sample.ana, operation: desk.ids.next())
        }
    }

    @Test(arguments: Store.available)
    func `a supervisor reverses and an auditor only looks`(store: Store) async throws {
        let desk = try await desk(store, .supervisor)
        let card = try await desk.voucher(Desk.gift(cents: 5_000))
        let taken = try await redeem(card, by: Sample.ana, at: desk)

        let back = try await desk.counter.reverse(
            taken.operation, .amount("0.4"), reason: "returned", in: Sample.harbour,
            at: Sample.till1, by: Sample.ana, operation: desk.ids.next())
        try await appoint(.auditor, at: nil, desk)

        #expect(back.reversals[0].returned == 40)
        await #expect(
            throws: LedgerError.operatorNotAllowed(Sample.ana, .role(.auditor, .redeem))
        ) { try await redeem(card, by: Sample.ana, at: desk) }
    }

    @Test(arguments: Store.available)
    func `a name whose first part is booked opens nothing`(store: Store) async throws {
        let desk = try await desk(store, .auditor, at: nil)
        let card = try await desk.voucher(Desk.gift(cents: 5_000))
        let taken = try await redeem(card, by: nil, at: desk)
        let crafted = desk.ids.next()
        _ = try await redeem(card, by: nil, at: desk, operation: crafted.part(1))

        await #expect(
            throws: LedgerError.operatorNotAllowed(Sample.ana, .role(.auditor, .reverse))
        ) {
            try await desk.counter.reverse(
                taken.operation, .nothing, reason: "mine", in: Sample.harbour, at: Sample.till1,
                by: Sample.ana, operation: crafted)
        }
    }

    @Test(arguments: Store.available)
    func `what was booked keeps its answer after a dismissal`(store: Store) async throws {
        let desk = try await desk(store)
        let card = try await desk.voucher(Desk.gift(cents: 5_000))
        let id = desk.ids.next()
        let first = try await redeem(card, by: Sample.ana, at: desk, operation: id)
        _ = try await desk.counter.dismiss(
            Sample.ana, reason: "left", operation: desk.ids.next())

        let again = try await redeem(card, by: Sample.ana, at: desk, operation: id)

        #expect(again.isReplay && again.use == first.use)
        await #expect(
            throws: LedgerError.operatorNotAllowed(Sample.ana, .dismissed(at: Sample.noon))
        ) { try await redeem(card, by: Sample.ana, at: desk) }
    }

    @Test(arguments: Store.available)
    func `an operator is appointed where there is a shop or a partner`(store: Store) async throws {
        let desk = try await desk(store)
        let nowhere = try #require(ShopID("nowhere"))

        await #expect(throws: LedgerError.unknownAcceptor(nowhere)) {
            try await appoint(.cashier, at: nowhere, desk)
        }
    }

    @Test(arguments: Store.available)
    func `a partner's kit has its operators, and their claims say by whom`(
        store: Store
    ) async throws {
        let scene = try await PartnerScene(store)
        let names = try ["a", "b", "c", "d"].map { try #require(OperatorID($0)) }
        let terms = [
            OperatorTerms(id: names[3], role: .admin, acceptor: nil),
            OperatorTerms(id: names[0], role: .partner, acceptor: PartnerScene.luna),
            OperatorTerms(id: names[1], role: .partner, acceptor: PartnerScene.sol),
            OperatorTerms(id: names[2], role: .partner, acceptor: PartnerScene.luna),
        ]
        for term in terms {
            _ = try await scene.counter.appoint(term, operation: scene.desk.ids.next())
        }
        _ = try await scene.counter.dismiss(
            names[2], reason: "left", operation: scene.desk.ids.next())

        let kit = try await scene.counter.kit(
            for: PartnerScene.luna, device: nil, operation: scene.desk.ids.next())

        #expect(
            kit.operators == [
                KitOperator(id: names[0], role: .partner), KitOperator(id: names[3], role: .admin),
            ])
        let card = try await scene.gift(cents: 1_000)
        var till = try await scene.till("till-7")
        try till.take(
            400, .amount(Sample.euros(cents: 400)), of: till.body(of: card), by: names[0],
            as: scene.desk.ids.next())
        let judged = try await scene.upload(till.claims)
        #expect(judged.receipt.items.map(\.ruling) == [.accepted])
        let use = try await scene.counter.ledger.voucher(at: card.position).lastUse
        #expect(use?.operator == names[0] && use?.shop == PartnerScene.luna)
        try await scene.expectSound()
    }
}
