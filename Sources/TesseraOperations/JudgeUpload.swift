import TesseraClaims
import TesseraConfiguration
import TesseraCrypto
import TesseraLedger
import TesseraModel
import TesseraToken

/// An upload with what the book made of it.
package struct JudgedUpload: Sendable {
    /// What the till is answered.
    package let receipt: SyncReceipt
    /// How many records were new to the book.
    package let newCount: Int
    /// The records that somebody should look at, as they were booked; those known before included.
    package let conflicts: [BookedOperation]
}

extension Counter {
    /// How many records are booked in one transaction.
    private static let claimsTogether = 500

    /// Judges what a till did without a network.
    ///
    /// Records that are known already give the verdicts they got; so an upload may come twice, in
    /// pieces, and in any order.
    ///
    /// - Parameters:
    ///   - upload: What the till sent.
    ///   - secret: What the keys of devices are made of.
    /// - Returns: The answer for the till.
    /// - Throws: ``LedgerError/unknownDevice(_:)`` for a till that this book never paired, with
    ///   nothing booked; ``ConfigurationError``; infrastructure errors, after which it is sent
    ///   again.
    /// - Source: L14, R12, T7.
    package func judge(
        _ upload: ClaimUpload, under secret: DeviceSecret
    ) async throws -> JudgedUpload {
        let device = try await device(upload.device)
        let key = try DeviceKey(try secret.key(of: upload.device, epoch: upload.epoch))
        var items: [SyncReceipt.Item] = []
        var (newCount, conflicts): (Int, [BookedOperation]) = (0, [])
        var seals = SealCheck(counter: self)
        var start = 0
        while start < upload.claims.count {
            let page = upload.claims[
                start..<min(start + Counter.claimsTogether, upload.claims.count)]
            var requests: [BookingRequest] = []
            for claim in page {
                let finding: Claim.Finding =
                    claim.isAuthentic(under: key) ? try await seals.finding(claim) : .wrongMAC
                requests.append(
                    BookingRequest(
                        // Whoever cannot make the MAC cannot take the id of a claim that will come.
                        operation: finding == .wrongMAC ? claim.substituteID : claim.record.id,
                        wish: .claim(claim.claim(finding: finding)),
                        place: Place(
                            shop: device.acceptor, till: device.id,
                            // Who did not make the MAC names nobody.
                            operator: finding == .wrongMAC ? nil : claim.record.operator),
                        time: clock.now()))
            }
            for (claim, booked) in zip(page, try await book(requests, of: Array(page))) {
                guard let (_, verdict) = booked.operation.claim else {
                    throw LedgerError.ledgerDamaged
                }
                items.append(SyncReceipt.Item(claim, verdict))
                if !booked.isReplay { newCount += 1 }
                if verdict.isConflict { conflicts.append(booked.operation) }
            }
            start += page.count
        }
        let receipt = try await receipt(for: upload, items)
        return JudgedUpload(receipt: receipt, newCount: newCount, conflicts: conflicts)
    }

    /// Books a page; a record whose id names something else is one of two futures of a log, and is
    /// booked under an id of its content.
    private func book(
        _ requests: [BookingRequest], of claims: [LoggedClaim]
    ) async throws -> [Booked] {
        do {
            return try await ledger.book(requests)
        } catch LedgerError.operationReused {
            var booked: [Booked] = []
            for (request, claim) in zip(requests, claims) {
                do {
                    booked.append(try await ledger.book(request))
                } catch LedgerError.operationReused {
                    booked.append(
                        try await ledger.book(
                            BookingRequest(
                                operation: claim.substituteID, wish: request.wish,
                                place: request.place, time: request.time)))
                }
            }
            return booked
        }
    }

    /// The device as it is now, without reading everybody else.
    private func device(_ id: TillID) async throws(LedgerError) -> Device {
        guard case .device(let device)? = try await ledger.party(.device(id)) else {
            throw .unknownDevice(id)
        }
        return device
    }

    private func receipt(
        for upload: ClaimUpload, _ items: [SyncReceipt.Item]
    ) async throws -> SyncReceipt {
        let device = try await device(upload.device)
        guard let epoch = device.epochs.first(where: { $0.number == upload.epoch }) else {
            throw LedgerError.unknownDevice(upload.device)
        }
        return SyncReceipt(
            to: upload, at: device.acceptor, of: try await ledger.epoch(),
            answeredAt: clock.now(), progress: epoch.progress, items: items)
    }
}

/// Looks at seals, remembering what it met.
private struct SealCheck {
    let counter: Counter
    private var batches: [Batch] = []

    init(counter: Counter) { self.counter = counter }

    /// What the issuer's keys say of a record whose MAC is good.
    ///
    /// - Throws: ``ConfigurationError/secretDestroyed(_:)``; infrastructure errors.
    mutating func finding(_ claim: LoggedClaim) async throws -> Claim.Finding {
        guard case .redeem(let taken) = claim.record.act else { return .genuine }
        let token = taken.body.token
        guard let batch = try await batch(covering: token.position),
            batch.order.keyID == token.keyID,
            taken.body.isSealed(
                by: try counter.key(token.keyID, token.kind), salt: batch.order.salt)
        else { return .forged(token.keyID) }
        return .genuine
    }

    /// The batch that covers a position; `nil` if it was never issued.
    private mutating func batch(covering position: VoucherPosition) async throws -> Batch? {
        if let known = batches.first(where: { $0.covers(position) }) { return known }
        guard let batch = try await counter.batchIfAny(covering: position) else {
            return nil
        }
        // A till has few campaigns at hand; a list that grew would be slower than the book.
        if batches.count >= 64 { batches.removeFirst() }
        batches.append(batch)
        return batch
    }
}

extension LoggedClaim {
    /// An id made of the record's content, for a record that cannot have the one it asks for.
    fileprivate var substituteID: OperationID {
        guard let id = OperationID(bytes: hash.bytes.prefix(16)) else {
            preconditionFailure("Sixteen bytes are an operation's id.")
        }
        return id
    }
}
