import Testing
import TesseraConfiguration
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import TesseraToken
import TesseraVerification

/// Looking at a code: T7, T12; F14, F28.
struct CheckTests {
    @Test(arguments: Store.available)
    func `a code is believed scanned and typed`(store: Store) async throws {
        let desk = try await Desk(store)
        let card = try await desk.voucher(Desk.gift(cents: 5_000))

        for (text, entry) in [
            (card.token, Presentation.Entry.scanned),
            ("]Q3\(card.token)\r\n", .scanned),
            (card.typedCode, .typed),
            (card.typedCode.lowercased().replacing("-", with: " "), .typed),
        ] {
            let appraisal = try await desk.counter.check(text, at: Sample.till1)
            #expect(appraisal.entry == entry)
            #expect(appraisal.voucher.position == card.position)
            #expect(appraisal.voucher.balance == 5_000)
            #expect(appraisal.profile == nil)
        }
    }

    @Test(arguments: Store.available)
    func `looking changes nothing`(store: Store) async throws {
        let desk = try await Desk(store)
        let card = try await desk.voucher(Desk.gift(cents: 5_000))
        let figures = try await desk.book.ledger.figures()

        for text in [card.token, card.typedCode, card.token, card.typedCode] {
            _ = try await desk.counter.check(text, at: Sample.till1)
        }

        #expect(try await desk.book.ledger.figures() == figures)
        #expect(try await desk.book.ledger.vouchersInUse(after: nil, limit: 9) == [])
        #expect(try await desk.book.ledger.history(of: card.position).count == 1)
    }

    // F28
    @Test(arguments: Store.available)
    func `a code that is not good today is refused with the facts`(store: Store) async throws {
        let desk = try await Desk(store)
        let gift = Desk.gift(cents: 5_000)
        let old = try await desk.voucher(
            gift, validity: Sample.validity("2026-01-01", "2026-11-30"))
        let early = try await desk.voucher(
            gift, validity: Sample.validity("2026-12-02", "2027-01-01"))
        let unsold = try await desk.voucher(gift, activation: .whenSold)
        let blocked = try await desk.voucher(gift)
        try await desk.change(blocked, .block(reason: "lost"))
        let used = try await desk.voucher(gift)
        try await desk.redeem(used.token, .everything, at: Sample.till2)

        for (voucher, refusal) in [
            (old, LedgerError.expired(last: Sample.day("2026-11-30"))),
            (early, .notYetValid(first: Sample.day("2026-12-02"))),
            (unsold, .notActivated),
            (blocked, .revoked(at: Sample.noon, reason: "lost")),
            (
                used,
                .alreadyRedeemed(
                    Use(time: Sample.noon, shop: Sample.harbour, till: Sample.till2))
            ),
        ] {
            for text in [voucher.token, voucher.typedCode] {
                await #expect(throws: refusal) {
                    try await desk.counter.check(text, at: Sample.till1)
                }
            }
        }
    }

    // T7
    @Test(arguments: Store.available)
    func `a good tag with a wrong seal names the key that leaked`(store: Store) async throws {
        let desk = try await Desk(store)
        let batch = try await desk.issue(Desk.gift(cents: 5_000))
        let key = try desk.keys.signingKey(id: KeyID(1), kind: .gift)
        var forger = try TokenIssuer(
            key: key, validity: Sample.twoYears, terms: Desk.gift(cents: 5_000), salt: 42)
        let copied = try forger.token(at: batch.first)
        let invented = try forger.token(at: Sample.position(9, 70_001))

        for forged in [copied, invented] {
            await #expect(throws: VerificationError.forgedWithLeakedKey(KeyID(1))) {
                try await desk.counter.check(forged, at: Sample.till1)
            }
            await #expect(throws: VerificationError.forgedWithLeakedKey(KeyID(1))) {
                try await desk.redeem(forged, .everything)
            }
        }
        #expect(try await desk.book.ledger.voucher(at: batch.first).balance == 5_000)
    }

    // T7
    @Test(arguments: Store.available)
    func `a card made dearer with a leaked key is a forgery`(store: Store) async throws {
        let desk = try await Desk(store)
        let batch = try await desk.issue(Desk.gift(cents: 5_000))
        let key = try desk.keys.signingKey(id: KeyID(1), kind: .gift)
        // The tag's leaf and the true batch, yet the seal of the dear one was never made: the
        // forger can only carry over one of 2⁴⁰ guesses, here another salt's.
        var forger = try TokenIssuer(
            key: key, validity: Sample.twoYears, terms: Desk.gift(cents: 500_000), salt: 0)
        let dear = try forger.token(at: batch.first)

        await #expect(throws: VerificationError.forgedWithLeakedKey(KeyID(1))) {
            try await desk.redeem(dear, .amount("5000.00"))
        }
    }

    // F13, F14: what is not ours gets one answer, whatever it names.
    @Test(arguments: Store.available)
    func `a changed code is refused before the book is asked`(store: Store) async throws {
        let desk = try await Desk(store)
        let card = try await desk.voucher(Desk.gift(cents: 5_000))
        let other = try await Desk(store).voucher(Desk.gift(cents: 5_000))

        await #expect(throws: VerificationError.tagMismatch(KeyID(1))) {
            try await desk.counter.check(other.token, at: Sample.till1)
        }
        await #expect(throws: VerificationError.unreadable(.truncated)) {
            try await desk.counter.check(String(card.token.prefix(59)), at: Sample.till1)
        }
        await #expect(throws: VerificationError.unreadable(.lowerCase)) {
            try await desk.counter.check(
                "TZ1" + card.token.dropFirst(3).lowercased(), at: Sample.till1)
        }
        await #expect(throws: VerificationError.unreadable(.notATesseraCode)) {
            try await desk.counter.check("https://example.org", at: Sample.till1)
        }
    }

    // T11: a compromised key's tokens are decided by the book, which knows the seals.
    @Test(arguments: Store.available)
    func `a code of a compromised key is good where the book is`(store: Store) async throws {
        let desk = try await Desk(store)
        let card = try await desk.voucher(Desk.gift(cents: 5_000))
        let later = try desk.with(desk.keys.compromised(KeyID(1)))

        for text in [card.token, card.typedCode] {
            #expect(try await later.counter.check(text, at: Sample.till1).voucher.balance == 5_000)
        }
    }

    @Test(arguments: Store.available)
    func `a code of a retired key is refused, scanned and typed`(store: Store) async throws {
        let desk = try await Desk(store)
        let card = try await desk.voucher(Desk.gift(cents: 5_000))
        let rotated = try desk.keys.rotated(on: Sample.day("2026-12-01"), pending: false)
        let one = try desk.with(try rotated.retired(KeyID(1), on: Sample.day("2037-11-09")))
        var keys = rotated
        for id: UInt16 in 1...4 {
            keys = try keys.retired(KeyID(id), on: Sample.day("2037-11-09"))
        }
        let epochGone = try desk.with(keys)

        for later in [one, epochGone] {
            for text in [card.token, card.typedCode] {
                await #expect(throws: VerificationError.keyRetired(KeyID(1))) {
                    try await later.counter.check(text, at: Sample.till1)
                }
            }
        }
    }

    @Test(arguments: Store.available)
    func `a member's card shows who it belongs to`(store: Store) async throws {
        let desk = try await Desk(store)
        let (member, card) = try await desk.card()

        for text in [card.token, card.typedCode] {
            let appraisal = try await desk.counter.check(text, at: Sample.till1)
            #expect(appraisal.profile == Profile(name: "Ana", contact: "ana@example.org"))
            #expect(appraisal.voucher.terms == .member(member.number, tier: 2))
        }
    }
}
