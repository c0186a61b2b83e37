import TesseraCrypto
import TesseraModel

/// How tokens under a key are tagged.
///
/// - Source: T5.
package enum Suite: UInt8, Sendable, CaseIterable {
    /// HMAC-SHA-256 cut to 16 bytes.
    case hmac = 1
    /// Ed25519, 64 bytes.
    case ed25519 = 2

    /// The suite's name in files.
    package var name: String { self == .hmac ? "hmac" : "ed25519" }

    /// The suite with a name, `nil` if there is none.
    package init?(name: String) {
        guard let suite = Suite.allCases.first(where: { $0.name == name }) else { return nil }
        self = suite
    }

    /// How long its tag is, in bytes.
    @inlinable
    package var tagByteCount: Int { self == .hmac ? 16 : 64 }
}

/// Where a key is in its life.
///
/// - Source: T10, T11.
package enum KeyState: UInt8, Sendable, CaseIterable {
    /// Made, and not yet at every till.
    case pending = 1
    /// Signs and verifies.
    case active = 2
    /// Verifies until its last token can have expired.
    case verifyOnly = 3
    /// Does nothing any more.
    case retired = 4
    /// Somebody else may have it: tokens under it are decided online only.
    case compromised = 5

    /// The state's name in files and tables.
    package var name: String {
        switch self {
        case .pending: "pending"
        case .active: "active"
        case .verifyOnly: "verify_only"
        case .retired: "retired"
        case .compromised: "compromised"
        }
    }

    /// The state as a person says it.
    package var spoken: String { self == .verifyOnly ? "for verifying only" : name }

    /// The state with a name, `nil` if there is none.
    package init?(name: String) {
        guard let state = KeyState.allCases.first(where: { $0.name == name }) else { return nil }
        self = state
    }
}

/// A set of token kinds.
package struct KindSet: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    @inlinable
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The set of some kinds.
    package init(_ kinds: some Sequence<TokenKind>) {
        self.rawValue = kinds.reduce(0) { $0 | 1 << ($1.rawValue - 1) }
    }

    /// All four kinds.
    package static var all: KindSet { KindSet(rawValue: 0b1111) }

    /// Returns whether a kind is in the set.
    @inlinable
    package func contains(_ kind: TokenKind) -> Bool {
        // By case: the raw value of an enum of another room is a call.
        switch kind {
        case .member: rawValue & 0b0001 != 0
        case .gift: rawValue & 0b0010 != 0
        case .discount: rawValue & 0b0100 != 0
        case .entitlement: rawValue & 0b1000 != 0
        }
    }

    /// The kinds in the set, in order.
    package var kinds: [TokenKind] { TokenKind.allCases.filter(contains) }
}

/// What is known about a key apart from its secret.
///
/// - Source: T10.
package struct KeyRecord: Hashable, Sendable {
    /// The key's id, never used for another key.
    package let id: KeyID
    /// How its tokens are tagged.
    package let suite: Suite
    /// The kinds it signs.
    package let kinds: KindSet
    /// The audience it signs for.
    package let audience: Audience
    /// The first day on which a token may begin.
    package let signFrom: Day
    /// The last day on which a token may begin.
    package let signTo: Day
    /// The last day on which a token may end.
    package let acceptUntil: Day
    /// Where the key is in its life.
    package var state: KeyState
    /// Four bytes that show whether a secret belongs to this record.
    package let checkValue: UInt32

    /// A record as written.
    package init(
        id: KeyID, suite: Suite, kinds: KindSet, audience: Audience, signFrom: Day, signTo: Day,
        acceptUntil: Day, state: KeyState, checkValue: UInt32
    ) {
        self.id = id
        self.suite = suite
        self.kinds = kinds
        self.audience = audience
        self.signFrom = signFrom
        self.signTo = signTo
        self.acceptUntil = acceptUntil
        self.state = state
        self.checkValue = checkValue
    }

    /// Returns whether a token of these days can be under this key: it begins on one of the key's
    /// signing days and ends when the key is still accepted.
    @inlinable
    package func admits(_ validity: ValidityPeriod) -> Bool {
        // By number: what a protocol adds to a type of another room is called through a table.
        let (first, last) = (validity.first.number, validity.last.number)
        return signFrom.number <= first && first <= signTo.number && last <= acceptUntil.number
    }

    /// The check value of a leaf of suite 1.
    package static func checkValue(of leaf: MACKey) -> UInt32 {
        leaf.tag(of: Array("tessera/v1/kcv\0".utf8)).prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// The check value of a public key of suite 2.
    package static func checkValue(of publicKey: [UInt8]) -> UInt32 {
        Digest.sha256(publicKey).prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }
}
