internal import COpenSSL
import TesseraModel

/// What guessing costs: memory of 128 · N · r bytes, and time that grows with N · r · p.
///
/// It is kept beside every hash, so that it can grow and old hashes still be compared.
///
/// - Source: RFC 7914, section 2.
package struct ScryptCost: Hashable, Sendable, Codable {
    /// The binary logarithm of N, 1…20.
    package let logN: Int
    /// The size of a block, 1…32.
    package let blockSize: Int
    /// How often all of it is done, 1…16.
    package let parallelism: Int

    /// N = 2¹⁵, r = 8, p = 1: about 0.1 s and 32 MiB, so that guessing is dear.
    package static let ofPasswords = ScryptCost(unchecked: 15, 8, 1)

    /// N = 2¹⁵, r = 8, p = 3: about 0.3 s and 32 MiB, for what opens the service from anywhere.
    package static let ofSigningIn = ScryptCost(unchecked: 15, 8, 3)

    /// A cost; `nil` out of range.
    package init?(logN: Int, blockSize: Int, parallelism: Int) {
        guard (1...20).contains(logN), (1...32).contains(blockSize), (1...16).contains(parallelism)
        else { return nil }
        self.init(unchecked: logN, blockSize, parallelism)
    }

    private init(unchecked logN: Int, _ blockSize: Int, _ parallelism: Int) {
        self.logN = logN
        self.blockSize = blockSize
        self.parallelism = parallelism
    }

    /// How many bytes it takes at most, with room for what OpenSSL keeps beside them.
    fileprivate var byteCount: UInt64 {
        UInt64(128 * blockSize) * (1 << UInt64(logN) + UInt64(parallelism) + 2) + 1 << 20
    }
}

/// scrypt of RFC 7914: what a password stands for, dear to guess.
package enum Scrypt {
    /// Derives bytes from a password.
    ///
    /// - Parameters:
    ///   - password: Any bytes, none included.
    ///   - salt: Not secret, and another one for each password.
    ///   - cost: What guessing costs.
    ///   - byteCount: How many bytes are wanted, at least 1.
    /// - Returns: Exactly so many bytes.
    /// - Throws: ``CryptoError/libraryFailed(_:)`` if OpenSSL has no scrypt or no memory for it.
    /// - Source: RFC 7914, section 6.
    package static func derived(
        _ password: SecretBytes, salt: [UInt8], cost: ScryptCost = .ofPasswords,
        byteCount: Int = 32
    ) throws(CryptoError) -> SecretBytes {
        unsafe try SecretBytes(count: byteCount) { output throws(CryptoError) in
            let done = unsafe password.withBytes { secret in
                unsafe salt.withUnsafeBufferPointer { salt in
                    unsafe EVP_PBE_scrypt(
                        secret.baseAddress?.assumingMemoryBound(to: CChar.self), secret.count,
                        salt.baseAddress, salt.count, 1 << UInt64(cost.logN),
                        UInt64(cost.blockSize), UInt64(cost.parallelism), cost.byteCount,
                        output.baseAddress?.assumingMemoryBound(to: UInt8.self), output.count)
                }
            }
            guard done == 1 else { throw CryptoError.libraryFailed("scrypt") }
        }
    }
}
