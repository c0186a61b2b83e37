import TesseraCrypto
import TesseraModel

/// What a token says, seal included, without the tag that makes it a code.
///
/// A till that keeps what it took keeps this: the seal is what the issuer pays for, and without the
/// tag nobody can make a code of it.
///
/// - Source: T3, T4, T7, L14.
package struct TokenBody: Hashable, Sendable {
    /// The bytes as they stand in the token, 21…45.
    package let bytes: [UInt8]
    /// What they say.
    package let token: Token

    /// Reads a body; it has one spelling.
    ///
    /// - Parameter bytes: All bytes of the body and nothing behind them.
    /// - Throws: The first fault of the layout.
    package init(_ bytes: [UInt8]) throws(TokenError) {
        guard bytes.count >= TokenFormat.headerByteCount else { throw .truncated }
        guard bytes[0] >> 4 == 1 else { throw .unsupportedVersion }
        guard let kind = TokenKind(rawValue: bytes[0] & 15) else {
            throw .unknownKind(bytes[0] & 15)
        }
        token = try BodyReader.token(
            kind, KeyID(UInt16(bytes[1]) << 8 | UInt16(bytes[2])),
            Audience(UInt16(bytes[3]) << 8 | UInt16(bytes[4])), body: bytes.span)
        self.bytes = bytes
    }

    /// Returns whether the seal is the issuer's.
    ///
    /// - Parameters:
    ///   - key: The key that the token names, for its kind.
    ///   - salt: The salt of the batch that covers the token's position.
    /// - Returns: Whether this very body was issued with this salt.
    /// - Source: T7.
    package func isSealed(by key: SigningKey, salt: UInt64) -> Bool {
        SealMessage(salt: salt, body: bytes.span).tag(under: key.sealLeaf)
            .matchesLeftmostFive(token.seal)
    }
}

extension UnverifiedToken {
    /// The bytes of the body, for a token whose tag was found good.
    ///
    /// - Parameter suite: The suite of the key that tagged it.
    /// - Returns: Header, seal, days and kind part; what ``TokenBody`` reads.
    package func body(suite: Suite) -> [UInt8] {
        let start = TokenFormat.tagContextByteCount
        return (start..<start + byteCount - suite.tagByteCount).map { bytes[$0] }
    }
}
