import Testing
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport

/// Using gift cards and rights up: L3, R2–R4; F01, F02, F25, F29; M05, M15.
struct RedeemTests {
    private let fifty = Desk.gift(cents: 5_000)

    // M15
    @Test(arguments: Store.available)
    func `a gift card is used in parts`(store: Store) async throws {
        let desk = try await Desk(store)
        let card = try await desk.voucher(fifty)

        let first = try await desk.redeem(card.token, .amount("18.40"))
        desk.wait(seconds: 60)
        let rest = try await desk.redeem(card.typedCode, .everything, at: Sample.till2)

        #expect(first.taken == 1_840)
        #expect(first.balance == 3_160)
        #expect(first.discount == nil)
        #expect(first.use == Use(time: Sample.noon, shop: Sample.harbour, till: Sample.till1))
        #expect(rest.taken == 3_160)
        #expect(rest.balance == 0)
        await #expect(throws: LedgerError.alreadyRedeemed(rest.use)) {
            try await desk.redeem(card.token, .amount("0.01"))
        }
    }

    // M15, F02: two tills ask 30.00 of a card that holds 36.60.
    @Test(arguments: Store.available)
    func `of two tills at once exactly one gets what only one can have`(
        store: Store
    ) async throws {
        let desk = try await Desk(store)
        for _ in 1...20 {
            let card = try await desk.voucher(fifty)
            try await desk.redeem(card.token, .amount("18.40"))
            try await desk.change(card, .adjust(by: 500, reason: "5.00 returned"))

            let answers = await withTaskGroup(of: String.self) { group in
                for till in [Sample.till1, Sample.till2] {
                    group.addTask {
                        do {
                            let taken = try await desk.redeem(
                                card.token, .amount("30.00"), at: till)
                            return "\(taken.balance)"
                        } catch {
                            return (error as? LedgerError)?.code ?? "\(error)"
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }.sorted()
            }

            #expect(answers == ["660", "insufficient_balance"])
            #expect(try await desk.book.ledger.voucher(at: card.position).balance == 660)
        }
        #expect(try await desk.book.ledger.audit().findings == [])
    }

    @Test(arguments: Store.available)
    func `more than a card holds is refused with both sums`(store: Store) async throws {
        let desk = try await Desk(store)
        let card = try await desk.voucher(fifty)

        await #expect(
            throws: LedgerError.insufficientBalance(
                available: Sample.euros(cents: 5_000), wanted: Sample.euros(cents: 5_001))
        ) {
            try await desk.redeem(card.token, .amount("50.01"))
        }
        #expect(try await desk.redeem(card.token, .amount("50.00")).balance == 0)
    }

    // F20: `12,50` and `1e3` are never guessed at.
    @Test(
        arguments: Store.available,
        [
            "", " ", "0", "0.00", "-5", "1e3", "12abc", "12.345", "€5", "12,50", "1,000",
            "99999999999999",
        ])
    func `a badly typed amount takes nothing`(store: Store, typed: String) async throws {
        let desk = try await Desk(store)
        let card = try await desk.voucher(fifty)
        let operation = desk.ids.next()

        let error = await #expect(throws: ModelError.self) {
            try await desk.redeem(card.token, .amount(typed), operation: operation)
        }

        #expect(error?.code == "bad_amount")
        #expect(try await desk.book.ledger.voucher(at: card.position).balance == 5_000)
        #expect(try await desk.book.ledger.operation(operation) == nil)
    }

    @Test(arguments: Store.available)
    func `an amount that can be misread is answered with what may be meant`(
        store: Store
    ) async throws {
        let desk = try await Desk(store)
        let card = try await desk.voucher(fifty)

        await #expect(
            throws: ModelError.amount("12,50", Sample.euro, .marks(suggestions: ["12.50"]))
        ) {
            try await desk.redeem(card.token, .amount("12,50"))
        }
    }

    // M05, F01
    @Test(arguments: Store.available)
    func `ten free rides are ten and the eleventh is refused`(store: Store) async throws {
        let desk = try await Desk(store)
        let pass = try await desk.voucher(Desk.entitlement(uses: 10))

        var left: [Int64] = []
        for _ in 1...10 { left.append(try await desk.redeem(pass.token).balance) }

        #expect(left == [9, 8, 7, 6, 5, 4, 3, 2, 1, 0])
        await #expect(
            throws: LedgerError.exhausted(
                uses: 10,
                last: Use(time: Sample.noon, shop: Sample.harbour, till: Sample.till1))
        ) {
            try await desk.redeem(pass.token)
        }
    }

    @Test(arguments: Store.available)
    func `more uses than are left are refused whole`(store: Store) async throws {
        let desk = try await Desk(store)
        let pass = try await desk.voucher(Desk.entitlement(uses: 10))
        #expect(try await desk.redeem(pass.token, .uses(7)).balance == 3)

        await #expect(throws: LedgerError.insufficientUses(available: 3, wanted: 4)) {
            try await desk.redeem(pass.token, .uses(4))
        }
        #expect(try await desk.redeem(pass.token, .uses(3)).balance == 0)
    }

    @Test(arguments: Store.available)
    func `what does not fit the kind is refused`(store: Store) async throws {
        let desk = try await Desk(store)
        let gift = try await desk.voucher(fifty)
        let pass = try await desk.voucher(Desk.entitlement(uses: 10))
        let member = try await desk.card().card

        for (text, asked, kind) in [
            (gift.token, Asked.nothing, TokenKind.gift), (gift.token, .uses(2), .gift),
            (pass.token, .amount("5.00"), .entitlement), (pass.token, .everything, .entitlement),
            (member.token, .nothing, .member), (member.token, .amount("5.00"), .member),
            (member.token, .everything, .member),
        ] {
            await #expect(throws: LedgerError.demandMismatch(kind)) {
                try await desk.redeem(text, asked)
            }
        }
    }

    // L3, R3, F25
    @Test(arguments: Store.available)
    func `the same operation is answered again and takes once`(store: Store) async throws {
        let desk = try await Desk(store)
        let card = try await desk.voucher(fifty)
        let operation = desk.ids.next()
        let first = try await desk.redeem(card.token, .amount("18.40"), operation: operation)

        desk.wait(seconds: 86_400)
        let later = try await desk.reopened()
        for text in [card.token, card.typedCode] {
            let again = try await later.redeem(text, .amount("18.40"), operation: operation)
            #expect(again.isReplay)
            #expect(
                again.operation == first.operation && again.taken == first.taken
                    && again.balance == first.balance && again.use == first.use)
        }

        #expect(!first.isReplay)
        #expect(try await later.book.ledger.voucher(at: card.position).balance == 3_160)
        for (asked, till) in [
            (Asked.amount("18.41"), Sample.till1), (.amount("18.40"), Sample.till2),
            (.everything, Sample.till1),
        ] {
            await #expect(throws: LedgerError.operationReused(operation)) {
                try await later.redeem(card.token, asked, at: till, operation: operation)
            }
        }
    }

    // R3: a refusal is as sticky as an acceptance.
    @Test(arguments: Store.available)
    func `a refusal is given again when the reason is gone`(store: Store) async throws {
        let desk = try await Desk(store)
        let card = try await desk.voucher(fifty, activation: .whenSold)
        let operation = desk.ids.next()
        await #expect(throws: LedgerError.notActivated) {
            try await desk.redeem(card.token, .amount("5.00"), operation: operation)
        }

        try await desk.change(card, .activate)

        await #expect(throws: LedgerError.notActivated) {
            try await desk.redeem(card.token, .amount("5.00"), operation: operation)
        }
        #expect(try await desk.redeem(card.token, .amount("5.00")).balance == 4_500)
    }

    // F01
    @Test(arguments: Store.available)
    func `of many tills at once exactly one uses a voucher of one use`(
        store: Store
    ) async throws {
        let desk = try await Desk(store)
        let voucher = try await desk.voucher(Desk.entitlement(uses: 1))

        let accepted = await withTaskGroup(of: Bool.self) { group in
            for _ in 1...32 {
                let operation = desk.ids.next()
                group.addTask {
                    (try? await desk.redeem(voucher.token, operation: operation)) != nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }

        #expect(accepted == 1)
    }
}
