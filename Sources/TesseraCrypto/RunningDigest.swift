internal import COpenSSL
import TesseraModel

/// SHA-256 of bytes that come piece by piece, for files that need not fit into memory.
@safe
package struct RunningDigest: ~Copyable {
    private let context: OpaquePointer

    /// The digest of nothing yet.
    ///
    /// - Throws: ``CryptoError/libraryFailed(_:)`` if OpenSSL has no SHA-256 or no memory for it.
    package init() throws(CryptoError) {
        guard let made = unsafe EVP_MD_CTX_new() else { throw .libraryFailed("SHA-256") }
        guard unsafe EVP_DigestInit_ex(made, EVP_sha256(), nil) == 1 else {
            unsafe EVP_MD_CTX_free(made)
            throw .libraryFailed("SHA-256")
        }
        unsafe context = made
    }

    deinit { unsafe EVP_MD_CTX_free(context) }

    /// Takes the next bytes in.
    package mutating func take(_ bytes: ArraySlice<UInt8>) {
        unsafe bytes.withUnsafeBufferPointer {
            _ = unsafe EVP_DigestUpdate(context, $0.baseAddress, $0.count)
        }
    }

    /// The 32 bytes of everything taken in.
    package consuming func finish() -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        unsafe digest.withUnsafeMutableBufferPointer {
            _ = unsafe EVP_DigestFinal_ex(context, $0.baseAddress, nil)
        }
        return digest
    }
}
