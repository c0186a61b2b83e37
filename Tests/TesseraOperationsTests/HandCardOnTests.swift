import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import TesseraVerification
import Testing

/// Vouchers that are given away, and made the own.
struct HandCardOnTests {
    private let source = AccessSource.address("192.0.2.7")
    private let wishes = CardGift(message: "Happy birthday")

    private func linked(
        _ desk: Desk, _ terms: Terms = Desk.gift(cents: 5_000), uses: Int = 1
    ) async throws -> (IssuedVoucher, CardLink) {
        let voucher = try await desk.voucher(terms, uses: uses)
        return (
            voucher,
            try await desk.counter.makeCardLink(.voucher(voucher.position), by: .terminal)
        )
    }

    @Test(arguments: Store.available)
    func `what is left goes to the new link, and the old code and link end`(
        store: Store
    ) async throws {
        let desk = try await Desk(store)
        let (old, link) = try await linked(desk)
        try await desk.redeem(old.token, .money(Sample.euros(cents: 1_200)))

        let given = try await desk.counter.handOn(
            link.text, gift: wishes, operation: desk.ids.next(), from: source)

        await #expect(throws: AccessError.cardLinkEnded) {
            try await desk.counter.openCard(link.text, from: source)
        }
        let refusal = await #expect(throws: LedgerError.self) {
            try await desk.counter.check(old.token, at: Sample.till1)
        }
        #expect(refusal?.code == "revoked")
        let opened = try await desk.counter.openCard(given.link.text, from: source)
        #expect(opened.voucher.balance == 3_800)
        #expect(opened.gift == wishes)
        // Whoever gets it does not see what its giver bought.
        #expect(opened.movements.map(\.what) == ["received"])
        #expect(opened.movements.map(\.units) == [3_800])
        try await desk.redeem(opened.codes.token, .money(Sample.euros(cents: 3_800)))
        #expect(try await desk.book.ledger.audit().findings == [])
    }

    @Test(arguments: Store.available)
    func `the same intention gets the same link, however often it is asked`(
        store: Store
    ) async throws {
        let desk = try await Desk(store)
        let (_, link) = try await linked(desk)
        let operation = desk.ids.next()
        let first = try await desk.counter.handOn(
            link.text, gift: wishes, operation: operation, from: source)

        let later = try await desk.reopened()
        let again = try await later.counter.handOn(
            link.text, gift: wishes, operation: operation, from: source)

        #expect(again.link.text == first.link.text)
        #expect(again.reissue.isReplay && !first.reissue.isReplay)
        let refusal = await #expect(throws: LedgerError.self) {
            try await later.counter.handOn(
                link.text, gift: CardGift(message: "other"), operation: operation, from: source)
        }
        #expect(refusal?.code == "idempotency_key_reused")
        await #expect(throws: AccessError.cardLinkEnded) {
            try await later.counter.handOn(
                link.text, gift: wishes, operation: desk.ids.next(), from: source)
        }
    }

    @Test(arguments: Store.available)
    func `whoever makes a gift the own ends the giver's copy`(store: Store) async throws {
        let desk = try await Desk(store)
        let (_, link) = try await linked(desk)
        let given = try await desk.counter.handOn(
            link.text, gift: wishes, operation: desk.ids.next(), from: source)

        let own = try await desk.counter.handOn(
            given.link.text, gift: nil, operation: desk.ids.next(), from: source)

        await #expect(throws: AccessError.cardLinkEnded) {
            try await desk.counter.openCard(given.link.text, from: source)
        }
        let opened = try await desk.counter.openCard(own.link.text, from: source)
        #expect(opened.gift == nil && opened.mayBeGiven)
        #expect(opened.voucher.balance == 5_000)
    }

    @Test func `a member's card and a voucher of one member stay`() async throws {
        let desk = try await Desk(.inMemory)
        let number = try await desk.card().member.number
        let link = try await desk.counter.makeCardLink(.member(number), by: .terminal)

        await #expect(throws: AccessError.cardNotGivable(number.text)) {
            try await desk.counter.handOn(
                link.text, gift: wishes, operation: desk.ids.next(), from: source)
        }
        await #expect(throws: AccessError.cardNotGivable(number.text)) {
            try await desk.counter.makeCardLink(.member(number), gift: wishes, by: .terminal)
        }
    }

    @Test func `what is used up, stopped or put aside is not given away`() async throws {
        let desk = try await Desk(.inMemory)
        let (used, usedLink) = try await linked(desk)
        try await desk.redeem(used.token, .everything)
        let (blocked, blockedLink) = try await linked(desk)
        try await desk.change(blocked, .block(reason: "lost"))
        let (held, heldLink) = try await linked(desk)
        _ = try await desk.hold(held.token, .money(Sample.euros(cents: 100)))

        for (link, code) in [
            (usedLink, "already_redeemed"), (blockedLink, "revoked"), (heldLink, "held_elsewhere"),
        ] {
            let refusal = await #expect(throws: LedgerError.self) {
                try await desk.counter.handOn(
                    link.text, gift: wishes, operation: desk.ids.next(), from: source)
            }
            #expect(refusal?.code == code)
            _ = try await desk.counter.openCard(link.text, from: source)
        }
    }

    @Test(arguments: Store.available)
    func `of many who give one voucher away at once one does`(store: Store) async throws {
        let desk = try await Desk(store)
        let (_, link) = try await linked(desk)
        let names = (0..<8).map { _ in desk.ids.next() }

        let done = await withTaskGroup(of: Bool.self) { group in
            for name in names {
                group.addTask {
                    let given = try? await desk.counter.handOn(
                        link.text, gift: wishes, operation: name, from: source)
                    return given != nil
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }

        #expect(done == 1)
        #expect(try await desk.book.ledger.audit().findings == [])
    }

    /// The name of the office's own operation, known or guessed, opens nothing of it.
    @Test func `nobody meets the office's reissue under its name`() async throws {
        let desk = try await Desk(.inMemory)
        let (old, link) = try await linked(desk)
        let operation = desk.ids.next()
        _ = try await desk.counter.reissue(old.position, operation: operation)

        let refusal = await #expect(throws: LedgerError.self) {
            try await desk.counter.handOn(
                link.text, gift: wishes, operation: operation, from: source)
        }
        #expect(refusal?.code == "revoked")
    }

    @Test func `one place hands on ten at once, then one a minute`() async throws {
        let desk = try await Desk(.inMemory)
        var (_, link) = try await linked(desk)
        for _ in 1...10 {
            link = try await desk.counter.handOn(
                link.text, gift: nil, operation: desk.ids.next(), from: source
            ).link
        }

        await #expect(throws: AccessError.tooManyTries(seconds: 60)) {
            try await desk.counter.handOn(
                link.text, gift: nil, operation: desk.ids.next(), from: source)
        }
        desk.wait(seconds: 60)
        _ = try await desk.counter.handOn(
            link.text, gift: nil, operation: desk.ids.next(), from: source)
    }

    @Test(arguments: [TokenKind.discount, .entitlement])
    func `coupons and rights are given away as well`(kind: TokenKind) async throws {
        let desk = try await Desk(.inMemory)
        let terms = kind == .discount ? Desk.percent(10) : Desk.entitlement(uses: 5)
        let (_, link) = try await linked(desk, terms, uses: kind == .discount ? 1 : 5)

        let given = try await desk.counter.handOn(
            link.text, gift: wishes, operation: desk.ids.next(), from: source)

        let opened = try await desk.counter.openCard(given.link.text, from: source)
        #expect(opened.voucher.terms.kind == kind)
        #expect(opened.voucher.balance == (kind == .discount ? 1 : 5))
    }
}
