import TesseraModel

/// Thirty-two bytes that name a record of a device's log by its content.
package struct ClaimHash: Hashable, Sendable {
    /// The bytes as four numbers, big-endian.
    private let words: [4 of UInt64]

    /// The hash of thirty-two bytes; `nil` for another count.
    package init?(_ bytes: some Collection<UInt8>) {
        // Copied first: a walk through a collection of a type that is not known here was an eighth
        // of all the work on an upload.
        let bytes = Array(bytes)
        guard bytes.count == 32 else { return nil }
        var words: [4 of UInt64] = .init(repeating: 0)
        for index in 0..<32 { words[index / 8] = words[index / 8] << 8 | UInt64(bytes[index]) }
        self.words = words
    }

    /// What stands before the first record of a log: thirty-two zeros.
    package static let beginning = ClaimHash(words: .init(repeating: 0))

    private init(words: [4 of UInt64]) { self.words = words }

    /// The thirty-two bytes.
    package var bytes: [UInt8] {
        (0..<32).map { UInt8(truncatingIfNeeded: words[$0 / 8] >> UInt64(56 - 8 * ($0 % 8))) }
    }

    package static func == (left: ClaimHash, right: ClaimHash) -> Bool {
        left.words[0] == right.words[0] && left.words[1] == right.words[1]
            && left.words[2] == right.words[2] && left.words[3] == right.words[3]
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(words[3]) }

    /// The bytes as 64 hexadecimal digits.
    package var text: String {
        unsafe String(unsafeUninitializedCapacity: 64) { digits in
            for index in 0..<64 {
                let value = UInt8(
                    truncatingIfNeeded: words[index / 16] >> UInt64(60 - 4 * (index % 16)) & 15)
                unsafe digits[index] = value < 10 ? 48 + value : 87 + value
            }
            return 64
        }
    }

    /// Reads 64 hexadecimal digits in lower case; `nil` for another form.
    package init?(text: String) {
        let digits = Array(text.utf8)
        guard digits.count == 64, !digits.contains(where: { (65...90).contains($0) }) else {
            return nil
        }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: 64, by: 2) {
            guard
                let byte = UInt8(
                    String(decoding: digits[index..<index + 2], as: UTF8.self), radix: 16),
                digits[index] != UInt8(ascii: "+")
            else { return nil }
            bytes.append(byte)
        }
        self.init(bytes)
    }
}

extension ClaimHash: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let hash = ClaimHash(text: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "not sixty-four hexadecimal digits")
        }
        self = hash
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
