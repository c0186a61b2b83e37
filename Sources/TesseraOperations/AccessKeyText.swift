import TesseraCrypto
import TesseraModel

/// An access key as it is written: `tsk_`, the key's name without its prefix (16 signs), `_`, the
/// secret (52 signs for 32 bytes), and a check (7 signs).
///
/// The signs are those of Crockford's alphabet in small letters. The check is the first four bytes
/// of SHA-256 over all that stands before it, so whoever looks for leaked secrets knows one when it
/// is seen: `tsk_[0-9a-hjkmnp-tv-z]{16}_[0-9a-hjkmnp-tv-z]{59}`.
struct AccessKeyText {
    private static let (idCount, secretCount, checkCount) = (16, 52, 7)
    /// How many random bytes a name is made of, and a secret.
    static let (idByteCount, secretByteCount) = (10, 32)

    /// The key's name.
    let id: AccessKeyID
    /// What makes it genuine.
    let secret: [UInt8]

    /// A key of a name and a secret.
    init(_ id: AccessKeyID, secret: [UInt8]) {
        self.id = id
        self.secret = secret
    }

    /// Reads a key.
    ///
    /// - Returns: `nil` for anything but a text that was written so, check and all.
    init?(_ text: String) {
        let count = 4 + Self.idCount + 1 + Self.secretCount + Self.checkCount
        guard text.utf8.count == count, text.hasPrefix("tsk_") else { return nil }
        let body = text.dropLast(Self.checkCount)
        let parts = body.dropFirst(4).split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.count == Self.idCount,
            SmallBase32.bytes(of: String(parts[0]))?.count == Self.idByteCount,
            let id = AccessKeyID("key_" + parts[0]),
            let secret = SmallBase32.bytes(of: String(parts[1])),
            secret.count == Self.secretByteCount,
            Self.check(String(body)) == text.suffix(Self.checkCount)
        else { return nil }
        self.init(id, secret: secret)
    }

    /// The key as it is written.
    var text: String {
        let body = "tsk_\(id.text.dropFirst(4))_\(SmallBase32.text(of: secret))"
        return body + Self.check(body)
    }

    private static func check(_ body: String) -> String {
        SmallBase32.text(of: Array(Digest.sha256(Array(body.utf8)).prefix(4)))
    }
}

/// Crockford's alphabet in small letters, as slips' names and secrets have it.
enum SmallBase32 {
    static func text(of bytes: [UInt8]) -> String { Base32.text(of: bytes).lowercased() }

    /// - Returns: `nil` for anything that ``text(of:)`` does not write.
    static func bytes(of text: String) -> [UInt8]? {
        guard !text.utf8.contains(where: { (65...90).contains($0) }),
            let bytes = Base32.bytes(of: text.uppercased()), Self.text(of: bytes) == text
        else { return nil }
        return bytes
    }
}
