import TesseraCrypto
import TesseraModel

/// What a kit's file and a file of changes have in common: five characters and a version in front,
/// SHA-256 and the issuer's signature at the end.
///
/// - Source: T19, T21.
struct KitSeal {
    /// Five ASCII characters.
    let magic: [UInt8]

    static let version: UInt8 = 2
    static let digestByteCount = 32
    static let signatureByteCount = 64
    private static let context = Array("tessera/v1/kit".utf8) + [0]

    /// A whole kit.
    static let whole = KitSeal(magic: Array("TZKIT".utf8))
    /// The changes from one kit to another.
    static let delta = KitSeal(magic: Array("TZDLT".utf8))

    /// The file of a content.
    func file(
        _ content: [UInt8], signedBy key: Ed25519PrivateKey
    ) throws(VerificationError) -> [UInt8] {
        var bytes = covered(content)
        do throws(CryptoError) {
            bytes += try key.signature(of: KitSeal.context + bytes)
        } catch { throw .crypto(error) }
        return bytes
    }

    /// The file of a content that was signed before.
    func file(_ content: [UInt8], signature: [UInt8]) -> [UInt8] { covered(content) + signature }

    private func covered(_ content: [UInt8]) -> [UInt8] {
        var bytes = magic + [KitSeal.version]
        bytes.reserveCapacity(bytes.count + content.count + 96)
        bytes += content
        bytes += Digest.sha256(bytes)
        return bytes
    }

    /// The content of a file that is whole and genuine.
    ///
    /// - Throws: ``VerificationError/kitDamaged``, ``VerificationError/kitNewer(version:)``,
    ///   ``VerificationError/kitNotGenuine``.
    func content(
        of file: [UInt8], from publicKey: Ed25519PublicKey
    ) throws(VerificationError) -> ArraySlice<UInt8> {
        let start = magic.count + 1
        let tail = KitSeal.digestByteCount + KitSeal.signatureByteCount
        guard file.count >= start + tail, file.starts(with: magic) else { throw .kitDamaged }
        // A later form may be put together in another way behind its version.
        guard file[start - 1] <= KitSeal.version else {
            throw .kitNewer(version: file[start - 1])
        }
        let end = file.count - tail
        guard file[start - 1] == KitSeal.version,
            Digest.sha256(Array(file[..<end])) == KitSeal.digest(of: file)
        else { throw .kitDamaged }
        let message = KitSeal.context + file.dropLast(KitSeal.signatureByteCount)
        let signature = Array(file.suffix(KitSeal.signatureByteCount))
        guard publicKey.isSignature(signature.span, of: message.span) else {
            throw .kitNotGenuine
        }
        return file[start..<end]
    }

    /// The SHA-256 that a file says its content has.
    static func digest(of file: [UInt8]) -> [UInt8] {
        Array(file.dropLast(signatureByteCount).suffix(digestByteCount))
    }
}
