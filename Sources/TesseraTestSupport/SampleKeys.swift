import TesseraCrypto
import TesseraModel
import TesseraToken

/// Keys that tests share, all of one epoch of known bytes.
package enum SampleKeys {
    /// The epoch of the bytes 00…1F, called E1 in the vectors.
    ///
    /// - Throws: Nothing for 32 bytes.
    package static func epoch() throws(CryptoError) -> EpochSecret {
        try EpochSecret(SecretBytes(0..<32))
    }

    /// An active key for everything and all days, but for what a test says.
    package static func record(
        id: UInt16 = 1, suite: Suite = .hmac, kinds: KindSet = .all,
        audience: Audience = .ownShops, signFrom: Day = .zero, signTo: Day = .last,
        acceptUntil: Day = .last, state: KeyState = .active
    ) -> KeyRecord {
        KeyRecord(
            id: KeyID(id), suite: suite, kinds: kinds, audience: audience, signFrom: signFrom,
            signTo: signTo, acceptUntil: acceptUntil, state: state, checkValue: 0)
    }

    /// What the issuer has of a key for a kind.
    ///
    /// - Throws: ``CryptoError/libraryFailed(_:)`` if OpenSSL derives nothing.
    package static func key(
        _ kind: TokenKind, _ record: KeyRecord = record()
    ) throws(CryptoError) -> SigningKey {
        try SigningKey(record: record, kind: kind, epoch: epoch())
    }

    /// The key that signs sample kits: the seed of the bytes 20…3F.
    ///
    /// - Throws: Nothing for 32 bytes.
    package static func kitKey() throws(CryptoError) -> Ed25519PrivateKey {
        try Ed25519PrivateKey(seed: SecretBytes(32..<64))
    }

    /// The ring of a till that holds some keys whole.
    ///
    /// - Throws: ``CryptoError/libraryFailed(_:)`` if OpenSSL derives nothing.
    package static func ring(_ records: [KeyRecord]) throws(CryptoError) -> KeyRing {
        var entries: [KeyRing.Entry] = []
        for record in records {
            var tagKeys: [TokenKind: TagKey] = [:]
            for kind in record.kinds.kinds { tagKeys[kind] = try key(kind, record).tagKey }
            entries.append(KeyRing.Entry(record: record, tagKeys: tagKeys))
        }
        return KeyRing(entries)
    }
}
