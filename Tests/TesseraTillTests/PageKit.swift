import TesseraCrypto
import TesseraModel
import TesseraTestSupport
import TesseraToken
import TesseraVerification

/// Kits that the pages are to judge by as the verifier does: keys of every state, suite and kind.
enum PageKit {
    static let partner = Audience(8)
    static let texts = [
        CampaignText(campaign: 9, text: "Ten coffees, any size."),
        CampaignText(campaign: 9, text: "Ten coffees, small – și fără lapte."),
    ]

    /// The keys of every kit.
    static let records = [
        SampleKeys.record(),
        SampleKeys.record(id: 2, suite: .ed25519),
        SampleKeys.record(id: 3, state: .pending),
        SampleKeys.record(id: 4, state: .retired),
        SampleKeys.record(id: 5, state: .compromised),
        SampleKeys.record(id: 6, kinds: KindSet([TokenKind.gift])),
        SampleKeys.record(id: 7, audience: partner),
        SampleKeys.record(
            id: 8, signFrom: Day(civilNumber: 2_500), signTo: Day(civilNumber: 2_520),
            acceptUntil: Day(civilNumber: 2_700), state: .verifyOnly),
        SampleKeys.record(id: 9, suite: .ed25519, kinds: KindSet([.member, .entitlement])),
        SampleKeys.record(id: 0xFF01),
    ]

    private static func key(_ record: KeyRecord) throws -> KitKey {
        var leaves: [TokenKind: SecretBytes] = [:]
        for kind in record.kinds.kinds {
            leaves[kind] = try SampleKeys.epoch().leaf(
                .tokenTag, kind: kind, audience: record.audience, keyID: record.id)
        }
        guard record.suite == .ed25519, let seed = leaves[record.kinds.kinds[0]] else {
            return KitKey(record: record, material: .leaves(leaves))
        }
        return KitKey(
            record: record, material: .publicKey(try Ed25519PrivateKey(seed: seed).publicKey))
    }

    private static func limits(_ perVoucher: Int64 = 3_000) throws -> OfflineLimits {
        let limits = OfflineLimits(
            perVoucher: perVoucher, perDay: 9_000, usesPerDay: 6, freshHours: 12, kitHours: 24)
        guard let limits else { throw TillScene.Missing() }
        return limits
    }

    private static func agreement(gifts: Bool, _ campaigns: [CampaignNumber]?) throws -> Agreement {
        Agreement(
            campaigns: campaigns, acceptsGifts: gifts,
            validity: Sample.validity("2026-11-01", "2026-12-01"), currency: Sample.euro,
            feeBasisPoints: 250, discountShareBasisPoints: 3_333, usePrice: 120, period: .week,
            bearer: .issuer, refunds: .refused, limits: try limits())
    }

    private static func batches() -> BatchTable {
        let days = Sample.validity("2026-06-01", "2027-05-31")
        let percent = Discount(
            campaign: 7, reduction: .percent(basisPoints: 1_500), currency: Sample.euro)
        return BatchTable([
            KitBatch(
                first: Sample.position(3, 0), count: 131_000,
                promise: .vouchers(.gift(Sample.euros(cents: 5_000)), uses: 0, days)),
            KitBatch(
                first: Sample.position(3, 131_000), count: 72,
                promise: .vouchers(.discount(percent), uses: 3, days)),
            KitBatch(first: Sample.position(4, 0), count: 9, promise: .members),
        ])
    }

    private static func status(_ random: inout SeededRandom, many: Int = 0) -> StatusMap {
        var map = StatusMap(lists: [UInt16(3), 4])
        map.note(from: Sample.position(4, 40), count: many, .spent)
        map.note(
            (0..<400).map { _ in
                let slot = UInt32(random.number(in: 0...(random.next() & 1 == 0 ? 40 : 131_071)))
                return (
                    Sample.position(3, slot),
                    SlotStatus(rawValue: UInt8(random.next() & 3)) ?? .open
                )
            })
        return map
    }

    /// A kit for one till: by number 0 an own shop's, 1 and 2 partners', 3 for training, 4 one with
    /// a list that is written raw, 5 another till's, 6 one made tomorrow.
    static func kit(
        _ number: Int, sequence: UInt64? = nil, at time: Timestamp? = nil
    ) throws -> Kit {
        var random = SeededRandom(seed: UInt64(number) + 77)
        let hours: Int64 = number == 6 ? 24 : -3
        let made = time ?? Sample.noon.advanced(byMilliseconds: hours * 3_600_000)
        let footing: KitFooting =
            switch number {
            case 1: .agreed(try agreement(gifts: false, [7]))
            case 2: .agreed(try agreement(gifts: true, nil))
            default: .own(Sample.euro, try limits())
            }
        let lease = Lease(
            position: Sample.position(3, 70_001), amount: 2_000, device: Sample.till1,
            until: Sample.noon.advanced(byMilliseconds: 3_600_000))
        let workers = [("ana-7", OperatorRole.cashier), ("aud", .auditor)].compactMap { pair in
            OperatorID(pair.0).map { KitOperator(id: $0, role: pair.1) }
        }
        return Kit(
            edition: KitEdition(
                acceptor: Sample.harbour, device: number == 5 ? nil : Sample.till1,
                sequence: sequence ?? UInt64(number + 1), issuedAt: made,
                freshUntil: made.advanced(byMilliseconds: 43_200_000),
                expiresAt: made.advanced(byMilliseconds: 86_400_000)),
            issuer: "Cafe Pătrat", zone: number == 2 ? .utc : Sample.bucharest,
            audiences: number == 1 ? [.ownShops, partner] : [.ownShops], isTraining: number == 3,
            footing: footing,
            keys: try records.filter { number == 1 || $0.audience == .ownShops }.map(key),
            batches: batches(), campaigns: number == 2 ? [] : texts,
            leases: number == 0 || number == 4 ? [lease] : [], operators: workers,
            status: status(&random, many: number == 4 ? 90_000 : number == 2 ? 9_000 : 0))
    }

    static let count = 7
}
