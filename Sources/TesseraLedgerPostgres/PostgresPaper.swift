import TesseraLedger
import TesseraModel

/// A transaction of the database as the clerk writes on it.
///
/// Under READ COMMITTED each statement sees what was committed before it. So whatever decides is
/// locked before it is read: the row of a voucher, made for the purpose if there is none; the
/// account of a limit; the row of a member before the lots; the row of a party, a device's before
/// its claims; the shelf before it is said that something was never issued or nobody has a name.
/// All of it stays locked until the operation has its stamp, which makes the stamps of two that met
/// the order in which they can be booked again.
///
/// - Source: L1, L3, L9.
struct PostgresPaper: Paper {
    /// The lock under which a limit is set or ended; `nil` for all other wishes.
    ///
    /// Everybody who asks about limits reads `setting`, and a table that was read stays as it is
    /// until the transaction ends. So whoever changes limits waits for all who asked, and the next
    /// who ask wait for him.
    static func lock(for wish: Wish) -> String? {
        switch wish {
        case .setLimit, .endLimit: "LOCK TABLE setting IN ACCESS EXCLUSIVE MODE"
        default: nil
        }
    }

    private static let replay = PostgresStatement(
        "replay_count",
        """
        INSERT INTO replay (operation, count) VALUES ($1, $2)
        ON CONFLICT (operation) DO UPDATE SET count = replay.count + excluded.count
        """, [.id, .int64])

    /// What counts that an operation was asked again, so many times.
    static func replays(of id: OperationID, _ count: Int64) -> PostgresExecution {
        PostgresExecution(replay, [.id(id), .int64(count)])
    }

    private static let successors = PostgresStatement(
        "operation_successors",
        // Refusals are odd.
        OperationRow.query + "WHERE refers = $1 AND kind % 2 = 0 " + OperationRow.order, [.id])

    private static let latestUse = PostgresStatement(
        "operation_latest_use",
        // Redeemed, captured or claimed, and not all of it put back.
        OperationRow.query + """
            WHERE operation.position = $1 AND kind IN (0, 12, 24) AND id <> ALL ($2) AND moved > (
                SELECT coalesce(sum(back.moved), 0) FROM operation AS back
                WHERE back.refers = operation.id AND back.kind IN (2, 16, 24))
                AND (kind <> 24 OR refers IS NULL)
            ORDER BY stamp DESC, operation.id DESC LIMIT 1
            """, [.int64, .ids])

    static let shelf = PostgresStatement(
        "shelf_lock", "SELECT number FROM setting WHERE name = 'shelf' FOR UPDATE")

    /// For who only wants to know that there is nobody of a name.
    static let sharedShelf = PostgresStatement(
        "shelf_share", "SELECT number FROM setting WHERE name = 'shelf' FOR SHARE")

    let zone: IssuerZone
    let connection: PostgresConnection
    let known: Recollection
    /// Accounts that this transaction wrote down.
    private(set) var accounts: Set<Account> = []
    /// The time of the latest operation that it wrote down.
    private(set) var latest: Timestamp?
    /// Rows that were made only to be locked.
    var placed: Set<VoucherPosition> = []
    /// Parties as they are; what of them changed is written at the end.
    var parties = KnownParties()
    /// Whether acceptors may be changed by what is booked; if not, others may read them too.
    let changesAcceptors: Bool
    private var knownLimits: [Limit]?
    private var hasChangedLimits = false

    init(
        zone: IssuerZone, for wishes: [Wish], _ connection: PostgresConnection,
        _ known: Recollection
    ) {
        self.zone = zone
        self.connection = connection
        self.known = known
        changesAcceptors = wishes.contains(where: \.changesAcceptors)
    }

    func time(_ wall: Timestamp) throws -> Timestamp { try known.time(wall) }

    func booked(_ id: OperationID) throws -> BookedOperation? {
        try OperationRow.all(try connection.answer(OperationRow.byID, [.id(id)])).first
    }

    func successors(of id: OperationID) throws -> [BookedOperation] {
        try OperationRow.all(try connection.answer(PostgresPaper.successors, [.id(id)]))
    }

    func countReplay(of booked: BookedOperation) throws {
        _ = try connection.answer(PostgresPaper.replays(of: booked.operation, 1))
    }

    /// The batch that covers a position; `nil` if none was seen to.
    func issued(_ position: VoucherPosition) throws -> Batch? {
        if let batch = known.batch(covering: position) { return batch }
        let found = try BatchRow.covering(position, on: connection)
        if let found { known.keep(found) }
        return found
    }

    func batch(covering position: VoucherPosition) throws -> Batch {
        var found = try issued(position)
        if found == nil {
            // It may be about to be issued; what is said now must stay true until it is written.
            try lockShelf()
            found = try issued(position)
        }
        guard let found else { throw LedgerError.unknownVoucher(position) }
        return found
    }

    mutating func voucher(at position: VoucherPosition) throws -> VoucherState {
        let batch = try batch(covering: position)
        let number = PostgresValue.int64(Int64(position.number))
        while try connection.answer(VoucherRow.lock, [number]).isEmpty {
            let untouched = batch.untouched(at: position)
            if try !connection.answer(VoucherRow.placing(untouched)).isEmpty {
                placed.insert(position)
                return untouched
            }
            // Somebody else made it meanwhile; it is locked in the next round.
        }
        let row = try connection.answer(VoucherRow.byPosition, [number])
        guard !row.isEmpty else { throw LedgerError.ledgerDamaged }
        return try VoucherRow.state(row, 0, of: batch)
    }

    /// Writes only over the very state that the clerk decided on.
    mutating func put(_ voucher: VoucherState, insteadOf old: VoucherState) throws {
        let changed = try connection.answer(VoucherRow.update(voucher, insteadOf: old))
        guard changed.count == 1 else { throw LedgerError.ledgerDamaged }
        for change in VoucherRow.holdChanges(voucher, insteadOf: old) {
            _ = try connection.answer(change)
        }
        placed.remove(voucher.position)
    }

    func latestUse(
        of position: VoucherPosition, besides redemption: OperationID
    ) throws -> Use? {
        try latestUse(of: position, besides: [redemption])
    }

    /// The latest use of a voucher that was not put back whole, some left aside.
    func latestUse(
        of position: VoucherPosition, besides redemptions: [OperationID]
    ) throws -> Use? {
        let answer = try connection.answer(
            PostgresPaper.latestUse, [.int64(Int64(position.number)), .ids(redemptions)])
        return try OperationRow.all(answer).first?.use
    }

    func shelfEnds(of series: Series) throws -> ShelfEnds {
        try lockShelf()
        return try BatchRow.ends(of: series, on: connection)
    }

    func member(_ number: MemberNumber) throws -> Member? {
        if let member = try MemberRow.member(number, on: connection) { return member }
        try lockShelf()
        return try MemberRow.member(number, on: connection)
    }

    mutating func limits() throws -> [Limit] {
        if let knownLimits { return knownLimits }
        let limits = try LimitRow.inForce(on: connection)
        // What this transaction itself has changed nobody else may know yet.
        if !hasChangedLimits { known.keep(limits) }
        knownLimits = limits.inForce
        return limits.inForce
    }

    func nextLimit() throws -> LimitID { try LimitRow.next(on: connection) }

    func used(_ account: LimitAccount) throws -> Int64 {
        try LimitRow.used(account, on: connection)
    }

    func put(_ used: Int64, of account: LimitAccount) throws {
        try LimitRow.put(used, of: account, on: connection)
    }

    func lots(of holding: Holding) throws -> [Lot] {
        _ = try connection.answer(MemberRow.lock, [.int64(Int64(holding.member.number))])
        return try MemberRow.lots(of: holding, on: connection)
    }

    func put(_ lot: Lot, of holding: Holding) throws {
        try MemberRow.put(lot, of: holding, on: connection)
    }

    func tally(_ key: String) throws -> Int64 { try TallyRow.units(key, on: connection) }

    func put(_ tally: Tally) throws { try TallyRow.put(tally, on: connection) }

    func events(of card: VoucherPosition) throws -> [BookedOperation] {
        try BookQuestions.events(of: card, on: connection)
    }

    func lastPublication() throws -> BookedOperation? {
        // Of two who publish at once the second sees what the first did.
        try lockShelf(PostgresPaper.sharedShelf)
        return try BookQuestions.publications(on: connection).last
    }

    mutating func write(_ booked: BookedOperation, profile: SealedProfile?) throws {
        let id = booked.operation
        for batch in booked.batches { try BatchRow.insert(batch, by: id, on: connection) }
        switch (booked.wish, booked.outcome) {
        case (.enrol(let member, _), .enrolled(let card)):
            try MemberRow.insert(member, card, profile, by: id, on: connection)
        case (.erase(let member, _, _), .done):
            try ProfileRow.erase(member, at: booked.time, on: connection)
        case (.setLimit(let terms), .limited(let limit)):
            (knownLimits, hasChangedLimits) = (nil, true)
            try LimitRow.set(limit, terms, by: id, on: connection)
        case (.endLimit(let limit), .limitEnded):
            (knownLimits, hasChangedLimits) = (nil, true)
            try LimitRow.end(limit, by: id, on: connection)
        case (.claim(let claim), .claimed(let verdict)) where verdict.isFiled(claim):
            _ = try connection.answer(ClaimRow.insertion(of: [(claim, id)]))
        default: break
        }
        for (leg, transfer) in booked.transfers.enumerated() {
            try keep([transfer.debit, transfer.credit])
            _ = try connection.answer(OperationRow.insertion(of: transfer, leg: leg, by: id))
        }
        _ = try connection.answer(OperationRow.insertion(of: booked))
        recorded(booked.time)
    }

    /// Writes accounts down that nobody has written before.
    mutating func keep(_ all: [Account]) throws {
        for account in all where !known.knows(account) && accounts.insert(account).inserted {
            try AccountRow.keep(account, on: connection)
        }
    }

    /// An operation of this time was written down.
    mutating func recorded(_ time: Timestamp) { latest = max(time, latest ?? time) }

    /// Writes what was kept, and takes away rows made to be locked: a refusal leaves no trace.
    mutating func finish() throws {
        for party in parties.changed { _ = try connection.answer(PartyRow.put(party)) }
        if !placed.isEmpty {
            let numbers = placed.sorted().map { Int64($0.number) }
            _ = try connection.answer(VoucherRow.removal, [.int64s(numbers)])
        }
        placed = []
        parties = KnownParties()
    }

    /// Keeps batches, members and parties from being added until the transaction ends.
    func lockShelf(_ lock: PostgresStatement = shelf) throws {
        guard try !connection.answer(lock).isEmpty else { throw LedgerError.ledgerDamaged }
    }
}
