import TesseraModel

/// The id of something that a book counts from 1, written with a prefix: `bat_12`.
package struct NumberedID<Kind: IdentifierKind>: Hashable, Comparable, Sendable {
    /// 1 for the first of a ledger.
    package let number: Int64

    /// The id with a number.
    package init(_ number: Int64) { self.number = number }

    /// Reads `bat_12`; `nil` for another form.
    package init?(text: String) {
        guard text.hasPrefix(Kind.prefix), let number = Int64(text.dropFirst(Kind.prefix.count)),
            number > 0
        else { return nil }
        self.number = number
    }

    /// The id as written, `bat_12`.
    package var text: String { "\(Kind.prefix)\(number)" }

    package static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}

extension NumberedID: Codable {
    package init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(Int64.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(number)
    }
}

/// The id of a batch, `bat_12`.
package typealias BatchID = NumberedID<BatchKind>
/// The id of a limit, `lim_3`.
package typealias LimitID = NumberedID<LimitKind>

/// Batches of vouchers.
package enum BatchKind: IdentifierKind {
    package static let prefix = "bat_"
}

/// Limits.
package enum LimitKind: IdentifierKind {
    package static let prefix = "lim_"
}
