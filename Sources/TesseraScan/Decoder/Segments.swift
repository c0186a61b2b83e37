/// Turns the data of a symbol into the bytes of its text.
///
/// Numbers, capital letters and plain bytes are read, the bytes also where the symbol says that
/// they are UTF-8 or no text at all. A symbol that asks for another character set, for kanji, or is
/// a part of several is none of ours, and is refused rather than guessed at.
///
/// - Source: ISO/IEC 18004, clause 7.4
package enum Segments {
    /// Returns the bytes of all segments.
    ///
    /// - Parameters:
    ///   - data: The mended data codewords.
    ///   - version: 1 to 40; it decides how wide the counts are.
    /// - Returns: `nil` if there is no text, or a segment is of another kind or not whole.
    package static func text(_ data: [UInt8], version: Int) -> [UInt8]? {
        var bits = BitStream(data)
        var text: [UInt8] = []
        let size = version < 10 ? 0 : version < 27 ? 1 : 2
        while bits.count >= 4, let mode = bits.take(4), mode != 0 {
            let isWhole =
                switch mode {
                case 1: digits(&bits, &text, width: 10 &+ 2 &* size)
                case 2: capitals(&bits, &text, width: 9 &+ 2 &* size)
                case 4: bytes(&bits, &text, width: size == 0 ? 8 : 16)
                case 7: isAsItStands(&bits)
                default: false
                }
            if !isWhole { return nil }
        }
        return text.isEmpty ? nil : text
    }

    /// Reads a change of character set; tells whether the bytes may be taken as they are.
    private static func isAsItStands(_ bits: inout BitStream) -> Bool {
        guard let first = bits.take(8) else { return false }
        // One leading bit is set for each byte that follows.
        if first < 0x80 { return first == 26 }
        guard first < 0xC0, let second = bits.take(8) else { return false }
        return (first & 0x3F) << 8 | second == 899
    }

    private static func digits(_ bits: inout BitStream, _ text: inout [UInt8], width: Int) -> Bool {
        guard var left = bits.take(width) else { return false }
        while left > 0 {
            let count = min(left, 3)
            guard let group = bits.take(1 &+ 3 &* count), group < [10, 100, 1000][count &- 1] else {
                return false
            }
            if count == 3 { put(&text, digit(group / 100)) }
            if count >= 2 { put(&text, digit(group / 10 % 10)) }
            put(&text, digit(group % 10))
            left &-= count
        }
        return true
    }

    @inline(never)
    private static func put(_ text: inout [UInt8], _ byte: UInt8) { text.append(byte) }

    private static func digit(_ value: Int) -> UInt8 { 48 &+ UInt8(truncatingIfNeeded: value) }

    private static func capitals(
        _ bits: inout BitStream, _ text: inout [UInt8], width: Int
    ) -> Bool {
        guard var left = bits.take(width) else { return false }
        while left > 0 {
            let count = min(left, 2)
            guard let group = bits.take(count == 2 ? 11 : 6), group < (count == 2 ? 45 &* 45 : 45)
            else { return false }
            if count == 2 { put(&text, character(group / 45)) }
            put(&text, character(group % 45))
            left &-= count
        }
        return true
    }

    /// The character of a value from 0 to 44.
    ///
    /// - Source: ISO/IEC 18004, table 5
    private static func character(_ value: Int) -> UInt8 {
        if value < 10 { return digit(value) }
        if value < 36 { return 55 &+ UInt8(truncatingIfNeeded: value) }
        // Space $ % * + - . / :
        let signs: [UInt8] = [32, 36, 37, 42, 43, 45, 46, 47, 58]
        return signs[min(value &- 36, 8)]
    }

    private static func bytes(_ bits: inout BitStream, _ text: inout [UInt8], width: Int) -> Bool {
        guard let count = bits.take(width) else { return false }
        for _ in 0..<count {
            guard let byte = bits.take(8) else { return false }
            put(&text, UInt8(truncatingIfNeeded: byte))
        }
        return true
    }
}
