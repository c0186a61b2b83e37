import TesseraModel
import TesseraTestSupport
import TesseraToken
import TesseraVerification

/// Kits with anything in them that a kit can have.
enum RandomKit {
    static func kit(
        _ random: inout SeededRandom, sequence: UInt64? = nil
    ) throws -> Kit {
        let device = random.next() & 1 == 0 ? nil : Sample.till2
        let edition = SampleKit.edition(
            sequence: sequence ?? random.next() >> 1 | 1, device: device,
            issuedAt: Timestamp(milliseconds: Int64(random.number(in: 0...4_000_000_000_000))))
        var map = StatusMap(lists: (0..<random.number(in: 0...3)).map { UInt16($0 * 2) })
        map.note(
            (0..<random.number(in: 0...300)).map { _ in
                (position(&random), SlotStatus(rawValue: UInt8(random.next() & 3)) ?? .open)
            })
        if random.next() & 3 == 0 {
            map.note(from: Sample.position(2, 9), count: 140_000, .spent)
        }
        let footing: KitFooting =
            random.next() & 1 == 0
            ? .own(Sample.euro, try SampleKit.limits())
            : .agreed(
                try SampleKit.agreement(
                    campaigns: random.next() & 1 == 0
                        ? nil : (0..<random.number(in: 0...5)).map { _ in number(&random) },
                    acceptsGifts: random.next() & 1 == 0))
        return try SampleKit.kit(
            map, edition: edition, footing: footing, batches: batches(&random),
            campaigns: (0..<random.number(in: 0...3)).map { _ in
                CampaignText(campaign: number(&random), text: "Terms \(random.next())")
            }, leases: device.map { leases($0, &random) } ?? [], operators: operators(&random))
    }

    private static func position(_ random: inout SeededRandom) -> VoucherPosition {
        Sample.position(
            UInt16(random.number(in: 0...5)), UInt32(random.number(in: 0...131_071)))
    }

    private static func number(_ random: inout SeededRandom) -> CampaignNumber {
        CampaignNumber(random.number(in: 1...4_294_967_295))
    }

    private static func batches(_ random: inout SeededRandom) -> BatchTable {
        let days = Sample.validity("2026-06-01", "2027-05-31")
        var next = 0
        var batches: [KitBatch] = []
        for _ in 0..<random.number(in: 0...40) {
            next += Int(random.number(in: 0...3)) * 1_000
            let count = Int(random.number(in: 1...70_000))
            let promise: KitPromise
            switch random.next() & 3 {
            case 0: promise = .members
            case 1:
                promise = .vouchers(
                    .gift(Sample.euros(cents: Int64(random.number(in: 1...3)))), uses: 0, days)
            case 2:
                promise = .vouchers(
                    .discount(
                        Discount(
                            campaign: number(&random), reduction: .amount(minorUnits: 7),
                            currency: Sample.euro)), uses: Int(random.number(in: 1...65_535)),
                    days)
            default:
                promise = .vouchers(
                    .entitlement(
                        Entitlement(
                            campaign: number(&random), uses: 9, termsDigest: random.next())),
                    uses: 9, days)
            }
            if let first = VoucherPosition(number: next) {
                batches.append(KitBatch(first: first, count: count, promise: promise))
            }
            next += count
        }
        return BatchTable(batches.shuffled(using: &random))
    }

    private static func operators(_ random: inout SeededRandom) -> [KitOperator] {
        let names = Set((0..<random.number(in: 0...9)).map { _ in random.number(in: 0...99) })
        return names.compactMap { OperatorID("w\($0)") }.map {
            let roles = OperatorRole.allCases
            return KitOperator(
                id: $0, role: roles[Int(random.number(in: 0...4))])
        }
    }

    private static func leases(_ device: TillID, _ random: inout SeededRandom) -> [Lease] {
        let positions = Set((0..<random.number(in: 0...9)).map { _ in position(&random) })
        return positions.map {
            Lease(
                position: $0, amount: Int64($0.number + 1), device: device,
                until: Sample.noon)
        }
    }
}
