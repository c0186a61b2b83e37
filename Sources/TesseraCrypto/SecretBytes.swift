internal import COpenSSL
import TesseraModel

/// Secret bytes with one home: wiped when the last holder lets go, and never described.
///
/// Holders share one buffer instead of copying it, so that there is one place to wipe.
@safe
package final class SecretBytes: @unchecked Sendable, CustomStringConvertible, CustomReflectable {
    // Unchecked, because the buffer is written only by initialisers and by `deinit`.
    private let buffer: UnsafeMutableRawBufferPointer

    /// How many bytes there are.
    package var count: Int { unsafe buffer.count }

    /// Copies the bytes; the caller's own copy is the caller's to wipe.
    package init(_ bytes: some Collection<UInt8>) {
        unsafe buffer = .allocate(byteCount: bytes.count, alignment: 16)
        unsafe buffer.copyBytes(from: bytes)
    }

    /// Lets a function fill so many bytes.
    init<E: Error>(
        count: Int, fill: (UnsafeMutableRawBufferPointer) throws(E) -> Void
    ) throws(E) {
        unsafe buffer = .allocate(byteCount: count, alignment: 16)
        unsafe buffer.initializeMemory(as: UInt8.self, repeating: 0)
        unsafe try fill(buffer)
    }

    deinit {
        unsafe OPENSSL_cleanse(buffer.baseAddress, buffer.count)
        unsafe buffer.deallocate()
    }

    /// Random bytes from OpenSSL's generator for private values.
    ///
    /// - Throws: ``CryptoError/randomUnavailable`` if the system has none to give.
    package static func random(count: Int) throws(CryptoError) -> SecretBytes {
        unsafe try SecretBytes(count: count) { buffer throws(CryptoError) in
            guard
                unsafe RAND_priv_bytes(
                    buffer.baseAddress?.assumingMemoryBound(to: UInt8.self), Int32(count)) == 1
            else { throw CryptoError.randomUnavailable }
        }
    }

    /// Hands the bytes to a function that must not keep them.
    func withBytes<R, E: Error>(
        _ body: (UnsafeRawBufferPointer) throws(E) -> R
    ) throws(E) -> R {
        unsafe try body(UnsafeRawBufferPointer(buffer))
    }

    /// A copy of the bytes, for the one place that writes them to a key file.
    package func exposed() -> [UInt8] { unsafe Array(buffer) }

    /// Compares in constant time; lengths are not secret.
    package func matches(_ other: SecretBytes) -> Bool {
        unsafe count == other.count
            && CRYPTO_memcmp(buffer.baseAddress, other.buffer.baseAddress, count) == 0
    }

    package var description: String { "SecretBytes(\(count) bytes)" }
    package var customMirror: Mirror { Mirror(self, children: ["count": count]) }
}
