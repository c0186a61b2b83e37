import TesseraCrypto
import TesseraLedger
import TesseraModel

/// One file of a till's log: a header, and behind it the records with their lengths.
///
/// The layout stands in `docs/claims.md`.
struct LogSegment {
    static let magic = Array("TZCLG".utf8)
    static let version: UInt8 = 1

    /// The number of its first record.
    let first: Int64
    /// The hash of the record before that.
    let previous: ClaimHash

    /// What the file is called; names sort as numbers do.
    var name: String { LogSegment.name(first) }

    static func name(_ first: Int64) -> String {
        let digits = String(first)
        return "claims-" + String(repeating: "0", count: 19 - digits.utf8.count) + digits
    }

    /// The number in a file's name; `nil` for files of other names.
    static func first(inName name: String) -> Int64? {
        guard name.hasPrefix("claims-"), let first = Int64(name.dropFirst(7)), first >= 1,
            LogSegment.name(first) == name
        else { return nil }
        return first
    }

    /// The bytes before the first record.
    func header(_ owner: LogOwner) -> [UInt8] {
        var out = ByteWriter(bytes: LogSegment.magic + [LogSegment.version])
        out.short(owner.device.text.utf8)
        out.number(Int64(owner.epoch), 4)
        out.number(first, 8)
        out.bytes += previous.bytes
        return out.bytes + owner.key.mac(of: out.bytes, for: .logHeader).prefix(32)
    }

    /// Reads the header of a file whose name told its first record.
    static func read(
        _ bytes: [UInt8], first: Int64, _ owner: LogOwner
    ) throws(ClaimError) -> (segment: LogSegment, byteCount: Int) {
        guard Array(bytes.prefix(magic.count)) == magic else {
            throw .logDamaged(record: first, .header)
        }
        guard bytes.count > magic.count, bytes[magic.count] == version else {
            throw .newer(.log, version: bytes.count > magic.count ? bytes[magic.count] : 0)
        }
        let byteCount = magic.count + 1 + 1 + owner.device.text.utf8.count + 4 + 8 + 32 + 32
        guard bytes.count >= byteCount,
            let previous = ClaimHash(bytes[(byteCount - 64)..<(byteCount - 32)])
        else { throw .logDamaged(record: first, .header) }
        let segment = LogSegment(first: first, previous: previous)
        // The whole header follows from what is expected and the hash it names.
        guard Array(bytes.prefix(byteCount)) == segment.header(owner) else {
            throw .logDamaged(record: first, .header)
        }
        return (segment, byteCount)
    }

    /// A record with its length before it: two bytes, and the same two inverted, so that a changed
    /// length is told from a record that was not written to its end.
    static func frame(_ bytes: [UInt8]) -> [UInt8] {
        let count = UInt16(bytes.count)
        let parts = [count, ~count].flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
        return parts + bytes
    }

    /// What stands at an offset of a file.
    enum Found {
        /// A record, by its bytes.
        case record(ArraySlice<UInt8>)
        /// The file ends.
        case end
        /// The file ends within a record.
        case torn
    }

    /// Finds the next record of a file.
    ///
    /// A record was not written to its end if the file is too short for it, or if the file ends in
    /// sixteen zeros, which is what a disk leaves that grew the file first: no MAC ends like that.
    static func next(in bytes: [UInt8], at offset: Int) throws(ClaimFault) -> Found {
        let rest = bytes[offset...]
        if rest.isEmpty { return .end }
        guard rest.count >= 4 else { return .torn }
        let count = UInt16(rest[offset]) << 8 | UInt16(rest[offset + 1])
        let inverse = UInt16(rest[offset + 2]) << 8 | UInt16(rest[offset + 3])
        guard count == ~inverse, (33...ClaimBytes.mostByteCount).contains(Int(count)) else {
            throw .frame
        }
        guard rest.count >= 4 + Int(count) else { return .torn }
        return .record(rest.dropFirst(4).prefix(Int(count)))
    }

    /// Returns whether a file ends as a disk leaves one that grew before it was written.
    static func endsInZeros(_ bytes: [UInt8], from offset: Int) -> Bool {
        let rest = bytes[offset...]
        return rest.allSatisfy { $0 == 0 }
            || rest.count >= 16 && rest.count <= ClaimBytes.mostByteCount + 4
                && rest.suffix(16).allSatisfy { $0 == 0 }
    }
}

/// Whose log it is.
struct LogOwner: Sendable {
    let device: TillID
    let epoch: UInt32
    let key: DeviceKey
}
