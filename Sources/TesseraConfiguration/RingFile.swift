import Foundation
import TesseraCrypto
import TesseraModel
import TesseraToken

/// A key ring written as JSON, as the golden vectors have it, for those who test an implementation
/// of their own.
///
/// The fields are `epochs` (name to 64 hexadecimal digits), `keys` and `timeZone`; all others are
/// passed over. A key has `id`, `suite`, `kinds`, `audience`, `state`, `signFrom`, `signTo`,
/// `acceptUntil`, and either `epoch` or, in suite `ed25519`, `publicKey`.
///
/// - Source: T8–T10.
package struct RingFile: Sendable {
    /// The keys as a verifier holds them.
    package let ring: KeyRing
    /// The issuer's zone.
    package let zone: IssuerZone
    /// All that the epochs give, one for each kind of each key, in order of ids.
    package let signingKeys: [SigningKey]

    /// The size beyond which a file is no ring, in bytes.
    package static let mostByteCount = 4 << 20

    /// Reads the file at a path.
    ///
    /// - Throws: What can be wrong with files; ``ConfigurationError/notJSON(_:)``,
    ///   ``ConfigurationError/ringField(_:key:field:wanted:)``,
    ///   ``ConfigurationError/unknownEpoch(_:_:epoch:)``, ``ConfigurationError/doubledKey(_:_:)``,
    ///   ``ConfigurationError/unknownZone(_:nearest:at:)``, ``ConfigurationError/crypto(_:)``.
    package static func read(_ path: String) throws(ConfigurationError) -> RingFile {
        let bytes = try OpenFile(path: path).contents(mostByteCount: mostByteCount)
        return try RingFile(bytes, file: path)
    }

    /// Reads the bytes of a file.
    ///
    /// - Parameters:
    ///   - bytes: JSON.
    ///   - file: The file's path, for messages.
    /// - Throws: As ``read(_:)``, apart from what concerns files.
    package init(_ bytes: [UInt8], file: String) throws(ConfigurationError) {
        guard let parsed = try? JSONDecoder().decode([String: JSONValue].self, from: Data(bytes))
        else { throw .notJSON(file) }
        let top = RingObject(fields: parsed, file: file, key: nil)
        zone = try IssuerZone.named(try top.text("timeZone", wanted: "a time zone"))
        let epochs = try RingFile.epochs(top)
        var entries: [KeyRing.Entry] = []
        var signing: [SigningKey] = []
        var seen: Set<KeyID> = []
        for value in try top.list("keys") {
            guard case .object(let fields) = value else {
                throw .ringField(file, key: nil, field: "keys", wanted: "a list of objects")
            }
            let anonymous = RingObject(fields: fields, file: file, key: nil)
            let id = KeyID(try anonymous.number("id", in: 1...0xFFFE))
            let key = RingObject(fields: fields, file: file, key: id)
            guard seen.insert(id).inserted else { throw .doubledKey(file, id) }
            guard let suite = Suite(name: try key.text("suite", wanted: "the name of a suite"))
            else { continue }
            let secrets = try key.secrets(id, suite: suite, epochs: epochs)
            let record = try key.record(id, suite: suite, secrets: secrets)
            let (tagKeys, made) = try secrets.keys(of: record)
            entries.append(KeyRing.Entry(record: record, tagKeys: tagKeys))
            signing += made
        }
        ring = KeyRing(entries)
        signingKeys = signing.sorted { $0.record.id < $1.record.id }
    }

    private static func epochs(
        _ top: RingObject
    ) throws(ConfigurationError) -> [String: EpochSecret] {
        guard let value = top.fields["epochs"] else { return [:] }
        let wanted = "64 hexadecimal digits for each epoch"
        guard case .object(let fields) = value else {
            throw .ringField(top.file, key: nil, field: "epochs", wanted: wanted)
        }
        var epochs: [String: EpochSecret] = [:]
        for name in fields.keys.sorted() {
            guard case .text(let digits)? = fields[name], let bytes = [UInt8](hexadecimal: digits),
                let secret = try? EpochSecret(SecretBytes(bytes))
            else {
                throw .ringField(top.file, key: nil, field: "epochs.\(name)", wanted: wanted)
            }
            epochs[name] = secret
        }
        return epochs
    }
}

extension [UInt8] {
    /// The bytes of an even number of hexadecimal digits; `nil` for anything else.
    fileprivate init?(hexadecimal text: String) {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = Character(Unicode.Scalar(digits[index])).hexDigitValue,
                let low = Character(Unicode.Scalar(digits[index + 1])).hexDigitValue
            else { return nil }
            bytes.append(UInt8(high << 4 | low))
        }
        self = bytes
    }
}

/// Where the secrets of a key of a ring file come from.
private enum RingSecrets {
    case epoch(EpochSecret)
    case publicKey(Ed25519PublicKey)

    func checkValue(
        id: KeyID, suite: Suite, kinds: KindSet, audience: Audience
    ) throws(ConfigurationError) -> UInt32 {
        switch self {
        case .publicKey(let key): return KeyRecord.checkValue(of: key.bytes)
        case .epoch(let epoch):
            return try SigningKey.derivedCheckValue(
                id: id, suite: suite, kinds: kinds, audience: audience, epoch: epoch)
        }
    }

    func keys(
        of record: KeyRecord
    ) throws(ConfigurationError) -> ([TokenKind: TagKey], [SigningKey]) {
        var tagKeys: [TokenKind: TagKey] = [:]
        var signing: [SigningKey] = []
        for kind in record.kinds.kinds {
            switch self {
            case .publicKey(let key): tagKeys[kind] = .ed25519(key)
            case .epoch(let epoch):
                let key = try SigningKey.derived(record, kind: kind, epoch: epoch)
                tagKeys[kind] = key.tagKey
                signing.append(key)
            }
        }
        return (tagKeys, signing)
    }
}

extension RingObject {
    fileprivate func secrets(
        _ id: KeyID, suite: Suite, epochs: [String: EpochSecret]
    ) throws(ConfigurationError) -> RingSecrets {
        if fields["publicKey"] != nil, fields["epoch"] != nil {
            throw fault("epoch", "left out where there is a publicKey")
        }
        if suite == .ed25519, fields["publicKey"] != nil {
            let wanted = "64 hexadecimal digits"
            guard let bytes = [UInt8](hexadecimal: try text("publicKey", wanted: wanted)),
                let key = try? Ed25519PublicKey(bytes)
            else { throw fault("publicKey", wanted) }
            return .publicKey(key)
        }
        let name = try text("epoch", wanted: "the name of an epoch")
        guard let epoch = epochs[name] else { throw .unknownEpoch(file, id, epoch: name) }
        return .epoch(epoch)
    }

    fileprivate func record(
        _ id: KeyID, suite: Suite, secrets: RingSecrets
    ) throws(ConfigurationError) -> KeyRecord {
        let audience = Audience(try number("audience", in: 0...0xFFFE))
        let kinds = try kinds()
        let states = KeyState.allCases.map(\.name).joined(separator: ", ")
        guard let state = KeyState(name: try text("state", wanted: states)) else {
            throw fault("state", "one of \(states)")
        }
        let (first, last, until) = (try day("signFrom"), try day("signTo"), try day("acceptUntil"))
        guard first <= last else { throw fault("signTo", "signFrom or a later day") }
        guard last <= until else { throw fault("acceptUntil", "signTo or a later day") }
        return KeyRecord(
            id: id, suite: suite, kinds: kinds, audience: audience, signFrom: first, signTo: last,
            acceptUntil: until, state: state,
            checkValue: try secrets.checkValue(
                id: id, suite: suite, kinds: kinds, audience: audience))
    }

    private func kinds() throws(ConfigurationError) -> KindSet {
        let wanted = "a list of \(TokenKind.allCases.map(\.name).joined(separator: ", "))"
        var kinds: [TokenKind] = []
        for value in try list("kinds") {
            guard case .text(let name) = value, let kind = TokenKind(name: name),
                !kinds.contains(kind)
            else { throw fault("kinds", wanted) }
            kinds.append(kind)
        }
        guard !kinds.isEmpty else { throw fault("kinds", wanted) }
        return KindSet(kinds)
    }

    private func day(_ field: String) throws(ConfigurationError) -> Day {
        let wanted = "a day like 2026-11-22, from 2020-01-01 to 2199-06-06"
        guard let day = Day(text: try text(field, wanted: wanted)), day >= .zero, day <= .last
        else { throw fault(field, wanted) }
        return day
    }
}
