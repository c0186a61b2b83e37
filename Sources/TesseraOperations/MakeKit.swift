import TesseraConfiguration
import TesseraCrypto
import TesseraLedger
import TesseraModel
import TesseraToken
import TesseraVerification

/// Which kit is wanted.
///
/// - Source: T19.
package struct KitOrder: Sendable {
    /// Who is to accept with it.
    package let acceptor: ShopID
    /// The till it is for; `nil` for any till of the acceptor.
    package let device: TillID?
    /// The acceptor's audiences: the own shops, or a partner's own and its groups; at least one.
    package let audiences: [Audience]
    /// The kit's number, at least 1; `nil` for the milliseconds since 1970 at which it is made,
    /// which rise by themselves.
    package let sequence: UInt64?
    /// How far the till goes, and for how long the kit is trusted.
    package let footing: KitFooting
    /// The terms of campaigns that the till can show.
    package let campaigns: [CampaignText]
    /// What is put aside of vouchers, for whichever till: the kit has its own till's, and those of
    /// others are partly spent in it.
    package let leases: [Lease]
    /// Who may work with it.
    package let operators: [KitOperator]

    /// An order.
    package init(
        acceptor: ShopID, device: TillID? = nil, audiences: [Audience], sequence: UInt64? = nil,
        footing: KitFooting, campaigns: [CampaignText] = [], leases: [Lease] = [],
        operators: [KitOperator] = []
    ) {
        precondition(!audiences.isEmpty && sequence != 0)
        self.acceptor = acceptor
        self.device = device
        self.audiences = audiences
        self.sequence = sequence
        self.footing = footing
        self.campaigns = campaigns
        self.leases = leases
        self.operators = operators
    }
}

extension Counter {
    /// What a till needs to judge tokens without a network.
    ///
    /// - Parameter order: For whom, and how far it goes.
    /// - Returns: Keys, batches and the status of every voucher of those audiences that is not as
    ///   it was issued; nothing of other audiences, and nobody's name.
    /// - Throws: ``LedgerError`` of the infrastructure; a configuration error for a missing secret.
    /// - Source: T19, T20, T22.
    package func kit(_ order: KitOrder) async throws -> Kit {
        let now = clock.now()
        var status = StatusMap(lists: [UInt16]())
        let batches = try await noteBatches(of: order.audiences, in: &status)
        try await noteVouchers(at: now, in: &status)
        let leased = order.leases.filter { now < $0.until && status[$0.position] == .open }
        status.note(leased.map { ($0.position, .partlySpent) })
        let own = order.leases.filter { $0.device == order.device && now < $0.until }
        return Kit(
            edition: edition(order, at: now), issuer: settings.issuerName, zone: settings.zone,
            audiences: order.audiences, isTraining: keys.isTraining, footing: order.footing,
            keys: try order.audiences.sorted().flatMap(kitKeys), batches: batches,
            campaigns: order.campaigns, leases: own, operators: order.operators, status: status)
    }

    /// The footing of an own shop whose tills check without a network and take nothing.
    ///
    /// - Parameter lifetimeHours: How long a kit is trusted, 1…2 160; it is fresh for a day of
    ///   them.
    /// - Returns: Limits of nothing in the shop's currency.
    package func checkingOnly(lifetimeHours: Int) -> KitFooting {
        guard
            let limits = OfflineLimits(
                perVoucher: 0, perDay: 0, usesPerDay: 0, freshHours: min(24, lifetimeHours),
                kitHours: lifetimeHours)
        else { preconditionFailure("A kit is trusted for 1 to 2 160 hours.") }
        return .own(settings.currency, limits)
    }

    private func edition(_ order: KitOrder, at now: Timestamp) -> KitEdition {
        let limits = order.footing.limits
        return KitEdition(
            acceptor: order.acceptor, device: order.device,
            sequence: order.sequence ?? UInt64(max(1, now.milliseconds)), issuedAt: now,
            freshUntil: now.advanced(byMilliseconds: Int64(limits.freshHours) * 3_600_000),
            expiresAt: now.advanced(byMilliseconds: Int64(limits.kitHours) * 3_600_000))
    }

    // MARK: What was issued

    /// Makes the lists of some audiences known, and revokes what was not sold yet.
    private func noteBatches(
        of audiences: [Audience], in status: inout StatusMap
    ) async throws -> BatchTable {
        var found: [KitBatch] = []
        try await forEachBatch { batch in
            guard audiences.contains(batch.order.audience) else { return }
            let lists = batch.first.number / VoucherPosition.slotCount
            let last = (batch.first.number + batch.order.count - 1) / VoucherPosition.slotCount
            for list in lists...last { status.know(UInt16(list)) }
            if batch.order.activation == .whenSold {
                // Paper that was not sold is worth nothing; a till without the book must not take
                // it.
                status.note(from: batch.first, count: batch.order.count, .revoked)
            }
            found.append(
                KitBatch(
                    first: batch.first, count: batch.order.count,
                    promise: batch.order.terms.kind == .member
                        ? .members
                        : .vouchers(
                            batch.order.terms, uses: batch.order.uses, batch.order.validity)))
        }
        return BatchTable(found)
    }

    /// Notes the vouchers of the lists known, and passes over all others.
    private func noteVouchers(at now: Timestamp, in status: inout StatusMap) async throws {
        let known = status.knownLists
        let lists = Set(known)
        var next = known.first
        var after: VoucherPosition?
        while let list = next {
            after = later(after, before: list)
            let page = try await ledger.vouchersInUse(after: after, limit: 10_000)
            status.note(
                page.lazy.filter { lists.contains($0.position.list) }
                    .map { ($0.position, Counter.status(of: $0, at: now)) })
            guard let last = page.last, page.count == 10_000 else { return }
            after = last.position
            next = known.first { $0 >= last.position.list }
        }
    }

    /// The later one of a position and the last position before a list.
    private func later(_ position: VoucherPosition?, before list: UInt16) -> VoucherPosition? {
        let last = VoucherPosition(number: Int(list) * VoucherPosition.slotCount - 1)
        guard let position, let last else { return position ?? last }
        return max(position, last)
    }

    /// What a kit says of a voucher at a time.
    static func status(of voucher: VoucherState, at time: Timestamp) -> SlotStatus {
        switch voucher.standing {
        case .inactive, .blocked: .revoked
        case .active:
            if voucher.terms.kind == .member {
                .open
            } else if voucher.available(at: time) == voucher.faceValue {
                .open
            } else {
                // What is put aside may come back, so it is not spent.
                voucher.balance == 0 ? .spent : .partlySpent
            }
        }
    }

    /// Goes through all batches in pages.
    func forEachBatch(_ body: (Batch) throws -> Void) async throws {
        var after: BatchID?
        while true {
            let page = try await ledger.batches(after: after, limit: 1_000)
            for batch in page { try body(batch) }
            guard let last = page.last, page.count == 1_000 else { return }
            after = last.id
        }
    }

    // MARK: Keys

    /// The keys of an audience with what checks their tags; of retired ones the records alone.
    private func kitKeys(for audience: Audience) throws(ConfigurationError) -> [KitKey] {
        var found: [KitKey] = []
        for entry in keys.entries where entry.record.audience == audience {
            found.append(KitKey(record: entry.record, material: try material(of: entry.record)))
        }
        return found
    }

    private func material(
        of record: KeyRecord
    ) throws(ConfigurationError) -> KitKey.Material {
        guard record.state != .retired else { return .leaves([:]) }
        var leaves: [TokenKind: SecretBytes] = [:]
        for kind in record.kinds.kinds {
            switch try key(record.id, kind).tagKey {
            case .hmac: leaves[kind] = try keys.tagLeaf(of: record.id, kind: kind)
            case .ed25519(let key): return .publicKey(key)
            }
        }
        return .leaves(leaves)
    }
}
