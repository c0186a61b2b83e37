import TesseraModel
import TesseraToken

extension KeyFolder {
    /// Makes keys for audiences that have none yet and saves them.
    ///
    /// - Parameters:
    ///   - audiences: Of a partner and its groups.
    ///   - suite: How their tokens are tagged.
    ///   - keys: The keys of this folder as they were loaded.
    ///   - day: Today in the issuer's zone.
    /// - Returns: The ids of the keys that were made, and the store with them.
    /// - Throws: As ``KeyStore/admitting(_:suite:on:)`` and ``save(_:)``.
    /// - Source: T8–T11.
    package func admit(
        _ audiences: [Audience], _ suite: Suite, to keys: KeyStore, on day: Day
    ) throws(ConfigurationError) -> (made: [KeyID], keys: KeyStore) {
        var made: [KeyID] = []
        var store = keys
        for audience in audiences
        where !store.entries.contains(where: {
            $0.record.audience == audience && $0.record.state != .retired
        }) {
            let next = try store.admitting(audience, suite: suite, on: day)
            try save(next)
            made += next.entries.dropFirst(store.entries.count).map(\.record.id)
            store = next
        }
        return (made, store)
    }

    /// Reads the keys again as they are now, opened as the earlier ones were.
    ///
    /// - Parameter keys: The keys of this folder as they were loaded before.
    /// - Returns: The keys as they were saved last.
    /// - Throws: As ``load(passphrase:)``.
    package func reloaded(_ keys: KeyStore) throws(ConfigurationError) -> KeyStore {
        try load(passphrase: keys.passphrase)
    }
}
