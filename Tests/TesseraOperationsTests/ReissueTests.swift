import TesseraConfiguration
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import TesseraToken
import TesseraVerification
import Testing

/// A new code for what is left of a voucher: T11, R3.
struct ReissueTests {
    @Test(arguments: Store.available)
    func `what is left moves to the new code and the old one is refused`(
        store: Store
    ) async throws {
        let desk = try await Desk(store)
        let old = try await desk.voucher(.gift(Sample.euros(cents: 5_000)))
        try await desk.redeem(old.token, .amount("12.00"))
        let made = try await desk.counter.reissue(old.position, operation: desk.ids.next())
        #expect(made.terms == .gift(Sample.euros(cents: 3_800)))
        #expect(made.validity.last == Sample.twoYears.last)
        await #expect(throws: LedgerError.self) {
            try await desk.redeem(old.token, .amount("1.00"))
        }
        let used = try await desk.redeem(made.new.token, .amount("38.00"))
        #expect(used.balance == 0)
        let liability = Account(
            owner: .issuer, asset: .currency(Sample.euro), purpose: .liability)
        #expect(try await desk.book.ledger.balances()[liability] == 0)
        #expect(try await desk.book.ledger.audit().findings.isEmpty)
    }

    @Test(arguments: Store.available)
    func `asked twice it is one new voucher`(store: Store) async throws {
        let desk = try await Desk(store)
        let old = try await desk.voucher(
            .entitlement(Entitlement(campaign: 9, uses: 10, termsDigest: 7)), uses: 10)
        try await desk.redeem(old.token, .uses(4))
        let name = desk.ids.next()
        let first = try await desk.counter.reissue(old.position, operation: name)
        let second = try await desk.counter.reissue(old.position, operation: name)
        #expect(!first.isReplay)
        #expect(second.isReplay)
        #expect(first.new == second.new)
        #expect(try await desk.counter.ledger.voucher(at: first.new.position).balance == 6)
        await #expect(throws: LedgerError.self) {
            try await desk.counter.reissue(old.position, operation: desk.ids.next())
        }
    }

    @Test
    func `what is put aside or used up is not reissued`() async throws {
        let desk = try await Desk(.inMemory)
        let held = try await desk.voucher(.gift(Sample.euros(cents: 1_000)))
        _ = try await desk.hold(held.token, .amount("4.00"))
        await #expect(throws: LedgerError.self) {
            try await desk.counter.reissue(held.position, operation: desk.ids.next())
        }
        let empty = try await desk.voucher(.gift(Sample.euros(cents: 1_000)))
        let use = try await desk.redeem(empty.token, .everything).use
        await #expect(throws: LedgerError.alreadyRedeemed(use)) {
            try await desk.counter.reissue(empty.position, operation: desk.ids.next())
        }
    }

    @Test(arguments: Store.available)
    func `after a key is lost its vouchers go on under the next one`(store: Store) async throws {
        let desk = try await Desk(store)
        let old = try await desk.voucher(.gift(Sample.euros(cents: 5_000)))
        let lost = try UnverifiedToken(old.token).keyID
        let compromised = try desk.with(try desk.keys.compromised(lost))
        // The book still decides on the code itself; it only cannot sign another one.
        await #expect(throws: ConfigurationError.noSigningKey(.gift, .ownShops)) {
            try await compromised.counter.reissue(old.position, operation: desk.ids.next())
        }
        let rotated = try desk.with(
            try compromised.keys.rotated(on: Sample.day("2026-12-01"), pending: false))
        let made = try await rotated.counter.reissue(old.position, operation: desk.ids.next())
        #expect(try UnverifiedToken(made.new.token).keyID != lost)
        let used = try await rotated.redeem(made.new.token, .everything)
        #expect(used.taken == 5_000)
    }
}
