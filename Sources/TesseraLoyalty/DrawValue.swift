/// A seed, a digest or a root: thirty-two bytes, written as 64 hexadecimal digits in lower case.
package struct DrawValue: Hashable, Sendable, Codable, CustomStringConvertible {
    /// How many bytes it has.
    package static let byteCount = 32

    /// The thirty-two bytes.
    package let bytes: [UInt8]

    /// Takes thirty-two bytes; `nil` for another count.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count == DrawValue.byteCount else { return nil }
        self.bytes = bytes
    }

    /// The digest of some bytes.
    ///
    /// - Parameters:
    ///   - bytes: What is digested.
    ///   - digest: SHA-256, or what a test puts in its place; it gives thirty-two bytes.
    package init(of bytes: [UInt8], digest: ([UInt8]) -> [UInt8]) {
        let digested = digest(bytes)
        precondition(digested.count == DrawValue.byteCount, "A digest has 32 bytes.")
        self.bytes = digested
    }

    /// Reads 64 hexadecimal digits in lower case; `nil` for anything else.
    package init?(text: String) {
        let digits = Array(text.utf8)
        guard digits.count == 2 * DrawValue.byteCount else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = DrawValue.value(of: digits[index]),
                let low = DrawValue.value(of: digits[index + 1])
            else { return nil }
            bytes.append(high << 4 | low)
        }
        self.bytes = bytes
    }

    /// The 64 digits.
    package var text: String {
        let digits = Array("0123456789abcdef".utf8)
        let characters = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: characters, as: UTF8.self)
    }

    package var description: String { text }

    private static func value(of digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: nil
        }
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = DrawValue(text: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "not 64 hexadecimal digits in lower case")
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

// A number as eight bytes, the highest first.
func eightBytes(_ number: UInt64) -> [UInt8] {
    stride(from: UInt64(56), through: 0, by: -8).map { shift in
        UInt8(truncatingIfNeeded: number >> shift)
    }
}
