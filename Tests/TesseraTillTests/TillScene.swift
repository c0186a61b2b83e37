import TesseraClaims
import TesseraCrypto
import TesseraLedger
import TesseraModel
import TesseraTestSupport
import TesseraTill
import TesseraToken
import TesseraVerification

/// An issuer that makes pairings, kits and receipts, and a folder in which a till may stand.
struct TillScene {
    let home: TemporaryFolder
    let clock = FixedClock(Sample.noon)
    let ids = OperationIDs()
    var isTraining = false
    var limits: OfflineLimits
    var leases: [Lease] = []
    var operators: [KitOperator] = []
    var statuses: [(VoucherPosition, SlotStatus)] = []
    var currency = Sample.euro

    init(perVoucher: Int64 = 5_000, perDay: Int64 = 20_000, usesPerDay: Int = 10) throws {
        home = try TemporaryFolder()
        let limits = OfflineLimits(
            perVoucher: perVoucher, perDay: perDay, usesPerDay: usesPerDay, freshHours: 12,
            kitHours: 24)
        guard let limits else { throw Missing() }
        self.limits = limits
    }

    struct Missing: Error {}

    var path: String { "\(home.path)/till" }

    static func kitKey() throws -> Ed25519PrivateKey {
        try Ed25519PrivateKey(seed: SecretBytes([UInt8](repeating: 9, count: 32)))
    }

    static func deviceKey() throws -> DeviceKey {
        try DeviceKey(SecretBytes([UInt8](repeating: 7, count: 32)))
    }

    func pairing(epoch: UInt32 = 1, device: TillID = Sample.till1) throws -> [UInt8] {
        PairingFile.bytes(
            of: Pairing(
                device: device, acceptor: Sample.harbour, epoch: epoch,
                key: try TillScene.deviceKey(), kitKey: try TillScene.kitKey().publicKey,
                issuer: "Cafe Pătrat", ledgerEpoch: 77, isTraining: isTraining))
    }

    func kit(_ sequence: UInt64 = 1, at time: Timestamp? = nil) throws -> [UInt8] {
        let issuedAt = time ?? Sample.noon.advanced(byMilliseconds: -3 * 3_600_000)
        let record = SampleKeys.record(id: isTraining ? 0xFF01 : 1)
        var leaves: [TokenKind: SecretBytes] = [:]
        for kind in TokenKind.allCases {
            leaves[kind] = try SampleKeys.epoch().leaf(
                .tokenTag, kind: kind, audience: .ownShops, keyID: record.id)
        }
        var status = StatusMap(lists: [UInt16(3)])
        status.note(statuses)
        let kit = Kit(
            edition: KitEdition(
                acceptor: Sample.harbour, device: Sample.till1, sequence: sequence,
                issuedAt: issuedAt, freshUntil: issuedAt.advanced(byMilliseconds: 43_200_000),
                expiresAt: issuedAt.advanced(byMilliseconds: 86_400_000)),
            issuer: "Cafe Pătrat", zone: Sample.bucharest, audiences: [.ownShops],
            isTraining: isTraining, footing: .own(currency, limits),
            keys: [KitKey(record: record, material: .leaves(leaves))], leases: leases,
            operators: operators, status: status)
        return try KitFile.bytes(of: kit, signedBy: TillScene.kitKey())
    }

    func install() throws {
        try OfflineTill.install(pairing(), kit: kit(), in: path, at: clock.now())
    }

    func open() throws -> OfflineTill { try OfflineTill(path, clock: clock) }

    /// A till that was just installed.
    func till() throws -> OfflineTill {
        try install()
        return try open()
    }

    /// What the issuer answers if it has everything up to a record.
    func receipt(
        through: Int64, last: Int64? = nil, gaps: [ClosedRange<Int64>] = [],
        ledgerEpoch: UInt64 = 77, at time: Timestamp? = nil
    ) throws -> [UInt8] {
        try ReceiptFile.bytes(
            of: SyncReceipt(
                device: Sample.till1, epoch: 1, acceptor: Sample.harbour,
                ledgerEpoch: ledgerEpoch, answeredAt: time ?? clock.now(), through: through,
                last: last ?? through, gaps: gaps, items: []),
            signedBy: TillScene.kitKey())
    }

    // MARK: Codes

    /// A gift card of 50.00 euros.
    func gift(slot: UInt32 = 70_001) throws -> String { try text(slot, kind: 2, nil, .gift) }

    /// Ten coffees.
    func coffees(slot: UInt32 = 70_001) throws -> String {
        try text(
            slot, kind: 4, [9, 10, 0xA1, 0xB2, 0xC3, 0xD4, 0xE5, 0xF6], .entitlement)
    }

    /// Fifteen percent off.
    func percent(slot: UInt32 = 70_001) throws -> String {
        try text(slot, kind: 3, [7, 1, 0xDC, 0x0B, 0x03, 0xD2, 0, 0], .discount)
    }

    private func text(
        _ slot: UInt32, kind: UInt8, _ part: [UInt8]?, _ leaf: TokenKind
    ) throws -> String {
        var token = HandmadeToken()
        token.kind = kind
        token.slot = slot
        if isTraining { token.keyID = 0xFF01 }
        if let part { token.part = part }
        return try token.text(
            SampleKeys.record(id: isTraining ? 0xFF01 : 1), leafKind: leaf)
    }

    func cents(_ amount: Int64) -> Demand { .amount(Sample.euros(cents: amount)) }
}

extension OfflineTill {
    /// Redeems with a new operation.
    @discardableResult
    func take(_ text: String, _ demand: Demand, _ scene: TillScene) throws -> TillRedemption {
        try redeem(text, operation: scene.ids.next()) { _ in demand }
    }
}
