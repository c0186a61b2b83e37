import TesseraCrypto
import TesseraLedger
import TesseraModel

/// A statement, signed by the issuer and kept by somebody else, of what the journal's head was.
///
/// Whoever rewrites history afterwards, heads included, cannot rewrite this too.
///
/// - Source: L4.
package struct Checkpoint: Hashable, Sendable {
    /// How many operations the journal had.
    package let sequence: Int64
    /// The head after the last of them.
    package let head: ChainHead
    /// When this was said, by the issuer's clock.
    package let time: Timestamp
    /// Which book it is about.
    package let ledgerEpoch: UInt64
    /// Whether it is about a book to practise with.
    package let isTraining: Bool

    /// A statement about a journal.
    package init(
        chain: HashChain, time: Timestamp, ledgerEpoch: UInt64, isTraining: Bool
    ) {
        self.init(
            sequence: chain.sequence, head: chain.head, time: time, ledgerEpoch: ledgerEpoch,
            isTraining: isTraining)
    }

    private init(
        sequence: Int64, head: ChainHead, time: Timestamp, ledgerEpoch: UInt64, isTraining: Bool
    ) {
        self.sequence = sequence
        self.head = head
        self.time = time
        self.ledgerEpoch = ledgerEpoch
        self.isTraining = isTraining
    }

    private static let format = "tessera-checkpoint"
    private static let version: Int64 = 1

    private func fields(key: CheckpointKey, signature: [UInt8]?) -> CanonicalJSON {
        .fields { fields in
            fields.put("format", Checkpoint.format)
            fields.put("head", head.text)
            fields.put("key", key.fingerprint)
            fields.put("ledger_epoch", Hexadecimal.text(ledgerEpoch, byteCount: 8))
            fields.put("sequence", sequence)
            fields.put("signature", signature.map { Hexadecimal.text($0) })
            fields.put("time", time)
            fields.put("training", CanonicalJSON.truth(isTraining))
            fields.put("version", Checkpoint.version)
        }
    }

    /// The statement as one line of JSON, without a line feed.
    ///
    /// The signature is over the same line without its `signature`.
    ///
    /// - Throws: ``CryptoError/libraryFailed(_:)`` if OpenSSL does not sign.
    package func line(signedWith key: Ed25519PrivateKey) throws(CryptoError) -> [UInt8] {
        let publicKey = CheckpointKey(key.publicKey, isTraining: isTraining)
        let signature = try key.signature(of: fields(key: publicKey, signature: nil).bytes)
        return fields(key: publicKey, signature: signature).bytes
    }

    /// Reads the checkpoints that somebody kept, oldest first.
    ///
    /// - Parameters:
    ///   - bytes: The whole file, one checkpoint a line.
    ///   - key: Who must have signed all of them.
    /// - Returns: At least one, in an order of time and number.
    /// - Throws: ``JournalError/unreadableCheckpoint(line:)``,
    ///   ``JournalError/checkpointForged(line:)``, ``JournalError/checkpointOutOfOrder(line:)``.
    package static func read(
        _ bytes: [UInt8], key: CheckpointKey
    ) throws(JournalError) -> [Checkpoint] {
        var lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
        guard lines.count > 1, lines.removeLast().isEmpty else {
            throw .unreadableCheckpoint(line: max(1, lines.count))
        }
        var checkpoints: [Checkpoint] = []
        for (index, line) in lines.enumerated() {
            let checkpoint = try read(line, key: key, number: index + 1)
            if let last = checkpoints.last,
                checkpoint.sequence < last.sequence || checkpoint.time < last.time
            {
                throw .checkpointOutOfOrder(line: index + 1)
            }
            checkpoints.append(checkpoint)
        }
        return checkpoints
    }

    private static func read(
        _ line: ArraySlice<UInt8>, key: CheckpointKey, number: Int
    ) throws(JournalError) -> Checkpoint {
        let checkpoint: Checkpoint
        let signature: [UInt8]
        let isOurs: Bool
        do throws(RecordFault) {
            let fields = try FieldReader(CanonicalJSONReader.value(of: line))
            guard try fields.text("format") == format, try fields.integer("version") == version
            else { throw .field("format") }
            checkpoint = Checkpoint(
                sequence: try fields.integer("sequence"),
                head: try fields.named("head") { ChainHead(text: $0) },
                time: try fields.time("time"),
                ledgerEpoch: try fields.named("ledger_epoch") {
                    Hexadecimal.number($0, byteCount: 8)
                }, isTraining: try fields.truth("training"))
            signature = try fields.named("signature") { Hexadecimal.bytes($0) }
            isOurs = try fields.text("key") == key.fingerprint
        } catch {
            throw .unreadableCheckpoint(line: number)
        }
        let message = checkpoint.fields(key: key, signature: nil).bytes
        guard isOurs, checkpoint.isTraining == key.isTraining,
            key.publicKey.isSignature(signature.span, of: message.span)
        else { throw .checkpointForged(line: number) }
        guard line.elementsEqual(checkpoint.fields(key: key, signature: signature).bytes) else {
            throw .unreadableCheckpoint(line: number)
        }
        return checkpoint
    }
}
