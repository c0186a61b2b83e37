import TesseraCrypto
import TesseraModel
import TesseraToken

/// The bytes of a kit: magic, version, the parts in order, and SHA-256 over everything before it.
///
/// The layout stands in `docs/kits.md`.
///
/// - Source: T19, T20.
package enum KitFile {
    static let magic = Array("TZKIT".utf8)
    static let version: UInt8 = 1

    /// The bytes of a kit's file; it holds leaves, so it belongs to the till alone.
    package static func bytes(of kit: Kit) -> [UInt8] {
        var out = KitWriter()
        out.bytes = magic + [version]
        out.text(kit.issuer)
        out.text(kit.zone.name)
        out.number(kit.zone.changes.count, 2)
        for change in kit.zone.changes {
            out.number(Int(change.fromSeconds), 8)
            out.number(Int(change.offsetSeconds), 4)
        }
        out.number(kit.audiences.count, 1)
        for audience in kit.audiences { out.number(Int(audience.number), 2) }
        out.number(kit.isTraining ? 1 : 0, 1)
        out.number(Int(kit.issuedAt.milliseconds), 8)
        out.number(Int(kit.expiresAt.milliseconds), 8)
        out.number(kit.keys.count, 2)
        for key in kit.keys { out.key(key) }
        let lists = kit.status.knownLists
        out.number(lists.count, 2)
        for list in lists {
            let (isRaw, bytes) = kit.status.written(list)
            out.number(Int(list), 2)
            out.number(isRaw ? 1 : 0, 1)
            out.number(bytes.count, 4)
            out.bytes += bytes
        }
        return out.bytes + Digest.sha256(out.bytes)
    }

    /// Reads a kit's file whole.
    ///
    /// - Throws: ``VerificationError/kitDamaged`` if any bit is not as it was written, or the file
    ///   is cut or longer; ``VerificationError/kitNewer(version:)`` for a later form.
    package static func kit(_ bytes: [UInt8]) throws(VerificationError) -> Kit {
        guard bytes.count > magic.count + 33, Array(bytes[0..<magic.count]) == magic,
            Digest.sha256(Array(bytes.dropLast(32))) == Array(bytes.suffix(32))
        else { throw .kitDamaged }
        guard bytes[magic.count] == version else { throw .kitNewer(version: bytes[magic.count]) }
        var reader = KitReader(bytes[(magic.count + 1)..<(bytes.count - 32)])
        let issuer = try reader.text()
        let zone = try reader.zone()
        var audiences: [Audience] = []
        for _ in 0..<(try reader.number(1)) {
            audiences.append(Audience(UInt16(try reader.number(2))))
        }
        let training = try reader.number(1)
        let issuedAt = try reader.time()
        let expiresAt = try reader.time()
        var keys: [KitKey] = []
        for _ in 0..<(try reader.number(2)) {
            if let key = try reader.key() { keys.append(key) }
        }
        let status = try reader.statusMap()
        guard reader.isAtEnd, training <= 1 else { throw .kitDamaged }
        return Kit(
            issuer: issuer, zone: zone, audiences: audiences, isTraining: training == 1,
            issuedAt: issuedAt, expiresAt: expiresAt, keys: keys, status: status)
    }
}

private struct KitWriter {
    var bytes: [UInt8] = []

    mutating func number(_ number: Int, _ count: Int) {
        for index in (0..<count).reversed() {
            bytes.append(UInt8(truncatingIfNeeded: number >> (8 * index)))
        }
    }

    mutating func text(_ text: String) {
        let utf8 = Array(text.utf8.prefix(65_535))
        number(utf8.count, 2)
        bytes += utf8
    }

    mutating func key(_ key: KitKey) {
        let record = key.record
        number(Int(record.id.number), 2)
        number(Int(record.suite.rawValue), 1)
        number(Int(record.kinds.rawValue), 1)
        number(Int(record.audience.number), 2)
        for day in [record.signFrom, record.signTo, record.acceptUntil] { number(day.number, 2) }
        number(Int(record.state.rawValue), 1)
        number(Int(record.checkValue), 4)
        let material = KitWriter.material(of: key)
        number(material.count, 2)
        bytes += material
    }

    private static func material(of key: KitKey) -> [UInt8] {
        // A retired key is known by its record alone, so that its tokens are named as such.
        guard key.record.state != .retired else { return [] }
        switch key.material {
        case .publicKey(let publicKey): return publicKey.bytes
        case .leaves(let leaves):
            return key.record.kinds.kinds.flatMap { kind in
                guard let leaf = leaves[kind] else {
                    preconditionFailure("A kit's key has a leaf for each of its kinds.")
                }
                return leaf.exposed()
            }
        }
    }
}

private struct KitReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func take(_ count: Int) throws(VerificationError) -> ArraySlice<UInt8> {
        guard rest.count >= count else { throw .kitDamaged }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    mutating func number(_ count: Int) throws(VerificationError) -> Int {
        try take(count).reduce(0) { $0 << 8 | Int($1) }
    }

    mutating func signed(_ count: Int) throws(VerificationError) -> Int {
        let spare = 64 - 8 * count
        return (try number(count) << spare) >> spare
    }

    /// A time that can be reckoned with: milliseconds of 53 bits and a sign.
    mutating func time() throws(VerificationError) -> Timestamp {
        let milliseconds = Int64(try signed(8))
        guard milliseconds.magnitude < 1 << 53 else { throw .kitDamaged }
        return Timestamp(milliseconds: milliseconds)
    }

    mutating func text() throws(VerificationError) -> String {
        let bytes = try take(try number(2))
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .kitDamaged }
        return text
    }

    mutating func zone() throws(VerificationError) -> IssuerZone {
        let name = try text()
        var changes: [IssuerZone.Change] = []
        for _ in 0..<(try number(2)) {
            let from = Int64(try signed(8))
            // A zone sorts its changes, so in another order they would be a second spelling.
            guard changes.last?.fromSeconds ?? .min < from else { throw .kitDamaged }
            let offset = Int32(try signed(4))
            guard offset.magnitude <= IssuerZone.largestOffset.magnitude else {
                throw .kitDamaged
            }
            changes.append(IssuerZone.Change(fromSeconds: from, offsetSeconds: offset))
        }
        guard let first = changes.first else { throw .kitDamaged }
        return IssuerZone(name: name, first: first, later: Array(changes.dropFirst()))
    }

    /// Reads a key; `nil` for one of a suite that this program does not know, which is skipped.
    mutating func key() throws(VerificationError) -> KitKey? {
        let id = KeyID(UInt16(try number(2)))
        let suite = Suite(rawValue: UInt8(try number(1)))
        let kinds = KindSet(rawValue: UInt8(try number(1)))
        let audience = Audience(UInt16(try number(2)))
        var days: [Day] = []
        for _ in 0..<3 { days.append(Day(civilNumber: try number(2))) }
        let stateNumber = UInt8(try number(1))
        let checkValue = UInt32(try number(4))
        let material = try take(try number(2))
        guard let suite else { return nil }
        guard let state = KeyState(rawValue: stateNumber) else { throw .kitDamaged }
        let record = KeyRecord(
            id: id, suite: suite, kinds: kinds, audience: audience, signFrom: days[0],
            signTo: days[1], acceptUntil: days[2], state: state, checkValue: checkValue)
        return KitKey(record: record, material: try KitReader.material(record, material))
    }

    private static func material(
        _ record: KeyRecord, _ bytes: ArraySlice<UInt8>
    ) throws(VerificationError) -> KitKey.Material {
        if record.state == .retired {
            guard bytes.isEmpty else { throw .kitDamaged }
            return .leaves([:])
        }
        if record.suite == .ed25519 {
            do throws(CryptoError) {
                return .publicKey(try Ed25519PublicKey(Array(bytes)))
            } catch { throw .kitDamaged }
        }
        let kinds = record.kinds.kinds
        guard bytes.count == 32 * kinds.count else { throw .kitDamaged }
        var leaves: [TokenKind: SecretBytes] = [:]
        for (index, kind) in kinds.enumerated() {
            leaves[kind] = SecretBytes(bytes.dropFirst(32 * index).prefix(32))
        }
        return .leaves(leaves)
    }

    mutating func statusMap() throws(VerificationError) -> StatusMap {
        var map = StatusMap(lists: [UInt16]())
        var last = -1
        for _ in 0..<(try number(2)) {
            let list = try number(2)
            let form = try number(1)
            guard list > last, form <= 1 else { throw .kitDamaged }
            last = list
            let count = try number(4)
            try map.read(UInt16(list), isRaw: form == 1, try take(count))
        }
        return map
    }
}
