import TesseraModel

/// A member or a voucher as its token says it: every field of the body, none of the tag.
///
/// - Source: T3, T4.
package struct Token: Hashable, Sendable {
    /// Which key signed it.
    package let keyID: KeyID
    /// For whom it can be checked.
    package let audience: Audience
    /// Where its status lives.
    package let position: VoucherPosition
    /// The issuer's seal, 40 bits.
    package let seal: UInt64
    /// The days on which it is good.
    package let validity: ValidityPeriod
    /// What it promises.
    package let terms: Terms

    /// A token of some fields.
    package init(
        keyID: KeyID, audience: Audience, position: VoucherPosition, seal: UInt64,
        validity: ValidityPeriod, terms: Terms
    ) {
        self.keyID = keyID
        self.audience = audience
        self.position = position
        self.seal = seal
        self.validity = validity
        self.terms = terms
    }

    /// What it speaks for.
    package var kind: TokenKind { terms.kind }

    /// The seal as ten hexadecimal digits.
    package var sealText: String { hexadecimal(seal, digitCount: 10) }
}

/// A number as lower-case hexadecimal digits, with leading zeros.
package func hexadecimal(_ number: UInt64, digitCount: Int) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: max(0, digitCount - digits.count)) + digits
}

/// Sizes and contexts of the token format.
///
/// - Source: T1, T3, T4, T5.
package enum TokenFormat {
    /// The three characters every token begins with.
    package static let prefix = Array("TZ1".utf8)
    /// The most characters a token has.
    package static let longestText = 200
    /// How long the header is, in bytes.
    package static let headerByteCount = 19
    /// How long the shortest token is, in bytes.
    package static let shortestByteCount = 37

    /// What is tagged before the body; the last byte names the suite.
    static let tagContext = Array("tessera/v1/token".utf8) + [0, 1]
    /// How long the context of a tag is.
    package static let tagContextByteCount = 18

    /// How long a body of a kind can be, in bytes.
    @inlinable
    package static func bodyByteCounts(_ kind: TokenKind) -> ClosedRange<Int> {
        switch kind {
        case .member: 21...26
        case .gift: 22...27
        case .discount: 26...45
        case .entitlement: 27...33
        }
    }
}
