import TesseraCrypto
import TesseraModel
import TesseraTestSupport
import TesseraToken
import TesseraVerification

/// A kit with something in every part, its file, and files put together by hand.
enum SampleKit {
    static let acceptor = Sample.harbour
    static let device = Sample.till1
    static let partner = Audience(7)

    /// Campaign 9 in two wordings.
    static let campaigns = [
        CampaignText(campaign: 9, text: "Ten coffees, any size."),
        CampaignText(campaign: 9, text: "Ten coffees, small."),
    ]

    static func limits(freshHours: Int = 12, kitHours: Int = 24) throws -> OfflineLimits {
        try found(
            OfflineLimits(
                perVoucher: 5_000, perDay: 20_000, usesPerDay: 40, freshHours: freshHours,
                kitHours: kitHours))
    }

    static func agreement(
        campaigns: [CampaignNumber]? = [3, 9], acceptsGifts: Bool = true,
        validity: ValidityPeriod = Sample.validity("2026-01-01", "2027-12-31")
    ) throws -> Agreement {
        Agreement(
            campaigns: campaigns, acceptsGifts: acceptsGifts, validity: validity,
            currency: Sample.euro, feeBasisPoints: 250, discountShareBasisPoints: 5_000,
            usePrice: 120, period: .week, bearer: .issuer, refunds: .refused,
            limits: try limits())
    }

    static func edition(
        sequence: UInt64 = 5, acceptor: ShopID = acceptor, device: TillID? = device,
        issuedAt: Timestamp = Sample.noon
    ) -> KitEdition {
        KitEdition(
            acceptor: acceptor, device: device, sequence: sequence, issuedAt: issuedAt,
            freshUntil: issuedAt.advanced(byMilliseconds: 43_200_000),
            expiresAt: issuedAt.advanced(byMilliseconds: 86_400_000))
    }

    static func batches() -> BatchTable {
        let days = Sample.validity("2026-06-01", "2027-05-31")
        let gift = KitPromise.vouchers(.gift(Sample.euros(cents: 5_000)), uses: 0, days)
        let percent = Discount(
            campaign: 3, reduction: .percent(basisPoints: 2_000), currency: Sample.euro,
            minimumSpend: 1_000, cap: 500)
        let fixed = Discount(
            campaign: 3, reduction: .amount(minorUnits: 250), currency: Sample.euro)
        let right = Entitlement(campaign: 9, uses: 10, termsDigest: campaigns[0].digest)
        return BatchTable([
            KitBatch(first: Sample.position(3, 0), count: 131_000, promise: gift),
            KitBatch(first: Sample.position(9, 0), count: 40, promise: .members),
            KitBatch(
                first: Sample.position(3, 131_000), count: 72,
                promise: .vouchers(.discount(percent), uses: 1, days)),
            KitBatch(
                first: Sample.position(4, 0), count: 1,
                promise: .vouchers(.discount(fixed), uses: 2, days)),
            KitBatch(
                first: Sample.position(4, 1), count: 9,
                promise: .vouchers(.entitlement(right), uses: 10, days)),
            KitBatch(first: Sample.position(4, 10), count: 90, promise: gift),
        ])
    }

    static func leases() -> [Lease] {
        [
            Lease(
                position: Sample.position(3, 70_001), amount: 2_000, device: device,
                until: Sample.noon.advanced(byMilliseconds: 3_600_000))
        ]
    }

    /// The kit of a till that takes vouchers of our own shops and of a partner.
    static func kit(
        _ status: StatusMap = StatusMap(lists: [UInt16(3)]), edition: KitEdition = edition(),
        footing: KitFooting? = nil, batches: BatchTable = batches(),
        campaigns: [CampaignText] = campaigns, leases: [Lease] = leases(),
        operators: [KitOperator] = operators
    ) throws -> Kit {
        Kit(
            edition: edition, issuer: "Cafe Pătrat", zone: Sample.bucharest,
            audiences: [.ownShops, partner], isTraining: false,
            footing: try footing ?? .agreed(agreement()), keys: try keys(), batches: batches,
            campaigns: campaigns, leases: leases, operators: operators, status: status)
    }

    /// A cashier and a supervisor.
    static let operators = [
        KitOperator(id: Sample.ana, role: .cashier),
        KitOperator(id: Sample.dan, role: .supervisor),
    ]

    /// A key of suite 1 for members and gifts, one of suite 2 for the partner's gifts.
    static func keys() throws -> [KitKey] {
        let leaves = SampleKeys.record(kinds: KindSet([.member, .gift]))
        let pair = SampleKeys.record(
            id: 8, suite: .ed25519, kinds: KindSet([.gift]), audience: partner,
            state: .verifyOnly)
        guard case .ed25519(let publicKey) = try SampleKeys.key(.gift, pair).tagKey else {
            throw Missing()
        }
        return [
            KitKey(
                record: leaves,
                material: .leaves([
                    .member: try leaf(.member, leaves), .gift: try leaf(.gift, leaves),
                ])),
            KitKey(record: pair, material: .publicKey(publicKey)),
        ]
    }

    private static func leaf(_ kind: TokenKind, _ record: KeyRecord) throws -> SecretBytes {
        try SampleKeys.epoch().leaf(
            .tokenTag, kind: kind, audience: record.audience, keyID: record.id)
    }

    // MARK: Files

    /// The kit's file, signed with the sample key.
    static func file(_ kit: Kit) throws -> [UInt8] {
        try KitFile.bytes(of: kit, signedBy: SampleKeys.kitKey())
    }

    /// Reads a file with the sample key.
    static func read(_ file: [UInt8]) throws -> Kit {
        try KitFile.kit(file, from: SampleKeys.kitKey().publicKey)
    }

    /// Why a file is not read; `nil` if it is.
    static func answer(_ file: [UInt8]) throws -> VerificationError? {
        let key = try SampleKeys.kitKey().publicKey
        do throws(VerificationError) {
            _ = try KitFile.kit(file, from: key)
            return nil
        } catch { return error }
    }

    /// Bytes with their digest and the sample key's signature, put together by hand.
    static func sealed(_ bytes: [UInt8]) throws -> [UInt8] {
        let covered = bytes + Digest.sha256(bytes)
        let message = Array("tessera/v1/kit".utf8) + [0] + covered
        return covered + (try SampleKeys.kitKey().signature(of: message))
    }

    /// A list as it stands in a file.
    struct WrittenList {
        var list: UInt16 = 3
        var form: UInt8 = 0
        var bytes: [UInt8]
    }

    /// The kit's file with its lists replaced.
    static func bytes(lists: [WrittenList], behind: [UInt8] = []) throws -> [UInt8] {
        // The status map is the last part: without lists it is eight bytes of zero and four.
        let none = try file(kit(StatusMap(lists: [UInt16]())))
        var part: [UInt8] = four(lists.count)
        for list in lists {
            part += [UInt8(list.list >> 8), UInt8(list.list & 255), list.form]
            part += four(list.bytes.count) + list.bytes
        }
        part += behind
        return try sealed(Array(none.dropLast(96 + 8)) + four(part.count) + part)
    }

    static func four(_ number: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }
}
