import TesseraConfiguration
import TesseraCrypto
import TesseraLedger
import TesseraModel

/// An access key with the text that is shown once.
package struct IssuedAccessKey: Sendable {
    /// The key.
    package let key: AccessKey
    /// What whoever has it sends: a secret, kept nowhere.
    package let text: String
}

extension Counter {
    /// Gives an access key out.
    ///
    /// - Parameters:
    ///   - order: What it is for.
    ///   - actor: Who gives it out.
    /// - Returns: The key with its text, which nobody can ever ask for again. After a lost answer
    ///   there is a key that nobody has: take it back, and ask for another one.
    /// - Throws: ``AccessError/keyUnfit(_:)``; ``LedgerError/unknownAcceptor(_:)`` for a place that
    ///   is neither a shop of the settings nor in the book,
    ///   ``LedgerError/agreementEnded(_:at:)``; other ``LedgerError``; what the source of chance
    ///   throws.
    package func issueAccessKey(
        _ order: AccessKeyOrder, by actor: AccessActor
    ) async throws -> IssuedAccessKey {
        let time = clock.now()
        try Self.require(order, at: time)
        if let shop = order.acceptor {
            switch try await ledger.party(.acceptor(shop)) {
            case .acceptor(let acceptor)?:
                if let end = acceptor.end { throw LedgerError.agreementEnded(shop, at: end.time) }
            default:
                guard settings.shop(shop) != nil else { throw LedgerError.unknownAcceptor(shop) }
            }
        }
        let name = SmallBase32.text(of: try chance.bytes(AccessKeyText.idByteCount))
        guard let id = AccessKeyID("key_" + name) else { throw LedgerError.ledgerDamaged }
        let text = AccessKeyText(id, secret: try chance.bytes(AccessKeyText.secretByteCount))
        let key = AccessKey(
            id: id, name: order.name, scopes: order.scopes.sorted(), acceptor: order.acceptor,
            createdAt: time, expiresAt: order.expiresAt, end: nil)
        try await log(.keyIssued, by: actor, about: id.text)
        try await change(KeptAccessKey.slip(id)) { (kept: inout KeptAccessKey?) in
            guard kept == nil else { throw LedgerError.slipChanged(KeptAccessKey.slip(id)) }
            kept = KeptAccessKey(key: key, digest: Digest.sha256(text.secret))
        }
        return IssuedAccessKey(key: key, text: text.text)
    }

    private static func require(
        _ order: AccessKeyOrder, at time: Timestamp
    ) throws(AccessError) {
        let isShown = order.name.unicodeScalars.allSatisfy {
            ![.control, .format, .lineSeparator, .paragraphSeparator].contains(
                $0.properties.generalCategory)
        }
        guard (1...100).contains(order.name.count), isShown,
            order.name.contains(where: { !$0.isWhitespace })
        else { throw .keyUnfit(.name) }
        guard !order.scopes.isEmpty else { throw .keyUnfit(.noScopes) }
        if let expiry = order.expiresAt, expiry <= time { throw .keyUnfit(.alreadyExpired) }
    }
}
