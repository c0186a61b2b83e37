import TesseraCrypto
import TesseraModel

/// A member's token with a code that lives for one step of 30 seconds, so that a picture of it is
/// worth nothing a minute later.
///
/// - Source: T23.
package struct LiveCode: Hashable, Sendable {
    /// How long a step is.
    package static let stepSeconds: Int64 = 30

    /// The member's token, as scanned.
    package let token: String
    /// The forty bits behind the dot.
    package let code: UInt64

    /// The step at a time.
    package static func step(at time: Timestamp) -> Int64 {
        Int64(time.seconds.floorDivided(by: stepSeconds))
    }

    /// Splits `TZ1….XXXXXXXX`; `nil` if the text has no dot and so is no live code.
    ///
    /// - Parameter scanned: What the scanner sent; its own marks are dropped as a token's are.
    /// - Throws: ``TokenError/badCharacter(index:)``, ``TokenError/badLength(characterCount:)`` for
    ///   what stands behind the dot.
    package init?(_ scanned: String) throws(TokenError) {
        // Nearly every scanned text has no dot, which is known before anything is copied.
        guard scanned.utf8.contains(UInt8(ascii: ".")) else { return nil }
        let bytes = Array(scanned.utf8)
        let text = String(decoding: bytes[UnverifiedToken.bare(bytes.span)], as: UTF8.self)
        guard text.hasPrefix("TZ1"), let dot = text.firstIndex(of: ".") else { return nil }
        let tail = text[text.index(after: dot)...]
        var code: UInt64 = 0
        for (index, character) in tail.utf8.enumerated() {
            guard let value = Base32.value(of: character) else {
                throw .badCharacter(index: text[..<dot].utf8.count - 3 + 1 + index)
            }
            code = code << 5 | UInt64(value)
        }
        guard tail.utf8.count == 8 else { throw .badLength(characterCount: tail.utf8.count) }
        self.token = String(text[..<dot])
        self.code = code
    }

    init(token: String, code: UInt64) {
        self.token = token
        self.code = code
    }

    /// The text as it stands in the QR code.
    package var text: String {
        let bytes = (0..<5).map { UInt8(truncatingIfNeeded: code >> UInt64(32 - 8 * $0)) }
        return "\(token).\(Base32.text(of: bytes))"
    }
}

/// Makes and checks live codes of the members of one key.
///
/// - Source: T23.
package struct LiveCodeKey: Sendable {
    private let leaf: MACKey

    /// Takes a live-code leaf.
    package init(leaf: MACKey) { self.leaf = leaf }

    /// The 32 bytes that one member's phone holds, and nothing else.
    package func memberSecret(at position: VoucherPosition) -> SecretBytes {
        var message = Array("tessera/v1/live-key".utf8) + [0]
        message += [UInt8(position.list >> 8), UInt8(truncatingIfNeeded: position.list)]
        message += (0..<3).map { UInt8(truncatingIfNeeded: position.slot >> UInt32(16 - 8 * $0)) }
        return SecretBytes(leaf.tag(of: message).prefix(32))
    }

    /// The live code of a member at a time.
    package func code(
        token: String, position: VoucherPosition, at time: Timestamp
    ) -> LiveCode {
        let key = MACKey(memberSecret(at: position))
        return LiveCode(token: token, code: LiveCodeKey.code(key, step: LiveCode.step(at: time)))
    }

    /// The step for which a live code is good, one before or after now at the most.
    ///
    /// - Returns: `nil` if it is good for none of the three; the caller must never admit a step
    ///   twice.
    package func step(
        of live: LiveCode, position: VoucherPosition, at time: Timestamp
    ) -> Int64? {
        let key = MACKey(memberSecret(at: position))
        let now = LiveCode.step(at: time)
        return (now - 1...now + 1).first { LiveCodeKey.code(key, step: $0) ^ live.code == 0 }
    }

    private static func code(_ key: MACKey, step: Int64) -> UInt64 {
        var message = Array("tessera/v1/live".utf8) + [0]
        message += (0..<8).map { UInt8(truncatingIfNeeded: step >> Int64(56 - 8 * $0)) }
        return key.tag(of: message).leftmostFive
    }
}
