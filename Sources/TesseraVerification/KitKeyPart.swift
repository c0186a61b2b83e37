import TesseraCrypto
import TesseraModel
import TesseraToken

// The keys in a kit's file.

extension KitPart {
    static func write(_ key: KitKey, to out: inout KitWriter) {
        let record = key.record
        out.number(Int(record.id.number), 2)
        out.number(Int(record.suite.rawValue), 1)
        out.number(Int(record.kinds.rawValue), 1)
        out.number(Int(record.audience.number), 2)
        for day in [record.signFrom, record.signTo, record.acceptUntil] {
            out.number(day.number, 2)
        }
        out.number(Int(record.state.rawValue), 1)
        out.number(Int(record.checkValue), 4)
        let material = material(of: key)
        out.number(material.count, 2)
        out.bytes += material
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

    static func keys(
        _ bytes: ArraySlice<UInt8>, for audiences: [Audience]
    ) throws(VerificationError) -> [KitKey] {
        var reader = KitReader(bytes)
        var keys: [KitKey] = []
        var last: KeyID?
        for _ in 0..<(try reader.number(2)) {
            let id = KeyID(UInt16(try reader.number(2)))
            guard id.isAssignable, last.map({ $0 < id }) ?? true else { throw .kitDamaged }
            last = id
            if let key = try key(id, &reader) {
                guard audiences.contains(key.record.audience) else { throw .kitDamaged }
                keys.append(key)
            }
        }
        try reader.finish()
        return keys
    }

    /// Reads a key; `nil` for one of a suite that this program does not know, which is skipped.
    private static func key(
        _ id: KeyID, _ reader: inout KitReader
    ) throws(VerificationError) -> KitKey? {
        let suite = Suite(rawValue: UInt8(try reader.number(1)))
        let kinds = KindSet(rawValue: UInt8(try reader.number(1)))
        let audience = Audience(UInt16(try reader.number(2)))
        var days: [Day] = []
        for _ in 0..<3 { days.append(Day(civilNumber: try reader.number(2))) }
        let stateNumber = UInt8(try reader.number(1))
        let checkValue = UInt32(try reader.number(4))
        let material = try reader.take(try reader.number(2))
        guard let suite else { return nil }
        guard let state = KeyState(rawValue: stateNumber) else { throw .kitDamaged }
        let record = KeyRecord(
            id: id, suite: suite, kinds: kinds, audience: audience, signFrom: days[0],
            signTo: days[1], acceptUntil: days[2], state: state, checkValue: checkValue)
        return KitKey(record: record, material: try self.material(record, material))
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
}
