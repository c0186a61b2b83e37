import TesseraLedger
import TesseraModel
import TesseraTestSupport
import TesseraTill
import TesseraVerification
import Testing

/// How far a till goes without a network.
///
/// - Source: L15; F23.
struct TillLimitTests {
    private func euros(_ cents: Int64) -> VerificationError.OfflineAmount {
        .money(Sample.euros(cents: cents))
    }

    @Test func `one voucher is taken to its limit and no further`() throws {
        let scene = try TillScene(perVoucher: 1_000)
        let till = try scene.till()
        try till.take(scene.gift(), scene.cents(600), scene)

        #expect(try till.check(scene.gift()).takeable == 400)
        #expect(
            throws: VerificationError.offlineLimit(
                .perVoucher, limit: euros(1_000), used: euros(600), asked: euros(401))
        ) { try till.take(scene.gift(), scene.cents(401), scene) }
        try till.take(scene.gift(), scene.cents(400), scene)
        #expect(
            throws: VerificationError.offlineLimit(
                .perVoucher, limit: euros(1_000), used: euros(1_000), asked: euros(4_000))
        ) { try till.check(scene.gift()) }
    }

    @Test func `a day has its limit and the next day a new one`() throws {
        let scene = try TillScene(perDay: 6_000)
        let till = try scene.till()
        try till.take(scene.gift(slot: 1), .everything, scene)

        #expect(
            throws: VerificationError.offlineLimit(
                .perDay, limit: euros(6_000), used: euros(5_000), asked: euros(1_001))
        ) { try till.take(scene.gift(slot: 2), scene.cents(1_001), scene) }
        // Midnight in Bucharest is ten hours after noon in UTC.
        scene.clock.set(Sample.noon.advanced(byMilliseconds: 10 * 3_600_000 - 1))
        #expect(try till.check(scene.gift(slot: 2)).takeable == 1_000)
        scene.clock.set(Sample.noon.advanced(byMilliseconds: 10 * 3_600_000))
        #expect(try till.check(scene.gift(slot: 2)).takeable == 5_000)
    }

    @Test func `uses of a day are counted over all vouchers`() throws {
        let scene = try TillScene(usesPerDay: 5)
        let till = try scene.till()
        try till.take(scene.coffees(slot: 1), .uses(3), scene)
        try till.take(scene.percent(slot: 2), .uses(1), scene)

        #expect(
            throws: VerificationError.offlineLimit(
                .perDay, limit: .uses(5), used: .uses(4), asked: .uses(2))
        ) { try till.take(scene.coffees(slot: 3), .uses(2), scene) }
        try till.take(scene.coffees(slot: 3), .uses(1), scene)
    }

    @Test func `what was undone counts no more`() throws {
        let scene = try TillScene(perVoucher: 1_000)
        let till = try scene.till()
        try till.take(scene.gift(), scene.cents(1_000), scene)

        _ = try till.undo(nil, operation: scene.ids.next())

        #expect(try till.check(scene.gift()).takeable == 1_000)
    }

    @Test func `a card of another currency is taken at a connected till`() throws {
        var scene = try TillScene()
        let leu = try #require(Currency(code: "RON"))
        scene.currency = leu
        let till = try scene.till()

        #expect(throws: TillError.offlineCurrency(card: Sample.euro, limits: leu)) {
            try till.take(scene.gift(), scene.cents(100), scene)
        }
    }

    @Test func `a lease lifts the limit and is spent first`() throws {
        var scene = try TillScene(perVoucher: 1_000)
        scene.leases = [lease(3_000)]
        let till = try scene.till()

        let first = try till.take(scene.gift(), scene.cents(2_500), scene)
        let second = try till.take(scene.gift(), scene.cents(1_500), scene)

        #expect(first.leased == 2_500 && second.leased == 500 && second.left == 1_000)
        #expect(
            throws: VerificationError.offlineLimit(
                .perVoucher, limit: euros(1_000), used: euros(1_000), asked: euros(1))
        ) { try till.take(scene.gift(), scene.cents(1), scene) }
        #expect(till.status.moneyToday == 1_000)
    }

    @Test func `of a card that others used only the lease is taken`() throws {
        var scene = try TillScene()
        scene.leases = [lease(2_000)]
        scene.statuses = [(Sample.position(3, 70_001), .partlySpent)]
        let till = try scene.till()

        #expect(try till.check(scene.gift()).left == 2_000)
        #expect(
            throws: VerificationError.offlineLimit(
                .lease, limit: euros(2_000), used: euros(0), asked: euros(2_001))
        ) { try till.take(scene.gift(), scene.cents(2_001), scene) }
        #expect(try till.take(scene.gift(), .everything, scene).taken == 2_000)
        #expect(
            throws: VerificationError.offlineLimit(
                .lease, limit: euros(2_000), used: euros(2_000), asked: euros(3_000))
        ) { try till.check(scene.gift()) }
    }

    @Test func `a lease that ended is worth nothing`() throws {
        var scene = try TillScene()
        scene.leases = [lease(2_000)]
        scene.statuses = [(Sample.position(3, 70_001), .partlySpent)]
        let till = try scene.till()

        scene.clock.advance(byMilliseconds: 3_600_000)

        #expect(throws: VerificationError.balanceCheckRequired) { try till.check(scene.gift()) }
    }

    private func lease(_ amount: Int64) -> Lease {
        Lease(
            position: Sample.position(3, 70_001), amount: amount, device: Sample.till1,
            until: Sample.noon.advanced(byMilliseconds: 3_600_000))
    }
}
