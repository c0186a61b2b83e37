import Testing
import TesseraConfiguration
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import TesseraToken
import TesseraVerification

/// Changes by the office: L1, L3; F31, F38.
struct ChangeTests {
    private let fifty = Desk.gift(cents: 5_000)

    @Test(arguments: Store.available)
    func `a voucher is found by id, token and typed code`(store: Store) async throws {
        let desk = try await Desk(store)
        let card = try await desk.voucher(fifty)
        let counter = desk.counter

        for name in [card.position.voucherText, card.token, card.typedCode] {
            #expect(try await counter.position(named: name, at: Sample.till1) == card.position)
        }
        let nobody = Sample.position(77, 1)
        await #expect(throws: LedgerError.unknownVoucher(nobody)) {
            try await counter.position(named: "vch_77_1", at: Sample.till1)
        }
        await #expect(
            throws: ModelError.name("vch_1", of: "a voucher", example: "vch_3_70001")
        ) {
            try await counter.position(named: "vch_1", at: Sample.till1)
        }
    }

    // F38
    @Test(arguments: Store.available)
    func `a voucher is sold once`(store: Store) async throws {
        let desk = try await Desk(store)
        let card = try await desk.voucher(fifty, activation: .whenSold)
        let operation = desk.ids.next()

        let sold = try await desk.counter.change(card.position, .activate, operation: operation)
        let again = try await desk.counter.change(card.position, .activate, operation: operation)

        #expect(sold.balance == 5_000)
        #expect(again == sold)
        await #expect(throws: LedgerError.alreadyActive) {
            try await desk.change(card, .activate)
        }
        #expect(try await desk.book.ledger.figures().liabilities == ["EUR": 5_000])
    }

    // F31
    @Test(arguments: Store.available)
    func `a block and its end stand in the history with their reasons`(
        store: Store
    ) async throws {
        let desk = try await Desk(store)
        let card = try await desk.voucher(fifty)

        try await desk.change(card, .block(reason: "reported lost"))
        let since = desk.clock.now()
        desk.wait(seconds: 3_600)
        await #expect(throws: LedgerError.revoked(at: since, reason: "reported lost")) {
            try await desk.redeem(card.token, .amount("1.00"))
        }
        await #expect(throws: LedgerError.alreadyBlocked(at: since)) {
            try await desk.change(card, .block(reason: "again"))
        }
        try await desk.change(card, .unblock(reason: "found"))
        await #expect(throws: LedgerError.notBlocked) {
            try await desk.change(card, .unblock(reason: "found"))
        }

        let story = try await desk.book.ledger.history(of: card.position)
        #expect(
            story.map(\.refusal) == [
                nil, nil, .revoked(at: since, reason: "reported lost"),
                .alreadyBlocked(at: since), nil, .notBlocked,
            ])
        #expect(
            story.map(\.wish).filter { wish in
                if case .change(_, .unblock) = wish { true } else { false }
            } == [
                .change(card.position, .unblock(reason: "found")),
                .change(card.position, .unblock(reason: "found")),
            ])
        #expect(try await desk.redeem(card.token, .amount("1.00")).balance == 4_900)
    }

    @Test(arguments: Store.available)
    func `an extended voucher is good until its new day under both tokens`(
        store: Store
    ) async throws {
        let desk = try await Desk(store)
        let old = try await desk.voucher(
            fifty, validity: Sample.validity("2026-12-01", "2026-12-31"))
        let action = VoucherAction.extend(to: Sample.day("2027-01-31"), reason: "goodwill")

        try await desk.change(old, action)
        let new = try await desk.counter.issued(old.position)

        #expect(new.token != old.token)
        #expect(new.typedCode == old.typedCode)
        desk.set("2027-01-31T21:59:59Z")
        for text in [old.token, new.token, old.typedCode] {
            let found = try await desk.counter.check(text, at: Sample.till1).voucher
            #expect(found.position == old.position)
            #expect(found.validity.last == Sample.day("2027-01-31"))
        }
        let offline = try await desk.kit(hours: 24).verifier
        #expect(
            try offline.verify(UnverifiedToken(new.token), at: desk.clock.now()).token.position
                == old.position)
        desk.set("2027-01-31T22:00:00Z")
        for text in [old.token, new.token, old.typedCode] {
            await #expect(throws: LedgerError.expired(last: Sample.day("2027-01-31"))) {
                try await desk.counter.check(text, at: Sample.till1)
            }
        }
    }

    @Test(arguments: Store.available)
    func `an extension is to a later day within the key's days`(store: Store) async throws {
        let desk = try await Desk(store)
        let card = try await desk.voucher(
            fifty, validity: Sample.validity("2027-11-01", "2027-12-31"))

        await #expect(
            throws: LedgerError.extensionNotLater(
                last: Sample.day("2027-12-31"), asked: Sample.day("2027-12-31"))
        ) {
            try await desk.change(
                card, .extend(to: Sample.day("2027-12-31"), reason: ""))
        }
        await #expect(
            throws: TokenError.outsideKeyDays(
                KeyID(1), first: Sample.day("2025-11-01"), lastSigning: Sample.day("2027-11-01"),
                acceptUntil: Sample.day("2037-11-08"))
        ) {
            try await desk.change(
                card, .extend(to: Sample.day("2037-11-09"), reason: ""))
        }
        let longest = try await desk.change(
            card, .extend(to: Sample.day("2037-11-08"), reason: ""))
        #expect(longest.validity.last == Sample.day("2037-11-08"))
        #expect(try await desk.counter.issued(card.position).token != card.token)
    }

    @Test(arguments: Store.available)
    func `a key that is gone still says how far its vouchers go`(store: Store) async throws {
        let desk = try await Desk(store)
        let card = try await desk.voucher(fifty)
        var keys = try desk.keys.rotated(on: Sample.day("2026-12-01"), pending: false)
        for id: UInt16 in 1...4 {
            keys = try keys.retired(KeyID(id), on: Sample.day("2037-11-09"))
        }
        let later = try desk.with(keys)

        await #expect(
            throws: TokenError.outsideKeyDays(
                KeyID(1), first: Sample.day("2025-11-01"), lastSigning: Sample.day("2027-11-01"),
                acceptUntil: Sample.day("2037-11-08"))
        ) {
            try await later.change(card, .extend(to: Sample.day("2038-01-01"), reason: ""))
        }
    }

    // M15: a return to the card is a correction with a reason.
    @Test(arguments: Store.available)
    func `a correction moves the balance and keeps its reason`(store: Store) async throws {
        let desk = try await Desk(store)
        let card = try await desk.voucher(fifty)
        try await desk.redeem(card.token, .amount("18.40"))
        let returned = VoucherAction.adjust(by: 500, reason: "5.00 returned")

        let state = try await desk.change(card, returned)

        #expect(state.balance == 3_660)
        let story = try await desk.book.ledger.history(of: card.position)
        let last = try #require(story.last)
        #expect(last.wish == .change(card.position, returned) && last.refusal == nil)
        #expect(try await desk.book.ledger.audit().findings == [])
    }

    @Test(arguments: Store.available)
    func `a balance stays between nothing and what a card may hold`(store: Store) async throws {
        let desk = try await Desk(store)
        let card = try await desk.voucher(fifty)

        for action in [
            VoucherAction.adjust(by: -5_001, reason: ""), .adjust(by: 0, reason: ""),
            .adjust(by: 999_999_995_001, reason: ""), .adjust(by: .max, reason: ""),
            .adjust(by: .min, reason: ""), .topUp(by: 0), .topUp(by: -1),
            .topUp(by: 999_999_995_001), .topUp(by: .max),
        ] {
            let change: Int64
            switch action {
            case .adjust(let amount, _), .topUp(let amount): change = amount
            default: change = 0
            }
            await #expect(
                throws: LedgerError.balanceOutOfRange(
                    balance: Sample.euros(cents: 5_000), change: change)
            ) {
                try await desk.change(card, action)
            }
        }
        #expect(try await desk.change(card, .topUp(by: 1)).balance == 5_001)
        #expect(
            try await desk.change(card, .topUp(by: 999_999_994_999)).balance == 1_000_000_000_000)
        #expect(
            try await desk.change(card, .adjust(by: -1_000_000_000_000, reason: "")).balance == 0)
    }

    @Test(arguments: Store.available)
    func `only a gift card is topped up or corrected`(store: Store) async throws {
        let desk = try await Desk(store)
        let pass = try await desk.voucher(Desk.entitlement(uses: 10))
        let unsold = try await desk.voucher(fifty, activation: .whenSold)

        for action in [VoucherAction.topUp(by: 1), .adjust(by: 1, reason: "")] {
            await #expect(throws: LedgerError.notAGiftCard) { try await desk.change(pass, action) }
            await #expect(throws: LedgerError.notActivated) {
                try await desk.change(unsold, action)
            }
        }
    }
}
