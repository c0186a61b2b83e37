import TesseraCrypto
import TesseraModel

/// The changes from one kit to a later one of the same acceptor, for thin lines.
///
/// 1  They apply to exactly their base: its number and the SHA-256 of its content are in them.
/// 2  They bring the later kit's own signature along, so what they make is byte for byte the later
///    kit's file, and is read like any other.
///
/// The layout stands in `docs/kits.md`.
///
/// - Source: T20, T21.
package enum KitDelta {
    /// The bytes of the changes.
    ///
    /// - Parameters:
    ///   - base: The file of the kit that the till has.
    ///   - next: The file of a kit of a higher number.
    ///   - key: The issuer's key, which signed both.
    /// - Returns: What ``applied(_:to:from:)`` takes.
    /// - Throws: As ``KitFile/kit(_:from:)`` for either file; ``VerificationError/crypto(_:)``.
    package static func bytes(
        from base: [UInt8], to next: [UInt8], signedBy key: Ed25519PrivateKey
    ) throws(VerificationError) -> [UInt8] {
        let old = try KitFrame(base, from: key.publicKey)
        let new = try KitFrame(next, from: key.publicKey)
        let (oldHead, newHead) = (try KitPart.Head(old[.head]), try KitPart.Head(new[.head]))
        precondition(oldHead.edition.sequence < newHead.edition.sequence)
        precondition(oldHead.edition.acceptor == newHead.edition.acceptor)
        var out = KitWriter()
        out.number(Int(oldHead.edition.sequence), 8)
        out.bytes += old.digest
        out.bytes += new.signature
        for part in KitPart.allCases where part != .status {
            out.part(Splice.bytes(from: old[part], to: new[part]))
        }
        let changes = StatusChanges(
            from: try StatusMap(written: old[.status]), to: try StatusMap(written: new[.status]))
        out.part(changes.bytes)
        return try KitSeal.delta.file(out.bytes, signedBy: key)
    }

    /// The number of the kit that changes apply to.
    ///
    /// - Throws: As ``applied(_:to:from:)`` for a file that is not whole or not genuine.
    package static func base(
        of delta: [UInt8], from publicKey: Ed25519PublicKey
    ) throws(VerificationError) -> UInt64 {
        var reader = KitReader(try KitSeal.delta.content(of: delta, from: publicKey))
        return UInt64(bitPattern: Int64(try reader.number(8)))
    }

    /// The later kit's file.
    ///
    /// - Parameters:
    ///   - delta: The changes.
    ///   - base: The file of the kit that they apply to.
    ///   - publicKey: The issuer's key, as it was pinned.
    /// - Returns: Byte for byte the file of the later kit.
    /// - Throws: ``VerificationError/kitDeltaMismatch(held:base:)`` if the base is another kit; as
    ///   ``KitFile/kit(_:from:)`` for either file.
    package static func applied(
        _ delta: [UInt8], to base: [UInt8], from publicKey: Ed25519PublicKey
    ) throws(VerificationError) -> [UInt8] {
        var reader = KitReader(try KitSeal.delta.content(of: delta, from: publicKey))
        let old = try KitFrame(base, from: publicKey)
        let held = try KitPart.Head(old[.head]).edition.sequence
        let wanted = UInt64(bitPattern: Int64(try reader.number(8)))
        let digest = try reader.take(KitSeal.digestByteCount)
        guard held == wanted, old.digest == Array(digest) else {
            throw .kitDeltaMismatch(held: held, base: wanted)
        }
        let signature = Array(try reader.take(KitSeal.signatureByteCount))
        var out = KitWriter()
        for part in KitPart.allCases where part != .status {
            out.part(try Splice.applied(try reader.part(), to: old[part]))
        }
        var map = try StatusMap(written: old[.status])
        try StatusChanges(try reader.part()).apply(to: &map)
        try reader.finish()
        var status = KitWriter()
        map.write(to: &status)
        out.part(status.bytes)
        let next = KitSeal.whole.file(out.bytes, signature: signature)
        _ = try KitSeal.whole.content(of: next, from: publicKey)
        return next
    }
}

/// One part in terms of another: what both begin with, what both end with, and what is between.
private enum Splice {
    static func bytes(from old: ArraySlice<UInt8>, to new: ArraySlice<UInt8>) -> [UInt8] {
        let most = min(old.count, new.count)
        var head = 0
        while head < most, old[old.startIndex + head] == new[new.startIndex + head] { head += 1 }
        var tail = 0
        while tail < most - head,
            old[old.endIndex - 1 - tail] == new[new.endIndex - 1 - tail]
        {
            tail += 1
        }
        var out = KitWriter()
        out.number(head, 4)
        out.number(tail, 4)
        return out.bytes + new.dropFirst(head).dropLast(tail)
    }

    static func applied(
        _ splice: ArraySlice<UInt8>, to old: ArraySlice<UInt8>
    ) throws(VerificationError) -> [UInt8] {
        var reader = KitReader(splice)
        let head = try reader.number(4)
        let tail = try reader.number(4)
        guard head + tail <= old.count else { throw .kitDamaged }
        return old.prefix(head) + (try reader.take(reader.remaining)) + old.suffix(tail)
    }
}
