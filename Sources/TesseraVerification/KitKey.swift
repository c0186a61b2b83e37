import TesseraCrypto
import TesseraModel
import TesseraToken

/// A key as a kit carries it: the record, and the leaves or the public key of the till's audience.
///
/// - Source: T9, T19.
package struct KitKey: Sendable {
    /// What is known about the key.
    package let record: KeyRecord
    /// What checks its tags.
    package let material: Material

    /// What checks tags.
    package enum Material: Sendable {
        /// The tag leaf of each kind.
        case leaves([TokenKind: SecretBytes])
        /// The public key of suite 2, 32 bytes.
        case publicKey(Ed25519PublicKey)
    }

    /// A key with what checks its tags.
    package init(record: KeyRecord, material: Material) {
        self.record = record
        self.material = material
    }

    /// The key as a verifier holds it.
    package var entry: KeyRing.Entry {
        var tagKeys: [TokenKind: TagKey] = [:]
        for kind in record.kinds.kinds {
            switch material {
            case .leaves(let leaves):
                if let leaf = leaves[kind] { tagKeys[kind] = .hmac(MACKey(leaf)) }
            case .publicKey(let key): tagKeys[kind] = .ed25519(key)
            }
        }
        return KeyRing.Entry(record: record, tagKeys: tagKeys)
    }
}
