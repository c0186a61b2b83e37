import TesseraModel

/// A scanned text that has the form of a token and that nobody has believed yet.
///
/// Only the first five bytes can be asked for; everything else waits until a verifier has found the
/// tag good.
///
/// - Source: T1, T2, T12 (steps 1 to 4).
package struct UnverifiedToken: Sendable {
    // The context of the tag stands before the body, so that the tag is made over one run of bytes.
    var bytes: [144 of UInt8]
    /// How long body and tag are together, in bytes; at least 37.
    package let byteCount: Int
    /// What it claims to speak for.
    package let kind: TokenKind

    /// Reads a scanned text.
    ///
    /// One AIM prefix, one `\000001` and line ends behind the text are dropped, nothing else.
    ///
    /// - Parameter scanned: What the scanner sent.
    /// - Throws: The first fault of the form, in the order of T13.
    package init(scanned: borrowing Span<UInt8>) throws(TokenError) {
        let range = UnverifiedToken.bare(scanned)
        try UnverifiedToken.checkPrefix(scanned, range)
        let (start, count) = (range.lowerBound + 3, range.count - 3)
        if range.count > TokenFormat.longestText {
            try UnverifiedToken.refuseLowerCase(scanned, start, count)
            throw .tooLong
        }
        bytes = .init(repeating: 0)
        byteCount = try UnverifiedToken.decode(scanned, start, count, into: &bytes)
        guard byteCount >= TokenFormat.shortestByteCount else {
            throw .truncated
        }
        let first = bytes[TokenFormat.tagContextByteCount]
        guard first >> 4 == 1 else { throw .unsupportedVersion }
        guard let kind = TokenKind(rawValue: first & 15) else { throw .unknownKind(first & 15) }
        self.kind = kind
        for index in 0..<TokenFormat.tagContextByteCount {
            bytes[index] = tagContextBytes[index]
        }
    }

    /// Reads a text at hand as a string.
    ///
    /// - Throws: The first fault of the form, in the order of T13.
    package init(_ text: String) throws(TokenError) {
        try self.init(scanned: Array(text.utf8).span)
    }

    /// Which key it claims to be signed by.
    package var keyID: KeyID { KeyID(UInt16(byte(1)) << 8 | UInt16(byte(2))) }
    /// For whom it claims to be.
    package var audience: Audience { Audience(UInt16(byte(3)) << 8 | UInt16(byte(4))) }

    func byte(_ index: Int) -> UInt8 { bytes[TokenFormat.tagContextByteCount + index] }

    // MARK: The steps of T12

    /// Where the text itself stands, without what scanners add.
    static func bare(_ scanned: borrowing Span<UInt8>) -> Range<Int> {
        var (start, end) = (0, scanned.count)
        if end - start >= 3, scanned[start] == UInt8(ascii: "]"),
            scanned[start + 1] == UInt8(ascii: "Q"), (48...54).contains(scanned[start + 2])
        {
            start += 3
        }
        let escape = Array("\\000001".utf8)
        if end - start >= 7, scanned[start] == escape[0] {
            var isEscape = true
            for index in 0..<7 where scanned[start + index] != escape[index] { isEscape = false }
            if isEscape { start += 7 }
        }
        while end > start, [10, 13, 9].contains(scanned[end - 1]) { end -= 1 }
        return start..<end
    }

    private static func checkPrefix(
        _ scanned: borrowing Span<UInt8>, _ range: Range<Int>
    ) throws(TokenError) {
        guard range.count >= 3 else { throw .notATesseraCode }
        let start = range.lowerBound
        let (first, second, third) = (scanned[start], scanned[start + 1], scanned[start + 2])
        if first == UInt8(ascii: "T"), second == UInt8(ascii: "Z"), third == UInt8(ascii: "1") {
            return
        }
        switch (first & 0xDF, second & 0xDF, third) {
        case (UInt8(ascii: "T"), UInt8(ascii: "Y"), UInt8(ascii: "1")),
            (UInt8(ascii: "T"), UInt8(ascii: "W"), UInt8(ascii: "&")):
            throw .keyboardLayout
        case (UInt8(ascii: "T"), UInt8(ascii: "Z"), UInt8(ascii: "1")):
            throw .lowerCase
        case (UInt8(ascii: "T"), UInt8(ascii: "Z"), 48...57):
            throw .unsupportedVersion
        default:
            throw .notATesseraCode
        }
    }

    private static func refuseLowerCase(
        _ scanned: borrowing Span<UInt8>, _ start: Int, _ count: Int
    ) throws(TokenError) {
        for index in start..<start + count where (97...122).contains(scanned[index]) {
            throw .lowerCase
        }
    }

    /// Decodes base32 behind the room for the context and returns how many bytes came out.
    private static func decode(
        _ scanned: borrowing Span<UInt8>, _ start: Int, _ count: Int,
        into bytes: inout [144 of UInt8]
    ) throws(TokenError) -> Int {
        var out = TokenFormat.tagContextByteCount
        var faults: UInt8 = 0
        var index = 0
        // Eight characters are five bytes; a fault is looked for once, at the end.
        while index + 8 <= count {
            var group: UInt64 = 0
            for offset in 0..<8 {
                let value = base32Values[Int(scanned[start + index + offset])]
                faults |= value
                group = group << 5 | UInt64(value & 31)
            }
            for offset in 0..<5 {
                bytes[out + offset] = UInt8(truncatingIfNeeded: group >> UInt64(32 - 8 * offset))
            }
            out += 5
            index += 8
        }
        var pending: UInt64 = 0
        var bitCount = 0
        while index < count {
            let value = base32Values[Int(scanned[start + index])]
            faults |= value
            pending = pending << 5 | UInt64(value & 31)
            bitCount += 5
            index += 1
        }
        guard faults < 128 else { throw fault(scanned, start, count) }
        let rest = count % 8
        guard rest != 1, rest != 3, rest != 6 else {
            throw .badLength(characterCount: count)
        }
        while bitCount >= 8 {
            bitCount -= 8
            bytes[out] = UInt8(truncatingIfNeeded: pending >> UInt64(bitCount))
            out += 1
        }
        guard pending & (1 << UInt64(bitCount) - 1) == 0 else { throw .notCanonical }
        return out - TokenFormat.tagContextByteCount
    }

    /// Lower case before other characters: it names a setting of the scanner.
    private static func fault(
        _ scanned: borrowing Span<UInt8>, _ start: Int, _ count: Int
    ) -> TokenError {
        var firstBad = 0
        for index in (0..<count).reversed() {
            let character = scanned[start + index]
            if (97...122).contains(character) { return .lowerCase }
            if base32Values[Int(character)] == 255 { firstBad = index }
        }
        return .badCharacter(index: firstBad)
    }
}

/// The context of suite 1; the last byte is set to the suite's number.
private let tagContextBytes: [18 of UInt8] = [
    0x74, 0x65, 0x73, 0x73, 0x65, 0x72, 0x61, 0x2F, 0x76, 0x31, 0x2F, 0x74, 0x6F, 0x6B, 0x65, 0x6E,
    0x00, 0x01,
]

/// The value of each character, 255 for those that are not in the alphabet. Written out, so that it
/// is data of the program and not an array made at the first scan.
private let base32Values: [256 of UInt8] = [
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 255, 255, 255, 255, 255, 255,
    255, 10, 11, 12, 13, 14, 15, 16, 17, 255, 18, 19, 255, 20, 21, 255,
    22, 23, 24, 25, 26, 255, 27, 28, 29, 30, 31, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
]
