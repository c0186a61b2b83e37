import TesseraCrypto
import TesseraModel

/// What makes a machine a till: its name, its key and whom it believes.
///
/// - Source: concept 1, L14, T19.
package struct Pairing: Sendable {
    /// The till's name.
    package let device: TillID
    /// Where it stands.
    package let acceptor: ShopID
    /// How often it was paired, from 1.
    package let epoch: UInt32
    /// The key of this pairing.
    package let key: DeviceKey
    /// What checks kits and receipts.
    package let kitKey: Ed25519PublicKey
    /// The issuer as people know it, 1…200 bytes of UTF-8.
    package let issuer: String
    /// Which life of the issuer's book it was paired with.
    package let ledgerEpoch: UInt64
    /// Whether it is for training.
    package let isTraining: Bool

    /// A pairing; the epoch is at least 1, and the name of the issuer is cut to 200 bytes.
    package init(
        device: TillID, acceptor: ShopID, epoch: UInt32, key: DeviceKey,
        kitKey: Ed25519PublicKey, issuer: String, ledgerEpoch: UInt64, isTraining: Bool
    ) {
        precondition(epoch >= 1)
        var name = issuer
        while name.utf8.count > 200 { name.removeLast() }
        self.device = device
        self.acceptor = acceptor
        self.epoch = epoch
        self.key = key
        self.kitKey = kitKey
        self.issuer = name
        self.ledgerEpoch = ledgerEpoch
        self.isTraining = isTraining
    }
}

/// The bytes of a pairing's file; it holds a key and is for its owner alone.
///
/// The layout stands in `docs/claims.md`.
package enum PairingFile {
    static let magic = Array("TZPAIR".utf8)
    static let version: UInt8 = 1
    /// No pairing file is larger.
    package static let mostByteCount = 1_024

    /// The bytes of a pairing's file.
    package static func bytes(of pairing: Pairing) -> [UInt8] {
        var out = ByteWriter(bytes: magic + [version])
        out.short(pairing.device.text.utf8)
        out.short(pairing.acceptor.text.utf8)
        out.number(Int64(pairing.epoch), 4)
        out.bytes += pairing.key.secret.exposed()
        out.bytes += pairing.kitKey.bytes
        out.short(pairing.issuer.utf8)
        out.number(Int64(bitPattern: pairing.ledgerEpoch), 8)
        out.number(pairing.isTraining ? 1 : 0, 1)
        return out.bytes + Digest.sha256(out.bytes)
    }

    /// A pairing's file as text that one QR code carries: `TZPAIR:` and its bytes as T2 spells
    /// them.
    package static func text(of pairing: Pairing) -> String {
        "\(label)\(Base32.text(of: bytes(of: pairing)))"
    }

    /// The bytes of a pairing's file that ``text(of:)`` has written; `nil` for another text.
    package static func bytes(ofText text: String) -> [UInt8]? {
        guard text.hasPrefix(label) else { return nil }
        return Base32.bytes(of: String(text.dropFirst(label.count)))
    }

    private static let label = "TZPAIR:"

    /// Reads a pairing's file whole.
    ///
    /// - Throws: ``ClaimError/damaged(_:)`` if any bit is not as it was written;
    ///   ``ClaimError/newer(_:version:)`` for a later form.
    package static func pairing(_ bytes: [UInt8]) throws(ClaimError) -> Pairing {
        let content = try ClaimFile.pairing.content(bytes, magic: magic, version: version)
        do {
            var reader = ByteReader(content)
            let device = TillID(String(decoding: try reader.short(), as: UTF8.self))
            let acceptor = ShopID(String(decoding: try reader.short(), as: UTF8.self))
            let epoch = UInt32(try reader.number(4))
            let key = try DeviceKey(SecretBytes(try reader.take(32)))
            let kitKey = try Ed25519PublicKey(Array(try reader.take(32)))
            let issuer = String(validating: try reader.short(), as: UTF8.self)
            let ledgerEpoch = UInt64(bitPattern: try reader.number(8))
            let isTraining = try reader.flag()
            try reader.finish()
            guard let device, let acceptor, let issuer, epoch >= 1, !issuer.isEmpty,
                issuer.utf8.count <= 200
            else { throw ClaimFault.number }
            return Pairing(
                device: device, acceptor: acceptor, epoch: epoch, key: key, kitKey: kitKey,
                issuer: issuer, ledgerEpoch: ledgerEpoch, isTraining: isTraining)
        } catch { throw ClaimError.damaged(.pairing) }
    }
}
