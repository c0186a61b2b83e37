import TesseraCrypto
import TesseraModel
import TesseraToken

/// A token laid out byte by byte, so that a test can make what the issuer refuses to.
///
/// As it is made, it is a gift card of 50.00 euros, good from 2026-11-22 to 2027-11-22, under key 1
/// of ``SampleKeys``, with a seal that is not the issuer's.
///
/// - Source: T1–T5.
package struct HandmadeToken: Sendable {
    /// The upper half of the first byte.
    package var version: UInt8 = 1
    /// The lower half of the first byte.
    package var kind: UInt8 = 2
    /// The key it names.
    package var keyID: UInt16 = 1
    /// The audience it names.
    package var audience: UInt16 = 0
    /// The status list.
    package var list: UInt16 = 3
    /// The slot, of which three bytes are written.
    package var slot: UInt32 = 70_001
    /// Five bytes.
    package var seal: [UInt8] = [1, 2, 3, 4, 5]
    /// The first day.
    package var first: UInt16 = 2_517
    /// The last day.
    package var last: UInt16 = 2_882
    /// The kind part.
    package var part: [UInt8] = [0x88, 0x27, 0x03, 0xD2]

    /// The gift card.
    package init() {}

    /// The body.
    package var body: [UInt8] {
        [version << 4 | kind] + HandmadeToken.two(keyID) + HandmadeToken.two(audience)
            + HandmadeToken.two(list) + [UInt8(slot >> 16 & 255)]
            + HandmadeToken.two(UInt16(slot & 0xFFFF)) + seal + HandmadeToken.two(first)
            + HandmadeToken.two(last) + part
    }

    /// Body and tag under a key of the sample epoch.
    ///
    /// - Parameters:
    ///   - record: The key that tags, whatever the body says.
    ///   - leafKind: The kind whose leaf tags.
    /// - Returns: The body, then a good tag of the key's suite.
    /// - Throws: ``CryptoError/libraryFailed(_:)`` if OpenSSL derives or signs nothing.
    package func bytes(
        _ record: KeyRecord = SampleKeys.record(), leafKind: TokenKind = .gift
    ) throws(CryptoError) -> [UInt8] {
        let kind = record.suite == .hmac ? leafKind : record.kinds.kinds.first ?? leafKind
        let leaf = try SampleKeys.epoch().leaf(
            .tokenTag, kind: kind, audience: record.audience, keyID: record.id)
        let message = Array("tessera/v1/token".utf8) + [0, record.suite == .hmac ? 1 : 2] + body
        switch record.suite {
        case .hmac: return body + MACKey(leaf).tag(of: message).prefix(16)
        case .ed25519: return body + (try Ed25519PrivateKey(seed: leaf).signature(of: message))
        }
    }

    /// The text of body and tag.
    ///
    /// - Throws: As ``bytes(_:leafKind:)``.
    package func text(
        _ record: KeyRecord = SampleKeys.record(), leafKind: TokenKind = .gift
    ) throws(CryptoError) -> String {
        "TZ1" + Base32.text(of: try bytes(record, leafKind: leafKind))
    }

    private static func two(_ number: UInt16) -> [UInt8] {
        [UInt8(number >> 8), UInt8(number & 255)]
    }
}
