import TesseraModel

/// A small record that is changed in place and is no part of the journal: who may come in with
/// which key, who is signed in, where news is sent.
package struct Slip: Hashable, Sendable {
    /// How long a name is at most, in bytes.
    package static let mostNameByteCount = 200
    /// How long a value is at most, in bytes.
    package static let mostValueByteCount = 16 * 1_024

    /// What it is found under, `key/…`, `session/…`: 1…200 bytes of `a`–`z`, `0`–`9` and `/-_.:`.
    package let name: String
    /// What it says, at most 16 KiB; the book does not read it.
    package let value: [UInt8]
    /// 1 when it is written first, one more with every change.
    package let version: Int64
    /// From then on it is as if it were not there; `nil` for never.
    package let expiresAt: Timestamp?

    /// A slip as a book has it.
    package init(name: String, value: [UInt8], version: Int64, expiresAt: Timestamp?) {
        self.name = name
        self.value = value
        self.version = version
        self.expiresAt = expiresAt
    }

    /// Whether it is still there.
    package func stands(at time: Timestamp) -> Bool { expiresAt.map { time < $0 } ?? true }

    /// Refuses a name that no slip can have.
    ///
    /// - Throws: ``LedgerError/slipUnfit(_:)``.
    package static func require(name: String) throws(LedgerError) {
        guard !name.isEmpty else { throw .slipUnfit(name) }
        try require(prefix: name)
    }

    /// Refuses what no name can begin with; the empty text begins every name.
    ///
    /// - Throws: ``LedgerError/slipUnfit(_:)``.
    package static func require(prefix: String) throws(LedgerError) {
        let isFit =
            prefix.utf8.count <= mostNameByteCount
            && prefix.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"): true
                // The mark `/` and the colon stand on either side of the digits.
                case UInt8(ascii: "-")...UInt8(ascii: ":"), UInt8(ascii: "_"): true
                default: false
                }
            }
        guard isFit else { throw .slipUnfit(String(prefix.prefix(mostNameByteCount))) }
    }

    /// Refuses a value that does not fit on a slip.
    ///
    /// - Throws: ``LedgerError/slipUnfit(_:)``.
    package static func require(value: [UInt8], of name: String) throws(LedgerError) {
        guard value.count <= mostValueByteCount else { throw .slipUnfit(name) }
    }

    /// What stands behind every name with a prefix and before all others: the sign after `z`.
    package static func end(of prefix: String) -> String { prefix + "{" }
}
