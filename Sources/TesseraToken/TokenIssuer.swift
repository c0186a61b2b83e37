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
    // Context, body and room for the tag, as an ``UnverifiedToken`` has them.
    private var bytes: [144 of UInt8]
    private let bodyEnd: Int
    private var sealMessage: SealMessage

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
        let body = try BodyWriter.body(
            keyID: key.record.id, audience: key.record.audience,
            position: VoucherPosition.first, validity: validity, terms: terms)
        sealMessage = SealMessage(salt: salt, body: body.span)
        bytes = .init(repeating: 0)
        for (index, byte) in (TokenFormat.tagContext + body).enumerated() { bytes[index] = byte }
        bytes[TokenFormat.tagContextByteCount - 1] = key.record.suite.rawValue
        bodyEnd = TokenFormat.tagContextByteCount + body.count
    }

    /// Appends the text of the token at a position.
    ///
    /// - Throws: ``CryptoError/libraryFailed(_:)`` if OpenSSL does not sign; never with suite 1.
    package mutating func append(
        _ position: VoucherPosition, to text: inout [UInt8]
    ) throws(CryptoError) {
        let start = TokenFormat.tagContextByteCount
        let place = UInt64(position.list) << 24 | UInt64(position.slot)
        let seal = sealMessage.tag(under: key.sealLeaf, at: place)
        for index in 0..<5 {
            bytes[start + 5 + index] = UInt8(
                truncatingIfNeeded: place >> UInt64(32 - 8 * index))
            bytes[start + 10 + index] = seal[index]
        }
        try appendTag()
        text.append(UInt8(ascii: "T"))
        text.append(UInt8(ascii: "Z"))
        text.append(UInt8(ascii: "1"))
        appendBase32(
            bytes.span.extracting(start..<bodyEnd + key.record.suite.tagByteCount), to: &text)
    }

    private mutating func appendTag() throws(CryptoError) {
        switch key.tagger {
        case .hmac(let leaf): appendTag(of: leaf)
        case .ed25519(let privateKey):
            let message = (0..<bodyEnd).map { bytes[$0] }
            let signature = try privateKey.signature(of: message)
            for (index, byte) in signature.enumerated() { bytes[bodyEnd + index] = byte }
        }
    }

    private mutating func appendTag(of leaf: MACKey) {
        let tag = leaf.tag(of: bytes.span.extracting(0..<bodyEnd))
        for index in 0..<16 { bytes[bodyEnd + index] = tag[index] }
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
