import TesseraModel

/// What a kit knows about one voucher.
///
/// - Source: T20.
package enum SlotStatus: UInt8, Sendable, CaseIterable {
    /// Nothing has happened to it.
    case open = 0
    /// It was taken back.
    case revoked = 1
    /// It was used up.
    case spent = 2
    /// Part of it was used.
    case partlySpent = 3
}

/// Two bits for every slot of the lists that a kit carries.
///
/// - Source: T20.
package struct StatusMap: Hashable, Sendable {
    // A list's slots that are not open, as `slot << 2 | status`, in order.
    private var lists: [UInt16: [UInt32]]

    /// A map of some lists, all of whose slots are open.
    package init(lists: some Sequence<UInt16>) {
        self.lists = [:]
        for list in lists { self.lists[list] = [] }
    }

    /// The lists it carries, in order.
    package var knownLists: [UInt16] { lists.keys.sorted() }

    /// What is known about a position; `nil` if the map does not carry its list.
    package subscript(position: VoucherPosition) -> SlotStatus? {
        guard let slots = lists[position.list] else { return nil }
        let wanted = position.slot << 2
        var (low, high) = (0, slots.count)
        while low < high {
            let middle = (low + high) / 2
            if slots[middle] < wanted { low = middle + 1 } else { high = middle }
        }
        guard low < slots.count, slots[low] >> 2 == position.slot else { return .open }
        return SlotStatus(rawValue: UInt8(slots[low] & 3))
    }

    /// Carries a list from now on, with all its slots open.
    package mutating func know(_ list: UInt16) {
        if lists[list] == nil { lists[list] = [] }
    }

    /// Notes statuses in place of what was noted before; lists not carried yet are added.
    ///
    /// - Parameter statuses: The last one of a position counts.
    package mutating func note(_ statuses: some Sequence<(VoucherPosition, SlotStatus)>) {
        var news: [UInt16: [UInt32: SlotStatus]] = [:]
        for (position, status) in statuses {
            news[position.list, default: [:]][position.slot] = status
        }
        for (list, changed) in news {
            var slots = (lists[list] ?? []).filter { changed[$0 >> 2] == nil }
            for (slot, status) in changed where status != .open {
                slots.append(slot << 2 | UInt32(status.rawValue))
            }
            lists[list] = slots.sorted()
        }
    }

    // MARK: The written form of one list

    static let rawByteCount = VoucherPosition.slotCount / 4

    /// The shorter of the two forms of a list, the sparse one when they are equally long.
    func written(_ list: UInt16) -> (isRaw: Bool, bytes: [UInt8]) {
        let slots = lists[list] ?? []
        let sparse = StatusMap.sparse(slots)
        guard sparse.count > StatusMap.rawByteCount else { return (false, sparse) }
        var raw = [UInt8](repeating: 0, count: StatusMap.rawByteCount)
        for entry in slots {
            raw[Int(entry >> 4)] |= UInt8(entry & 3) << UInt8(6 - 2 * (entry >> 2 & 3))
        }
        return (true, raw)
    }

    /// Count, gaps and packed statuses: a gap is the number of open slots before the next entry.
    private static func sparse(_ slots: [UInt32]) -> [UInt8] {
        var bytes: [UInt8] = []
        func append(_ number: UInt32) {
            var rest = number
            while rest >= 0x80 {
                bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
                rest >>= 7
            }
            bytes.append(UInt8(rest))
        }
        append(UInt32(slots.count))
        var next: UInt32 = 0
        for entry in slots {
            append(entry >> 2 - next)
            next = entry >> 2 + 1
        }
        var packed = [UInt8](repeating: 0, count: (slots.count + 3) / 4)
        for (index, entry) in slots.enumerated() {
            packed[index / 4] |= UInt8(entry & 3) << UInt8(6 - 2 * (index % 4))
        }
        return bytes + packed
    }

    /// Reads one list; anything that is not written exactly so is refused.
    ///
    /// - Throws: ``VerificationError/kitDamaged`` for the longer form, slots out of range, open
    ///   entries, spare bits, trailing bytes.
    mutating func read(
        _ list: UInt16, isRaw: Bool, _ bytes: ArraySlice<UInt8>
    ) throws(VerificationError) {
        guard lists[list] == nil else { throw .kitDamaged }
        lists[list] = isRaw ? try StatusMap.raw(bytes) : try StatusMap.sparse(bytes)
        guard written(list).isRaw == isRaw else { throw .kitDamaged }
    }

    private static func raw(_ bytes: ArraySlice<UInt8>) throws(VerificationError) -> [UInt32] {
        guard bytes.count == rawByteCount else { throw .kitDamaged }
        var slots: [UInt32] = []
        for (index, byte) in bytes.enumerated() where byte != 0 {
            for part in 0..<4 {
                let status = UInt32(byte >> UInt8(6 - 2 * part) & 3)
                if status != 0 { slots.append(UInt32(index * 4 + part) << 2 | status) }
            }
        }
        return slots
    }

    private static func sparse(_ bytes: ArraySlice<UInt8>) throws(VerificationError) -> [UInt32] {
        var rest = bytes
        func varint() throws(VerificationError) -> UInt32 {
            var value: UInt32 = 0
            for shift in stride(from: UInt32(0), to: 21, by: 7) {
                guard let byte = rest.popFirst() else { throw .kitDamaged }
                value |= UInt32(byte & 0x7F) << shift
                if byte < 0x80 {
                    guard byte != 0 || shift == 0 else { throw .kitDamaged }
                    return value
                }
            }
            throw .kitDamaged
        }
        let count = try varint()
        guard count <= VoucherPosition.slotCount else { throw .kitDamaged }
        var slots: [UInt32] = []
        var next: UInt32 = 0
        for _ in 0..<count {
            let slot = next + (try varint())
            guard slot < VoucherPosition.slotCount else { throw .kitDamaged }
            slots.append(slot << 2)
            next = slot + 1
        }
        guard rest.count == (slots.count + 3) / 4 else { throw .kitDamaged }
        let packed = Array(rest)
        for index in slots.indices {
            let status = UInt32(packed[index / 4] >> UInt8(6 - 2 * (index % 4)) & 3)
            guard status != 0 else { throw .kitDamaged }
            slots[index] |= status
        }
        let spareBits = UInt8(2 * ((4 - slots.count % 4) % 4))
        if let last = packed.last, last & (1 << spareBits - 1) != 0 { throw .kitDamaged }
        return slots
    }
}
