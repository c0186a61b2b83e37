import TesseraCrypto
import TesseraModel

/// The bytes that a seal is made over, kept so that a batch changes only its position.
///
/// - Source: T7.
struct SealMessage {
    // Context, salt and a body without its seal: 16, 8 and at most 40 bytes, two blocks of the MAC.
    private var bytes: [64 of UInt8]
    private let count: Int

    /// Where the body begins.
    private static let bodyStart = 24

    /// The message of a body; what stands in the place of the seal is left out.
    init(salt: UInt64, body: borrowing Span<UInt8>) {
        bytes = sealContext
        for index in 0..<8 {
            bytes[16 + index] = UInt8(truncatingIfNeeded: salt >> UInt64(56 - 8 * index))
        }
        for index in 0..<10 { bytes[SealMessage.bodyStart + index] = body[index] }
        for index in 15..<body.count { bytes[SealMessage.bodyStart + index - 5] = body[index] }
        count = SealMessage.bodyStart + body.count - 5
    }

    /// The seal, after five bytes of a position, big-endian, took the place of the earlier ones.
    mutating func tag(under leaf: MACKey, at position: UInt64) -> Tag {
        for index in 0..<5 {
            bytes[SealMessage.bodyStart + 5 + index] = UInt8(
                truncatingIfNeeded: position >> UInt64(32 - 8 * index))
        }
        return tag(under: leaf)
    }

    /// The seal of the message as it is.
    func tag(under leaf: MACKey) -> Tag { leaf.tag(of: bytes.span.extracting(0..<count)) }
}

/// `tessera/v1/seal`, a zero byte, and room for the rest.
private let sealContext: [64 of UInt8] = [
    0x74, 0x65, 0x73, 0x73, 0x65, 0x72, 0x61, 0x2F, 0x76, 0x31, 0x2F, 0x73, 0x65, 0x61, 0x6C, 0x00,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
]
