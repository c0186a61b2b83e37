import TesseraCrypto
import TesseraModel

/// The bytes of a kit: magic, version, the parts in order, SHA-256 over all of it, and the issuer's
/// signature over all of that.
///
/// The digest tells an accident from a forgery, and names the content that changes apply to. The
/// layout stands in `docs/kits.md`.
///
/// - Source: T19–T21.
package enum KitFile {
    /// The bytes of a kit's file; it may hold leaves, so it belongs to the till alone.
    ///
    /// - Parameters:
    ///   - kit: What is written.
    ///   - key: The issuer's key for kits.
    /// - Returns: The same bytes for the same kit and key.
    /// - Throws: ``VerificationError/crypto(_:)`` if OpenSSL does not sign.
    package static func bytes(
        of kit: Kit, signedBy key: Ed25519PrivateKey
    ) throws(VerificationError) -> [UInt8] {
        var out = KitWriter()
        for part in KitPart.allCases { out.part(part.bytes(of: kit)) }
        return try KitSeal.whole.file(out.bytes, signedBy: key)
    }

    /// Reads a kit's file whole.
    ///
    /// - Parameters:
    ///   - bytes: The file.
    ///   - publicKey: The issuer's key, as it was pinned.
    /// - Returns: The kit; whether it is this till's is another question, see ``KitPin``.
    /// - Throws: ``VerificationError/kitDamaged`` if any bit is not as it was written, or the file
    ///   is cut or longer; ``VerificationError/kitNewer(version:)`` for a later form;
    ///   ``VerificationError/kitNotGenuine`` if another key signed it.
    package static func kit(
        _ bytes: [UInt8], from publicKey: Ed25519PublicKey
    ) throws(VerificationError) -> Kit {
        try KitFrame(bytes, from: publicKey).kit()
    }
}

/// A kit's file taken apart.
struct KitFrame {
    /// The bytes of each part, in the order of ``KitPart``.
    let parts: [ArraySlice<UInt8>]
    /// The SHA-256 that the file ends in, before the signature.
    let digest: [UInt8]
    /// The signature.
    let signature: [UInt8]

    init(
        _ bytes: [UInt8], from publicKey: Ed25519PublicKey
    ) throws(VerificationError) {
        var reader = KitReader(try KitSeal.whole.content(of: bytes, from: publicKey))
        var parts: [ArraySlice<UInt8>] = []
        for _ in KitPart.allCases { parts.append(try reader.part()) }
        try reader.finish()
        self.parts = parts
        digest = KitSeal.digest(of: bytes)
        signature = Array(bytes.suffix(KitSeal.signatureByteCount))
    }

    subscript(part: KitPart) -> ArraySlice<UInt8> { parts[part.rawValue] }

    func kit() throws(VerificationError) -> Kit {
        let head = try KitPart.Head(self[.head])
        let footing = try KitPart.footing(self[.footing])
        let keys = try KitPart.keys(self[.keys], for: head.audiences)
        let leases = try KitPart.leases(self[.leases], for: head.edition.device)
        return Kit(
            edition: head.edition, issuer: head.issuer, zone: head.zone,
            audiences: head.audiences, isTraining: head.isTraining, footing: footing, keys: keys,
            batches: try BatchTable(written: self[.batches]),
            campaigns: try KitPart.campaigns(self[.campaigns]), leases: leases,
            operators: try KitPart.operators(self[.operators]),
            status: try StatusMap(written: self[.status]))
    }
}
