internal import COpenSSL
import TesseraModel

/// An Ed25519 public key: checks signatures and can make none.
///
/// - Source: T5; RFC 8032.
@safe
package final class Ed25519PublicKey: @unchecked Sendable {
    // Unchecked, because OpenSSL only reads a key that is not being set up.
    private let key: OpaquePointer
    /// The 32 bytes of the key.
    package let bytes: [UInt8]

    /// Takes the 32 bytes of a public key.
    ///
    /// - Throws: ``CryptoError/badPublicKey`` for another length.
    package init(_ bytes: [UInt8]) throws(CryptoError) {
        let made = unsafe bytes.withUnsafeBufferPointer {
            unsafe EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, $0.baseAddress, $0.count)
        }
        guard bytes.count == 32, let made = unsafe made else { throw .badPublicKey }
        unsafe key = made
        self.bytes = bytes
    }

    deinit { unsafe EVP_PKEY_free(key) }

    /// Returns whether the 64 bytes are the key's signature of the message.
    package func isSignature(
        _ signature: borrowing Span<UInt8>, of message: borrowing Span<UInt8>
    ) -> Bool {
        guard signature.count == 64, let context = unsafe EVP_MD_CTX_new() else { return false }
        defer { unsafe EVP_MD_CTX_free(context) }
        guard unsafe EVP_DigestVerifyInit(context, nil, nil, nil, key) == 1 else { return false }
        return unsafe signature.withUnsafeBufferPointer { signature in
            unsafe message.withUnsafeBufferPointer { message in
                unsafe EVP_DigestVerify(
                    context, signature.baseAddress, signature.count, message.baseAddress,
                    message.count) == 1
            }
        }
    }
}

/// An Ed25519 private key.
///
/// - Source: T5; RFC 8032.
@safe
package final class Ed25519PrivateKey: @unchecked Sendable, CustomStringConvertible,
    CustomReflectable
{
    // Unchecked, because OpenSSL only reads a key that is not being set up.
    private let key: OpaquePointer
    /// The key that checks what this one signs.
    package let publicKey: Ed25519PublicKey

    /// Takes the 32 bytes that RFC 8032 calls the private key.
    ///
    /// - Throws: ``CryptoError/secretLength(byteCount:wanted:)`` for another length.
    package init(seed: SecretBytes) throws(CryptoError) {
        guard seed.count == 32 else {
            throw .secretLength(byteCount: seed.count, wanted: 32)
        }
        let made = unsafe seed.withBytes { bytes in
            unsafe EVP_PKEY_new_raw_private_key(
                EVP_PKEY_ED25519, nil, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), 32)
        }
        guard let made = unsafe made else { throw .libraryFailed("Ed25519") }
        var bytes = [UInt8](repeating: 0, count: 32)
        var count = 32
        let told = unsafe bytes.withUnsafeMutableBufferPointer {
            unsafe EVP_PKEY_get_raw_public_key(made, $0.baseAddress, &count)
        }
        guard told == 1 else {
            unsafe EVP_PKEY_free(made)
            throw .libraryFailed("Ed25519")
        }
        do throws(CryptoError) {
            publicKey = try Ed25519PublicKey(bytes)
        } catch {
            unsafe EVP_PKEY_free(made)
            throw error
        }
        unsafe key = made
    }

    deinit { unsafe EVP_PKEY_free(key) }

    /// The 64 bytes of the key's signature of a message.
    ///
    /// - Throws: ``CryptoError/libraryFailed(_:)`` if OpenSSL does not sign.
    package func signature(of message: [UInt8]) throws(CryptoError) -> [UInt8] {
        guard let context = unsafe EVP_MD_CTX_new() else { throw .libraryFailed("Ed25519") }
        defer { unsafe EVP_MD_CTX_free(context) }
        var signature = [UInt8](repeating: 0, count: 64)
        var count = 64
        guard unsafe EVP_DigestSignInit(context, nil, nil, nil, key) == 1 else {
            throw .libraryFailed("Ed25519")
        }
        let done = unsafe message.withUnsafeBufferPointer { message in
            unsafe signature.withUnsafeMutableBufferPointer { signature in
                unsafe EVP_DigestSign(
                    context, signature.baseAddress, &count, message.baseAddress, message.count)
            }
        }
        guard done == 1, count == 64 else { throw .libraryFailed("Ed25519") }
        return signature
    }

    package var description: String { "Ed25519PrivateKey" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
