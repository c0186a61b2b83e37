import TesseraCrypto
import TesseraModel

/// What checks the tag of a token.
///
/// - Source: T5.
package enum TagKey: Sendable {
    /// A leaf of suite 1: whoever has it can check and make tags of its audience.
    case hmac(MACKey)
    /// A public key of suite 2: it checks and makes nothing.
    case ed25519(Ed25519PublicKey)

    /// The suite it belongs to.
    package var suite: Suite {
        switch self {
        case .hmac: .hmac
        case .ed25519: .ed25519
        }
    }
}

/// Everything the issuer has of one key for one kind: it makes tags, seals and codes.
///
/// - Source: T8, T9.
package struct SigningKey: Sendable {
    /// What is known about the key apart from its secrets.
    package let record: KeyRecord
    /// The kind it signs.
    package let kind: TokenKind
    let tagger: Tagger
    let sealLeaf: MACKey
    let typedLeaf: MACKey
    let liveLeaf: MACKey

    enum Tagger: Sendable {
        case hmac(MACKey)
        case ed25519(Ed25519PrivateKey)
    }

    /// Derives the leaves of a key from its epoch.
    ///
    /// A key of suite 2 has one pair for all its kinds: the seed is the tag leaf of its first kind.
    ///
    /// - Parameters:
    ///   - record: The key; it must be for the kind.
    ///   - kind: What is to be signed.
    ///   - epoch: The epoch the key belongs to.
    /// - Throws: ``CryptoError/libraryFailed(_:)`` if OpenSSL derives nothing.
    package init(
        record: KeyRecord, kind: TokenKind, epoch: EpochSecret
    ) throws(CryptoError) {
        precondition(record.kinds.contains(kind))
        self.record = record
        self.kind = kind
        let (audience, id) = (record.audience, record.id)
        switch record.suite {
        case .hmac:
            let leaf = try epoch.leaf(.tokenTag, kind: kind, audience: audience, keyID: id)
            tagger = .hmac(MACKey(leaf))
        case .ed25519:
            let seed = try SigningKey.seed(record.kinds, audience: audience, id: id, epoch: epoch)
            tagger = .ed25519(try Ed25519PrivateKey(seed: seed))
        }
        sealLeaf = MACKey(try epoch.leaf(.seal, kind: kind, audience: audience, keyID: id))
        typedLeaf = MACKey(try epoch.leaf(.typedCode, kind: kind, audience: audience, keyID: id))
        liveLeaf = MACKey(try epoch.leaf(.liveCode, kind: kind, audience: audience, keyID: id))
    }

    /// What checks the tags that this key makes.
    package var tagKey: TagKey {
        switch tagger {
        case .hmac(let leaf): .hmac(leaf)
        case .ed25519(let key): .ed25519(key.publicKey)
        }
    }

    /// What makes and checks typed codes of this key.
    package var typedCodeKey: TypedCodeKey { TypedCodeKey(leaf: typedLeaf) }
    /// What makes and checks live codes of this key.
    package var liveCodeKey: LiveCodeKey { LiveCodeKey(leaf: liveLeaf) }

    /// The eight bytes that go into the seals of a batch.
    ///
    /// Drawn from the seal leaf by the operation's id, so that asking again for the same operation
    /// asks for the same batch, while nobody without the leaf can foresee them.
    ///
    /// - Parameters:
    ///   - operation: The operation that issues.
    ///   - index: The batch's index among those of the operation, from zero.
    /// - Returns: Never the same for two batches of a ledger, but for chance of 2⁻⁶⁴.
    /// - Source: T7, L3.
    package func batchSalt(_ operation: OperationID, index: Int) -> UInt64 {
        drawn("tessera/v1/salt", operation, index).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// A member's number, drawn like a salt; `nil` if the draw is zero, which no member has.
    ///
    /// - Parameters:
    ///   - operation: The operation that enrols.
    ///   - attempt: 0 first, then one more each time the number is already taken.
    /// - Returns: The same number for the same operation and attempt.
    package func memberNumber(_ operation: OperationID, attempt: Int) -> MemberNumber? {
        MemberNumber(drawn("tessera/v1/member", operation, attempt).leftmostFive)
    }

    private func drawn(_ context: String, _ operation: OperationID, _ index: Int) -> Tag {
        let tail = (0..<8).map { UInt8(truncatingIfNeeded: index >> (56 - 8 * $0)) }
        return sealLeaf.tag(of: Array(context.utf8) + [0] + operation.bytes + tail)
    }

    /// The key check value of a key that is being made.
    ///
    /// - Throws: ``CryptoError/libraryFailed(_:)`` if OpenSSL derives nothing.
    /// - Source: T10.
    package static func checkValue(
        id: KeyID, suite: Suite, kinds: KindSet, audience: Audience, epoch: EpochSecret
    ) throws(CryptoError) -> UInt32 {
        let seed = try seed(kinds, audience: audience, id: id, epoch: epoch)
        switch suite {
        case .hmac: return KeyRecord.checkValue(of: MACKey(seed))
        case .ed25519:
            return KeyRecord.checkValue(of: try Ed25519PrivateKey(seed: seed).publicKey.bytes)
        }
    }

    private static func seed(
        _ kinds: KindSet, audience: Audience, id: KeyID, epoch: EpochSecret
    ) throws(CryptoError) -> SecretBytes {
        guard let first = kinds.kinds.first else {
            preconditionFailure("A key signs at least one kind.")
        }
        return try epoch.leaf(.tokenTag, kind: first, audience: audience, keyID: id)
    }
}

extension UnverifiedToken {
    /// Returns whether the tag is good under a key, comparing in constant time.
    ///
    /// The length must have been found within the window of the key's suite.
    ///
    /// - Source: T5, T12 (step 8).
    package func isTagged(with key: TagKey) -> Bool {
        switch key {
        case .hmac(let leaf): isTagged(under: leaf)
        case .ed25519(let publicKey): isSigned(by: publicKey)
        }
    }

    private func isTagged(under leaf: MACKey) -> Bool {
        let bodyEnd = TokenFormat.tagContextByteCount + byteCount - 16
        let tag = leaf.tag(of: bytes.span.extracting(0..<bodyEnd))
        return tag.matches(first: 16, of: bytes.span, at: bodyEnd)
    }

    private func isSigned(by publicKey: Ed25519PublicKey) -> Bool {
        let bodyEnd = TokenFormat.tagContextByteCount + byteCount - 64
        var message = self
        message.bytes[TokenFormat.tagContextByteCount - 1] = Suite.ed25519.rawValue
        return publicKey.isSignature(
            message.bytes.span.extracting(bodyEnd..<bodyEnd + 64),
            of: message.bytes.span.extracting(0..<bodyEnd))
    }

    /// Reads all fields of a token whose tag was found good.
    ///
    /// - Parameter suite: The suite of the key that tagged it.
    /// - Returns: The token, nothing of which was read before.
    /// - Throws: A fault of the layout, which after a good tag is the issuer's: T14.
    package func fields(suite: Suite) throws(TokenError) -> Token {
        let start = TokenFormat.tagContextByteCount
        let end = start + byteCount - suite.tagByteCount
        return try BodyReader.token(
            kind, keyID, audience, body: bytes.span.extracting(start..<end))
    }

    /// Returns whether the seal is the issuer's.
    ///
    /// - Parameters:
    ///   - key: The key that the token names, for its kind.
    ///   - salt: The salt of the batch that covers the token's position.
    /// - Returns: Whether this very body was issued with this salt.
    /// - Source: T7.
    package func isSealed(by key: SigningKey, salt: UInt64) -> Bool {
        let bodyByteCount = byteCount - key.record.suite.tagByteCount
        guard TokenFormat.bodyByteCounts(kind).contains(bodyByteCount) else { return false }
        let start = TokenFormat.tagContextByteCount
        let seal = (10..<15).reduce(0) { $0 << 8 | UInt64(bytes[start + $1]) }
        let message = SealMessage(
            salt: salt, body: bytes.span.extracting(start..<start + bodyByteCount))
        return message.tag(under: key.sealLeaf).matchesLeftmostFive(seal)
    }
}
