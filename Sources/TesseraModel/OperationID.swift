/// The caller's name for one intention: the same id asks for the same effect, at most once.
///
/// Sixteen bytes, written as the 26 characters of a ULID: 48 bits of milliseconds, then 80 bits of
/// chance, so that ids made one after the other sort that way. The caller makes it and keeps it
/// before sending. The id of a redemption is its operation's, `rd_…`.
///
/// - Source: L3, R3.
package struct OperationID: Hashable, Comparable, Sendable {
    /// The first eight bytes, big-endian.
    package let high: UInt64
    /// The last eight bytes, big-endian.
    package let low: UInt64

    /// The id of sixteen bytes.
    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// A new id.
    ///
    /// - Parameters:
    ///   - time: When it is made; only the lower 48 bits of its milliseconds are kept.
    ///   - chance: 80 random bits, of which the upper 16 are in the first number.
    package init(at time: Timestamp, chance: (UInt16, UInt64)) {
        self.high = UInt64(truncatingIfNeeded: time.milliseconds) << 16 | UInt64(chance.0)
        self.low = chance.1
    }

    /// Reads sixteen bytes, big-endian; `nil` for another count.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 16 else { return nil }
        self.high = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        self.low = bytes.dropFirst(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The sixteen bytes, big-endian.
    package var bytes: [UInt8] {
        (0..<16).map { index in
            let word = index < 8 ? high : low
            return UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * (index % 8)))
        }
    }

    /// Reads the 26 characters, with or without `rd_`, `hold_` or `op_` before them, in either
    /// case.
    package init?(_ text: String) {
        var body = text.uppercased()
        for prefix in ["RD_", "OP_", "HOLD_"] where body.hasPrefix(prefix) {
            body.removeFirst(prefix.count)
            break
        }
        guard body.utf8.count == 26 else { return nil }
        // A ULID is 130 bits with two leading zeros; the last 128 are the id.
        var words = (UInt64(0), UInt64(0))
        for (index, character) in body.utf8.enumerated() {
            guard let value = Base32.value(of: character), index > 0 || value < 8
            else { return nil }
            words.0 = words.0 << 5 | words.1 >> 59
            words.1 = words.1 << 5 | UInt64(value)
        }
        self.init(high: words.0, low: words.1)
    }

    /// The 26 characters.
    package var text: String {
        let characters = (0..<26).map { index -> UInt8 in
            let shift = UInt64(125 - 5 * index)
            let value: UInt64
            if shift >= 64 {
                value = high >> (shift - 64)
            } else if shift > 59 {
                value = high << (64 - shift) | low >> shift
            } else {
                value = low >> shift
            }
            return Base32.alphabet[Int(value & 31)]
        }
        return String(decoding: characters, as: UTF8.self)
    }

    /// The id of the redemption that this operation made.
    package var redemptionText: String { "rd_\(text)" }

    package static func < (left: OperationID, right: OperationID) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}

extension OperationID: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let id = OperationID(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "not an operation id")
        }
        self = id
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
