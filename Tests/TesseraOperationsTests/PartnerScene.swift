import TesseraClaims
import TesseraConfiguration
import TesseraCrypto
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import TesseraToken
import TesseraVerification
import Testing

/// A shop with a partner, and tills of the partner whose records are made by hand.
struct PartnerScene {
    static let luna = ShopID("cafe-luna") ?? Sample.market
    /// Another partner, with keys of its own.
    static let sol = ShopID("cafe-sol") ?? Sample.market

    let desk: Desk
    let secret: DeviceSecret

    /// €50 of one voucher and €100 on one day, ten uses, for what a till takes offline.
    static let limits = OfflineLimits(
        perVoucher: 5_000, perDay: 10_000, usesPerDay: 10, freshHours: 24, kitHours: 72)

    static func agreement(
        fee: Int = 0, bearer: Agreement.Bearer = .issuer, campaigns: [CampaignNumber]? = nil,
        gifts: Bool = true, usePrice: Int64 = 0, share: Int = 10_000,
        refunds: Agreement.Refunds = .restored, limits: OfflineLimits? = limits
    ) -> Agreement {
        Agreement(
            campaigns: campaigns, acceptsGifts: gifts, validity: Sample.twoYears,
            currency: Sample.euro, feeBasisPoints: fee, discountShareBasisPoints: share,
            usePrice: usePrice, period: .month, bearer: bearer, refunds: refunds,
            limits: limits ?? .none)
    }

    /// A scene of parts.
    init(desk: Desk, secret: DeviceSecret) {
        self.desk = desk
        self.secret = secret
    }

    /// A partner under an agreement, and another one under the same.
    init(_ store: Store, _ agreement: Agreement = agreement(), suite: Suite = .hmac) async throws {
        let desk = try await Desk(store)
        var keys = desk.keys
        for (id, name) in [(PartnerScene.luna, "Luna"), (PartnerScene.sol, "Sol")] {
            let acceptor = try await desk.counter.agree(
                AcceptorTerms(
                    id: id, name: name, isPartner: true, groups: [], agreement: agreement),
                operation: desk.ids.next())
            keys = try keys.admitting(acceptor.audience, suite: suite, on: Desk.keyDay)
        }
        self.desk = try desk.with(keys)
        secret = try DeviceSecret(SecretBytes([UInt8](repeating: 7, count: 32)))
    }

    var counter: Counter { desk.counter }

    /// Agrees anew with the first partner.
    func agree(_ agreement: Agreement) async throws {
        _ = try await counter.agree(
            AcceptorTerms(
                id: PartnerScene.luna, name: "Luna", isPartner: true, groups: [],
                agreement: agreement), operation: desk.ids.next())
    }

    /// A voucher for the first partner.
    func voucher(
        _ terms: Terms, uses: Int = 1, validity: ValidityPeriod = Sample.twoYears
    ) async throws -> IssuedVoucher {
        let wish = VoucherWish(
            terms: terms, uses: uses, validity: validity, count: 1, acceptor: PartnerScene.luna)
        let batch = try await counter.issue([wish], operation: desk.ids.next())[0]
        return try await counter.issued(batch.first)
    }

    /// A gift card for the first partner.
    func gift(cents: Int64) async throws -> IssuedVoucher {
        try await voucher(.gift(Sample.euros(cents: cents)))
    }

    /// A till of a partner, paired now.
    func till(_ name: String, at shop: ShopID = luna) async throws -> HandTill {
        let id = try #require(TillID(name))
        let (_, epoch) = try await counter.pair(id, at: shop, operation: desk.ids.next())
        let key = try DeviceKey(try secret.key(of: id, epoch: epoch))
        return HandTill(id: id, epoch: epoch, key: key, time: desk.clock.now())
    }

    /// Uploads records in any order, each by itself or many at once.
    @discardableResult
    func upload(_ claims: [LoggedClaim]) async throws -> JudgedUpload {
        let first = try #require(claims.first)
        return try await counter.judge(
            ClaimUpload(device: first.record.device, epoch: first.record.epoch, claims: claims),
            under: secret)
    }

    /// The balance of an account.
    func balance(
        _ owner: Account.Owner, _ purpose: Account.Purpose,
        _ asset: Account.Asset = .currency(Sample.euro)
    ) async throws -> Int64 {
        try await desk.book.ledger.balances()[
            Account(owner: owner, asset: asset, purpose: purpose)] ?? 0
    }

    /// The book recounted.
    func expectSound(_ location: SourceLocation = #_sourceLocation) async throws {
        let audit = try await desk.book.ledger.audit()
        #expect(audit.findings.isEmpty, sourceLocation: location)
    }
}

/// A till whose records are made by hand: it says what it is told to say.
struct HandTill {
    let id: TillID
    let epoch: UInt32
    var key: DeviceKey
    var time: Timestamp
    private(set) var sequence: Int64 = 0
    private(set) var head = ClaimHash.beginning
    private(set) var claims: [LoggedClaim] = []

    init(id: TillID, epoch: UInt32, key: DeviceKey, time: Timestamp) {
        self.id = id
        self.epoch = epoch
        self.key = key
        self.time = time
    }

    /// Takes part of a gift card.
    @discardableResult
    mutating func take(
        _ cents: Int64, of voucher: IssuedVoucher, as name: OperationID
    ) throws -> LoggedClaim {
        try take(
            cents, .amount(Sample.euros(cents: cents)), of: body(of: voucher), as: name)
    }

    /// Takes something of a voucher.
    @discardableResult
    mutating func take(
        _ amount: Int64, _ demand: Demand, of body: TokenBody, discount: Int64? = nil,
        by worker: OperatorID? = nil, as name: OperationID
    ) throws -> LoggedClaim {
        let taken = try #require(
            ClaimRecord.Taken(
                body: body, demand: demand, amount: amount, leased: 0, left: 0,
                discount: discount))
        return add(.redeem(taken), as: name, by: worker)
    }

    /// Puts a claim back.
    @discardableResult
    mutating func undo(_ claim: LoggedClaim, as name: OperationID) -> LoggedClaim {
        add(.undo(claim.record.id), as: name)
    }

    private mutating func add(
        _ act: ClaimRecord.Act, as name: OperationID, by worker: OperatorID? = nil
    ) -> LoggedClaim {
        sequence += 1
        let claim = LoggedClaim(
            ClaimRecord(
                id: name, device: id, epoch: epoch, sequence: sequence, previous: head, kit: 1,
                occurredAt: time, act: act, operator: worker), key: key)
        head = claim.hash
        claims.append(claim)
        return claim
    }

    /// What a token says, seal included.
    func body(of voucher: IssuedVoucher, suite: Suite = .hmac) throws -> TokenBody {
        try TokenBody(try UnverifiedToken(voucher.token).body(suite: suite))
    }
}
