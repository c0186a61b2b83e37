import TesseraCrypto
import TesseraLedger
import TesseraModel
import TesseraVerification

/// What tells whether a kit has grown old: its number, when it was made, and a digest of what it
/// says besides.
///
/// It is no secret and proves nothing; whoever changes it fools nobody but himself.
///
/// - Source: T19, T21.
package struct KitMark: Hashable, Sendable {
    /// The kit's number.
    package let sequence: UInt64
    /// When it was made.
    package let issuedAt: Timestamp
    /// Eight bytes of a digest of everything but number and times, in hexadecimal digits.
    package let content: String

    /// The mark in one word: `7-1796126400000-0123456789abcdef`.
    package var text: String { "\(sequence)-\(issuedAt.milliseconds)-\(content)" }

    /// Reads a mark; `nil` for anything else.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, let sequence = UInt64(parts[0]), let time = Int64(parts[1]),
            sequence >= 1, time >= 0, time < 1 << 53, parts[2].utf8.count == 16
        else { return nil }
        self.sequence = sequence
        issuedAt = Timestamp(milliseconds: time)
        content = String(parts[2])
    }

    /// The mark of a kit.
    ///
    /// - Parameters:
    ///   - kit: The kit.
    ///   - key: What signs it; any key of the issuer gives the same mark only for itself.
    /// - Throws: ``VerificationError/crypto(_:)``.
    init(of kit: Kit, signedBy key: Ed25519PrivateKey) throws(VerificationError) {
        sequence = kit.edition.sequence
        issuedAt = kit.edition.issuedAt
        let start = Timestamp(milliseconds: 0)
        let timeless = Kit(
            edition: KitEdition(
                acceptor: kit.edition.acceptor, device: kit.edition.device, sequence: 1,
                issuedAt: start, freshUntil: start, expiresAt: start),
            issuer: kit.issuer, zone: kit.zone, audiences: kit.audiences,
            isTraining: kit.isTraining, footing: kit.footing, keys: kit.keys,
            batches: kit.batches, campaigns: kit.campaigns, leases: kit.leases,
            operators: kit.operators, status: kit.status)
        let digest = Digest.sha256(try KitFile.bytes(of: timeless, signedBy: key))
        content = digest.prefix(8).map { byte in
            String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }.joined()
    }
}

/// A kit's file with its mark.
package struct MadeKit: Sendable {
    /// What is in it.
    package let kit: Kit
    /// The signed file; it may hold leaves, so it is for its till alone.
    package let file: [UInt8]
    /// What tells whether it has grown old.
    package let mark: KitMark
}

extension Counter {
    /// Makes the next kit of an acceptor and signs it.
    ///
    /// - Parameters: As ``kit(for:device:campaigns:operation:)``.
    /// - Throws: As ``kit(for:device:campaigns:operation:)``; what fetching the key throws.
    /// - Source: T19–T22.
    package func makeKit(
        for id: ShopID, device: TillID?, campaigns: [CampaignText] = [], operation: OperationID
    ) async throws -> MadeKit {
        let key = try keyRoom.signingKey()
        let kit = try await kit(
            for: id, device: device, campaigns: campaigns, operation: operation)
        return MadeKit(
            kit: kit, file: try KitFile.bytes(of: kit, signedBy: key),
            mark: try KitMark(of: kit, signedBy: key))
    }

    /// Makes the next kit of an acceptor, unless the one that somebody holds is as good.
    ///
    /// It is as good while it is fresh and a new one would say the same; then no number is used up.
    ///
    /// - Parameters:
    ///   - id: The acceptor.
    ///   - device: For one device; `nil` for any till of the acceptor.
    ///   - held: The mark of the kit that somebody holds; `nil` for none.
    /// - Returns: The kit; `nil` if the one held is as good.
    /// - Throws: As ``makeKit(for:device:campaigns:operation:)``.
    /// - Source: T19–T22.
    package func makeKit(
        for id: ShopID, device: TillID?, unlessHeld held: KitMark?
    ) async throws -> MadeKit? {
        if let held, try await isAsGood(held, for: id, device: device) { return nil }
        return try await makeKit(for: id, device: device, operation: newOperation())
    }

    private func isAsGood(
        _ held: KitMark, for id: ShopID, device: TillID?
    ) async throws -> Bool {
        let register = try await register()
        let acceptor = try register.acceptor(id)
        let age = clock.now().milliseconds - held.issuedAt.milliseconds
        let freshMilliseconds = Int64(acceptor.agreement.limits.freshHours) * 3_600_000
        guard acceptor.end == nil, (0..<freshMilliseconds).contains(age),
            Int64(clamping: held.sequence) <= acceptor.kit
        else { return false }
        let draft = try await kit(
            order(of: acceptor, device: device, campaigns: [], sequence: 1, in: register))
        return try KitMark(of: draft, signedBy: keyRoom.signingKey()).content == held.content
    }
}
