import TesseraLedger
import TesseraModel

/// What devices upload, booked as a whole: everything that decides is locked and read beforehand,
/// and everything that was decided is written at the end, each with a few statements.
///
/// 1  Parties are locked in order of their names and then vouchers in order of their positions, so
///    that two uploads do not wait in a circle.
/// 2  What was not foreseen is asked of the ordinary paper, which locks it too.
/// 3  Operations are stamped one microsecond apart from when all is decided on, and nothing is
///    committed before the last stamp has passed: whoever comes later is stamped later.
///
/// - Source: L7, L9, L14.
struct UploadPaper: Paper {
    /// The paper of the same transaction.
    var paper: PostgresPaper
    var operations: [OperationID: BookedOperation?] = [:]
    var followers: [OperationID: [BookedOperation]] = [:]
    var claims: [ClaimPlace: FiledClaim?] = [:]
    var undoings: [OperationID: [Undoing]] = [:]
    var vouchers: [VoucherPosition: (before: VoucherState, now: VoucherState)] = [:]
    var used: [LimitAccount: (before: Int64, now: Int64)] = [:]
    var replays: [OperationID: Int64] = [:]
    var written: [BookedOperation] = []

    /// A claim that puts another one back.
    struct Undoing {
        let operation: OperationID
        let device: TillID
        let epoch: Int64
    }

    /// Locks and reads what claims will be decided on.
    ///
    /// - Throws: Any ``PostgresFailure``; `LedgerError.ledgerDamaged`.
    init(_ paper: PostgresPaper, _ requests: [BookingRequest]) throws {
        self.paper = paper
        try lockParties(requests)
        try readLogs(requests)
        try lockVouchers(requests)
    }

    var zone: IssuerZone { paper.zone }

    func time(_ wall: Timestamp) throws -> Timestamp { try paper.time(wall) }

    func booked(_ id: OperationID) throws -> BookedOperation? {
        if let known = operations[id] { return known }
        return try paper.booked(id)
    }

    func successors(of id: OperationID) throws -> [BookedOperation] {
        if let known = followers[id] { return known }
        let new = written.filter { $0.refusal == nil && $0.refersTo == id }
        return try paper.successors(of: id) + new
    }

    mutating func countReplay(of booked: BookedOperation) {
        replays[booked.operation, default: 0] += 1
    }

    func batch(covering position: VoucherPosition) throws -> Batch {
        try paper.batch(covering: position)
    }

    mutating func voucher(at position: VoucherPosition) throws -> VoucherState {
        if let known = vouchers[position] { return known.now }
        let voucher = try paper.voucher(at: position)
        vouchers[position] = (voucher, voucher)
        return voucher
    }

    mutating func put(_ voucher: VoucherState, insteadOf old: VoucherState) throws {
        guard let known = vouchers[voucher.position], known.now == old else {
            throw LedgerError.ledgerDamaged
        }
        vouchers[voucher.position] = (known.before, voucher)
        // What was booked on keeps its row, even if it comes to what it was before.
        paper.placed.remove(voucher.position)
    }

    func latestUse(
        of position: VoucherPosition, besides redemption: OperationID
    ) throws -> Use? {
        // A claim is put back whole or not at all.
        let back = written.filter { $0.position == position && $0.returned > 0 }
            .compactMap(\.refersTo)
        let aside = Set(back + [redemption])
        let new = written.last {
            $0.position == position && !aside.contains($0.operation) && $0.use != nil
        }
        if let new { return new.use }
        return try paper.latestUse(of: position, besides: Array(aside))
    }

    mutating func shelfEnds(of series: Series) throws -> ShelfEnds {
        try paper.shelfEnds(of: series)
    }

    func member(_ number: MemberNumber) throws -> Member? { try paper.member(number) }

    mutating func limits() throws -> [Limit] { try paper.limits() }

    func nextLimit() throws -> LimitID { try paper.nextLimit() }

    mutating func used(_ account: LimitAccount) throws -> Int64 {
        if let known = used[account] { return known.now }
        let found = try paper.used(account)
        used[account] = (found, found)
        return found
    }

    mutating func put(_ count: Int64, of account: LimitAccount) throws {
        used[account] = (try used(account), count)
    }

    func lots(of holding: Holding) throws -> [Lot] { try paper.lots(of: holding) }

    func put(_ lot: Lot, of holding: Holding) throws { try paper.put(lot, of: holding) }

    func tally(_ key: String) throws -> Int64 { try paper.tally(key) }

    func put(_ tally: Tally) throws { try paper.put(tally) }

    func events(of card: VoucherPosition) throws -> [BookedOperation] {
        try paper.events(of: card)
    }

    func lastPublication() throws -> BookedOperation? { try paper.lastPublication() }

    mutating func party(_ name: PartyName) throws -> Party? { try paper.party(name) }

    mutating func put(_ party: Party) throws { try paper.put(party) }

    func lastAudiences() throws -> (partner: UInt16, group: UInt16) {
        try paper.lastAudiences()
    }

    mutating func filedClaim(
        _ sequence: Int64, of device: TillID, epoch: UInt32
    ) throws -> FiledClaim? {
        let place = ClaimPlace(device: device, epoch: epoch, sequence: sequence)
        if let known = claims[place] { return known }
        return try paper.filedClaim(sequence, of: device, epoch: epoch)
    }

    func filedUndo(
        of claim: OperationID, by device: TillID, epoch: UInt32
    ) throws -> OperationID? {
        guard let known = undoings[claim] else {
            return try paper.filedUndo(of: claim, by: device, epoch: epoch)
        }
        return known.first { $0.device == device && $0.epoch == Int64(epoch) }?.operation
    }

    mutating func write(_ booked: BookedOperation, profile: SealedProfile?) throws {
        written.append(booked)
        operations.updateValue(booked, forKey: booked.operation)
        if booked.refusal == nil, let id = booked.refersTo {
            followers[id]?.append(booked)
        }
        guard let (claim, verdict) = booked.claim, verdict.isFiled(claim),
            try filedClaim(claim.sequence, of: claim.device, epoch: claim.epoch) == nil
        else { return }
        claims.updateValue(claim.filed(as: booked.operation), forKey: claim.place)
        if case .undo(let id) = claim.act {
            undoings[id, default: []].append(
                Undoing(
                    operation: booked.operation, device: claim.device, epoch: Int64(claim.epoch)))
        }
    }
}
