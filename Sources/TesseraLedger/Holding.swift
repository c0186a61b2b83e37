import TesseraModel

/// A member's account of one asset.
///
/// - Source: domain-model concept 5.
package struct Holding: Hashable, Sendable, Codable {
    /// Whose it is.
    package let member: MemberNumber
    /// What is counted.
    package let asset: AssetTerms

    /// A member's account.
    package init(member: MemberNumber, asset: AssetTerms) {
        self.member = member
        self.asset = asset
    }
}

/// What a member may hold besides vouchers: points, stamps, rides.
///
/// - Source: domain-model concept 4, R2; F34.
package struct AssetTerms: Hashable, Sendable, Codable {
    /// Its name, lower-case letters, digits and hyphens, 1…16 characters.
    package let name: String
    /// How many decimal digits an amount has, 0…6.
    package let scale: Int
    /// Whether a member may owe it.
    package let allowsDebt: Bool

    /// An asset; `nil` for a name or a scale out of range.
    package init?(name: String, scale: Int, allowsDebt: Bool) {
        let isName =
            (1...16).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                (97...122).contains(byte) || (48...57).contains(byte) || byte == 45
            }
        guard isName, (0...6).contains(scale), Currency(code: name.uppercased()) == nil,
            name != "uses"
        else { return nil }
        self.name = name
        self.scale = scale
        self.allowsDebt = allowsDebt
    }
}

/// Units that were put on a member's account together and expire together.
///
/// - Source: F33.
package struct Lot: Hashable, Sendable, Codable {
    /// The operation that put them there.
    package let operation: OperationID
    /// The first day on which they may be used; `nil` from the beginning.
    package let first: Day?
    /// The last day on which they may be used; `nil` if they never expire.
    package let last: Day?
    /// How many are left; negative for what is owed.
    package let left: Int64

    /// Units put on an account together.
    package init(operation: OperationID, first: Day? = nil, last: Day?, left: Int64) {
        self.operation = operation
        self.first = first
        self.last = last
        self.left = left
    }

    /// Returns whether they may be used on a day.
    package func isGood(on day: Day) -> Bool { isPending(on: day) ? false : !isOver(on: day) }

    /// Returns whether they may not be used yet on a day.
    package func isPending(on day: Day) -> Bool { first.map { day < $0 } ?? false }

    /// Returns whether they may no longer be used on a day.
    package func isOver(on day: Day) -> Bool { last.map { $0 < day } ?? false }

    /// The same lot with another number of units left.
    package func holding(_ units: Int64) -> Lot {
        Lot(operation: operation, first: first, last: last, left: units)
    }
}
