import TesseraLedger
import TesseraModel
import TesseraTestSupport
import Testing

/// Acceptors, groups and devices; asked of every store.
///
/// Concepts 1 and 3, R6.
struct PartyTests {
    private let quay: ShopID
    private let oldTown: ShopID

    init() throws {
        quay = try #require(ShopID("quay"))
        oldTown = try #require(ShopID("old-town"))
    }

    @Test(arguments: Store.available)
    func `an agreement made twice is a second version`(store: Store) async throws {
        let scene = try await OfflineScene(store)

        let second = try await scene.agree(Sample.agreement(acceptsGifts: false))

        #expect(second == .agreed(version: 2, audience: .ownShops, groups: []))
        let parties = try await scene.ledger.parties()
        guard case .acceptor(let acceptor)? = parties.first else {
            Issue.record("no acceptor comes first")
            return
        }
        #expect(acceptor.version == 2 && !acceptor.agreement.acceptsGifts)
        #expect(try await scene.ledger.audit().findings == [])
    }

    @Test(arguments: Store.available)
    func `partners and groups get numbers without a gap`(store: Store) async throws {
        let scene = try await OfflineScene(store, isPartner: true)
        func agreed(_ id: ShopID, _ groups: [ShopID]) async throws -> Outcome {
            try await scene.agree(Sample.agreement(), id, isPartner: true, groups: groups)
        }

        let first = try await agreed(Sample.market, [oldTown])
        let second = try await agreed(quay, [Sample.market, oldTown])
        let third = try await agreed(Sample.harbour, [Sample.market])

        // Groups in order of their names: market before old-town.
        #expect(first == .agreed(version: 1, audience: Audience(2), groups: [Audience(0x8000)]))
        #expect(
            second
                == .agreed(
                    version: 1, audience: Audience(3),
                    groups: [Audience(0x8001), Audience(0x8000)]))
        #expect(third == .agreed(version: 2, audience: Audience(1), groups: [Audience(0x8001)]))
        #expect(try await scene.ledger.audit().findings == [])
    }

    @Test(arguments: Store.available)
    func `a shop of our own does not become a partner`(store: Store) async throws {
        let scene = try await OfflineScene(store)

        let refused = try await scene.agree(isPartner: true)

        #expect(refused == .refused(.acceptorKindFixed(Sample.harbour, isPartner: false)))
    }

    @Test(arguments: Store.available)
    func `an ended agreement pairs nothing until it is made again`(store: Store) async throws {
        let scene = try await OfflineScene(store)
        let ended = LedgerError.agreementEnded(Sample.harbour, at: Sample.noon)

        #expect(try await scene.book(.endAgreement(Sample.harbour, reason: "closed")) == .done)

        let again = Wish.endAgreement(Sample.harbour, reason: "closed")
        #expect(try await scene.book(again) == .refused(ended))
        #expect(try await scene.book(.kit(Sample.harbour)) == .refused(ended))
        let pairing = Wish.pair(Sample.till1, acceptor: Sample.harbour)
        #expect(try await scene.book(pairing) == .refused(ended))
        try await scene.agree()
        #expect(try await scene.book(pairing) == .paired(epoch: 2))
        #expect(try await scene.ledger.audit().findings == [])
    }

    @Test(arguments: Store.available)
    func `a device paired again is a new one and the old one is given up`(
        store: Store
    ) async throws {
        let scene = try await OfflineScene(store)

        let again = try await scene.book(
            .pair(Sample.till1, acceptor: Sample.harbour), at: .noon(plus: 5))

        #expect(again == .paired(epoch: 2))
        let device = try await scene.device()
        #expect(device.epochs.map(\.number) == [1, 2])
        #expect(
            device.epochs.map(\.standing)
                == [.revoked(at: .noon(plus: 5), reason: "paired again"), .active])
        #expect(try await scene.ledger.audit().findings == [])
    }

    @Test(arguments: Store.available)
    func `a device stays where it was paired first`(store: Store) async throws {
        let scene = try await OfflineScene(store)
        try await scene.agree(Sample.agreement(), Sample.market)

        let elsewhere = try await scene.book(.pair(Sample.till1, acceptor: Sample.market))

        #expect(elsewhere == .refused(.deviceElsewhere(Sample.till1, Sample.harbour)))
        await #expect(throws: LedgerError.unknownAcceptor(quay)) {
            try await scene.book(.pair(Sample.till1, acceptor: quay))
        }
    }

    @Test(arguments: Store.available)
    func `a device is given up once`(store: Store) async throws {
        let scene = try await OfflineScene(store)

        #expect(try await scene.book(.revoke(Sample.till1, reason: "stolen")) == .done)

        let again = try await scene.book(.revoke(Sample.till1, reason: "stolen"))
        #expect(again == .refused(.deviceRevoked(Sample.till1, at: Sample.noon)))
        #expect(
            try await scene.device().epoch.standing
                == .revoked(at: Sample.noon, reason: "stolen"))
        await #expect(throws: LedgerError.unknownDevice(Sample.till1.asOther)) {
            try await scene.book(.revoke(Sample.till1.asOther, reason: "stolen"))
        }
    }

    @Test(arguments: Store.available)
    func `kits are numbered from one`(store: Store) async throws {
        let scene = try await OfflineScene(store)

        #expect(try await scene.book(.kit(Sample.harbour)) == .kit(1))
        #expect(try await scene.book(.kit(Sample.harbour)) == .kit(2))

        #expect(try await scene.ledger.audit().findings == [])
    }

    /// L3.
    @Test(arguments: Store.durable)
    func `parties are the same when the book is opened again`(store: Store) async throws {
        let scene = try await OfflineScene(store, isPartner: true)
        try await scene.agree(Sample.agreement(), isPartner: true, groups: [oldTown])
        let before = try await scene.ledger.parties()

        let again = try await scene.counter.book.reopened()

        #expect(try await again.ledger.parties() == before)
        #expect(
            before.map(\.name.text)
                == ["acceptor:harbour", "device:till-1", "device:till-2", "group:old-town"])
        #expect(try await again.ledger.audit().findings == [])
    }

    /// L9: what two offices agree at once gets two numbers.
    @Test(arguments: Store.available)
    func `partners added at once get different numbers`(store: Store) async throws {
        let scene = try await OfflineScene(store)
        let names = try (1...8).map { try #require(ShopID("partner-\($0)")) }

        try await withThrowingTaskGroup(of: Void.self) { group in
            for name in names {
                group.addTask {
                    _ = try await scene.agree(Sample.agreement(), name, isPartner: true)
                }
            }
            try await group.waitForAll()
        }

        let numbers = try await scene.ledger.parties().compactMap { party in
            party.name.text.hasPrefix("acceptor:partner-") ? party.audience?.number : nil
        }
        #expect(numbers.sorted() == [1, 2, 3, 4, 5, 6, 7, 8])
        #expect(try await scene.ledger.audit().findings == [])
    }
}

extension TillID {
    /// A till that nobody has paired.
    fileprivate var asOther: TillID { TillID("unpaired") ?? self }
}
