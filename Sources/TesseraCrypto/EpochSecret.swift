import TesseraModel

/// What a leaf key is for.
///
/// - Source: T9.
package enum LeafPurpose: UInt8, Sendable, CaseIterable {
    /// The audience's tag of a token.
    case tokenTag = 1
    /// The tag of a typed code.
    case typedCode = 2
    /// The issuer's seal; given to nobody.
    case seal = 3
    /// Live codes on members' phones.
    case liveCode = 4
}

/// The random secret of one epoch, from which all its leaves are derived; on the issuer only.
///
/// - Source: T8, T9.
package struct EpochSecret: Sendable {
    /// How long an epoch secret is.
    package static let byteCount = 32
    /// The 32 bytes.
    package let secret: SecretBytes

    /// Takes the 32 bytes of an epoch.
    ///
    /// - Throws: ``CryptoError/secretLength(byteCount:wanted:)`` for another length.
    package init(_ secret: SecretBytes) throws(CryptoError) {
        guard secret.count == EpochSecret.byteCount else {
            throw .secretLength(byteCount: secret.count, wanted: EpochSecret.byteCount)
        }
        self.secret = secret
    }

    /// A new epoch secret, derived from nothing.
    ///
    /// - Throws: ``CryptoError/randomUnavailable`` if the system has no random bytes to give.
    package static func random() throws(CryptoError) -> EpochSecret {
        try EpochSecret(SecretBytes.random(count: byteCount))
    }

    /// Derives a leaf key of 32 bytes.
    ///
    /// - Throws: ``CryptoError/libraryFailed(_:)`` if OpenSSL has no HKDF.
    /// - Source: T9.
    package func leaf(
        _ purpose: LeafPurpose, kind: TokenKind, audience: Audience, keyID: KeyID
    ) throws(CryptoError) -> SecretBytes {
        let info =
            Array("tessera/v1/leaf".utf8) + [0, purpose.rawValue, kind.rawValue]
            + [UInt8(audience.number >> 8), UInt8(audience.number & 0xFF)]
            + [UInt8(keyID.number >> 8), UInt8(keyID.number & 0xFF)]
        return try KeyDerivation.hkdfSHA256(
            secret, salt: Array("tessera/v1/kdf".utf8), info: info, byteCount: 32)
    }
}
