internal import COpenSSL
import TesseraModel

/// An HMAC-SHA-256 key kept as its two compression states, so that a tag of a short message costs
/// two or three compressions and no allocation.
///
/// The states are immutable, so any number of threads share one key without a lock.
///
/// - Source: T5, T7, T9; RFC 2104.
@safe
package final class MACKey: @unchecked Sendable, CustomStringConvertible, CustomReflectable {
    // Unchecked, because the states are written only by the initialiser and by `deinit`.
    private let states: UnsafeMutablePointer<tessera_mac_states>

    /// Keeps a key of any length.
    package init(_ secret: SecretBytes) {
        unsafe states = .allocate(capacity: 1)
        unsafe states.initialize(to: tessera_mac_states())
        unsafe secret.withBytes { bytes in
            unsafe tessera_mac_keep(
                states, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count)
        }
    }

    deinit {
        unsafe OPENSSL_cleanse(states, MemoryLayout<tessera_mac_states>.size)
        unsafe states.deallocate()
    }

    /// The tag of a message.
    package func tag(of message: borrowing Span<UInt8>) -> Tag {
        var tag = Tag()
        unsafe tag.fill { (out: UnsafeMutablePointer<UInt8>) in
            unsafe message.withUnsafeBufferPointer { bytes in
                unsafe tessera_mac(states, bytes.baseAddress, bytes.count, out)
            }
        }
        return tag
    }

    /// Returns whether sixteen bytes are the leftmost of the tag of what stands before them,
    /// comparing in constant time.
    ///
    /// - Parameters:
    ///   - bytes: The message and, behind it, sixteen bytes or more.
    ///   - count: How long the message is.
    /// - Returns: Whether all sixteen are equal.
    /// - Source: T5.
    package func tags(_ bytes: borrowing Span<UInt8>, upTo count: Int) -> Bool {
        precondition(count >= 0 && count + 16 <= bytes.count)
        return unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe bytes.baseAddress.map {
                unsafe tessera_mac_ends(states, $0, count, bytes.count)
            } == 1
        }
    }

    /// The tag of a message that is at hand as an array.
    package func tag(of message: [UInt8]) -> Tag { tag(of: message.span) }

    package var description: String { "MACKey" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// The 32 bytes of an HMAC-SHA-256.
///
/// There is no `==`: tags are compared as one act, in constant time, by the `matches` functions.
package struct Tag: Sendable {
    private var bytes: [32 of UInt8]

    init() { bytes = .init(repeating: 0) }

    mutating func fill(_ body: (UnsafeMutablePointer<UInt8>) -> Void) {
        var span = bytes.mutableSpan
        unsafe span.withUnsafeMutableBufferPointer { buffer in
            if let base = buffer.baseAddress { unsafe body(base) }
        }
    }

    /// The byte at an index, 0..<32.
    package subscript(index: Int) -> UInt8 { bytes[index] }

    /// The leftmost bytes, 1…32 of them.
    package func prefix(_ count: Int) -> [UInt8] { (0..<count).map { bytes[$0] } }

    /// The leftmost five bytes as a number, as seals and typed codes carry them.
    package var leftmostFive: UInt64 {
        (0..<5).reduce(0) { $0 << 8 | UInt64(bytes[$1]) }
    }

    /// Compares the leftmost bytes with those of a message, in constant time.
    ///
    /// - Parameters:
    ///   - count: How many bytes are compared, 1…32.
    ///   - message: Where the other bytes are.
    ///   - offset: Where they begin; all of them must be there.
    /// - Returns: Whether all are equal.
    package func matches(
        first count: Int, of message: borrowing Span<UInt8>, at offset: Int
    ) -> Bool {
        precondition(count >= 1 && count <= 32 && offset >= 0 && offset + count <= message.count)
        // The tag of a token has sixteen bytes: a loop of known length is one vector of them.
        return count == 16
            ? differences(16, message, offset) == 0 : differences(count, message, offset) == 0
    }

    @inline(__always)
    private func differences(
        _ count: Int, _ message: borrowing Span<UInt8>, _ offset: Int
    ) -> UInt8 {
        var found: UInt8 = 0
        // Unchecked, as the caller has checked the bounds: the checks take longer than the rest.
        for index in 0..<count {
            unsafe found |= bytes[unchecked: index] ^ message[unchecked: offset &+ index]
        }
        return found
    }

    /// Compares the leftmost five bytes with a number, in constant time.
    package func matchesLeftmostFive(_ number: UInt64) -> Bool { leftmostFive ^ number == 0 }
}
