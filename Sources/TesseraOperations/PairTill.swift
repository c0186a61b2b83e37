import TesseraClaims
import TesseraConfiguration
import TesseraCrypto
import TesseraLedger
import TesseraModel
import TesseraToken
import TesseraVerification

/// What a machine needs to become a till, once; it holds the till's key.
package struct PairedTill: Sendable {
    /// The device as the book has it now.
    package let device: Device
    /// What makes it a till.
    package let pairing: Pairing
}

extension Counter {
    /// Pairs a device and makes its pairing.
    ///
    /// - Parameters:
    ///   - id: The device's name.
    ///   - acceptor: Where it stands.
    ///   - operation: The caller's name for this intention, kept before calling; the same one gives
    ///     the same pairing.
    /// - Returns: The device, and what makes the machine a till.
    /// - Throws: As ``pair(_:at:operation:)``; what fetching the secrets throws.
    /// - Source: concept 1, L14.
    package func pairTill(
        _ id: TillID, at acceptor: ShopID, operation: OperationID
    ) async throws -> PairedTill {
        let (kitKey, secret) = (try keyRoom.signingKey(), try keyRoom.tillSecret())
        let (device, epoch) = try await pair(id, at: acceptor, operation: operation)
        let pairing = Pairing(
            device: id, acceptor: acceptor, epoch: epoch,
            key: try DeviceKey(try secret.key(of: id, epoch: epoch)), kitKey: kitKey.publicKey,
            issuer: settings.issuerName, ledgerEpoch: try await ledger.epoch(),
            isTraining: keys.isTraining)
        return PairedTill(device: device, pairing: pairing)
    }

    /// The keys that a device may hold, which a thief of it has too.
    ///
    /// - Returns: All of its audiences that are not retired nor given up already.
    /// - Throws: ``LedgerError/unknownAcceptor(_:)``; infrastructure errors.
    package func keys(heldBy device: Device) async throws -> [KeyStore.Entry] {
        let register = try await register()
        let audiences = register.audiences(of: try register.acceptor(device.acceptor))
        return keys.entries.filter {
            audiences.contains($0.record.audience) && $0.record.state != .retired
                && $0.record.state != .compromised
        }
    }

    /// What checks kits and receipts.
    ///
    /// - Throws: What fetching the key throws.
    package func kitPublicKey() throws -> KitPublicKey {
        KitPublicKey(try keyRoom.signingKey().publicKey, isTraining: keys.isTraining)
    }

    /// Changes from one kit's file to a later one's.
    ///
    /// - Throws: As ``KitDelta/bytes(from:to:signedBy:)``; what fetching the key throws.
    package func changes(from base: [UInt8], to next: [UInt8]) throws -> [UInt8] {
        try KitDelta.bytes(from: base, to: next, signedBy: keyRoom.signingKey())
    }

    /// Judges what a till did without a network, and signs the answer.
    ///
    /// - Parameter upload: What the till sent.
    /// - Returns: What the book made of it, and the receipt's file for the till.
    /// - Throws: As ``judge(_:under:)``; what fetching the secrets throws.
    /// - Source: L14, R12, T7.
    package func answer(
        _ upload: ClaimUpload
    ) async throws -> (judged: JudgedUpload, receipt: [UInt8]) {
        let (kitKey, secret) = (try keyRoom.signingKey(), try keyRoom.tillSecret())
        let judged = try await judge(upload, under: secret)
        return (judged, try ReceiptFile.bytes(of: judged.receipt, signedBy: kitKey))
    }
}
