import Synchronization
import TesseraConfiguration
import TesseraCrypto
import TesseraModel
import TesseraToken
import TesseraVerification

/// The issuer's keys as they are now, with what is made of them and what lies beside them.
///
/// 1  Keys are replaced whole: who works with the old ones finishes with them.
/// 2  What lies beside them, for kits and tills, is read from the folder when it is first needed: a
///    command that needs none of it does not pay for opening it.
///
/// - Source: T8–T11, T19, L15.
final class KeyRoom: Sendable {
    private let folder: KeyFolder?
    private let zone: IssuerZone
    private let current: Mutex<Keys>
    private let kitKey = Mutex<Ed25519PrivateKey?>(nil)
    private let deviceSecret = Mutex<DeviceSecret?>(nil)
    // One at a time: whoever saves keys must have read those that it adds to.
    private let admission = Mutex(())

    /// A room with keys; without a folder nothing is added to them.
    ///
    /// - Throws: ``ConfigurationError/crypto(_:)`` if OpenSSL derives nothing.
    init(_ keys: KeyStore, in folder: KeyFolder?, zone: IssuerZone) throws(ConfigurationError) {
        self.folder = folder
        self.zone = zone
        current = Mutex(try Keys(keys, zone: zone))
    }

    /// The keys now.
    var keys: Keys { current.withLock { $0 } }

    /// The key that signs kits and receipts.
    ///
    /// - Throws: As ``KeyFolder/kitKey(of:)``; ``ConfigurationError/fileMissing(_:)`` without a
    ///   folder.
    func signingKey() throws(ConfigurationError) -> Ed25519PrivateKey {
        let (folder, store) = (try place(), keys.store)
        return try kitKey.withLock { known throws(ConfigurationError) in
            if let known { return known }
            let found = try folder.kitKey(of: store)
            known = found
            return found
        }
    }

    /// What the keys of tills are made of.
    ///
    /// - Throws: As ``KeyFolder/deviceSecret(of:)``; ``ConfigurationError/fileMissing(_:)`` without
    ///   a folder.
    func tillSecret() throws(ConfigurationError) -> DeviceSecret {
        let (folder, store) = (try place(), keys.store)
        return try deviceSecret.withLock { known throws(ConfigurationError) in
            if let known { return known }
            let found = try folder.deviceSecret(of: store)
            known = found
            return found
        }
    }

    /// Makes keys for audiences that have none, saves them, and works with them from now on.
    ///
    /// What somebody else has changed in the folder meanwhile counts from now on, too.
    ///
    /// - Returns: The ids of the keys that were made.
    /// - Throws: As ``KeyFolder/admit(_:_:to:on:)`` and ``KeyFolder/load(passphrase:)``;
    ///   ``ConfigurationError/fileMissing(_:)`` without a folder.
    func admit(
        _ audiences: [Audience], _ suite: Suite, on day: Day
    ) throws(ConfigurationError) -> [KeyID] {
        let folder = try place()
        return try admission.withLock { _ throws(ConfigurationError) in
            let known = try folder.reloaded(keys.store)
            let (made, store) = try folder.admit(audiences, suite, to: known, on: day)
            let next = try Keys(store, zone: zone)
            current.withLock { $0 = next }
            return made
        }
    }

    private func place() throws(ConfigurationError) -> KeyFolder {
        guard let folder else { throw .fileMissing("keys") }
        return folder
    }
}

extension KeyRoom {
    /// Keys of one moment with what is made of them once: a leaf costs microseconds, and a till
    /// checks one code after the other.
    final class Keys: Sendable {
        let store: KeyStore
        /// Checks codes of our own shops.
        let verifier: Verifier
        /// Checks codes of every audience.
        let officeVerifier: Verifier
        private let derived: [Name: SigningKey]
        private let ring: KeyRing
        private let zone: IssuerZone

        private struct Name: Hashable {
            let id: KeyID
            let kind: TokenKind
        }

        /// - Throws: ``ConfigurationError/crypto(_:)`` if OpenSSL derives nothing.
        init(_ store: KeyStore, zone: IssuerZone) throws(ConfigurationError) {
            self.store = store
            self.zone = zone
            let ring = try store.ring(for: nil)
            self.ring = ring
            func verifier(_ audiences: [Audience]) -> Verifier {
                Verifier(
                    ring: ring, zone: zone, audiences: audiences,
                    acceptsTraining: store.isTraining)
            }
            self.verifier = verifier([.ownShops])
            officeVerifier = verifier(Set(store.entries.map(\.record.audience)).sorted())
            var derived: [Name: SigningKey] = [:]
            for entry in store.entries where entry.record.state != .retired {
                for kind in entry.record.kinds.kinds {
                    derived[Name(id: entry.record.id, kind: kind)] = try store.signingKey(
                        id: entry.record.id, kind: kind)
                }
            }
            self.derived = derived
        }

        /// Checks codes of some audiences: a partner's and its groups'.
        func verifier(of audiences: [Audience]) -> Verifier {
            Verifier(
                ring: ring, zone: zone, audiences: audiences, acceptsTraining: store.isTraining)
        }

        /// A key whatever its state.
        ///
        /// - Throws: As ``Counter/key(_:_:)``.
        func key(_ id: KeyID, _ kind: TokenKind) throws(ConfigurationError) -> SigningKey {
            if let key = derived[Name(id: id, kind: kind)] { return key }
            return try store.signingKey(id: id, kind: kind)
        }
    }
}
