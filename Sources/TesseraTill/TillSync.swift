import TesseraClaims
import TesseraModel
import TesseraVerification

extension OfflineTill {
    /// How long a record is kept after the issuer has it, in milliseconds: four hundred days, so
    /// that a year's statements can be recomputed.
    package static let keptMilliseconds: Int64 = 400 * 86_400_000
    /// How far back records are offered again to a book that was restored, in milliseconds: thirty
    /// days.
    package static let offeredMilliseconds: Int64 = 30 * 86_400_000

    /// Makes a folder a till's, or renews it under a later pairing.
    ///
    /// Everything is looked at before anything is written, and the pairing is written last; doing
    /// it again changes nothing.
    ///
    /// - Parameters:
    ///   - pairing: The pairing file.
    ///   - kit: The first kit; `nil` to take one later.
    ///   - path: The folder; made if it is not there.
    ///   - time: The till's clock.
    /// - Returns: The pairing.
    /// - Throws: ``TillError/pairedAlready(_:epoch:)``, ``TillError/claimsUnsent(count:)``,
    ///   ``TillError/trainingMismatch(tillIsTraining:)``; ``ClaimError``; ``VerificationError`` for
    ///   a kit that is not this till's.
    @discardableResult
    package static func install(
        _ pairing: [UInt8], kit: [UInt8]?, in path: String, at time: Timestamp
    ) throws -> Pairing {
        let folder = TillFolder(path)
        let new = try PairingFile.pairing(pairing)
        try folder.make()
        if let earlier = try folder.contents(of: pairingName, isSecret: true), earlier != pairing {
            try check(new, after: PairingFile.pairing(earlier), in: path, at: time)
        }
        let lock = try TillLock(folder)
        defer { withExtendedLifetime(lock) {} }
        let kits = kitFolder(folder, new)
        if let kit {
            try check(kits.pin.kit(kit), for: new)
            // The same kit again is no older one.
            if try kits.kit()?.edition != kits.pin.kit(kit).edition {
                _ = try kits.take(kit, at: time)
            }
        }
        try folder.put(pairing, as: pairingName)
        return new
    }

    private static func check(
        _ new: Pairing, after old: Pairing, in path: String, at time: Timestamp
    ) throws {
        guard new.device == old.device, new.epoch > old.epoch else {
            throw TillError.pairedAlready(old.device, epoch: old.epoch)
        }
        let till = try OfflineTill(path, clock: Instant(time: time))
        guard till.unsentCount == 0 else { throw TillError.claimsUnsent(count: till.unsentCount) }
    }

    private struct Instant: WallClock {
        let time: Timestamp
        func now() -> Timestamp { time }
    }

    /// Takes a newer kit, or the changes to it, in the place of the one held.
    ///
    /// - Parameter bytes: The kit's file or that of the changes.
    /// - Returns: The kit, which is on the disk.
    /// - Throws: ``VerificationError`` for a kit that is not this till's, older or damaged;
    ///   ``TillError/trainingMismatch(tillIsTraining:)``.
    /// - Source: T21.
    @discardableResult
    package func take(kit bytes: [UInt8]) throws -> Kit {
        let kits = OfflineTill.kitFolder(folder, pairing)
        if bytes.starts(with: Array("TZDLT".utf8)) {
            try stand(on: kits.take(delta: bytes, at: clock.now()))
        } else {
            try OfflineTill.check(kits.pin.kit(bytes), for: pairing)
            try stand(on: kits.take(bytes, at: clock.now()))
        }
        guard let kit else { throw TillError.noKit }
        try prune()
        return kit
    }

    /// Takes the issuer's answer to an upload and keeps it.
    ///
    /// - Parameter bytes: The receipt's file; one that is here already changes nothing.
    /// - Returns: What it says.
    /// - Throws: ``ClaimError/receiptNotGenuine``, ``ClaimError/receiptElsewhere(_:epoch:)``,
    ///   ``ClaimError/damaged(_:)``; ``TillError/logRolledBack(known:last:)``, with the receipt
    ///   kept.
    @discardableResult
    package func take(receipt bytes: [UInt8]) throws -> SyncReceipt {
        let receipt = try shelf.keep(bytes)
        guard receipt.last < log.next else {
            throw TillError.logRolledBack(known: receipt.last, last: log.next - 1)
        }
        try stand(on: kit)
        try prune()
        return receipt
    }

    /// Lets go of records that the kit knows of and that are thirty days old.
    private func prune() throws {
        guard let kit else { return }
        let time = min(clock.now(), kit.edition.issuedAt)
        try log.prune(
            through: reflected,
            before: time.advanced(byMilliseconds: -OfflineTill.keptMilliseconds))
    }

    /// The first record to send: the first that the issuer lacks or, once its book is another one
    /// than before, the first of the last thirty days.
    ///
    /// - Throws: ``ClaimError``.
    /// - Source: L14.
    package func firstUnsent() throws -> Int64 {
        guard let latest = try shelf.latest() else { return log.first }
        let missing = latest.acknowledged(from: log.first) + 1
        guard try shelf.bookHasChanged() else { return missing }
        let start = clock.now().advanced(byMilliseconds: -OfflineTill.offeredMilliseconds)
        let recent = try log.claims(from: log.first).first { $0.record.occurredAt >= start }
        return min(missing, recent?.record.sequence ?? missing)
    }

    /// The records from a number on, to be sent to the issuer.
    ///
    /// - Parameters:
    ///   - sequence: The first; ``firstUnsent()`` if not said.
    ///   - most: At most so many, so that a large log travels in parts.
    /// - Returns: An upload, which may be empty.
    /// - Throws: ``ClaimError``.
    package func upload(
        from sequence: Int64? = nil, most: Int = ClaimUpload.mostClaimCount
    ) throws -> ClaimUpload {
        let first = try sequence ?? firstUnsent()
        return ClaimUpload(
            device: pairing.device, epoch: pairing.epoch,
            claims: try log.claims(
                from: first, most: min(most, ClaimUpload.mostClaimCount)))
    }

    /// What this till took, with what it was answered; what was pruned from the log is left out.
    ///
    /// - Returns: The records in order, each with its first answer.
    /// - Throws: ``ClaimError``.
    /// - Source: L16.
    package func answeredClaims() throws -> [AnsweredClaim] {
        var answers: [OperationID: (item: SyncReceipt.Item, time: Timestamp)] = [:]
        for receipt in try receipts() {
            for item in receipt.items where answers[item.operation] == nil {
                answers[item.operation] = (item, receipt.answeredAt)
            }
        }
        return try log.claims(from: log.first).map { claim in
            let answer = answers[claim.record.id]
            return AnsweredClaim(claim: claim, answer: answer?.item, answeredAt: answer?.time)
        }
    }

    /// The receipts of this pairing, oldest first.
    ///
    /// - Throws: ``ClaimError``.
    package func receipts() throws -> [SyncReceipt] { try shelf.all() }
}
