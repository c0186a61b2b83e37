/// What a token speaks for.
///
/// - Source: T3.
package enum TokenKind: UInt8, Sendable, CaseIterable, Codable {
    /// A member's card.
    case member = 1
    /// Stored value of one currency.
    case gift = 2
    /// A discount on a purchase.
    case discount = 3
    /// A named right with a number of uses.
    case entitlement = 4

    /// The kind's name in files and answers.
    package var name: String {
        switch self {
        case .member: "member"
        case .gift: "gift"
        case .discount: "discount"
        case .entitlement: "entitlement"
        }
    }

    /// The kind as a sentence for a cashier has it, with its article.
    package var phrase: String {
        switch self {
        case .member: "a member's card"
        case .gift: "a gift card"
        case .discount: "a discount"
        case .entitlement: "a voucher with uses"
        }
    }

    /// The kind with a name, `nil` if there is none.
    package init?(name: String) {
        guard let kind = TokenKind.allCases.first(where: { $0.name == name }) else { return nil }
        self = kind
    }
}

/// Which key sealed a token; never used for another key again.
///
/// - Source: T3, T10.
package struct KeyID: Hashable, Comparable, Sendable, Codable {
    /// 1…0xFFFE for keys that can exist.
    package let number: UInt16

    /// The key id with a number, valid or not.
    package init(_ number: UInt16) { self.number = number }

    /// Returns whether it names a training key, which a live till never accepts.
    package var isTraining: Bool { (0xFF00...0xFFFE).contains(number) }
    /// Returns whether a key may have this id at all.
    package var isAssignable: Bool { number != 0 && number != 0xFFFF }

    package static func < (left: KeyID, right: KeyID) -> Bool { left.number < right.number }

    package init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(UInt16.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(number)
    }
}

/// For whom a token can be checked: the issuer's own shops, one partner or a group of partners.
///
/// - Source: T3.
package struct Audience: Hashable, Comparable, Sendable, Codable {
    /// 0 the issuer's own shops, 1…0x7FFF a partner, 0x8000…0xFFFE a group.
    package let number: UInt16

    /// The audience with a number, valid or not.
    package init(_ number: UInt16) { self.number = number }

    /// The issuer's own shops.
    package static let ownShops = Audience(0)
    /// Returns whether a token may have this audience at all.
    package var isAssignable: Bool { number != 0xFFFF }

    package static func < (left: Audience, right: Audience) -> Bool { left.number < right.number }

    package init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(UInt16.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(number)
    }
}
