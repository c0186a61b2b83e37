import TesseraLedger
import TesseraModel
import TesseraTestSupport
import Testing

/// A shop with an agreement, its devices, and vouchers that they meet without a network.
struct OfflineScene {
    let counter: TestCounter
    var ledger: any Ledger { counter.ledger }
    var position: VoucherPosition { counter.position }

    /// The loss of the issuer and of the shop, and what the shop is credited, in euros.
    static let issuerLoss = account(.issuer, .loss)
    static let shopLoss = account(.shop(Sample.harbour), .loss)
    static let clearing = account(.shop(Sample.harbour), .clearing)

    /// A fresh book with vouchers and the harbour shop, whose tills 1 and 2 are paired.
    init(
        _ store: Store, _ order: BatchOrder = Sample.gift(cents: 1_000),
        _ agreement: Agreement = Sample.agreement(), isPartner: Bool = false
    ) async throws {
        counter = try await TestCounter(store, order)
        try await agree(agreement, isPartner: isPartner)
        for device in [Sample.till1, Sample.till2] {
            try await book(.pair(device, acceptor: Sample.harbour))
        }
    }

    @discardableResult
    func book(
        _ wish: Wish, at time: Timestamp = Sample.noon
    ) async throws(LedgerError) -> Outcome {
        let booked = try await ledger.book(
            BookingRequest(operation: counter.ids.next(), wish: wish, place: nil, time: time))
        return booked.operation.outcome
    }

    @discardableResult
    func agree(
        _ agreement: Agreement = Sample.agreement(), _ id: ShopID = Sample.harbour,
        isPartner: Bool = false, groups: [ShopID] = []
    ) async throws(LedgerError) -> Outcome {
        try await book(
            .agree(
                AcceptorTerms(
                    id: id, name: "Harbour", isPartner: isPartner, groups: groups,
                    agreement: agreement)))
    }

    /// The verdict on a claim that is booked by itself.
    @discardableResult
    func verdict(_ request: BookingRequest) async throws -> ClaimVerdict {
        let booked = try await ledger.book(request)
        return try #require(booked.operation.claim).1
    }

    /// The verdicts on claims that are booked together.
    func verdicts(_ requests: [BookingRequest]) async throws -> [ClaimVerdict] {
        try await ledger.book(requests).map { try #require($0.operation.claim).1 }
    }

    /// An empty log of a device.
    func log(_ device: TillID = Sample.till1, epoch: UInt32 = 1) -> HandmadeLog {
        HandmadeLog(of: device, epoch: epoch, counter.ids)
    }

    func device(_ id: TillID = Sample.till1) async throws -> Device {
        let parties = try await ledger.parties()
        let found = parties.compactMap { party -> Device? in
            if case .device(let device) = party, device.id == id { device } else { nil }
        }
        return try #require(found.first)
    }

    func balance(of account: Account) async throws -> Int64 {
        try await ledger.balances()[account] ?? 0
    }

    private static func account(_ owner: Account.Owner, _ purpose: Account.Purpose) -> Account {
        Account(owner: owner, asset: .currency(Sample.euro), purpose: purpose)
    }
}

extension Timestamp {
    /// So many minutes after noon.
    static func noon(plus minutes: Int64) -> Timestamp {
        Sample.noon.advanced(byMilliseconds: minutes * 60_000)
    }
}
