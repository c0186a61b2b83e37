import Testing
import TesseraConfiguration
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import TesseraToken
import TesseraVerification

/// What a partner's till carries: T19, T22.
struct PartnerKitTests {
    private let partner = Audience(7)
    private let group = Audience(0x8001)
    private let stranger = Audience(8)

    private func desk(_ store: Store) async throws -> Desk {
        let desk = try await Desk(store)
        return try desk.with(
            desk.keys.admitting(partner, suite: .hmac, on: Desk.keyDay)
                .admitting(group, suite: .ed25519, on: Desk.keyDay)
                .admitting(stranger, suite: .hmac, on: Desk.keyDay))
    }

    /// Issues gift cards of 50.00 that an audience can check.
    private func issue(_ count: Int, for audience: Audience, at desk: Desk) async throws -> Batch {
        let key = try desk.keys.signingKey(for: .gift, audience: audience)
        let order = BatchOrder(
            terms: Desk.gift(cents: 5_000), uses: 0, validity: Sample.twoYears,
            keyID: key.record.id, audience: audience, count: count, salt: 5)
        return try await desk.counter.ledger.issue(
            IssueRequest(operation: desk.ids.next(), orders: [order], time: Sample.noon))[0]
    }

    private func order(
        device: TillID? = nil, sequence: UInt64? = 3, leases: [Lease] = []
    ) throws -> KitOrder {
        let limits = try #require(
            OfflineLimits(
                perVoucher: 5_000, perDay: 20_000, usesPerDay: 9, freshHours: 6, kitHours: 48))
        return KitOrder(
            acceptor: Sample.market, device: device, audiences: [group, partner],
            sequence: sequence, footing: .own(Sample.euro, limits), leases: leases)
    }

    @Test(arguments: Store.available)
    func `a partner's kit holds its own keys and vouchers and nobody else's`(
        store: Store
    ) async throws {
        let desk = try await desk(store)
        let own = try await issue(3, for: partner, at: desk)
        let shops = try await desk.issue(Desk.gift(cents: 5_000), count: 5)
        let others = try await issue(4, for: stranger, at: desk)
        let shared = try await issue(2, for: group, at: desk)
        for batch in [own, shops, others, shared] {
            _ = try await desk.counter.change(
                batch.first, .block(reason: "lost"), operation: desk.ids.next())
        }

        let kit = try await desk.counter.kit(order())

        #expect(kit.edition.acceptor == Sample.market)
        #expect(kit.edition.sequence == 3)
        #expect(kit.edition.freshUntil == Desk.time("2026-12-01T18:00:00Z"))
        #expect(kit.edition.expiresAt == Desk.time("2026-12-03T12:00:00Z"))
        #expect(kit.audiences == [partner, group])
        #expect(Set(kit.keys.map(\.record.audience)) == [partner, group])
        #expect(kit.status.knownLists == [own.first.list, shared.first.list])
        #expect(kit.status[own.first] == .revoked)
        #expect(kit.status[shared.first] == .revoked)
        #expect(kit.status[shops.first] == nil)
        #expect(kit.batches.batches.map(\.first) == [own.first, shared.first])
        #expect(kit.batches.batches.map(\.count) == [3, 2])
        for key in kit.keys {
            switch key.material {
            case .leaves: #expect(key.record.audience == partner)
            case .publicKey: #expect(key.record.audience == group)
            }
        }
    }

    @Test(arguments: Store.available)
    func `what is put aside is good at its own till and partly spent at all others`(
        store: Store
    ) async throws {
        let desk = try await desk(store)
        let batch = try await issue(3, for: partner, at: desk)
        let later = Sample.noon.advanced(byMilliseconds: 60_000)
        let ended = try #require(batch.position(at: 1))
        let leases = [
            Lease(position: batch.first, amount: 2_000, device: Sample.till1, until: later),
            Lease(position: ended, amount: 2_000, device: Sample.till1, until: Sample.noon),
        ]

        let first = try await desk.counter.kit(order(device: Sample.till1, leases: leases))
        let second = try await desk.counter.kit(order(device: Sample.till2, leases: leases))

        #expect(first.leases == [leases[0]])
        #expect(first.lease(at: batch.first, time: Sample.noon)?.amount == 2_000)
        #expect(first.lease(at: batch.first, time: later) == nil)
        #expect(second.leases.isEmpty)
        for kit in [first, second] {
            #expect(kit.status[batch.first] == .partlySpent)
            #expect(kit.status[ended] == .open)
        }
    }

    // L12: what is put aside in the book is not open to a till that cannot ask it
    @Test(arguments: Store.available)
    func `a voucher of which something is held is partly spent until the hold ends`(
        store: Store
    ) async throws {
        let desk = try await Desk(store)
        let (some, all) = (
            try await desk.voucher(Desk.gift(cents: 5_000)),
            try await desk.voucher(Desk.gift(cents: 5_000))
        )
        _ = try await desk.hold(some.token, .amount("10"), minutes: 5)
        _ = try await desk.hold(all.token, .everything, minutes: 5)

        let held = try await desk.kit(hours: 24).status
        desk.wait(seconds: 301)
        let free = try await desk.kit(hours: 24).status

        for voucher in [some, all] {
            #expect(held[voucher.position] == .partlySpent)
            #expect(free[voucher.position] == .open)
        }
    }

    @Test(arguments: Store.available)
    func `a kit without a number of its own takes the time`(store: Store) async throws {
        let desk = try await desk(store)

        let kit = try await desk.counter.kit(order(sequence: nil))

        #expect(kit.edition.sequence == 1_796_126_400_000)
        #expect(kit.status.knownLists.isEmpty)
    }
}
