import TesseraClaims
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import Testing

/// What a partner is paid, by the counter: L16.
struct SettleTests {
    private func net(_ statement: Statement?) -> Int64? { statement?.totals.currencies.first?.net }

    @Test(arguments: Store.available)
    func `what a till tells late is paid in the next settlement and once`(
        store: Store
    ) async throws {
        let scene = try await PartnerScene(store)
        let card = try await scene.gift(cents: 5_000)
        var (quick, slow) = (try await scene.till("till-7"), try await scene.till("till-8"))
        try slow.take(300, of: card, as: scene.desk.ids.next())
        scene.desk.clock.advance(byMilliseconds: 60_000)
        quick.time = scene.desk.clock.now()
        try quick.take(1_000, of: card, as: scene.desk.ids.next())
        try await scene.upload(quick.claims)
        let first = try await scene.counter.settle(
            PartnerScene.luna, operation: scene.desk.ids.next())

        // Used before what is settled, and told an hour after.
        scene.desk.clock.advance(byMilliseconds: 3_600_000)
        try await scene.upload(slow.claims)
        let second = try await scene.counter.settle(
            PartnerScene.luna, operation: scene.desk.ids.next())
        let third = try await scene.counter.settle(
            PartnerScene.luna, operation: scene.desk.ids.next())

        #expect(net(first) == 1_000)
        #expect(net(second) == 300)
        #expect(second?.lines.map(\.operation) == slow.claims.map(\.record.id))
        // Nothing but the settlements themselves was booked since.
        #expect(third?.lines.isEmpty ?? true)
        #expect(try await scene.balance(.shop(PartnerScene.luna), .clearing) == 0)
        #expect(try await scene.balance(.shop(PartnerScene.luna), .payable) == 1_300)
        try await scene.expectSound()
    }

    @Test(arguments: Store.available)
    func `a shop of our own is neither settled with nor corrected`(store: Store) async throws {
        let scene = try await PartnerScene(store)
        let refusal = LedgerError.acceptorKindFixed(Sample.harbour, isPartner: false)
        _ = try await scene.counter.agree(
            AcceptorTerms(
                id: Sample.harbour, name: "Harbour", isPartner: false, groups: [],
                agreement: PartnerScene.agreement()), operation: scene.desk.ids.next())

        await #expect(throws: refusal) {
            try await scene.counter.settle(Sample.harbour, operation: scene.desk.ids.next())
        }
        await #expect(throws: refusal) {
            try await scene.counter.settlement(1, of: Sample.harbour)
        }
        await #expect(throws: refusal) {
            try await scene.counter.dispute(
                Sample.harbour, amount: Sample.euros(cents: 200), about: nil, reason: "counted",
                as: scene.desk.ids.next())
        }
        #expect(try await scene.balance(.shop(Sample.harbour), .clearing) == 0)
        try await scene.expectSound()
    }

    @Test(arguments: Store.available)
    func `a correction is about something that happened at that partner`(
        store: Store
    ) async throws {
        let scene = try await PartnerScene(store)
        let card = try await scene.gift(cents: 5_000)
        var till = try await scene.till("till-7")
        try till.take(300, of: card, as: scene.desk.ids.next())
        try await scene.upload(till.claims)
        let use = try #require(till.claims.first).record.id
        let two = Sample.euros(cents: 200)

        await #expect(throws: LedgerError.unknownRedemption(use)) {
            try await scene.counter.dispute(
                PartnerScene.sol, amount: two, about: use, reason: "counted",
                as: scene.desk.ids.next())
        }
        try await scene.counter.dispute(
            PartnerScene.luna, amount: two, about: use, reason: "counted",
            as: scene.desk.ids.next())

        #expect(try await scene.balance(.shop(PartnerScene.sol), .clearing) == 0)
        #expect(try await scene.balance(.shop(PartnerScene.luna), .clearing) == 500)
        try await scene.expectSound()
    }
}
