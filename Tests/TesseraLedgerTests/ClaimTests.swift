import TesseraLedger
import TesseraModel
import TesseraTestSupport
import Testing

/// What devices took without a network; asked of every store.
///
/// L14, L15, R12; F23.
struct ClaimTests {
    private let later = Sample.noon.advanced(byMilliseconds: 30_000)

    @Test(arguments: Store.available)
    func `what the voucher covers is taken from it`(store: Store) async throws {
        let scene = try await OfflineScene(store)
        var log = scene.log()
        let claim = log.take(cents: 400, of: scene.position, arrived: .noon(plus: 5))

        let verdict = try await scene.verdict(claim)

        #expect(verdict == ClaimVerdict(ruling: .accepted, paid: 400, balance: 600))
        let voucher = try await scene.counter.voucher()
        #expect(voucher.balance == 600 && voucher.lastUse?.time == Sample.noon)
        #expect(try await scene.balance(of: OfflineScene.clearing) == 400)
        #expect(try await scene.device().heardAt == .noon(plus: 5))
        #expect(try await scene.ledger.history(of: scene.position).count == 2)
        #expect(try await scene.ledger.audit().findings == [])
    }

    /// F23.
    @Test(arguments: Store.available)
    func `what the voucher does not cover is a loss`(store: Store) async throws {
        let scene = try await OfflineScene(store)
        var (first, second) = (scene.log(), scene.log(Sample.till2))
        try await scene.verdict(first.take(cents: 700, of: scene.position))

        let verdict = try await scene.verdict(second.take(cents: 700, of: scene.position))

        #expect(
            verdict == ClaimVerdict(ruling: .overLimit, paid: 300, lostByIssuer: 400, balance: 0))
        #expect(verdict.isConflict)
        #expect(try await scene.balance(of: OfflineScene.issuerLoss) == -400)
        #expect(try await scene.balance(of: OfflineScene.clearing) == 1_400)
        #expect(try await scene.ledger.audit().findings == [])
    }

    /// F23: six orders of arrival, one outcome.
    @Test(
        arguments: Store.available,
        [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]])
    func `ten euros at three tills are ten euros and a loss of twenty`(
        store: Store, order: [Int]
    ) async throws {
        let scene = try await OfflineScene(store)
        let third = try #require(TillID("till-3"))
        try await scene.book(.pair(third, acceptor: Sample.harbour))
        let claims = [Sample.till1, Sample.till2, third].map { till in
            var log = scene.log(till)
            return log.take(cents: 1_000, of: scene.position)
        }

        var rulings: [ClaimVerdict.Ruling] = []
        for index in order { rulings.append(try await scene.verdict(claims[index]).ruling) }

        #expect(rulings == [.accepted, .overLimit, .overLimit])
        #expect(try await scene.counter.voucher().balance == 0)
        #expect(try await scene.balance(of: OfflineScene.issuerLoss) == -2_000)
        #expect(try await scene.balance(of: OfflineScene.shopLoss) == 0)
        #expect(try await scene.balance(of: OfflineScene.clearing) == 3_000)
        #expect(try await scene.ledger.audit().findings == [])
    }

    /// L15: the bound holds for a device that tells whatever it likes.
    @Test(arguments: Store.available)
    func `the issuer loses no more than a day's limit to a device`(store: Store) async throws {
        let scene = try await OfflineScene(
            store, Sample.gift(cents: 1_000), Sample.agreement(perVoucher: 600, perDay: 1_500))
        var log = scene.log()
        let claims = (0..<9).map { _ in log.take(cents: 1_000, of: scene.position) }

        let verdicts = try await scene.verdicts(claims)

        #expect(verdicts.map(\.paid) == [1_000, 0, 0, 0, 0, 0, 0, 0, 0])
        #expect(verdicts.map(\.lostByIssuer) == [0, 600, 600, 300, 0, 0, 0, 0, 0])
        #expect(
            verdicts.map(\.lostByAcceptor) == [0, 400, 400, 700] + Array(repeating: 1_000, count: 5)
        )
        #expect(try await scene.balance(of: OfflineScene.issuerLoss) == -1_500)
        #expect(try await scene.balance(of: OfflineScene.shopLoss) == -6_500)
        #expect(try await scene.ledger.audit().findings == [])
    }

    @Test(arguments: Store.available)
    func `an acceptor that bears losses bears them all`(store: Store) async throws {
        let scene = try await OfflineScene(
            store, Sample.gift(cents: 1_000), Sample.agreement(bearer: .acceptor))
        var log = scene.log()
        try await scene.verdict(log.take(cents: 1_000, of: scene.position))

        let verdict = try await scene.verdict(log.take(cents: 200, of: scene.position))

        #expect(verdict == ClaimVerdict(ruling: .overLimit, lostByAcceptor: 200, balance: 0))
        #expect(try await scene.balance(of: OfflineScene.shopLoss) == -200)
    }

    @Test(arguments: Store.available)
    func `a voucher that expired on the way is paid for thirty days`(store: Store) async throws {
        let days = Sample.validity("2026-11-01", "2026-12-01")
        let scene = try await OfflineScene(store, Sample.gift(cents: 1_000, validity: days))
        var log = scene.log()
        let day: Int64 = 24 * 60

        let late = log.take(cents: 100, of: scene.position, arrived: .noon(plus: 2 * day))
        let tooLate = log.take(cents: 100, of: scene.position, arrived: .noon(plus: 31 * day))
        let after = log.take(
            cents: 100, of: scene.position, at: .noon(plus: 2 * day),
            arrived: .noon(plus: 31 * day))

        #expect(try await scene.verdict(late).ruling == .acceptedLate)
        #expect(try await scene.verdict(tooLate).ruling == .tooLate)
        #expect(try await scene.verdict(after).ruling == .notValidThen)
        #expect(try await scene.counter.voucher().balance == 900)
        #expect(try await scene.ledger.audit().findings == [])
    }

    @Test(arguments: Store.available)
    func `what the agreement does not cover is not paid`(store: Store) async throws {
        let scene = try await OfflineScene(
            store, Sample.gift(cents: 1_000), Sample.agreement(acceptsGifts: false))
        var log = scene.log()

        let gift = try await scene.verdict(log.take(cents: 100, of: scene.position))
        try await scene.agree(Sample.agreement())
        let tooMuch = try await scene.verdict(log.take(cents: 1_001, of: scene.position))
        try await scene.book(.endAgreement(Sample.harbour, reason: "closed"))
        let ended = try await scene.verdict(log.take(cents: 100, of: scene.position))

        #expect(gift == ClaimVerdict(ruling: .notAccepted, balance: 1_000))
        #expect([tooMuch, ended].map(\.ruling) == [.notAccepted, .notAccepted])
        #expect(try await scene.counter.voucher().balance == 1_000)
        #expect(try await scene.ledger.audit().findings == [])
    }

    @Test(arguments: Store.available)
    func `vouchers of a partner's group are paid and those of others are not`(
        store: Store
    ) async throws {
        let scene = try await OfflineScene(
            store, Sample.gift(cents: 1_000, audience: Audience(0x8000)), isPartner: true)
        var log = scene.log()

        let before = try await scene.verdict(log.take(cents: 100, of: scene.position))
        let group = try #require(ShopID("old-town"))
        try await scene.agree(isPartner: true, groups: [group])
        let after = try await scene.verdict(log.take(cents: 100, of: scene.position))

        #expect([before, after].map(\.ruling) == [.notAccepted, .accepted])
        #expect(try await scene.ledger.audit().findings == [])
    }

    @Test(arguments: Store.available)
    func `a claim of a voucher that was never issued is forged`(store: Store) async throws {
        let scene = try await OfflineScene(store)
        var log = scene.log()
        let unknown = Sample.position(4, 7)

        let sealed = try await scene.verdict(
            log.take(cents: 100, of: scene.position, finding: .forged(KeyID(9))))
        let never = try await scene.verdicts([log.take(cents: 100, of: unknown)])

        #expect(sealed == ClaimVerdict(ruling: .forged))
        #expect(never == [ClaimVerdict(ruling: .forged)])
        #expect(try await scene.counter.voucher().balance == 1_000)
        #expect(try await scene.ledger.audit().findings == [])
    }

    @Test(arguments: Store.available)
    func `claims of a pairing that was given up are recorded and not paid`(
        store: Store
    ) async throws {
        let scene = try await OfflineScene(store)
        var old = scene.log()
        try await scene.verdict(old.take(cents: 100, of: scene.position))
        try await scene.book(.pair(Sample.till1, acceptor: Sample.harbour))
        var new = scene.log(epoch: 2)

        let given = try await scene.verdict(old.take(cents: 100, of: scene.position))
        let taken = try await scene.verdict(new.take(cents: 100, of: scene.position))

        #expect([given, taken].map(\.ruling) == [.deviceRevoked, .accepted])
        #expect(try await scene.counter.voucher().balance == 800)
        #expect(try await scene.device().epochs.map(\.progress.through) == [2, 1])
        #expect(try await scene.ledger.audit().findings == [])
    }

    /// A till that sells while it has a network is paid at once, and its log is not touched.
    @Test(arguments: Store.available)
    func `the last redemption of a till is none of its claims`(store: Store) async throws {
        let scene = try await OfflineScene(store)
        var log = scene.log()
        let online = try await scene.counter.redeem(.amount(Sample.euros(cents: 100)))

        try await scene.verdict(log.take(cents: 100, of: scene.position))

        let last = try await scene.ledger.lastRedemption(at: Sample.till1)
        #expect(last?.operation == online.operation)
    }

    @Test(arguments: Store.available)
    func `conflicts are found among the claims`(store: Store) async throws {
        let scene = try await OfflineScene(store)
        var log = scene.log()
        let claims = (0..<5).map { _ in log.take(cents: 400, of: scene.position) }
        _ = try await scene.verdicts(claims)
        let ids = claims.map(\.operation)
        func page(
            after: OperationID?, _ conflictsOnly: Bool, _ limit: Int
        ) async throws -> [OperationID] {
            try await scene.ledger.claims(
                after: after, conflictsOnly: conflictsOnly, limit: limit
            ).map(\.operation)
        }

        #expect(try await page(after: nil, false, 9) == ids)
        #expect(try await page(after: ids[1], false, 2) == [ids[2], ids[3]])
        #expect(try await page(after: nil, true, 2) == [ids[2], ids[3]])
        #expect(try await page(after: ids[3], true, 2) == [ids[4]])
        #expect(try await page(after: scene.counter.ids.next(), true, 2) == [])
    }
}
