import TesseraModel

/// The statuses of one list's 131 072 slots.
///
/// 1  Up to 8 192 slots that are not open are kept as numbers in order, more as the raw 32 768
///    bytes: the smaller of the two in memory, so equal lists are kept alike.
/// 2  The written form is chosen by its own length, which has nothing to do with 1.
///
/// - Source: T20.
struct StatusList: Hashable, Sendable {
    // `slot << 2 | status` of each slot that is not open, in order.
    private var few: [UInt32]
    // Two bits a slot, the lowest slot in the highest two bits; empty while `few` is enough.
    private var raw: [UInt8]

    static let rawByteCount = VoucherPosition.slotCount / 4
    private static let mostFew = 8_192
    // With so many the sparse form is longer than the raw one, whatever the gaps are.
    private static let surelyRaw = 26_213

    /// A list whose slots are all open.
    init() {
        few = []
        raw = []
    }

    /// A list of the raw form, of the right length.
    init(raw bytes: [UInt8]) {
        precondition(bytes.count == StatusList.rawByteCount)
        if StatusList.count(bytes) > StatusList.mostFew {
            few = []
            raw = bytes
        } else {
            few = StatusList.entries(bytes)
            raw = []
        }
    }

    /// A list of entries in order, none of which is open.
    init(entries: [UInt32]) {
        if entries.count > StatusList.mostFew {
            few = []
            raw = StatusList.expanded(entries)
        } else {
            few = entries
            raw = []
        }
    }

    /// The status of a slot, 0..<131 072.
    func status(at slot: UInt32) -> SlotStatus {
        if !raw.isEmpty {
            let byte = raw[Int(slot >> 2)]
            return SlotStatus(bits: byte >> UInt8(6 - 2 * (slot & 3)))
        }
        let wanted = slot << 2
        var (low, high) = (0, few.count)
        while low < high {
            let middle = (low + high) / 2
            if few[middle] < wanted { low = middle + 1 } else { high = middle }
        }
        guard low < few.count, few[low] >> 2 == slot else { return .open }
        return SlotStatus(bits: UInt8(few[low] & 3))
    }

    /// The raw form.
    var expanded: [UInt8] { raw.isEmpty ? StatusList.expanded(few) : raw }

    /// The slots that are not open, in order.
    var entries: [UInt32] { raw.isEmpty ? few : StatusList.entries(raw) }

    /// The shorter of the two written forms, the sparse one when they are equally long.
    func written() -> (isRaw: Bool, bytes: [UInt8]) {
        if !raw.isEmpty, StatusList.count(raw) >= StatusList.surelyRaw { return (true, raw) }
        let sparse = SparseSlots.bytes(of: entries)
        return sparse.count > StatusList.rawByteCount ? (true, expanded) : (false, sparse)
    }

    /// Reads a list; anything that is not written exactly so is refused.
    ///
    /// - Throws: ``VerificationError/kitDamaged`` for the longer form, slots out of range, open
    ///   entries, spare bits, trailing bytes.
    init(isRaw: Bool, _ bytes: ArraySlice<UInt8>) throws(VerificationError) {
        if isRaw {
            guard bytes.count == StatusList.rawByteCount else { throw .kitDamaged }
            self.init(raw: Array(bytes))
            // Only a list that the sparse form could hold in fewer bytes is looked at twice.
            guard StatusList.count(bytes) >= StatusList.surelyRaw || written().isRaw else {
                throw .kitDamaged
            }
        } else {
            guard bytes.count <= StatusList.rawByteCount else { throw .kitDamaged }
            self.init(entries: try SparseSlots.entries(in: bytes, openToo: false))
        }
    }

    // MARK: Between the forms

    private static func expanded(_ entries: [UInt32]) -> [UInt8] {
        var raw = [UInt8](repeating: 0, count: rawByteCount)
        for entry in entries {
            raw[Int(entry >> 4)] |= UInt8(entry & 3) << UInt8(6 - 2 * (entry >> 2 & 3))
        }
        return raw
    }

    private static func entries(_ raw: [UInt8]) -> [UInt32] {
        var entries: [UInt32] = []
        for index in 0..<raw.count where raw[index] != 0 {
            for part in 0..<4 {
                let status = UInt32(raw[index] >> UInt8(6 - 2 * part) & 3)
                if status != 0 { entries.append(UInt32(index * 4 + part) << 2 | status) }
            }
        }
        return entries
    }

    /// How many slots of the raw form are not open.
    private static func count(_ raw: some Collection<UInt8>) -> Int {
        raw.reduce(0) { $0 &+ (($1 | $1 >> 1) & 0b0101_0101).nonzeroBitCount }
    }
}

extension SlotStatus {
    /// The status in the lowest two bits.
    init(bits: UInt8) {
        switch bits & 3 {
        case 0: self = .open
        case 1: self = .revoked
        case 2: self = .spent
        default: self = .partlySpent
        }
    }
}
