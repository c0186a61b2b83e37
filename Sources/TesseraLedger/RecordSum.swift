import TesseraModel

/// A sum over what an operation's row says and nothing else in the book repeats: its id, its time,
/// its place, and what was asked. What came of it follows from that, and the recount says so; but
/// of a claim that came to nothing any amount could have been asked.
///
/// 64 bits in the manner of FNV-1a. Every step is a bijection, so a change within one byte of a
/// text, or within one number, never leaves the same sum. Whoever can write the book can write a
/// sum that fits; against that there is the chain.
///
/// - Source: L1.
package struct RecordSum: Hashable, Sendable {
    private var state: UInt64 = 0xCBF2_9CE4_8422_2325

    /// The sum of a plain redemption, which has no detail.
    ///
    /// - Parameters:
    ///   - operation: Its id.
    ///   - time: The ledger's time.
    ///   - shop: Where; empty for none.
    ///   - tillText: The till and who worked there.
    ///   - position: The voucher.
    ///   - demand: What was asked.
    package init(
        _ operation: OperationID, at time: Timestamp, shop: String, tillText: String,
        of position: VoucherPosition, _ demand: Demand
    ) {
        add(operation, time, shop, tillText)
        add(UInt64(position.number))
        switch demand {
        case .everything: add(0)
        case .amount(let money): add(1, money)
        case .uses(let count):
            add(2)
            add(UInt64(count))
        case .purchase(let price): add(3, price)
        }
    }

    /// The sum of any other operation over the JSON of its detail.
    fileprivate init(_ booked: BookedOperation, _ json: some Collection<UInt8>) {
        add(
            booked.operation, booked.time, booked.place?.shop?.text ?? "",
            booked.place?.tillText ?? "")
        add(json)
    }

    /// Sixteen hexadecimal digits in lower case.
    package var text: String {
        let digits = String(state, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }

    private mutating func add(_ word: UInt64) { state = (state ^ word) &* 0x0000_0100_0000_01B3 }

    private mutating func add(_ bytes: some Collection<UInt8>) {
        for byte in bytes { add(UInt64(byte)) }
        add(UInt64(bytes.count))
    }

    private mutating func add(_ kind: UInt64, _ money: Money) {
        add(kind)
        add(UInt64(bitPattern: money.minorUnits))
        add(UInt64(money.currency.numericCode))
    }

    private mutating func add(
        _ operation: OperationID, _ time: Timestamp, _ shop: String, _ till: String
    ) {
        add(operation.high)
        add(operation.low)
        add(UInt64(bitPattern: time.milliseconds))
        add(shop.utf8)
        add(till.utf8)
    }
}

/// What stands in an operation's row behind its columns: of a plain redemption that was accepted
/// its sum, of all others compact JSON with their sum at its end. Rows without a sum are of before
/// there was one.
package enum StoredDetail {
    private static let key = Array(",\"sum\":\"".utf8)
    private static let end = Array("\"}".utf8)
    private static let sumByteCount = 16

    /// The text of an operation.
    ///
    /// - Throws: What the JSON encoder throws.
    package static func text(of booked: BookedOperation) throws -> String {
        if let sum = plainSum(of: booked) { return sum.text }
        var json = try OperationDetail.text(of: booked)
        let sum = RecordSum(booked, json.utf8)
        json.removeLast()
        return json + ",\"sum\":\"" + sum.text + "\"}"
    }

    /// What a text says; `nil` for a plain redemption, which stands in the columns alone.
    ///
    /// - Throws: ``LedgerError/ledgerDamaged`` if it cannot be read.
    package static func detail(in text: String?) throws(LedgerError) -> OperationDetail? {
        guard let text, text.utf8.first == UInt8(ascii: "{") else { return nil }
        return try CompactText.value(OperationDetail.self, of: text)
    }

    /// Returns whether an operation as it was read is the one that was written with a text.
    package static func vouches(_ text: String?, for booked: BookedOperation) -> Bool {
        guard let text else { return true }
        let bytes = Array(text.utf8)
        guard bytes.first == UInt8(ascii: "{") else { return text == plainSum(of: booked)?.text }
        let start = bytes.count - key.count - sumByteCount - end.count
        guard start > 0, bytes[start...].starts(with: key), bytes.suffix(2) == end[...] else {
            return true
        }
        let json = bytes[..<start] + [UInt8(ascii: "}")]
        let sum = bytes[(start + key.count)..<(bytes.count - end.count)]
        return Array(RecordSum(booked, json).text.utf8) == Array(sum)
    }

    private static func plainSum(of booked: BookedOperation) -> RecordSum? {
        guard case .redeem(let position, let demand, nil) = booked.wish, booked.refusal == nil
        else { return nil }
        return RecordSum(
            booked.operation, at: booked.time, shop: booked.place?.shop?.text ?? "",
            tillText: booked.place?.tillText ?? "", of: position, demand)
    }
}
