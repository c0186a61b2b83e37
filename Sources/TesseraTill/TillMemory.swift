import TesseraClaims
import TesseraLedger
import TesseraModel
import TesseraToken

/// What this till took, as its log tells it: the local spent set.
///
/// A pure function of the log, so it is the same after a restart.
///
/// - Source: T12 (step 13), R8; F23.
struct TillMemory {
    /// A use of a voucher.
    struct Entry {
        let id: OperationID
        let sequence: Int64
        let position: VoucherPosition
        let time: Timestamp
        let isMoney: Bool
        let taken: Int64
        let leased: Int64
        let `operator`: OperatorID?
        /// The claim that put it back.
        var undo: (id: OperationID, time: Timestamp)?
    }

    /// What an operation did.
    enum Deed {
        case redeemed(Entry)
        case undid(OperationID, sequence: Int64)
    }

    private var entries: [Entry] = []
    private var indices: [OperationID: Int] = [:]
    private var undos: [OperationID: (redemption: OperationID, sequence: Int64)] = [:]
    private var uses: [VoucherPosition: [Int]] = [:]

    /// Takes in the log's next record.
    mutating func note(_ claim: LoggedClaim) {
        let record = claim.record
        switch record.act {
        case .redeem(let taken):
            let position = taken.body.token.position
            indices[record.id] = entries.count
            uses[position, default: []].append(entries.count)
            entries.append(
                Entry(
                    id: record.id, sequence: record.sequence, position: position,
                    time: record.occurredAt, isMoney: taken.body.token.kind == .gift,
                    taken: taken.amount, leased: taken.leased, operator: record.operator))
        case .undo(let id):
            undos[record.id] = (id, record.sequence)
            if let index = indices[id] { entries[index].undo = (record.id, record.occurredAt) }
        }
    }

    /// What an operation did; `nil` if the log has none of that id.
    func deed(of id: OperationID) -> Deed? {
        if let index = indices[id] { return .redeemed(entries[index]) }
        return undos[id].map { .undid($0.redemption, sequence: $0.sequence) }
    }

    /// The use with an id.
    func entry(_ id: OperationID) -> Entry? { indices[id].map { entries[$0] } }

    /// The latest use, put back or not.
    var latest: Entry? { entries.last }

    /// What was taken of a voucher in records that the kit does not know of.
    func use(of position: VoucherPosition, beyond sequence: Int64) -> (taken: Int64, leased: Int64)
    {
        (uses[position] ?? []).reduce(into: (0, 0)) { sum, index in
            let entry = entries[index]
            guard entry.undo == nil, entry.sequence > sequence else { return }
            sum.0 += entry.taken
            sum.1 += entry.leased
        }
    }

    /// The latest use of a voucher that was not put back.
    func lastUse(of position: VoucherPosition) -> Entry? {
        uses[position]?.last { entries[$0].undo == nil }.map { entries[$0] }
    }

    /// What was taken on a day beyond what was put aside for it: money in minor units, and uses.
    func use(on day: Day, in zone: IssuerZone) -> (money: Int64, uses: Int64) {
        var sum: (money: Int64, uses: Int64) = (0, 0)
        // Times never go back in a log, so the day's uses are behind those of the days before.
        for entry in entries.reversed() {
            let then = zone.day(at: entry.time)
            if then < day { break }
            guard then == day, entry.undo == nil else { continue }
            if entry.isMoney {
                sum.money += entry.taken - entry.leased
            } else {
                sum.uses += entry.taken - entry.leased
            }
        }
        return sum
    }
}
