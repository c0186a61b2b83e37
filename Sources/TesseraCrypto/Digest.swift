internal import COpenSSL
import TesseraModel

/// SHA-256 of bytes at hand.
package enum Digest {
    /// The 32 bytes of SHA-256.
    package static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        unsafe bytes.withUnsafeBufferPointer { input in
            unsafe digest.withUnsafeMutableBufferPointer { output in
                _ = unsafe SHA256(input.baseAddress, input.count, output.baseAddress)
            }
        }
        return digest
    }
}

/// OpenSSL's generator as the source of chance.
package struct SystemChance: Chance {
    /// Chance from the operating system through OpenSSL.
    package init() {}

    package func bytes(_ count: Int) throws -> [UInt8] {
        try SecretBytes.random(count: count).exposed()
    }
}

/// HKDF of RFC 5869 with SHA-256.
package enum KeyDerivation {
    /// Derives a secret from another.
    ///
    /// - Parameters:
    ///   - secret: The input keying material.
    ///   - salt: Not secret; may be empty.
    ///   - info: What the secret is for.
    ///   - byteCount: How many bytes are wanted, 1…8 160.
    /// - Returns: Exactly so many bytes.
    /// - Throws: ``CryptoError/libraryFailed(_:)`` if OpenSSL has no HKDF.
    /// - Source: T9.
    package static func hkdfSHA256(
        _ secret: SecretBytes, salt: [UInt8], info: [UInt8], byteCount: Int
    ) throws(CryptoError) -> SecretBytes {
        guard let method = unsafe EVP_KDF_fetch(nil, "HKDF", nil) else {
            throw .libraryFailed("HKDF")
        }
        defer { unsafe EVP_KDF_free(method) }
        guard let context = unsafe EVP_KDF_CTX_new(method) else { throw .libraryFailed("HKDF") }
        defer { unsafe EVP_KDF_CTX_free(context) }
        var (digestName, salt, info) = (Array("SHA256\0".utf8CString), salt, info)
        return unsafe try SecretBytes(count: byteCount) { output throws(CryptoError) in
            let done = unsafe secret.withBytes { key in
                unsafe digestName.withUnsafeMutableBufferPointer { name in
                    unsafe salt.withUnsafeMutableBytes { salt in
                        unsafe info.withUnsafeMutableBytes { info in
                            unsafe derive(context, name, key, salt, info, output)
                        }
                    }
                }
            }
            guard done else { throw CryptoError.libraryFailed("HKDF") }
        }
    }

    private static func derive(
        _ context: OpaquePointer, _ digest: UnsafeMutableBufferPointer<CChar>,
        _ key: UnsafeRawBufferPointer, _ salt: UnsafeMutableRawBufferPointer,
        _ info: UnsafeMutableRawBufferPointer, _ output: UnsafeMutableRawBufferPointer
    ) -> Bool {
        var parameters = unsafe [
            OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest.baseAddress, 0),
            OSSL_PARAM_construct_octet_string(
                OSSL_KDF_PARAM_KEY, UnsafeMutableRawPointer(mutating: key.baseAddress), key.count),
            OSSL_PARAM_construct_octet_string(
                OSSL_KDF_PARAM_SALT, salt.baseAddress, salt.count),
            OSSL_PARAM_construct_octet_string(
                OSSL_KDF_PARAM_INFO, info.baseAddress, info.count),
            OSSL_PARAM_construct_end(),
        ]
        return unsafe EVP_KDF_derive(
            context, output.baseAddress?.assumingMemoryBound(to: UInt8.self), output.count,
            &parameters) == 1
    }
}
