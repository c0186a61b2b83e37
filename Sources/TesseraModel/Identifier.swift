/// A name that cannot be confused with the name of another kind of thing.
package struct Identifier<Kind: IdentifierKind>: Hashable, Sendable, CustomStringConvertible {
    /// The name as written, prefix included.
    package let text: String

    /// Takes a name of 1…64 letters, digits, `-`, `_` and `.` with the kind's prefix; `nil` for
    /// anything else.
    package init?(_ text: String) {
        guard text.utf8.count <= 64, text.utf8.count > Kind.prefix.utf8.count,
            text.hasPrefix(Kind.prefix), text.utf8.allSatisfy(isNameByte)
        else { return nil }
        self.text = text
    }

    init(unchecked text: String) { self.text = text }

    package var description: String { text }
}

/// What an ``Identifier`` names.
package protocol IdentifierKind: Sendable {
    /// What every such name begins with, so that a reader sees the kind; empty where people choose.
    static var prefix: String { get }
}

/// Names of shops are chosen by people and have no prefix.
package enum ShopKind: IdentifierKind { package static let prefix = "" }
/// Names of tills are chosen by people and have no prefix.
package enum TillKind: IdentifierKind { package static let prefix = "" }

/// A shop of our own or a partner's, `harbour`.
package typealias ShopID = Identifier<ShopKind>
/// The device at which something happened, `till-1`.
package typealias TillID = Identifier<TillKind>

func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
        UInt8(ascii: "."):
        true
    default: false
    }
}

extension Identifier: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let name = Identifier(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "not a name of this kind")
        }
        self = name
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
