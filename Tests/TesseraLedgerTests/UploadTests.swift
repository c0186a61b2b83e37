import TesseraLedger
import TesseraModel
import TesseraTestSupport
import Testing

/// Leases, limits and uploads; asked of every store.
///
/// L7, L12, L14, L15.
struct UploadTests {
    /// L12, L14: what is put aside for a device nobody else takes.
    @Test(arguments: Store.available)
    func `a lease is there for its device and keeps its place`(store: Store) async throws {
        let scene = try await OfflineScene(store)
        var log = scene.log()
        let lease = Wish.lease(
            scene.position, amount: 500, device: Sample.till1, milliseconds: 3_600_000)
        let leased = try await scene.book(lease)
        let end = Timestamp.noon(plus: 60)
        #expect(leased == .held(amount: 500, available: 500, discount: nil, until: end))
        let hold = try await scene.counter.hold(.amount(Sample.euros(cents: 300)))
        await #expect(
            throws: LedgerError.heldElsewhere(
                available: .money(Sample.euros(cents: 200)),
                wanted: .money(Sample.euros(cents: 201)), until: .noon(plus: 15))
        ) { try await scene.counter.redeem(.amount(Sample.euros(cents: 201)), at: Sample.till2) }

        let part = try await scene.verdict(log.take(cents: 200, of: scene.position))
        let holds = try await scene.counter.voucher().holds
        let rest = try await scene.verdicts([log.take(cents: 500, of: scene.position)])

        #expect(part == ClaimVerdict(ruling: .accepted, paid: 200, balance: 800))
        #expect(holds.map(\.amount) == [300, 300])
        #expect(holds.map(\.device) == [Sample.till1, nil])
        #expect(holds.last?.operation == hold.operation)
        #expect(rest == [ClaimVerdict(ruling: .accepted, paid: 500, balance: 300)])
        #expect(try await scene.counter.voucher().holds.map(\.amount) == [300])
        #expect(try await scene.ledger.audit().findings == [])
    }

    /// What a limit leaves nothing of is the loss of whom the agreement says.
    @Test(arguments: Store.available)
    func `a limit holds for claims too`(store: Store) async throws {
        let scene = try await OfflineScene(store, Sample.gift(cents: 1_000, count: 3))
        try await scene.counter.setLimit(
            LimitTerms(
                scope: .gifts, key: .shop, period: .day, most: .value(Sample.euros(cents: 500))))
        var log = scene.log()
        let cards = (0..<3).map { Sample.position(0, $0) }
        let first = log.take(cents: 300, of: cards[0])
        let soon = Sample.noon.advanced(byMilliseconds: 1_000)

        let verdicts = try await scene.verdicts([
            first, log.take(cents: 300, of: cards[1]),
            log.record(.undo(first.operation), at: soon),
            log.take(cents: 300, of: cards[2], at: soon, arrived: soon),
        ])

        #expect(verdicts.map(\.paid) == [300, 0, 0, 300])
        #expect(verdicts.map(\.lostByIssuer) == [0, 300, 0, 0])
        #expect(try await scene.ledger.limits().map(\.mostUsed) == [300])
        #expect(try await scene.ledger.audit().findings == [])
    }

    /// L7.
    @Test(arguments: Store.available)
    func `an upload with one record that cannot be booked books none`(
        store: Store
    ) async throws {
        let scene = try await OfflineScene(store)
        var log = scene.log()
        let good = (0..<3).map { _ in log.take(cents: 100, of: scene.position) }
        let elsewhere = BookingRequest(
            operation: good[2].operation, wish: good[2].wish,
            place: Place(shop: Sample.market, till: Sample.till1), time: Sample.noon)
        let before = try await scene.ledger.figures()

        await #expect(throws: LedgerError.wishUnfit) {
            try await scene.ledger.book([good[0], good[1], elsewhere])
        }

        #expect(try await scene.ledger.figures() == before)
        #expect(try await scene.device().epoch.progress.through == 0)
        #expect(try await scene.verdicts(good).map(\.balance) == [900, 800, 700])
        #expect(try await scene.ledger.audit().findings == [])
    }

    @Test(arguments: Store.available)
    func `wishes of every kind are booked together or not at all`(store: Store) async throws {
        let scene = try await OfflineScene(store)
        var log = scene.log()
        func wish(_ wish: Wish) -> BookingRequest {
            BookingRequest(
                operation: scene.counter.ids.next(), wish: wish, place: nil, time: Sample.noon)
        }
        let block = wish(.change(scene.position, .block(reason: "lost")))
        let claim = log.take(cents: 100, of: scene.position)
        let limit = wish(
            .setLimit(
                LimitTerms(
                    scope: .gifts, key: .shop, period: .day,
                    most: .value(Sample.euros(cents: 500)))))
        let unfit = wish(.revoke(Sample.till1.unpaired, reason: "stolen"))

        let blocked = ClaimVerdict(ruling: .overLimit, lostByIssuer: 100, balance: 1_000)

        await #expect(throws: LedgerError.unknownDevice(Sample.till1.unpaired)) {
            try await scene.ledger.book([block, claim, limit, unfit])
        }
        #expect(try await scene.counter.voucher().standing == .active)
        #expect(try await scene.ledger.limits() == [])
        let booked = try await scene.ledger.book([block, claim, limit])

        #expect(booked[1].operation.claim?.1 == blocked)
        #expect(booked[2].operation.outcome == .limited(LimitID(1)))
        #expect(try await scene.ledger.audit().findings == [])
    }
}

extension TillID {
    /// A till that nobody has paired.
    fileprivate var unpaired: TillID { TillID("unpaired") ?? self }
}
