import TesseraModel

/// Some slots of a list with their statuses: a count, the gaps between them, the packed statuses.
///
/// A gap is the number of slots between an entry and the one before it.
///
/// - Source: T20.
enum SparseSlots {
    /// The bytes of entries `slot << 2 | status`, which are in order.
    static func bytes(of entries: [UInt32]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(entries.count * 5 / 4 + 2_048)
        func append(_ number: UInt32) {
            var rest = number
            while rest >= 0x80 {
                bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
                rest >>= 7
            }
            bytes.append(UInt8(rest))
        }
        append(UInt32(entries.count))
        var next: UInt32 = 0
        for entry in entries {
            append(entry >> 2 - next)
            next = entry >> 2 + 1
        }
        var packed = [UInt8](repeating: 0, count: (entries.count + 3) / 4)
        for (index, entry) in entries.enumerated() {
            packed[index / 4] |= UInt8(entry & 3) << UInt8(6 - 2 * (index % 4))
        }
        return bytes + packed
    }

    /// Reads entries `slot << 2 | status`.
    ///
    /// - Parameters:
    ///   - bytes: What ``bytes(of:)`` wrote, to the last byte.
    ///   - openToo: Whether entries may say that a slot is open, as changes do.
    /// - Returns: The entries in order.
    /// - Throws: ``VerificationError/kitDamaged`` for anything that is not written exactly so.
    static func entries(
        in bytes: ArraySlice<UInt8>, openToo: Bool
    ) throws(VerificationError) -> [UInt32] {
        var place = bytes.startIndex
        func varint() throws(VerificationError) -> UInt32 {
            var value: UInt32 = 0
            for shift in stride(from: UInt32(0), to: 21, by: 7) {
                guard place < bytes.endIndex else { throw .kitDamaged }
                let byte = bytes[place]
                place += 1
                value |= UInt32(byte & 0x7F) << shift
                if byte < 0x80 {
                    guard byte != 0 || shift == 0 else { throw .kitDamaged }
                    return value
                }
            }
            throw .kitDamaged
        }
        let count = Int(try varint())
        guard count <= VoucherPosition.slotCount, count <= bytes.count else { throw .kitDamaged }
        var entries: [UInt32] = []
        entries.reserveCapacity(count)
        var next: UInt32 = 0
        for _ in 0..<count {
            let slot = next + (try varint())
            guard slot < VoucherPosition.slotCount else { throw .kitDamaged }
            entries.append(slot << 2)
            next = slot + 1
        }
        guard bytes.endIndex - place == (count + 3) / 4 else { throw .kitDamaged }
        for index in 0..<count {
            let byte = bytes[place + index / 4]
            let status = UInt32(byte >> UInt8(6 - 2 * (index % 4)) & 3)
            guard openToo || status != 0 else { throw .kitDamaged }
            entries[index] |= status
        }
        let spareBits = UInt8(2 * ((4 - count % 4) % 4))
        if let last = bytes[place...].last, last & (1 << spareBits - 1) != 0 { throw .kitDamaged }
        return entries
    }
}
