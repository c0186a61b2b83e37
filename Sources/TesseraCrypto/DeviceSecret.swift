import TesseraModel

/// The issuer's random secret from which the keys of tills are derived; on the issuer only.
///
/// A till's key authenticates what the till took without a network. It is in the till's pairing
/// file and nowhere else, because the issuer derives it whenever it is needed.
///
/// - Source: L15.
package struct DeviceSecret: Sendable {
    /// How long the secret is.
    package static let byteCount = 32
    /// The 32 bytes.
    package let secret: SecretBytes

    /// Takes the 32 bytes.
    ///
    /// - Throws: ``CryptoError/secretLength(byteCount:wanted:)`` for another length.
    package init(_ secret: SecretBytes) throws(CryptoError) {
        guard secret.count == DeviceSecret.byteCount else {
            throw .secretLength(byteCount: secret.count, wanted: DeviceSecret.byteCount)
        }
        self.secret = secret
    }

    /// Derives the key of a till.
    ///
    /// - Parameters:
    ///   - device: The till's name.
    ///   - epoch: How often it was paired, from 1; a till that is paired anew gets another key.
    /// - Returns: 32 bytes.
    /// - Throws: ``CryptoError/libraryFailed(_:)`` if OpenSSL has no HKDF.
    package func key(of device: TillID, epoch: UInt32) throws(CryptoError) -> SecretBytes {
        let number = (0..<4).map { UInt8(truncatingIfNeeded: epoch >> (24 - 8 * UInt32($0))) }
        return try KeyDerivation.hkdfSHA256(
            secret, salt: Array("tessera/v1/kdf".utf8),
            info: Array("tessera/v1/device".utf8) + [0] + number + Array(device.text.utf8),
            byteCount: 32)
    }
}
