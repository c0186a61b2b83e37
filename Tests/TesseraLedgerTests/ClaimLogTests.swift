import TesseraLedger
import TesseraModel
import TesseraTestSupport
import Testing

/// The logs that claims arrive in: twice, out of order, put back, forked; asked of every store.
///
/// L3, L14; F23.
struct ClaimLogTests {
    /// A minute and a moment after noon are too late to put something back.
    private let soon = Sample.noon.advanced(byMilliseconds: 60_000)
    private let late = Sample.noon.advanced(byMilliseconds: 60_001)

    /// L3: keys that are gone find less the second time, and the answer stays.
    @Test(arguments: Store.available)
    func `a claim uploaded twice gets its first answer`(store: Store) async throws {
        let scene = try await OfflineScene(store)
        var log = scene.log()
        let claim = log.take(cents: 400, of: scene.position)
        let first = try await scene.ledger.book(claim)

        let again = try await scene.ledger.book(claim)
        let together = try await scene.ledger.book([claim, claim])
        let other = try await scene.ledger.book(found(.wrongMAC, claim))

        for answer in [again, other] + together {
            #expect(answer.isReplay && answer.operation == first.operation)
        }
        #expect(try await scene.counter.voucher().balance == 600)
        #expect(try await scene.ledger.audit().findings == [])
    }

    @Test(arguments: Store.available)
    func `an id with another record is refused`(store: Store) async throws {
        let scene = try await OfflineScene(store)
        var log = scene.log()
        let claim = log.take(cents: 400, of: scene.position)
        try await scene.verdict(claim)
        let other = log.take(cents: 400, of: scene.position)
        let reused = BookingRequest(
            operation: claim.operation, wish: other.wish, place: other.place, time: other.time)

        await #expect(throws: LedgerError.operationReused(claim.operation)) {
            try await scene.ledger.book(reused)
        }
        await #expect(throws: LedgerError.operationReused(claim.operation)) {
            try await scene.ledger.book([other, reused])
        }

        // Nothing of the upload was kept, so the other record is still to come.
        #expect(try await scene.verdict(other).ruling == .accepted)
        #expect(try await scene.ledger.audit().findings == [])
    }

    @Test(arguments: Store.available, [false, true])
    func `a claim put back is nothing in either order`(
        store: Store, undoFirst: Bool
    ) async throws {
        let scene = try await OfflineScene(store)
        var log = scene.log()
        let claim = log.take(cents: 400, of: scene.position)
        let undo = log.record(.undo(claim.operation), at: soon)

        let verdicts = try await scene.verdicts(undoFirst ? [undo, claim] : [claim, undo])

        #expect(
            verdicts
                == (undoFirst
                    ? [ClaimVerdict(ruling: .undone), ClaimVerdict(ruling: .undone)]
                    : [
                        ClaimVerdict(ruling: .accepted, paid: 400, balance: 600),
                        ClaimVerdict(ruling: .undone, returned: 400, balance: 1_000),
                    ]))
        let voucher = try await scene.counter.voucher()
        #expect(voucher.balance == 1_000 && voucher.lastUse == nil)
        #expect(try await scene.balance(of: OfflineScene.clearing) == 0)
        #expect(try await scene.ledger.audit().findings == [])
    }

    @Test(arguments: Store.available)
    func `a claim is put back within a minute and once`(store: Store) async throws {
        let scene = try await OfflineScene(store)
        var log = scene.log()
        let kept = log.take(cents: 300, of: scene.position)
        let claim = log.take(cents: 400, of: scene.position)

        let verdicts = try await scene.verdicts([
            kept, claim, log.record(.undo(claim.operation), at: soon),
            log.record(.undo(claim.operation), at: soon),
            log.record(.undo(kept.operation), at: late),
        ])

        #expect(verdicts.map(\.ruling) == [.accepted, .accepted, .undone, .undone, .notValidThen])
        #expect(verdicts.map(\.returned) == [0, 0, 400, 0, 0])
        // The latest use that was not put back.
        let voucher = try await scene.counter.voucher()
        #expect(voucher.balance == 700 && voucher.lastUse?.time == Sample.noon)
        #expect(try await scene.ledger.audit().findings == [])
    }

    /// What was lost is given back too, to the account and to the day's limit.
    @Test(arguments: Store.available)
    func `a loss that is put back is no loss`(store: Store) async throws {
        let scene = try await OfflineScene(store)
        var log = scene.log()
        try await scene.verdict(log.take(cents: 700, of: scene.position))
        let claim = log.take(cents: 500, of: scene.position)
        try await scene.verdict(claim)
        #expect(try await scene.balance(of: OfflineScene.issuerLoss) == -200)

        let back = try await scene.verdict(log.record(.undo(claim.operation), at: soon))

        #expect(back == ClaimVerdict(ruling: .undone, returned: 300, balance: 300))
        #expect(try await scene.balance(of: OfflineScene.issuerLoss) == 0)
        #expect(try await scene.balance(of: OfflineScene.clearing) == 700)
        #expect(try await scene.device().losses == [])
        #expect(try await scene.ledger.audit().findings == [])
    }

    /// The office put it back already; the till's own putting back comes to nothing.
    @Test(arguments: Store.available)
    func `what the office put back is not put back again`(store: Store) async throws {
        let scene = try await OfflineScene(store)
        var log = scene.log()
        let claim = log.take(cents: 400, of: scene.position)
        try await scene.verdict(claim)
        let place = PlacedRequest(
            operation: scene.counter.ids.next(), place: nil, time: Sample.noon)
        _ = try await scene.ledger.reverse(
            claim.operation, amount: 100, reason: "returned", place)

        let back = try await scene.verdict(log.record(.undo(claim.operation), at: soon))

        #expect(back == ClaimVerdict(ruling: .undone))
        #expect(try await scene.counter.voucher().balance == 700)
        #expect(try await scene.ledger.audit().findings == [])
    }

    @Test(arguments: Store.available)
    func `two records with one number are two futures of a log`(store: Store) async throws {
        let scene = try await OfflineScene(store)
        var log = scene.log()
        try await scene.verdict(log.take(cents: 100, of: scene.position))
        var copy = log
        try await scene.verdict(log.take(cents: 100, of: scene.position))

        let fork = try await scene.verdict(
            copy.take(cents: 100, of: scene.position, arrived: .noon(plus: 1)))
        let next = try await scene.verdict(
            log.take(cents: 100, of: scene.position, arrived: .noon(plus: 2)))

        #expect(fork == ClaimVerdict(ruling: .quarantined, isFork: true))
        #expect(next == ClaimVerdict(ruling: .quarantined))
        #expect(
            try await scene.device().epoch.standing
                == .quarantined(at: .noon(plus: 1), sequence: 2))
        #expect(try await scene.counter.voucher().balance == 800)
        #expect(try await scene.ledger.audit().findings == [])
    }

    @Test(arguments: Store.available, [false, true])
    func `a record that does not follow from the one before it is a fork`(
        store: Store, backwards: Bool
    ) async throws {
        let scene = try await OfflineScene(store)
        var (log, other) = (scene.log(), scene.log())
        let first = log.take(cents: 100, of: scene.position)
        _ = other.take(cents: 100, of: scene.position)
        let stranger = other.take(cents: 100, of: scene.position)

        let verdicts = try await scene.verdicts(
            backwards ? [stranger, first] : [first, stranger])

        #expect(verdicts.map(\.ruling) == [.accepted, .quarantined])
        #expect(verdicts.map(\.isFork) == [false, true])
        #expect(try await scene.ledger.audit().findings == [])
    }

    @Test(arguments: Store.available)
    func `a record of a stranger takes nobody's place`(store: Store) async throws {
        let scene = try await OfflineScene(store)
        var (log, stranger) = (scene.log(), scene.log())

        let false1 = try await scene.verdict(
            stranger.take(cents: 100, of: scene.position, finding: .wrongMAC))
        let true1 = try await scene.verdict(log.take(cents: 100, of: scene.position))

        #expect([false1, true1].map(\.ruling) == [.wrongMAC, .accepted])
        #expect(try await scene.device().epoch.progress.through == 1)
        #expect(try await scene.ledger.audit().findings == [])
    }

    private func found(_ finding: Claim.Finding, _ request: BookingRequest) -> BookingRequest {
        guard case .claim(let claim) = request.wish else { return request }
        let other = Claim(
            device: claim.device, epoch: claim.epoch, sequence: claim.sequence,
            hash: claim.hash, previous: claim.previous, kit: claim.kit,
            occurredAt: claim.occurredAt, act: claim.act, finding: finding)
        return BookingRequest(
            operation: request.operation, wish: .claim(other), place: request.place,
            time: request.time)
    }
}
