import Testing
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import TesseraVerification

/// Limits and members' cards shown with vouchers, through the counter: R5; F26, F27.
struct LimitTests {
    private let onceEach = LimitTerms(
        scope: .campaign(9), key: .member, period: .ever, most: .uses(1))

    // F26
    @Test(arguments: Store.available)
    func `a limit by member wants a member's card`(store: Store) async throws {
        let desk = try await Desk(store)
        let batch = try await desk.issue(Desk.entitlement(uses: 1), count: 3)
        var codes: [String] = []
        for index: UInt32 in 0..<3 {
            let position = Sample.position(batch.first.list, batch.first.slot + index)
            codes.append(try await desk.counter.issued(position).token)
        }
        _ = try await desk.counter.setLimit(onceEach, operation: desk.ids.next())
        let (ana, card) = try await desk.card()

        await #expect(throws: LedgerError.memberRequired(onceEach)) {
            try await desk.redeem(codes[0])
        }
        let live = try await desk.counter.liveCode(of: ana.number)
        #expect(try await desk.redeem(codes[0], member: live).balance == 0)
        await #expect(
            throws: LedgerError.limitReached(onceEach, left: .uses(0), wanted: .uses(1))
        ) { try await desk.redeem(codes[1], member: card.token) }
        let other = try await desk.card(name: "Ion").card
        #expect(try await desk.redeem(codes[1], member: other.typedCode).balance == 0)
    }

    @Test(arguments: Store.available)
    func `only a good card of a member counts`(store: Store) async throws {
        let desk = try await Desk(store)
        let pass = try await desk.voucher(Desk.entitlement(uses: 5), uses: 5)
        let (ana, card) = try await desk.card()
        let live = try await desk.counter.liveCode(of: ana.number)

        await #expect(throws: VerificationError.wrongKind(.entitlement)) {
            try await desk.redeem(pass.token, member: pass.token)
        }
        await #expect(throws: (any Error).self) {
            try await desk.redeem(pass.token, member: ana.number.text)
        }
        desk.wait(seconds: 90)
        await #expect(throws: VerificationError.liveCodeStale) {
            try await desk.redeem(pass.token, member: live)
        }
        try await desk.change(card, .block(reason: "lost"))
        await #expect(
            throws: LedgerError.basketVoucherRefused(
                ana.card, [.revoked(at: desk.clock.now(), reason: "lost")])
        ) { try await desk.redeem(pass.token, member: card.token) }
        #expect(try await desk.book.ledger.voucher(at: pass.position).balance == 5)
    }

    // L3: the phone shows another code by the time the till asks again.
    @Test(arguments: Store.available)
    func `a retry is answered though the live code is stale`(store: Store) async throws {
        let desk = try await Desk(store)
        let pass = try await desk.voucher(Desk.entitlement(uses: 5), uses: 5)
        let (ana, card) = try await desk.card()
        let live = try await desk.counter.liveCode(of: ana.number)
        let id = desk.ids.next()
        _ = try await desk.redeem(pass.token, operation: id, member: live)
        desk.wait(seconds: 600)
        try await desk.change(card, .block(reason: "lost"))

        #expect(try await desk.redeem(pass.token, operation: id, member: live).isReplay)
        let other = try await desk.card(name: "Ion").card
        await #expect(throws: LedgerError.operationReused(id)) {
            try await desk.redeem(pass.token, operation: id, member: other.token)
        }
    }

    @Test(arguments: Store.available)
    func `limits are set and ended once for an operation`(store: Store) async throws {
        let desk = try await Desk(store)
        let (set, end) = (desk.ids.next(), desk.ids.next())

        let first = try await desk.counter.setLimit(onceEach, operation: set)
        #expect(first.limit == LimitID(1) && !first.isReplay)
        #expect(try await desk.counter.setLimit(onceEach, operation: set).isReplay)
        #expect(try await desk.book.ledger.limits().map(\.limit.terms) == [onceEach])

        let ended = try await desk.counter.endLimit(first.limit, operation: end)
        #expect(!ended.isReplay)
        #expect(try await desk.counter.endLimit(first.limit, operation: end).isReplay)
        await #expect(throws: LedgerError.unknownLimit(LimitID(1))) {
            try await desk.counter.endLimit(first.limit, operation: desk.ids.next())
        }
        #expect(try await desk.book.ledger.limits() == [])
    }

    // F28
    @Test(arguments: Store.available)
    func `every reason is told at once`(store: Store) async throws {
        let desk = try await Desk(store)
        let pass = try await desk.voucher(
            Desk.entitlement(uses: 5), uses: 5,
            validity: Sample.validity("2026-01-01", "2026-11-30"))
        _ = try await desk.counter.setLimit(onceEach, operation: desk.ids.next())
        try await desk.change(pass, .block(reason: "lost"))
        let standing: [LedgerError] = [
            .revoked(at: Sample.noon, reason: "lost"), .expired(last: Sample.day("2026-11-30")),
        ]

        await #expect(throws: LedgerError.several(standing)) {
            try await desk.counter.check(pass.token, at: Sample.till1)
        }
        await #expect(
            throws: LedgerError.several(
                standing + [
                    .insufficientUses(available: 5, wanted: 6), .memberRequired(onceEach),
                ])
        ) { try await desk.redeem(pass.token, .uses(6)) }
    }
}
