import Synchronization
import TesseraCrypto
import TesseraLedger
import TesseraModel

extension Counter {
    /// The key that somebody comes in with.
    ///
    /// - Parameter text: What was sent; anything.
    /// - Returns: A genuine key that counts now.
    /// - Throws: ``AccessError/keyNotAdmitted`` for whatever is no key of ours, in one way for all
    ///   of it; ``AccessError/keyRevoked(_:at:)`` and ``AccessError/keyExpired(_:at:)`` for a
    ///   genuine one; ``LedgerError``.
    /// - Source: F14.
    package func admitAccessKey(_ text: String) async throws -> AccessKey {
        // Whoever came in before is known by the digest of the whole text; the slip is read anew.
        let whole = Digest.sha256(Array(text.utf8))
        guard let shown = accessKeysRead.shown(whole) ?? ShownAccessKey(text) else {
            throw AccessError.keyNotAdmitted
        }
        let slip = try await ledger.slip(shown.slip, at: clock.now())
        let kept = try slip.map { try accessKeysRead.key(on: $0) }
        // Compared with something in either case: a name that exists takes no other time.
        let digest = SecretBytes(kept?.digest ?? [UInt8](repeating: 0, count: 32))
        guard SecretBytes(shown.digest).matches(digest), let key = kept?.key else {
            throw AccessError.keyNotAdmitted
        }
        accessKeysRead.remember(shown, under: whole)
        if let end = key.end { throw AccessError.keyRevoked(key.id, at: end.time) }
        if let expiry = key.expiresAt, expiry <= clock.now() {
            throw AccessError.keyExpired(key.id, at: expiry)
        }
        return key
    }

    /// Every key that was given out, those taken back included, oldest first.
    ///
    /// - Throws: ``LedgerError``.
    package func accessKeys() async throws(LedgerError) -> [AccessKey] {
        var keys: [AccessKey] = []
        var last: String?
        while true {
            let page = try await ledger.slips(
                under: KeptAccessKey.prefix, after: last, limit: 100, at: clock.now())
            for slip in page { keys.append(try Self.value(KeptAccessKey.self, of: slip).key) }
            guard let name = page.last?.name else { break }
            last = name
        }
        return keys.sorted {
            ($0.createdAt, $0.name, $0.id.text) < ($1.createdAt, $1.name, $1.id.text)
        }
    }
}

/// What a key's text says of it: where its slip is, and what must stand on it.
struct ShownAccessKey: Hashable, Sendable {
    /// The name of the slip.
    let slip: String
    /// SHA-256 of the secret.
    let digest: [UInt8]

    /// Reads a key.
    ///
    /// - Returns: `nil` for anything but a text that was written so, check and all.
    init?(_ text: String) {
        guard let read = AccessKeyText(text) else { return nil }
        (slip, digest) = (KeptAccessKey.slip(read.id), Digest.sha256(read.secret))
    }
}

/// What keys and their slips say, so that the same text is not taken apart for every request.
///
/// What counts is the slip that stands in the book when somebody asks: one that says anything else
/// is read anew, so a key that is taken back is refused at once.
final class AccessKeyReading: Sendable {
    // A shop has some ten of them; whoever has thousands in use reads some of them again.
    private static let most = 1_000
    private let known = Mutex<[String: (text: [UInt8], key: KeptAccessKey)]>([:])
    private let admitted = Mutex<[[UInt8]: ShownAccessKey]>([:])

    /// The key whose whole text has this digest, if it was admitted lately.
    func shown(_ digest: [UInt8]) -> ShownAccessKey? { admitted.withLock { $0[digest] } }

    /// A key was admitted. Only such are remembered: what strangers send takes no room.
    func remember(_ shown: ShownAccessKey, under digest: [UInt8]) {
        admitted.withLock { admitted in
            guard admitted[digest] == nil else { return }
            if admitted.count >= Self.most { admitted = [:] }
            admitted[digest] = shown
        }
    }

    /// What a slip says.
    ///
    /// - Throws: ``LedgerError/ledgerDamaged``.
    func key(on slip: Slip) throws(LedgerError) -> KeptAccessKey {
        if let last = known.withLock({ $0[slip.name] }), last.text == slip.value { return last.key }
        let key = try Counter.value(KeptAccessKey.self, of: slip)
        known.withLock { known in
            if known.count >= Self.most { known = [:] }
            known[slip.name] = (slip.value, key)
        }
        return key
    }
}
