import TesseraModel

/// The issuer's random secret under which members' own keys are kept; on the issuer only.
///
/// Every member has a key of its own. Here it is wrapped, so that the book alone says nothing; when
/// the wrapped key is destroyed, this secret alone says nothing either.
///
/// - Source: R11; F42.
package struct ProfileSecret: Sendable {
    /// How long the secret and each member's key are.
    package static let byteCount = 32
    private let wrapping: SecretBytes
    private let digests: MACKey

    /// Takes the 32 bytes.
    ///
    /// - Throws: ``CryptoError/secretLength(byteCount:wanted:)`` for another length;
    ///   ``CryptoError/libraryFailed(_:)`` if OpenSSL has no HKDF.
    package init(_ secret: SecretBytes) throws(CryptoError) {
        guard secret.count == ProfileSecret.byteCount else {
            throw .secretLength(byteCount: secret.count, wanted: ProfileSecret.byteCount)
        }
        func key(_ use: String) throws(CryptoError) -> SecretBytes {
            try KeyDerivation.hkdfSHA256(
                secret, salt: Array("tessera/v1/kdf".utf8),
                info: Array("tessera/v1/profile/\(use)".utf8), byteCount: 32)
        }
        wrapping = try key("wrap")
        digests = MACKey(try key("digest"))
    }

    /// A new key for a member.
    ///
    /// - Parameter member: Whose key it is; it opens nobody else's profile.
    /// - Returns: The key as it is kept.
    /// - Throws: ``CryptoError/randomUnavailable``, ``CryptoError/libraryFailed(_:)``.
    package func newKey(for member: MemberNumber) throws(CryptoError) -> [UInt8] {
        let key = try SecretBytes.random(count: ProfileSecret.byteCount)
        return try Self.box(key, under: wrapping, context: Self.context("key", member))
    }

    /// Seals what is known about a member.
    ///
    /// - Parameters:
    ///   - text: What is to be kept.
    ///   - key: The member's key, as ``newKey(for:)`` made it.
    ///   - member: About whom.
    /// - Returns: A nonce, the ciphertext and its tag.
    /// - Throws: ``CryptoError/notAuthentic`` if the key is not this member's under this secret;
    ///   ``CryptoError/randomUnavailable``, ``CryptoError/libraryFailed(_:)``.
    package func sealed(
        _ text: [UInt8], key: [UInt8], of member: MemberNumber
    ) throws(CryptoError) -> [UInt8] {
        try Self.box(
            SecretBytes(text), under: try opened(key, of: member),
            context: Self.context("box", member))
    }

    /// Opens what ``sealed(_:key:of:)`` made.
    ///
    /// - Throws: ``CryptoError/notAuthentic`` if anything differs: a byte, the member, the secret.
    package func opened(
        _ box: [UInt8], key: [UInt8], of member: MemberNumber
    ) throws(CryptoError) -> [UInt8] {
        try Self.text(
            of: box, under: try opened(key, of: member), context: Self.context("box", member)
        ).exposed()
    }

    /// A digest that nobody can make without this secret.
    ///
    /// - Parameters:
    ///   - text: What is to be recognised and not told.
    ///   - use: What for; the same text has another digest for another use.
    /// - Returns: The leftmost 16 bytes of HMAC-SHA-256.
    package func digest(of text: [UInt8], for use: String) -> [UInt8] {
        digests.tag(of: Array(use.utf8) + [0] + text).prefix(16)
    }

    private func opened(
        _ key: [UInt8], of member: MemberNumber
    ) throws(CryptoError) -> SecretBytes {
        try Self.text(of: key, under: wrapping, context: Self.context("key", member))
    }

    private static func box(
        _ secret: SecretBytes, under key: SecretBytes, context: [UInt8]
    ) throws(CryptoError) -> [UInt8] {
        let nonce = try SecretBytes.random(count: SealedBox.nonceByteCount).exposed()
        return nonce + (try SealedBox.sealed(secret, key: key, nonce: nonce, context: context))
    }

    private static func text(
        of box: [UInt8], under key: SecretBytes, context: [UInt8]
    ) throws(CryptoError) -> SecretBytes {
        guard box.count >= SealedBox.nonceByteCount else { throw .notAuthentic }
        return try SealedBox.opened(
            Array(box.dropFirst(SealedBox.nonceByteCount)), key: key,
            nonce: Array(box.prefix(SealedBox.nonceByteCount)), context: context)
    }

    /// A box is bound to its use and its member, so that none can be put in another's place.
    private static func context(_ use: String, _ member: MemberNumber) -> [UInt8] {
        let number = (0..<8).map { UInt8(truncatingIfNeeded: member.number >> (56 - 8 * $0)) }
        return Array("tessera/v1/profile/\(use)".utf8) + [0] + number
    }
}
