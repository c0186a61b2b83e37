import TesseraModel
import TesseraToken

/// The parts of a kit's file, in their order.
///
/// - Source: T19; `docs/kits.md`.
enum KitPart: Int, CaseIterable {
    case head, footing, keys, batches, campaigns, leases, operators, status

    func bytes(of kit: Kit) -> [UInt8] {
        var out = KitWriter()
        switch self {
        case .head: KitPart.write(headOf: kit, to: &out)
        case .footing: KitPart.write(kit.footing, to: &out)
        case .keys:
            out.number(kit.keys.count, 2)
            for key in kit.keys { KitPart.write(key, to: &out) }
        case .batches: kit.batches.write(to: &out)
        case .campaigns:
            for campaign in kit.campaigns {
                out.number(Int(campaign.campaign), 4)
                out.text(campaign.text, 4)
            }
        case .leases:
            for lease in kit.leases {
                out.number(lease.position.number, 5)
                out.number(Int(lease.amount), 8)
                out.number(Int(lease.until.milliseconds), 8)
            }
        case .operators: KitPart.write(kit.operators, to: &out)
        case .status: kit.status.write(to: &out)
        }
        return out.bytes
    }

    // MARK: Head

    private static func write(headOf kit: Kit, to out: inout KitWriter) {
        out.text(kit.edition.acceptor.text, 1)
        out.text(kit.edition.device?.text ?? "", 1)
        out.number(kit.isTraining ? 1 : 0, 1)
        out.number(Int(kit.edition.sequence), 8)
        for time in [kit.edition.issuedAt, kit.edition.freshUntil, kit.edition.expiresAt] {
            out.number(Int(time.milliseconds), 8)
        }
        out.text(kit.issuer, 2)
        out.text(kit.zone.name, 2)
        out.number(kit.zone.changes.count, 2)
        for change in kit.zone.changes {
            out.number(Int(change.fromSeconds), 8)
            out.number(Int(change.offsetSeconds), 4)
        }
        out.number(kit.audiences.count, 2)
        for audience in kit.audiences { out.number(Int(audience.number), 2) }
    }

    struct Head {
        let edition: KitEdition
        let isTraining: Bool
        let issuer: String
        let zone: IssuerZone
        let audiences: [Audience]

        init(_ bytes: ArraySlice<UInt8>) throws(VerificationError) {
            var reader = KitReader(bytes)
            guard let acceptor = ShopID(try reader.text(1)) else { throw .kitDamaged }
            let deviceText = try reader.text(1)
            let device = TillID(deviceText)
            guard device != nil || deviceText.isEmpty else { throw .kitDamaged }
            isTraining = try reader.truth()
            let sequence = try reader.number(8)
            let issuedAt = try reader.time()
            let freshUntil = try reader.time()
            let expiresAt = try reader.time()
            guard sequence >= 1, issuedAt <= freshUntil, freshUntil <= expiresAt else {
                throw .kitDamaged
            }
            edition = KitEdition(
                acceptor: acceptor, device: device, sequence: UInt64(sequence),
                issuedAt: issuedAt, freshUntil: freshUntil, expiresAt: expiresAt)
            issuer = try reader.text(2)
            zone = try Head.zone(&reader)
            var audiences: [Audience] = []
            for _ in 0..<(try reader.number(2)) {
                let audience = Audience(UInt16(try reader.number(2)))
                guard audience.isAssignable, audiences.last.map({ $0 < audience }) ?? true
                else { throw .kitDamaged }
                audiences.append(audience)
            }
            guard !audiences.isEmpty else { throw .kitDamaged }
            self.audiences = audiences
            try reader.finish()
        }

        private static func zone(
            _ reader: inout KitReader
        ) throws(VerificationError) -> IssuerZone {
            let name = try reader.text(2)
            var changes: [IssuerZone.Change] = []
            for _ in 0..<(try reader.number(2)) {
                let from = Int64(try reader.signed(8))
                // A zone sorts its changes, so in another order they would be a second spelling.
                guard changes.last.map({ $0.fromSeconds < from }) ?? true else {
                    throw .kitDamaged
                }
                let offset = Int32(try reader.signed(4))
                guard offset.magnitude <= IssuerZone.largestOffset.magnitude else {
                    throw .kitDamaged
                }
                changes.append(IssuerZone.Change(fromSeconds: from, offsetSeconds: offset))
            }
            guard let first = changes.first else { throw .kitDamaged }
            return IssuerZone(name: name, first: first, later: Array(changes.dropFirst()))
        }
    }

    // MARK: Campaigns and leases

    static func campaigns(
        _ bytes: ArraySlice<UInt8>
    ) throws(VerificationError) -> [CampaignText] {
        var reader = KitReader(bytes)
        var campaigns: [CampaignText] = []
        while !reader.isAtEnd {
            let number = CampaignNumber(try reader.number(4))
            guard number >= 1 else { throw .kitDamaged }
            let campaign = CampaignText(campaign: number, text: try reader.text(4))
            if let last = campaigns.last {
                guard CampaignText.precedes(last, campaign) else { throw .kitDamaged }
            }
            campaigns.append(campaign)
        }
        return campaigns
    }

    static func leases(
        _ bytes: ArraySlice<UInt8>, for device: TillID?
    ) throws(VerificationError) -> [Lease] {
        var reader = KitReader(bytes)
        var leases: [Lease] = []
        while !reader.isAtEnd {
            guard let device, let position = VoucherPosition(number: try reader.number(5))
            else { throw .kitDamaged }
            let amount = Int64(try reader.signed(8))
            let until = try reader.time()
            guard (1...AmountText.largestMinorUnits).contains(amount),
                leases.last.map({ $0.position < position }) ?? true
            else { throw .kitDamaged }
            leases.append(
                Lease(position: position, amount: amount, device: device, until: until))
        }
        return leases
    }
}
