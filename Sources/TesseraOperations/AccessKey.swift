import TesseraCrypto
import TesseraLedger
import TesseraModel

/// Names of access keys.
package enum AccessKeyKind: IdentifierKind { package static let prefix = "key_" }
/// The name of an access key, `key_3q9v0m2k7c5xw1ha`; it is no secret.
package typealias AccessKeyID = Identifier<AccessKeyKind>

/// What somebody comes in with over the network: a web shop, a partner, a till of somebody else.
///
/// Its secret is shown once and not kept.
package struct AccessKey: Hashable, Sendable, Codable {
    /// Its name.
    package let id: AccessKeyID
    /// What it is for, in the office's words, 1…100 characters.
    package let name: String
    /// What it may do, in order, each once; at least one.
    package let scopes: [AccessScope]
    /// The shop or partner that it may act for; `nil` for all.
    package let acceptor: ShopID?
    /// When it was given out.
    package let createdAt: Timestamp
    /// From when on it does not count any more; `nil` for never.
    package let expiresAt: Timestamp?
    /// When and why it was taken back; `nil` while it was not.
    package internal(set) var end: Acceptor.End?

    /// Refuses what the key is not for.
    ///
    /// - Parameters:
    ///   - scope: What is about to be done.
    ///   - shop: For which shop or partner; `nil` for something that belongs to none, which a key
    ///     of one may not do.
    /// - Throws: ``AccessError/scopeMissing(_:)``, ``AccessError/keyElsewhere(_:)``.
    package func require(_ scope: AccessScope, at shop: ShopID?) throws(AccessError) {
        guard scopes.contains(scope) else { throw .scopeMissing(scope) }
        if let acceptor, acceptor != shop { throw .keyElsewhere(acceptor) }
    }
}

/// An access key that is asked for.
package struct AccessKeyOrder: Hashable, Sendable {
    /// What it is for, in the office's words, 1…100 characters.
    package let name: String
    /// What it may do; at least one.
    package let scopes: Set<AccessScope>
    /// The shop or partner that it may act for; `nil` for all.
    package let acceptor: ShopID?
    /// From when on it does not count any more; `nil` for never.
    package let expiresAt: Timestamp?

    /// An order.
    package init(
        name: String, scopes: Set<AccessScope>, acceptor: ShopID?, expiresAt: Timestamp?
    ) {
        self.name = name
        self.scopes = scopes
        self.acceptor = acceptor
        self.expiresAt = expiresAt
    }
}

/// An access key as it is kept: with the digest of its secret, which has so much chance in it that
/// nobody finds it by trying.
struct KeptAccessKey: Hashable, Sendable, Codable {
    var key: AccessKey
    /// SHA-256 of the secret.
    let digest: [UInt8]

    /// The slip that a key is kept on.
    static func slip(_ id: AccessKeyID) -> String { prefix + id.text }

    /// How the names of all these slips begin.
    static let prefix = "key/"
}
