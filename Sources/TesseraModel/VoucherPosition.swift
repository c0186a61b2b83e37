/// Where a member's or a voucher's status lives: a slot of a status list.
///
/// State is keyed on this pair and never on the scanned text, so two spellings can never be two
/// vouchers.
///
/// - Source: T3.
package struct VoucherPosition: Hashable, Comparable, Sendable {
    /// How many slots a list has, 131 072.
    package static let slotCount = 131_072
    /// How many positions there are in all.
    package static let positionCount = 65_536 * slotCount

    /// The status list.
    package let list: UInt16
    /// The slot of the list, 0…131 071.
    package let slot: UInt32

    /// The position in a list; `nil` if the list has no such slot.
    package init?(list: UInt16, slot: UInt32) {
        guard slot < VoucherPosition.slotCount else { return nil }
        self.list = list
        self.slot = slot
    }

    /// The position with a number counted over all lists; `nil` outside 0..<2³³.
    package init?(number: Int) {
        guard (0..<VoucherPosition.positionCount).contains(number) else { return nil }
        self.list = UInt16(number / VoucherPosition.slotCount)
        self.slot = UInt32(number % VoucherPosition.slotCount)
    }

    /// The number counted over all lists, list × 131 072 + slot.
    package var number: Int { Int(list) * VoucherPosition.slotCount + Int(slot) }

    package static func < (left: VoucherPosition, right: VoucherPosition) -> Bool {
        left.number < right.number
    }

    /// The voucher's id as people and programs write it, `vch_3_70001`.
    package var voucherText: String { "vch_\(list)_\(slot)" }

    /// Reads `vch_3_70001`; `nil` for another form or a slot out of range.
    package init?(voucherText: String) {
        let parts = voucherText.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "vch", let list = UInt16(parts[1]),
            let slot = UInt32(parts[2])
        else { return nil }
        self.init(list: list, slot: slot)
        // The integers also read `+1` and `01`; a voucher has one spelling.
        guard self.voucherText == voucherText else { return nil }
    }
}

extension VoucherPosition: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let position = VoucherPosition(number: try container.decode(Int.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "not a voucher position")
        }
        self = position
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(number)
    }
}
