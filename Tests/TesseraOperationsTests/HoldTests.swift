import Testing
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import TesseraVerification

/// Taking in two steps, through the counter: L12, R4; F03, F08, F09.
struct HoldTests {
    private let fifty = Desk.gift(cents: 5_000)

    private func until(minutes: Int64) -> Timestamp {
        Sample.noon.advanced(byMilliseconds: minutes * 60_000)
    }

    @Test(arguments: Store.available)
    func `what is put aside is taken later, in part, once`(store: Store) async throws {
        let desk = try await Desk(store)
        let card = try await desk.voucher(fifty)
        let held = try await desk.hold(card.token, .amount("30.00"))
        #expect(held.amount == 3_000 && held.available == 2_000)
        #expect(held.until == until(minutes: 15))

        let captured = try await desk.capture(held.operation, .amount("12.50"))

        #expect(captured.taken == 1_250 && captured.balance == 3_750)
        await #expect(throws: LedgerError.holdCaptured(at: Sample.noon)) {
            try await desk.capture(held.operation)
        }
        await #expect(throws: LedgerError.holdCaptured(at: Sample.noon)) {
            try await desk.release(held.operation)
        }
        #expect(try await desk.counter.check(card.token, at: Sample.till1).available == 3_750)
    }

    @Test(arguments: Store.available)
    func `no more than was put aside is taken`(store: Store) async throws {
        let desk = try await Desk(store)
        let card = try await desk.voucher(fifty)
        let held = try await desk.hold(card.token, .amount("30.00"))

        await #expect(
            throws: LedgerError.captureAboveHold(
                held: .money(Sample.euros(cents: 3_000)),
                asked: .money(Sample.euros(cents: 3_001)))
        ) { try await desk.capture(held.operation, .amount("30.01")) }
        #expect(try await desk.capture(held.operation).taken == 3_000)
    }

    @Test(arguments: Store.available)
    func `a card counts money, and nothing else is taken of its hold`(store: Store) async throws {
        let desk = try await Desk(store)
        let card = try await desk.voucher(fifty)
        let pass = try await desk.voucher(Desk.entitlement(uses: 5), uses: 5)
        let money = try await desk.hold(card.token, .amount("30.00"))
        let uses = try await desk.hold(pass.token, .uses(3))

        await #expect(throws: LedgerError.demandMismatch(.gift)) {
            try await desk.capture(money.operation, .uses(1))
        }
        await #expect(throws: LedgerError.demandMismatch(.entitlement)) {
            try await desk.capture(uses.operation, .amount("1.00"))
        }
        await #expect(
            throws: ModelError.amount("12,50", Sample.euro, .marks(suggestions: ["12.50"]))
        ) { try await desk.capture(money.operation, .amount("12,50")) }
        #expect(try await desk.capture(uses.operation, .uses(2)).balance == 3)
    }

    @Test(arguments: Store.available)
    func `a hold ends by itself, and is then worth nothing`(store: Store) async throws {
        let desk = try await Desk(store)
        let card = try await desk.voucher(fifty)
        let held = try await desk.hold(card.token, .everything, minutes: 2)
        await #expect(
            throws: LedgerError.heldElsewhere(
                available: .money(Sample.euros(cents: 0)),
                wanted: .money(Sample.euros(cents: 1)), until: until(minutes: 2))
        ) { try await desk.redeem(card.token, .amount("0.01"), at: Sample.till2) }

        desk.wait(seconds: 120)

        await #expect(throws: LedgerError.holdExpired(at: until(minutes: 2))) {
            try await desk.capture(held.operation)
        }
        #expect(try await desk.redeem(card.token, .everything, at: Sample.till2).taken == 5_000)
    }

    @Test(arguments: Store.available)
    func `a released hold is there for others and is not captured`(store: Store) async throws {
        let desk = try await Desk(store)
        let card = try await desk.voucher(fifty)
        let held = try await desk.hold(card.token, .amount("30.00"))

        let released = try await desk.release(held.operation)

        #expect(released.amount == 3_000 && released.available == 5_000)
        await #expect(throws: LedgerError.holdReleased(at: Sample.noon)) {
            try await desk.capture(held.operation)
        }
    }

    // F03
    @Test(arguments: Store.available)
    func `a voucher that was blocked meanwhile is not captured`(store: Store) async throws {
        let desk = try await Desk(store)
        let card = try await desk.voucher(fifty)
        let held = try await desk.hold(card.token, .amount("30.00"))
        try await desk.change(card, .block(reason: "stolen"))

        await #expect(throws: LedgerError.revoked(at: Sample.noon, reason: "stolen")) {
            try await desk.capture(held.operation)
        }
        #expect(try await desk.book.ledger.voucher(at: card.position).balance == 5_000)
    }

    // F09
    @Test(arguments: Store.available)
    func `looking shows what is put aside and until when`(store: Store) async throws {
        let desk = try await Desk(store)
        let card = try await desk.voucher(fifty)
        let long = try await desk.hold(card.token, .amount("30.00"), minutes: 30)
        let short = try await desk.hold(card.token, .amount("5.00"), minutes: 5)

        let now = try await desk.counter.check(card.token, at: Sample.till1)
        #expect(now.voucher.balance == 5_000 && now.available == 1_500)
        #expect(now.holds.map(\.operation) == [short.operation, long.operation])

        desk.wait(seconds: 300)
        let later = try await desk.counter.check(card.token, at: Sample.till1)
        #expect(later.available == 2_000)
        #expect(later.holds.map(\.until) == [until(minutes: 30)])
    }

    @Test(arguments: Store.available)
    func `asked again, all three give the first answer`(store: Store) async throws {
        let desk = try await Desk(store)
        let card = try await desk.voucher(fifty)
        let ids = (desk.ids.next(), desk.ids.next(), desk.ids.next())
        let held = try await desk.hold(card.token, .amount("30.00"), operation: ids.0)
        let captured = try await desk.capture(held.operation, .amount("20"), operation: ids.1)
        let other = try await desk.hold(card.token, .amount("10.00"))
        _ = try await desk.release(other.operation, operation: ids.2)
        desk.wait(seconds: 3_600)

        let again = try await desk.hold(card.token, .amount("30.00"), operation: ids.0)
        #expect(again.isReplay && again.until == held.until)
        let taken = try await desk.capture(held.operation, .amount("20.00"), operation: ids.1)
        #expect(taken.isReplay && taken.balance == captured.balance)
        #expect(try await desk.release(other.operation, operation: ids.2).isReplay)
        await #expect(throws: LedgerError.operationReused(ids.0)) {
            try await desk.hold(card.token, .amount("30.01"), operation: ids.0)
        }
        await #expect(throws: LedgerError.operationReused(ids.1)) {
            try await desk.capture(held.operation, .amount("19.99"), operation: ids.1)
        }
        #expect(try await desk.book.ledger.voucher(at: card.position).balance == 3_000)
    }

    @Test(arguments: Store.available)
    func `what is no hold is neither captured nor released`(store: Store) async throws {
        let desk = try await Desk(store)
        let card = try await desk.voucher(fifty)
        let redemption = try await desk.redeem(card.token, .amount("1.00")).operation
        let unknown = desk.ids.next()

        for id in [redemption, unknown] {
            await #expect(throws: LedgerError.unknownHold(id)) { try await desk.capture(id) }
            await #expect(throws: LedgerError.unknownHold(id)) { try await desk.release(id) }
        }
        await #expect(throws: LedgerError.unknownHold(unknown)) {
            try await desk.capture(unknown, .amount("1.00"))
        }
    }

    @Test(arguments: [0, -1, 1_441])
    func `minutes out of range are refused`(minutes: Int) async throws {
        let desk = try await Desk(.inMemory)
        let card = try await desk.voucher(fifty)

        await #expect(
            throws: ModelError.number("\(minutes)", of: "minutes", range: 1...1_440)
        ) { try await desk.hold(card.token, .everything, minutes: minutes) }
    }
}
