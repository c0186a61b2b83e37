import TesseraCrypto
import TesseraModel
import TesseraToken

/// The issuer's keys: every record that ever was, and the secrets of the epochs that still count.
///
/// A value: its life cycle makes new stores, and only a ``KeyFolder`` writes one down. A store is
/// all training or all live.
///
/// - Source: T8–T11.
package struct KeyStore: Sendable {
    /// A key and the epoch it is derived from.
    package struct Entry: Hashable, Sendable {
        /// What is known about the key.
        package var record: KeyRecord
        /// The epoch's number, from 1.
        package let epoch: UInt16

        /// A key of an epoch.
        package init(record: KeyRecord, epoch: UInt16) {
            self.record = record
            self.epoch = epoch
        }
    }

    /// Returns whether all keys are for training, so that a live till accepts none of them.
    package let isTraining: Bool
    /// All keys in order of their ids, retired ones included.
    package internal(set) var entries: [Entry]
    /// How often the keys were changed, from 1; a folder takes only the successor of what it holds.
    package internal(set) var revision: UInt64
    /// The highest key id ever used, of keys whose secrets are gone too.
    package internal(set) var highestKeyID: KeyID
    var highestEpoch: UInt16
    var secrets: [UInt16: EpochSecret]
    // Kept so that a new epoch is sealed as the old ones are.
    let passphrase: SecretBytes?

    /// Puts a store together from what was read.
    ///
    /// - Throws: ``ConfigurationError/mixedTraining(_:)``.
    init(
        records: RecordsFile, secrets: [UInt16: EpochSecret], passphrase: SecretBytes?
    ) throws(ConfigurationError) {
        for entry in records.entries where entry.record.id.isTraining != records.isTraining {
            throw .mixedTraining(entry.record.id)
        }
        isTraining = records.isTraining
        entries = records.entries
        revision = records.revision
        highestKeyID = KeyID(records.highestKeyID)
        highestEpoch = records.highestEpoch
        self.secrets = secrets
        self.passphrase = passphrase
    }

    /// The records file of this store.
    var records: RecordsFile {
        RecordsFile(
            isTraining: isTraining, revision: revision, highestKeyID: highestKeyID.number,
            highestEpoch: highestEpoch, entries: entries)
    }

    /// The key with an id.
    ///
    /// - Throws: ``ConfigurationError/noSuchKey(_:)``.
    package func entry(_ id: KeyID) throws(ConfigurationError) -> Entry {
        guard let entry = entries.first(where: { $0.record.id == id }) else {
            throw .noSuchKey(id)
        }
        return entry
    }

    /// Epochs of which no key counts any more; their secrets are to be destroyed.
    package var spentEpochs: Set<UInt16> {
        let needed = Set(entries.filter { $0.record.state != .retired }.map(\.epoch))
        return Set(entries.map(\.epoch)).subtracting(needed)
    }

    // MARK: Signing and verifying

    /// The key that signs new tokens: of the active ones the newest.
    ///
    /// - Parameters:
    ///   - kind: What is to be signed.
    ///   - audience: For whom.
    /// - Returns: A key in state ``KeyState/active``.
    /// - Throws: ``ConfigurationError/noSigningKey(_:_:)``;
    ///   ``ConfigurationError/crypto(_:)`` if OpenSSL derives nothing.
    package func signingKey(
        for kind: TokenKind, audience: Audience
    ) throws(ConfigurationError) -> SigningKey {
        let newest = entries.last {
            $0.record.state == .active && $0.record.audience == audience
                && $0.record.kinds.contains(kind)
        }
        guard let newest else { throw .noSigningKey(kind, audience) }
        return try signingKey(id: newest.record.id, kind: kind)
    }

    /// A key whatever its state, to check seals and to write tokens again.
    ///
    /// - Throws: ``ConfigurationError/noSuchKey(_:)``, ``ConfigurationError/keyNotForKind(_:_:)``,
    ///   ``ConfigurationError/secretDestroyed(_:)`` for a retired key whose epoch is gone;
    ///   ``ConfigurationError/crypto(_:)`` if OpenSSL derives nothing.
    package func signingKey(id: KeyID, kind: TokenKind) throws(ConfigurationError) -> SigningKey {
        let entry = try entry(id)
        guard entry.record.kinds.contains(kind) else { throw .keyNotForKind(id, kind) }
        guard let secret = secrets[entry.epoch] else { throw .secretDestroyed(id) }
        return try SigningKey.derived(entry.record, kind: kind, epoch: secret)
    }

    /// The leaf of suite 1 that checks tags of a kind, for the kit of a till of the key's audience.
    ///
    /// - Parameters:
    ///   - id: A key of suite 1.
    ///   - kind: One of its kinds.
    /// - Returns: 32 bytes; whoever has them can make tags of this audience, and no seals.
    /// - Throws: As ``signingKey(id:kind:)``.
    /// - Source: T9, T19.
    package func tagLeaf(of id: KeyID, kind: TokenKind) throws(ConfigurationError) -> SecretBytes {
        let entry = try entry(id)
        precondition(entry.record.suite == .hmac)
        guard entry.record.kinds.contains(kind) else { throw .keyNotForKind(id, kind) }
        guard let secret = secrets[entry.epoch] else { throw .secretDestroyed(id) }
        do {
            return try secret.leaf(
                .tokenTag, kind: kind, audience: entry.record.audience, keyID: id)
        } catch {
            throw .crypto(error)
        }
    }

    /// The keys as a verifier holds them.
    ///
    /// Retired keys are in it without a leaf, so that they are known to be retired.
    ///
    /// - Parameter audiences: Whose keys; `nil` for all.
    /// - Returns: All records of those audiences, with leaves as far as there are secrets.
    /// - Throws: ``ConfigurationError/crypto(_:)`` if OpenSSL derives nothing.
    package func ring(for audiences: [Audience]?) throws(ConfigurationError) -> KeyRing {
        var ring: [KeyRing.Entry] = []
        for entry in entries where audiences?.contains(entry.record.audience) ?? true {
            var tagKeys: [TokenKind: TagKey] = [:]
            if let secret = secrets[entry.epoch], entry.record.state != .retired {
                for kind in entry.record.kinds.kinds {
                    let key = try SigningKey.derived(entry.record, kind: kind, epoch: secret)
                    tagKeys[kind] = key.tagKey
                }
            }
            ring.append(KeyRing.Entry(record: entry.record, tagKeys: tagKeys))
        }
        return KeyRing(ring)
    }
}

extension SigningKey {
    /// The key of an epoch, with OpenSSL's refusals as this room's errors.
    static func derived(
        _ record: KeyRecord, kind: TokenKind, epoch: EpochSecret
    ) throws(ConfigurationError) -> SigningKey {
        do {
            return try SigningKey(record: record, kind: kind, epoch: epoch)
        } catch {
            throw .crypto(error)
        }
    }

    /// The check value of a key, with OpenSSL's refusals as this room's errors.
    static func derivedCheckValue(
        id: KeyID, suite: Suite, kinds: KindSet, audience: Audience, epoch: EpochSecret
    ) throws(ConfigurationError) -> UInt32 {
        do {
            return try checkValue(
                id: id, suite: suite, kinds: kinds, audience: audience, epoch: epoch)
        } catch {
            throw .crypto(error)
        }
    }
}
