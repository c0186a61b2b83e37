import TesseraConfiguration
import TesseraCrypto
import TesseraLedger
import TesseraModel
import TesseraToken
import TesseraVerification

extension Counter {
    /// What a till of our own shops needs to check tokens without a network.
    ///
    /// - Parameter lifetimeHours: How long the kit is trusted, at least 1.
    /// - Returns: Keys, zone and the status of every voucher that is not as it was issued.
    /// - Throws: ``LedgerError`` of the infrastructure; a configuration error for a missing secret.
    /// - Source: T19, T20, T22.
    package func kit(lifetimeHours: Int64) async throws -> Kit {
        precondition(lifetimeHours >= 1)
        let now = clock.now()
        var status = StatusMap(lists: [UInt16]())
        try await forEachBatch { batch in
            guard batch.order.audience == .ownShops else { return }
            let lists = batch.first.number / VoucherPosition.slotCount
            let last = (batch.end - 1) / VoucherPosition.slotCount
            for list in lists...last { status.know(UInt16(list)) }
            if batch.order.activation == .whenSold {
                // Paper that was not sold is worth nothing; a till without the book must not take
                // it.
                status.note(
                    (0..<batch.order.count).compactMap { batch.position(at: $0) }
                        .map { ($0, .revoked) })
            }
        }
        var after: VoucherPosition?
        while true {
            let page = try await ledger.vouchersInUse(after: after, limit: 10_000)
            status.note(page.map { ($0.position, Counter.status(of: $0)) })
            guard let last = page.last, page.count == 10_000 else { break }
            after = last.position
        }
        return Kit(
            issuer: settings.issuerName, zone: settings.zone, audiences: [.ownShops],
            isTraining: keys.isTraining, issuedAt: now,
            expiresAt: now.advanced(byMilliseconds: lifetimeHours * 3_600_000),
            keys: try kitKeys(for: .ownShops), status: status)
    }

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

    /// What a kit says of a voucher.
    static func status(of voucher: VoucherState) -> SlotStatus {
        switch voucher.standing {
        case .inactive, .blocked: .revoked
        case .active:
            if voucher.terms.kind == .member || voucher.balance == voucher.faceValue {
                .open
            } else {
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
}
