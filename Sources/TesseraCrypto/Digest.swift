internal import COpenSSL
import TesseraModel

/// Digests of bytes at hand.
package enum Digest {
    /// The 20 bytes of SHA-1, by which lists of leaked passwords name them; for nothing else.
    package static func sha1(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 20)
        unsafe bytes.withUnsafeBufferPointer { input in
            unsafe digest.withUnsafeMutableBufferPointer { output in
                _ = unsafe SHA1(input.baseAddress, input.count, output.baseAddress)
            }
        }
        return digest
    }

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
        unsafe try SecretBytes(count: byteCount) { output throws(CryptoError) in
            let done = unsafe secret.withBytes { key in
                unsafe salt.withUnsafeBufferPointer { salt in
                    unsafe info.withUnsafeBufferPointer { info in
                        unsafe tessera_hkdf(
                            key.baseAddress?.assumingMemoryBound(to: UInt8.self), key.count,
                            salt.baseAddress, salt.count, info.baseAddress, info.count,
                            output.baseAddress?.assumingMemoryBound(to: UInt8.self), output.count)
                    }
                }
            }
            guard done == 1 else { throw CryptoError.libraryFailed("HKDF") }
        }
    }
}
