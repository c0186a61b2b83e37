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
    package private(set) var byteCount = 0
    /// What it claims to speak for.
    package private(set) var kind = TokenKind.gift
    /// The number of the key that it claims to be signed by.
    package private(set) var keyNumber: UInt16 = 0
    /// The number of those for whom it claims to be.
    package private(set) var audienceNumber: UInt16 = 0

    /// Reads a scanned text.
    ///
    /// One AIM prefix, one `\000001` and line ends behind the text are dropped, nothing else.
    ///
    /// - Parameter scanned: What the scanner sent.
    /// - Throws: The first fault of the form, in the order of T13.
    package init(scanned: borrowing Span<UInt8>) throws(TokenError) {
        self.init()
        try read(scanned)
    }

    /// Room for a token that is about to be read; until then it has no byte and no tag is good.
    package init() { bytes = tagContext }

    /// Reads a scanned text into the room there is, as ``init(scanned:)`` does.
    ///
    /// In place, because a token is large and to move it costs as much as to decode it.
    ///
    /// - Throws: The first fault of the form, in the order of T13.
    package mutating func read(_ scanned: borrowing Span<UInt8>) throws(TokenError) {
        precondition(byteCount == 0)
        let text = scanned.extracting(UnverifiedToken.bare(scanned))
        guard UnverifiedToken.hasPrefix(text) else { throw UnverifiedToken.prefixFault(text) }
        let characters = text.extracting(3...)
        guard text.count <= TokenFormat.longestText else {
            throw Base32Reader.hasLowerCase(characters) ? .lowerCase : .tooLong
        }
        let count = try Base32Reader.decode(
            characters, behind: TokenFormat.tagContextByteCount, in: &bytes)
        guard count >= TokenFormat.shortestByteCount else { throw .truncated }
        let start = TokenFormat.tagContextByteCount
        guard bytes[start] >> 4 == 1 else { throw .unsupportedVersion }
        guard let kind = TokenKind(rawValue: bytes[start] & 15) else {
            throw .unknownKind(bytes[start] & 15)
        }
        byteCount = count
        self.kind = kind
        keyNumber = UInt16(bytes[start + 1]) << 8 | UInt16(bytes[start + 2])
        audienceNumber = UInt16(bytes[start + 3]) << 8 | UInt16(bytes[start + 4])
    }

    /// Reads a text at hand as a string.
    ///
    /// - Throws: The first fault of the form, in the order of T13.
    package init(_ text: String) throws(TokenError) {
        try self.init(scanned: Array(text.utf8).span)
    }

    /// Which key it claims to be signed by.
    package var keyID: KeyID { KeyID(keyNumber) }
    /// For whom it claims to be.
    package var audience: Audience { Audience(audienceNumber) }

    // MARK: The steps of T12

    /// Where the text itself stands, without what scanners add.
    @inline(__always)
    static func bare(_ scanned: borrowing Span<UInt8>) -> Range<Int> {
        var (start, end) = (0, scanned.count)
        if end - start >= 3, scanned[start] == UInt8(ascii: "]"),
            scanned[start + 1] == UInt8(ascii: "Q"), (48...54).contains(scanned[start + 2])
        {
            start += 3
        }
        if end - start >= 7, scanned[start] == UInt8(ascii: "\\"),
            isEscape(scanned.extracting(start..<start + 7))
        {
            start += 7
        }
        while end > start, isLineEnd(scanned[end - 1]) { end -= 1 }
        return start..<end
    }

    /// Returns whether seven characters are those of an ECI that a scanner passed on.
    private static func isEscape(_ characters: borrowing Span<UInt8>) -> Bool {
        let escape = Array("\\000001".utf8)
        return escape.indices.allSatisfy { escape[$0] == characters[$0] }
    }

    private static func isLineEnd(_ character: UInt8) -> Bool {
        character == 10 || character == 13 || character == 9
    }

    private static func hasPrefix(_ text: borrowing Span<UInt8>) -> Bool {
        text.count >= 3 && text[0] == UInt8(ascii: "T") && text[1] == UInt8(ascii: "Z")
            && text[2] == UInt8(ascii: "1")
    }

    /// Why a text without the prefix has none: a setting of the scanner leaves its mark on it.
    private static func prefixFault(_ text: borrowing Span<UInt8>) -> TokenError {
        guard text.count >= 3 else { return .notATesseraCode }
        switch (text[0] & 0xDF, text[1] & 0xDF, text[2]) {
        case (UInt8(ascii: "T"), UInt8(ascii: "Y"), UInt8(ascii: "1")),
            (UInt8(ascii: "T"), UInt8(ascii: "W"), UInt8(ascii: "&")):
            return .keyboardLayout
        case (UInt8(ascii: "T"), UInt8(ascii: "Z"), UInt8(ascii: "1")):
            return .lowerCase
        case (UInt8(ascii: "T"), UInt8(ascii: "Z"), 48...57):
            return .unsupportedVersion
        default:
            return .notATesseraCode
        }
    }
}

/// The context of suite 1, `tessera/v1/token` and two bytes, with room for body and tag behind it.
private let tagContext: [144 of UInt8] = [
    0x74, 0x65, 0x73, 0x73, 0x65, 0x72, 0x61, 0x2F, 0x76, 0x31, 0x2F, 0x74, 0x6F, 0x6B, 0x65, 0x6E,
    0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
]
