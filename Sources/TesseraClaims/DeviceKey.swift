import TesseraCrypto
import TesseraModel

/// The key of one pairing of a till: it makes and checks the MACs of its records and requests.
///
/// - Source: L14.
package struct DeviceKey: Sendable {
    /// How long the secret is.
    package static let byteCount = 32
    /// The 32 bytes, for the one place that writes them to a pairing file.
    let secret: SecretBytes
    private let key: MACKey

    /// Takes the 32 bytes.
    ///
    /// - Throws: ``CryptoError/secretLength(byteCount:wanted:)`` for another length.
    package init(_ secret: SecretBytes) throws(CryptoError) {
        guard secret.count == DeviceKey.byteCount else {
            throw .secretLength(byteCount: secret.count, wanted: DeviceKey.byteCount)
        }
        self.secret = secret
        key = MACKey(secret)
    }

    /// The MAC of some bytes for a purpose.
    func mac(of bytes: [UInt8], for context: Context) -> Tag {
        key.tag(of: context.prefix + bytes)
    }

    /// What a MAC is made for, so that one is never taken for another.
    enum Context: String {
        case claim = "tessera/v1/claim"
        case logHeader = "tessera/v1/claim-log"
        case request = "tessera/v1/request"

        var prefix: [UInt8] { Array(rawValue.utf8) + [0] }
    }
}
