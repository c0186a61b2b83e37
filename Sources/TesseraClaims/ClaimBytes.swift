import TesseraLedger
import TesseraModel
import TesseraToken

/// The bytes of a record: one spelling, big-endian.
///
/// The layout stands in `docs/claims.md`.
///
/// - Source: L14.
enum ClaimBytes {
    static let version: Int64 = 1
    /// No record with its MAC is longer.
    static let mostByteCount = 385

    static func bytes(of record: ClaimRecord) -> [UInt8] {
        var out = ByteWriter()
        out.number(version, 1)
        out.number(record.taken == nil ? 2 : 1, 1)
        out.bytes += record.id.bytes
        out.short(record.device.text.utf8)
        out.number(Int64(record.epoch), 4)
        out.number(record.sequence, 8)
        out.bytes += record.previous.bytes
        out.number(record.kit, 8)
        out.number(record.occurredAt.milliseconds, 8)
        switch record.act {
        case .undo(let claim): out.bytes += claim.bytes
        case .redeem(let taken):
            out.short(taken.body.bytes)
            put(taken.demand, into: &out)
            out.number(taken.amount, 8)
            out.number(taken.leased, 8)
            out.number(taken.left, 8)
            out.number(taken.discount == nil ? 0 : 1, 1)
            if let discount = taken.discount { out.number(discount, 8) }
        }
        out.short((record.operator?.text ?? "").utf8)
        return out.bytes
    }

    private static func put(_ demand: Demand, into out: inout ByteWriter) {
        switch demand {
        case .amount(let money): put(1, money, into: &out)
        case .everything: out.number(2, 1)
        case .uses(let count):
            out.number(3, 1)
            out.number(Int64(count), 2)
        case .purchase(let price): put(4, price, into: &out)
        }
    }

    private static func put(_ sort: Int64, _ money: Money, into out: inout ByteWriter) {
        out.number(sort, 1)
        out.number(money.minorUnits, 8)
        out.number(Int64(money.currency.numericCode), 2)
    }

    static func record(_ bytes: ArraySlice<UInt8>) throws(ClaimFault) -> ClaimRecord {
        var reader = ByteReader(bytes)
        guard try reader.number(1) == version else { throw .version }
        let act = try reader.number(1)
        guard act == 1 || act == 2 else { throw .act }
        let id = try operation(&reader)
        guard let device = TillID(String(decoding: try reader.short(), as: UTF8.self)) else {
            throw .device
        }
        let epoch = try reader.number(4)
        let sequence = try reader.number(in: 1...Int64.max)
        guard epoch >= 1, let previous = ClaimHash(try reader.take(32)) else { throw .number }
        let kit = try reader.number(in: 1...Int64.max)
        let time = Timestamp(milliseconds: try reader.number(in: ClaimRecord.times))
        let done: ClaimRecord.Act =
            act == 1 ? .redeem(try taken(&reader)) : .undo(try operation(&reader))
        let worker = try worker(&reader)
        try reader.finish()
        return ClaimRecord(
            id: id, device: device, epoch: UInt32(epoch), sequence: sequence,
            previous: previous, kit: kit, occurredAt: time, act: done, operator: worker)
    }

    /// Who worked there; an empty text for nobody.
    private static func worker(_ reader: inout ByteReader) throws(ClaimFault) -> OperatorID? {
        let text = String(decoding: try reader.short(), as: UTF8.self)
        if text.isEmpty { return nil }
        guard let worker = OperatorID(text) else { throw .operator }
        return worker
    }

    private static func operation(_ reader: inout ByteReader) throws(ClaimFault) -> OperationID {
        guard let id = OperationID(bytes: try reader.take(16)) else { throw .cut }
        return id
    }

    private static func taken(
        _ reader: inout ByteReader
    ) throws(ClaimFault) -> ClaimRecord.Taken {
        let body: TokenBody
        let bytes = Array(try reader.short())
        do throws(TokenError) { body = try TokenBody(bytes) } catch { throw .body }
        let demand: Demand
        switch try reader.number(1) {
        case 1: demand = .amount(try money(&reader))
        case 2: demand = .everything
        case 3:
            let count = try reader.number(2)
            guard count >= 1 else { throw .number }
            demand = .uses(Int(count))
        case 4: demand = .purchase(try money(&reader))
        default: throw .demand
        }
        let amount = try reader.number(8)
        let leased = try reader.number(8)
        let left = try reader.number(8)
        let discount = try reader.flag() ? try reader.number(8) : nil
        guard
            let taken = ClaimRecord.Taken(
                body: body, demand: demand, amount: amount, leased: leased, left: left,
                discount: discount)
        else { throw .demand }
        return taken
    }

    private static func money(_ reader: inout ByteReader) throws(ClaimFault) -> Money {
        let amount = try reader.number(in: 0...AmountText.largestMinorUnits)
        guard let currency = Currency(numericCode: UInt16(try reader.number(2))) else {
            throw .number
        }
        return Money(minorUnits: amount, currency: currency)
    }
}
