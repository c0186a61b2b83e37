import TesseraCrypto
import TesseraModel

/// What a till knows of its kits before it has one: who signs them, and for whom they must be.
///
/// It comes with the pairing and is never taken from a kit.
///
/// - Source: T19, T21.
package struct KitPin: Sendable {
    /// The issuer's key for kits.
    package let publicKey: Ed25519PublicKey
    /// The acceptor that the till belongs to.
    package let acceptor: ShopID
    /// The till; `nil` takes only kits that are for any till of the acceptor.
    package let device: TillID?

    /// What a till is told when it is paired.
    package init(publicKey: Ed25519PublicKey, acceptor: ShopID, device: TillID?) {
        self.publicKey = publicKey
        self.acceptor = acceptor
        self.device = device
    }

    /// Reads a kit that must be this till's.
    ///
    /// - Throws: As ``KitFile/kit(_:from:)``; ``VerificationError/kitOfAnother(_:_:)``.
    package func kit(_ bytes: [UInt8]) throws(VerificationError) -> Kit {
        let kit = try KitFile.kit(bytes, from: publicKey)
        guard kit.edition.acceptor == acceptor,
            kit.edition.device == nil || kit.edition.device == device
        else { throw .kitOfAnother(kit.edition.acceptor, kit.edition.device) }
        return kit
    }

    /// Reads a kit that is to be taken from now on.
    ///
    /// - Parameters:
    ///   - bytes: The file.
    ///   - highest: The highest number of a kit that the till ever held; 0 for none.
    ///   - time: The till's clock.
    /// - Returns: The kit.
    /// - Throws: As ``kit(_:)``; ``VerificationError/clockImplausible(_:)`` if it was made more
    ///   than ten minutes from now; ``VerificationError/kitRolledBack(held:offered:)``.
    /// - Source: T21.
    package func newKit(
        _ bytes: [UInt8], above highest: UInt64, at time: Timestamp
    ) throws(VerificationError) -> Kit {
        let kit = try kit(bytes)
        let latest = time.advanced(byMilliseconds: Verifier.clockTolerance)
        guard kit.edition.issuedAt <= latest else { throw .clockImplausible(time) }
        guard kit.edition.sequence > highest else {
            throw .kitRolledBack(held: highest, offered: kit.edition.sequence)
        }
        return kit
    }
}
