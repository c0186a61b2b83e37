import TesseraClaims
import TesseraCrypto
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import TesseraToken
import TesseraVerification
import Testing

/// Records that are kept and not paid, and value put aside for one till: L14, L15.
struct UploadRefusalTests {
    @Test(arguments: Store.available)
    func `a till that was given up is recorded and not paid`(store: Store) async throws {
        let scene = try await PartnerScene(store)
        let card = try await scene.gift(cents: 5_000)
        var till = try await scene.till("till-7")
        try till.take(100, of: card, as: scene.desk.ids.next())
        _ = try await scene.counter.revoke(
            till.id, reason: "stolen", operation: scene.desk.ids.next())
        let judged = try await scene.upload(till.claims)
        #expect(judged.receipt.items.map(\.ruling) == [.deviceRevoked])
        #expect(try await scene.counter.ledger.voucher(at: card.position).balance == 5_000)
        try await scene.expectSound()
    }

    @Test(arguments: Store.available)
    func `a partner is not paid for what it did not agree to take`(store: Store) async throws {
        let scene = try await PartnerScene(store)
        let card = try await scene.gift(cents: 5_000)
        var other = try await scene.till("till-9", at: PartnerScene.sol)
        try other.take(100, of: card, as: scene.desk.ids.next())
        #expect(try await scene.upload(other.claims).receipt.items.map(\.ruling) == [.notAccepted])
        try await scene.agree(PartnerScene.agreement(gifts: false))
        var till = try await scene.till("till-7")
        try till.take(100, of: card, as: scene.desk.ids.next())
        #expect(try await scene.upload(till.claims).receipt.items.map(\.ruling) == [.notAccepted])
        try await scene.expectSound()
    }

    @Test(arguments: Store.available)
    func `what expired on the way is paid and what was used too late is not`(
        store: Store
    ) async throws {
        let scene = try await PartnerScene(store)
        let card = try await scene.voucher(
            .gift(Sample.euros(cents: 5_000)), validity: Sample.validity("2026-11-01", "2026-12-01")
        )
        var till = try await scene.till("till-7")
        var second = try await scene.till("till-8")
        try till.take(100, of: card, as: scene.desk.ids.next())
        // Two days on: the first was used in time, the second was not.
        till.time = till.time.advanced(byMilliseconds: 2 * 86_400_000)
        scene.desk.clock.set(till.time)
        try till.take(200, of: card, as: scene.desk.ids.next())
        let judged = try await scene.upload(till.claims)
        #expect(judged.receipt.items.map(\.ruling) == [.acceptedLate, .notValidThen])
        // Thirty-one days on nothing is paid any more.
        try second.take(100, of: card, as: scene.desk.ids.next())
        scene.desk.clock.set(Sample.noon.advanced(byMilliseconds: 31 * 86_400_000))
        let late = try await scene.upload(second.claims)
        #expect(late.receipt.items.map(\.ruling) == [.tooLate])
        try await scene.expectSound()
    }

    @Test(arguments: Store.available)
    func `a lease is the device's own and conflicts with nobody`(store: Store) async throws {
        let scene = try await PartnerScene(store)
        let card = try await scene.gift(cents: 1_000)
        var till = try await scene.till("till-7")
        var other = try await scene.till("till-8")
        _ = try await scene.counter.lease(
            card.position, .amount("6.00"), to: till.id, hours: 24,
            operation: scene.desk.ids.next())
        try other.take(1_000, of: card, as: scene.desk.ids.next())
        try till.take(600, of: card, as: scene.desk.ids.next())
        let first = try await scene.upload(other.claims)
        #expect(first.receipt.items.map(\.paid) == [400])
        #expect(first.receipt.items.map(\.lostByIssuer) == [600])
        let second = try await scene.upload(till.claims)
        #expect(second.receipt.items.map(\.paid) == [600])
        #expect(second.receipt.items.map(\.ruling) == [.accepted])
        try await scene.expectSound()
    }

    @Test
    func `a till that this book never paired is told so and nothing is booked`() async throws {
        let scene = try await PartnerScene(.inMemory)
        let card = try await scene.gift(cents: 1_000)
        let elsewhere = try await PartnerScene(.inMemory)
        var till = try await elsewhere.till("till-99")
        try till.take(100, of: card, as: scene.desk.ids.next())
        let before = try await scene.counter.ledger.figures().operations
        await #expect(throws: LedgerError.unknownDevice(till.id)) {
            try await scene.upload(till.claims)
        }
        #expect(try await scene.counter.ledger.figures().operations == before)
    }

    @Test
    func `what was issued for a partner is not taken at our own shop however it is read`()
        async throws
    {
        let scene = try await PartnerScene(.inMemory)
        let card = try await scene.gift(cents: 1_000)
        let audience = try UnverifiedToken(card.token).audience
        for code in [card.token, card.typedCode] {
            await #expect(throws: VerificationError.wrongAudience(audience)) {
                try await scene.desk.redeem(code, .amount("1.00"))
            }
            // The office looks after it all the same.
            let found = try await scene.counter.position(named: code, at: Sample.till1)
            #expect(found == card.position)
        }
    }

    @Test
    func `nothing is issued for a partner whose agreement has ended`() async throws {
        let scene = try await PartnerScene(.inMemory)
        _ = try await scene.counter.endAgreement(
            with: PartnerScene.luna, reason: "closed", operation: scene.desk.ids.next())
        await #expect(throws: LedgerError.agreementEnded(PartnerScene.luna, at: Sample.noon)) {
            try await scene.gift(cents: 1_000)
        }
    }
}
