import TesseraCrypto
import TesseraModel

/// Makes the tokens of equal vouchers, one position at a time and none stored.
///
/// The same position always gives the same token (with suite 1 and with suite 2 alike), so a batch
/// can be made again from any index, and no two positions can give the same one.
///
/// - Source: T1–T7; L2, F18.
package struct TokenIssuer: Sendable {
    private let key: SigningKey
    private var body: [UInt8]
    private var sealMessage: SealMessage
    private var tagMessage: [UInt8]

    /// Prepares the tokens of equal vouchers.
    ///
    /// - Parameters:
    ///   - key: An active key of the terms' kind.
    ///   - validity: The days on which the tokens are good.
    ///   - terms: What they promise.
    ///   - salt: The batch's eight random bytes.
    /// - Throws: ``TokenError/keyCannotSign(_:_:)``,
    ///   ``TokenError/outsideKeyDays(_:first:lastSigning:acceptUntil:)``,
    ///   ``TokenError/valueOutOfRange(_:)``.
    package init(
        key: SigningKey, validity: ValidityPeriod, terms: Terms, salt: UInt64
    ) throws(TokenError) {
        guard key.record.state == .active else {
            throw .keyCannotSign(key.record.id, key.record.state)
        }
        try self.init(again: key, validity: validity, terms: terms, salt: salt)
    }

    /// Prepares tokens that were issued before, to write them again: the key may have stopped
    /// signing since, but a retired or compromised one writes nothing.
    ///
    /// - Throws: As the other initialiser.
    package init(
        again key: SigningKey, validity: ValidityPeriod, terms: Terms, salt: UInt64
    ) throws(TokenError) {
        precondition(key.kind == terms.kind)
        guard key.record.state == .active || key.record.state == .verifyOnly else {
            throw .keyCannotSign(key.record.id, key.record.state)
        }
        guard key.record.admits(validity) else {
            throw .outsideKeyDays(
                key.record.id, first: key.record.signFrom, lastSigning: key.record.signTo,
                acceptUntil: key.record.acceptUntil)
        }
        self.key = key
        body = try BodyWriter.body(
            keyID: key.record.id, audience: key.record.audience,
            position: VoucherPosition.first, validity: validity, terms: terms)
        sealMessage = SealMessage(salt: salt, body: body)
        tagMessage = TokenFormat.tagContext
        tagMessage[TokenFormat.tagContextByteCount - 1] = key.record.suite.rawValue
        tagMessage += body
    }

    /// Appends the text of the token at a position.
    ///
    /// - Throws: ``CryptoError/libraryFailed(_:)`` if OpenSSL does not sign; never with suite 1.
    package mutating func append(
        _ position: VoucherPosition, to text: inout [UInt8]
    ) throws(CryptoError) {
        body[5] = UInt8(position.list >> 8)
        body[6] = UInt8(truncatingIfNeeded: position.list)
        body[7] = UInt8(position.slot >> 16)
        body[8] = UInt8(truncatingIfNeeded: position.slot >> 8)
        body[9] = UInt8(truncatingIfNeeded: position.slot)
        let seal = sealMessage.tag(under: key.sealLeaf, of: body)
        let start = TokenFormat.tagContextByteCount
        for index in 5..<10 { tagMessage[start + index] = body[index] }
        for index in 0..<5 { tagMessage[start + 10 + index] = seal[index] }
        var writer = Base32Writer()
        for index in start..<tagMessage.count { writer.append(tagMessage[index]) }
        switch key.tagger {
        case .hmac(let leaf):
            writer.append(firstSixteenOf: leaf.tag(of: tagMessage))
        case .ed25519(let privateKey):
            writer.append(contentsOf: try privateKey.signature(of: tagMessage))
        }
        writer.finish(into: &text)
    }

    /// The token at a position.
    ///
    /// - Returns: The text as it stands in the QR code.
    /// - Throws: ``CryptoError/libraryFailed(_:)`` if OpenSSL does not sign; never with suite 1.
    package mutating func token(at position: VoucherPosition) throws(CryptoError) -> String {
        var text: [UInt8] = []
        try append(position, to: &text)
        return String(decoding: text, as: UTF8.self)
    }
}

extension VoucherPosition {
    /// Slot 0 of list 0.
    static let first: VoucherPosition = {
        guard let first = VoucherPosition(number: 0) else { preconditionFailure("0 is a position") }
        return first
    }()
}

/// Spells a token: the prefix, then the bits.
private struct Base32Writer {
    private var text: [200 of UInt8]
    private var count: Int
    private var pending: UInt32
    private var bitCount: UInt32

    init() {
        text = [200 of UInt8](repeating: 0)
        count = 3
        pending = 0
        bitCount = 0
        text[0] = UInt8(ascii: "T")
        text[1] = UInt8(ascii: "Z")
        text[2] = UInt8(ascii: "1")
    }

    mutating func append(_ byte: UInt8) {
        pending = pending << 8 | UInt32(byte)
        bitCount += 8
        while bitCount >= 5 {
            bitCount -= 5
            text[count] = alphabet[Int(pending >> bitCount & 31)]
            count += 1
        }
    }

    mutating func append(contentsOf bytes: [UInt8]) {
        for byte in bytes { append(byte) }
    }

    mutating func append(firstSixteenOf tag: Tag) {
        for index in 0..<16 { append(tag[index]) }
    }

    mutating func finish(into out: inout [UInt8]) {
        if bitCount > 0 {
            text[count] = alphabet[Int(pending << (5 - bitCount) & 31)]
            count += 1
        }
        unsafe text.span.extracting(0..<count).withUnsafeBufferPointer {
            unsafe out.append(contentsOf: $0)
        }
    }
}

/// The alphabet of T2, written out so that it is data of the program.
private let alphabet: [32 of UInt8] = [
    0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46,
    0x47, 0x48, 0x4A, 0x4B, 0x4D, 0x4E, 0x50, 0x51, 0x52, 0x53, 0x54, 0x56, 0x57, 0x58, 0x59, 0x5A,
]
