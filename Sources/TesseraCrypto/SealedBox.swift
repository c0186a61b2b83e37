internal import COpenSSL
import TesseraModel

/// A passphrase turned into a key, and bytes kept under it: scrypt and AES-256-GCM.
package enum SealedBox {
    /// Bytes of scrypt's salt.
    package static let saltByteCount = 16
    /// Bytes of the nonce of AES-256-GCM.
    package static let nonceByteCount = 12
    /// Bytes that sealing adds to what is sealed.
    package static let tagByteCount = 16

    /// The key that a passphrase stands for: scrypt with N = 2¹⁵, r = 8, p = 1, about 0.1 s and
    /// 32 MiB, so that guessing is dear.
    ///
    /// - Throws: ``CryptoError/libraryFailed(_:)`` if OpenSSL has no scrypt or no memory for it.
    package static func key(
        passphrase: SecretBytes, salt: [UInt8]
    ) throws(CryptoError) -> SecretBytes {
        try Scrypt.derived(passphrase, salt: salt)
    }

    /// Seals bytes: the ciphertext, then its 16-byte tag.
    ///
    /// - Parameters:
    ///   - secret: What is to be kept.
    ///   - key: 32 bytes.
    ///   - nonce: 12 bytes, never used twice with one key.
    ///   - context: Bytes that are not hidden but must be the same at opening.
    /// - Returns: 16 bytes more than the secret.
    /// - Throws: ``CryptoError/libraryFailed(_:)`` if OpenSSL has no AES-256-GCM.
    package static func sealed(
        _ secret: SecretBytes, key: SecretBytes, nonce: [UInt8], context: [UInt8]
    ) throws(CryptoError) -> [UInt8] {
        let cipher = try Cipher(key: key, nonce: nonce, encrypting: true)
        cipher.authenticate(context)
        var output = unsafe secret.withBytes { unsafe cipher.run(unsafe $0) }
        guard cipher.finish() else { throw .libraryFailed("AES-256-GCM") }
        output += cipher.tag()
        return output
    }

    /// Opens what ``sealed(_:key:nonce:context:)`` made.
    ///
    /// - Returns: 16 bytes fewer than the box.
    /// - Throws: ``CryptoError/notAuthentic`` if anything differs, the key included.
    package static func opened(
        _ box: [UInt8], key: SecretBytes, nonce: [UInt8], context: [UInt8]
    ) throws(CryptoError) -> SecretBytes {
        guard box.count >= tagByteCount else { throw .notAuthentic }
        let cipher = try Cipher(key: key, nonce: nonce, encrypting: false)
        cipher.authenticate(context)
        var plain = unsafe Array(box.dropLast(tagByteCount)).withUnsafeBytes {
            unsafe cipher.run(unsafe $0)
        }
        defer {
            unsafe plain.withUnsafeMutableBytes { unsafe OPENSSL_cleanse($0.baseAddress, $0.count) }
        }
        cipher.expect(tag: Array(box.suffix(tagByteCount)))
        guard cipher.finish() else { throw .notAuthentic }
        return SecretBytes(plain)
    }
}

/// One run of AES-256-GCM.
@safe
private struct Cipher: ~Copyable {
    private let context: OpaquePointer

    init(key: SecretBytes, nonce: [UInt8], encrypting: Bool) throws(CryptoError) {
        guard key.count == 32 else { throw .secretLength(byteCount: key.count, wanted: 32) }
        precondition(nonce.count == SealedBox.nonceByteCount)
        guard let made = unsafe EVP_CIPHER_CTX_new() else { throw .libraryFailed("AES-256-GCM") }
        let ready = unsafe key.withBytes { key in
            unsafe nonce.withUnsafeBufferPointer { nonce in
                unsafe EVP_CipherInit_ex(
                    made, EVP_aes_256_gcm(), nil,
                    key.baseAddress?.assumingMemoryBound(to: UInt8.self), nonce.baseAddress,
                    encrypting ? 1 : 0)
            }
        }
        guard ready == 1 else {
            unsafe EVP_CIPHER_CTX_free(made)
            throw .libraryFailed("AES-256-GCM")
        }
        unsafe context = made
    }

    deinit { unsafe EVP_CIPHER_CTX_free(context) }

    func authenticate(_ bytes: [UInt8]) {
        var count: Int32 = 0
        unsafe bytes.withUnsafeBufferPointer {
            _ = unsafe EVP_CipherUpdate(context, nil, &count, $0.baseAddress, Int32($0.count))
        }
    }

    func run(_ input: UnsafeRawBufferPointer) -> [UInt8] {
        var output = [UInt8](repeating: 0, count: input.count)
        var count: Int32 = 0
        unsafe output.withUnsafeMutableBufferPointer {
            _ = unsafe EVP_CipherUpdate(
                context, $0.baseAddress, &count,
                input.baseAddress?.assumingMemoryBound(to: UInt8.self), Int32(input.count))
        }
        return output
    }

    func expect(tag: [UInt8]) {
        var tag = tag
        unsafe tag.withUnsafeMutableBytes {
            _ = unsafe EVP_CIPHER_CTX_ctrl(
                context, EVP_CTRL_AEAD_SET_TAG, Int32($0.count), $0.baseAddress)
        }
    }

    func finish() -> Bool {
        var rest: Int32 = 0
        var none: UInt8 = 0
        return unsafe EVP_CipherFinal_ex(context, &none, &rest) == 1
    }

    func tag() -> [UInt8] {
        var tag = [UInt8](repeating: 0, count: SealedBox.tagByteCount)
        unsafe tag.withUnsafeMutableBytes {
            _ = unsafe EVP_CIPHER_CTX_ctrl(
                context, EVP_CTRL_AEAD_GET_TAG, Int32($0.count), $0.baseAddress)
        }
        return tag
    }
}
