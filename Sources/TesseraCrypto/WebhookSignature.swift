internal import COpenSSL
import TesseraModel

/// A secret that a shop and a receiver of its news share, and the signatures made with it.
///
/// - Source: Standard Webhooks, "Symmetric signatures".
package struct WebhookSecret: Sendable {
    /// Bytes of a secret.
    package static let byteCount = 32
    private let secret: SecretBytes

    /// Takes the 32 bytes.
    ///
    /// - Throws: ``CryptoError/secretLength(byteCount:wanted:)`` for another length.
    package init(_ secret: SecretBytes) throws(CryptoError) {
        guard secret.count == WebhookSecret.byteCount else {
            throw .secretLength(byteCount: secret.count, wanted: WebhookSecret.byteCount)
        }
        self.secret = secret
    }

    /// The secret as its receiver is told it: `whsec_` and Base64.
    package var exposed: String { "whsec_" + base64(secret.exposed()) }

    /// The signature of a message: `v1,` and the Base64 of its HMAC-SHA-256.
    ///
    /// - Parameters:
    ///   - id: The message's id, the same for every try; without a full stop in it.
    ///   - time: When it is sent; whole seconds of it are signed.
    ///   - body: The bytes that are sent.
    /// - Returns: ASCII text.
    package func signature(id: String, time: Timestamp, body: [UInt8]) -> String {
        let signed = Array("\(id).\(time.seconds).".utf8) + body
        return "v1," + base64(MACKey(secret).tag(of: signed).prefix(32))
    }
}

private func base64(_ bytes: [UInt8]) -> String {
    // Four characters for each three bytes begun, and the zero that ends a text of C.
    var text = [UInt8](repeating: 0, count: (bytes.count + 2) / 3 * 4 + 1)
    let count = unsafe bytes.withUnsafeBufferPointer { bytes in
        unsafe text.withUnsafeMutableBufferPointer { text in
            unsafe EVP_EncodeBlock(text.baseAddress, bytes.baseAddress, Int32(bytes.count))
        }
    }
    return String(decoding: text.prefix(Int(count)), as: UTF8.self)
}
