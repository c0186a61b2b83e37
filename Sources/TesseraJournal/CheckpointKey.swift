import TesseraCrypto
import TesseraModel

/// The public key that checks checkpoints, as it is given to whoever keeps them.
///
/// - Source: L4.
package struct CheckpointKey: Sendable {
    /// The Ed25519 key.
    package let publicKey: Ed25519PublicKey
    /// Whether it is for practising only.
    package let isTraining: Bool
    /// The first 16 bytes of the key's SHA-256, in hexadecimal digits: what people compare.
    package let fingerprint: String

    private static let format = "tessera-checkpoint-key"
    private static let version: Int64 = 1

    /// A key with its fingerprint.
    package init(_ publicKey: Ed25519PublicKey, isTraining: Bool) {
        self.publicKey = publicKey
        self.isTraining = isTraining
        fingerprint = Hexadecimal.text(Array(Digest.sha256(publicKey.bytes).prefix(16)))
    }

    /// The key as a file of one line, line feed included.
    package var file: [UInt8] {
        CanonicalJSON.fields { fields in
            fields.put("fingerprint", fingerprint)
            fields.put("format", CheckpointKey.format)
            fields.put("public_key", Hexadecimal.text(publicKey.bytes))
            fields.put("training", CanonicalJSON.truth(isTraining))
            fields.put("version", CheckpointKey.version)
        }.bytes + [10]
    }

    /// Reads a file that ``file`` wrote.
    ///
    /// - Throws: ``JournalError/notACheckpointKey``.
    package init(file: [UInt8]) throws(JournalError) {
        let (bytes, isTraining): ([UInt8], Bool)
        do throws(RecordFault) {
            let fields = try FieldReader(CanonicalJSONReader.value(of: file.dropLast()))
            bytes = try fields.named("public_key") { Hexadecimal.bytes($0) }
            isTraining = try fields.truth("training")
        } catch {
            throw .notACheckpointKey
        }
        let key: Ed25519PublicKey
        do throws(CryptoError) {
            key = try Ed25519PublicKey(bytes)
        } catch {
            throw .notACheckpointKey
        }
        self.init(key, isTraining: isTraining)
        guard file == self.file else { throw .notACheckpointKey }
    }
}
