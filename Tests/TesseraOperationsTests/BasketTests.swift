import Testing
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import TesseraVerification

/// Several vouchers on one basket, through the counter: F05, R3, R4.
struct BasketTests {
    private let thirty = Desk.gift(cents: 3_000)

    // F05
    @Test(arguments: Store.available)
    func `30 and 30 on 40 give 30 and 10`(store: Store) async throws {
        let desk = try await Desk(store)
        let first = try await desk.voucher(thirty)
        let second = try await desk.voucher(thirty)

        let covered = try await desk.basket([first.token, second.typedCode], due: "40.00")

        #expect(covered.redemptions.map(\.taken) == [3_000, 1_000])
        #expect(covered.redemptions.map(\.balance) == [0, 2_000])
        #expect(covered.due == Sample.euros(cents: 4_000))
        #expect(try await desk.book.ledger.audit().findings == [])
    }

    @Test(arguments: Store.available)
    func `discounts come first and what is not needed stays`(store: Store) async throws {
        let desk = try await Desk(store)
        let first = try await desk.voucher(thirty)
        let second = try await desk.voucher(thirty)
        let discount = try await desk.voucher(Desk.percent(50))

        let covered = try await desk.basket(
            [first.token, second.token, discount.token], due: "40.00")

        #expect(covered.redemptions.map(\.position) == [discount.position, first.position])
        #expect(covered.redemptions.map(\.discount) == [Sample.euros(cents: 2_000), nil])
        #expect(covered.redemptions.map(\.taken) == [1, 2_000])
        #expect(try await desk.book.ledger.voucher(at: second.position).balance == 3_000)
    }

    @Test(arguments: Store.available)
    func `one code that is not believed stops all`(store: Store) async throws {
        let desk = try await Desk(store)
        let good = try await desk.voucher(thirty)
        let blocked = try await desk.voucher(thirty)
        try await desk.change(blocked, .block(reason: "lost"))
        let dollars = try await desk.voucher(
            .gift(Money(minorUnits: 5_000, currency: try #require(Currency(code: "USD")))))

        await #expect(throws: VerificationError.self) {
            try await desk.basket([good.token, String(good.token.dropLast(8))], due: "40")
        }
        await #expect(
            throws: LedgerError.basketVoucherRefused(
                blocked.position, [.revoked(at: Sample.noon, reason: "lost")])
        ) { try await desk.basket([good.token, blocked.token], due: "40") }
        await #expect(
            throws: LedgerError.basketVoucherRefused(
                dollars.position,
                [
                    .currencyMismatch(
                        card: try #require(Currency(code: "USD")), asked: Sample.euro)
                ])
        ) { try await desk.basket([good.token, dollars.token], due: "40") }
        await #expect(throws: LedgerError.basketUnfit(count: 2)) {
            try await desk.basket([good.token, good.typedCode], due: "40")
        }
        await #expect(
            throws: LedgerError.basketNotCovered(
                due: Sample.euros(cents: 4_000), covered: Sample.euros(cents: 3_000))
        ) { try await desk.basket([good.token], due: "40") }
        #expect(try await desk.book.ledger.voucher(at: good.position).balance == 3_000)
    }

    @Test(arguments: Store.available)
    func `a basket asked again takes nothing twice`(store: Store) async throws {
        let desk = try await Desk(store)
        let codes = [try await desk.voucher(thirty).token, try await desk.voucher(thirty).token]
        let id = desk.ids.next()
        let first = try await desk.basket(codes, due: "40", operation: id)
        desk.wait(seconds: 3_600)

        let again = try await desk.basket(codes, due: "40.00", operation: id)

        #expect(again.isReplay && !first.isReplay)
        #expect(again.redemptions.map(\.operation) == first.redemptions.map(\.operation))
        await #expect(throws: LedgerError.operationReused(id)) {
            try await desk.basket(codes, due: "41", operation: id)
        }
    }

    @Test(arguments: Store.available)
    func `the till's latest redemption is undone with its basket`(store: Store) async throws {
        let desk = try await Desk(store)
        let (first, second) = (try await desk.voucher(thirty), try await desk.voucher(thirty))
        let covered = try await desk.basket([first.token, second.token], due: "40")
        let id = desk.ids.next()

        let undone = try await desk.undoAll(nil, operation: id)

        #expect(undone.basket == covered.operation)
        #expect(undone.reversals.map(\.returned) == [3_000, 1_000])
        #expect(undone.reversals.map(\.balance) == [3_000, 3_000])
        let again = try await desk.undoAll(nil, operation: id)
        #expect(again.basket == covered.operation && again.reversals.allSatisfy(\.isReplay))
        await #expect(throws: LedgerError.alreadyUndone(at: Sample.noon)) {
            try await desk.undoAll(covered.operation)
        }
        #expect(try await desk.book.ledger.audit().findings == [])
    }

    // An undo that was cut off after the first of a basket's redemptions.
    @Test(arguments: Store.available)
    func `an undo begun in time is ended even later`(store: Store) async throws {
        let desk = try await Desk(store)
        let (first, second) = (try await desk.voucher(thirty), try await desk.voucher(thirty))
        let covered = try await desk.basket([first.token, second.token], due: "40")
        let id = desk.ids.next()
        _ = try await desk.book.ledger.undo(
            UndoRequest(
                operation: id.part(1), redemption: covered.redemptions[0].operation,
                till: Sample.till1, time: Sample.noon))
        desk.wait(seconds: 600)

        let undone = try await desk.undoAll(nil, operation: id)

        #expect(undone.reversals.map(\.isReplay) == [true, false])
        #expect(try await desk.book.ledger.voucher(at: first.position).balance == 3_000)
        #expect(try await desk.book.ledger.voucher(at: second.position).balance == 3_000)
        #expect(try await desk.undoAll(nil, operation: id).reversals.allSatisfy(\.isReplay))
    }

    @Test(arguments: Store.available)
    func `what was put back by itself does not keep the rest`(store: Store) async throws {
        let desk = try await Desk(store)
        let (first, second) = (try await desk.voucher(thirty), try await desk.voucher(thirty))
        let covered = try await desk.basket([first.token, second.token], due: "40")
        try await desk.undo(covered.redemptions[0].operation)

        let undone = try await desk.undoAll(covered.operation)

        #expect(undone.reversals.map(\.position) == [second.position])
    }

    @Test(arguments: Store.available)
    func `a basket is not undone too late or elsewhere`(store: Store) async throws {
        let desk = try await Desk(store)
        let card = try await desk.voucher(thirty)
        let covered = try await desk.basket([card.token], due: "20")
        let use = covered.redemptions[0].use

        await #expect(throws: LedgerError.undoElsewhere(use)) {
            try await desk.undoAll(covered.operation, at: Sample.till2)
        }
        desk.wait(seconds: 61)
        await #expect(throws: LedgerError.undoTooLate(use)) {
            try await desk.undoAll(covered.operation)
        }
        #expect(try await desk.book.ledger.voucher(at: card.position).balance == 1_000)
    }

    // F45
    @Test(arguments: Store.available)
    func `a basket is reversed whole after days, less what was put back before`(
        store: Store
    ) async throws {
        let desk = try await Desk(store)
        let (first, second) = (try await desk.voucher(thirty), try await desk.voucher(thirty))
        let covered = try await desk.basket([first.token, second.token], due: "40")
        desk.wait(seconds: 400 * 86_400)
        try await desk.reverse(covered.redemptions[0].operation, .amount("12.00"))
        let id = desk.ids.next()

        for isAgain in [false, true] {
            let undone = try await desk.counter.reverse(
                covered.operation, .nothing, reason: "returned", in: Sample.market,
                at: Sample.till2, operation: id)
            #expect(undone.basket == covered.operation)
            #expect(undone.reversals.map(\.returned) == [1_800, 1_000])
            #expect(undone.reversals.map(\.isReplay) == [isAgain, isAgain])
        }
        await #expect(
            throws: ModelError.name(
                covered.operation.redemptionText, of: "one redemption of the basket",
                example: covered.redemptions[0].operation.redemptionText)
        ) { try await desk.reverse(covered.operation, .amount("1.00")) }
        #expect(try await desk.book.ledger.audit().findings == [])
    }

    @Test(arguments: 1...16)
    func `a part leads back to its whole`(number: Int) throws {
        let id = try #require(OperationID("op_01KAMZ6V9Q8Z0YJ4T3W2X1R5PE"))

        #expect(id.part(number).whole(ofPart: number) == id)
        #expect(id.part(number).whole(ofPart: number + 1) != id)
    }
}
