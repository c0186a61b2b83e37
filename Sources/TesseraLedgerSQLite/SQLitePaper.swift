import GRDB
import TesseraLedger
import TesseraModel

/// The writer's transaction as the clerk writes on it.
///
/// - Source: L1, L3, L7.
struct SQLitePaper: Paper {
    var keeper: Bookkeeper
    let db: Database
    /// Parties as they are; what of them changed is written at the end.
    private var parties = KnownParties()
    /// Records that were asked for or written.
    private var filed: [ClaimPlace: FiledClaim] = [:]

    init(_ keeper: Bookkeeper, _ db: Database) {
        self.keeper = keeper
        self.db = db
    }

    var zone: IssuerZone { keeper.zone }

    func time(_ wall: Timestamp) throws -> Timestamp { try keeper.clock.reading(wall) }

    func booked(_ id: OperationID) throws -> BookedOperation? {
        let number = try keeper.hot.answer(.operationNumber, [.id(id)])
        return try number.flatMap { try BookReader.operation($0, db) }
    }

    func successors(of id: OperationID) throws -> [BookedOperation] {
        guard let number = try keeper.hot.answer(.operationNumber, [.id(id)]) else {
            return []
        }
        // Refusals are odd.
        return try BookReader.operations(
            "WHERE refers = ? AND kind % 2 = 0 ORDER BY operation.number",
            [number.databaseValue], db)
    }

    func countReplay(of booked: BookedOperation) throws {
        let number = try keeper.hot.answer(.operationNumber, [.id(booked.operation)])
        try db.run(
            """
            INSERT INTO replay (operation, count) VALUES (?, 1)
            ON CONFLICT (operation) DO UPDATE SET count = count + 1
            """, [number.column])
    }

    func batch(covering position: VoucherPosition) throws -> Batch {
        try keeper.known.shelf.batch(covering: position, db)
    }

    func voucher(at position: VoucherPosition) throws -> VoucherState {
        let batch = try batch(covering: position)
        let row = try db.row(VoucherRow.byPosition, [Int64(position.number).databaseValue])
        guard let row else { return batch.untouched(at: position) }
        return try VoucherRow.state(row, of: batch, db)
    }

    func put(_ voucher: VoucherState, insteadOf old: VoucherState) throws {
        let place = try voucher.lastUse.map {
            try keeper.number(
                of: Place(shop: $0.shop, till: $0.till, operator: $0.operator), db)
        }
        try VoucherRow.put(voucher, insteadOf: old, usedAt: place, db)
    }

    func latestUse(
        of position: VoucherPosition, besides redemption: OperationID
    ) throws -> Use? {
        // Redeemed, captured or claimed, and not all of it put back.
        let row = try db.row(
            OperationRow.query + """
                WHERE position = ? AND kind IN (0, 12, 24) AND id <> ? AND moved > (
                    SELECT coalesce(sum(back.moved), 0) FROM operation AS back
                    WHERE back.refers = operation.number AND back.kind IN (2, 16, 24))
                AND (kind <> 24 OR refers IS NULL)
                ORDER BY operation.number DESC LIMIT 1
                """, [Int64(position.number).databaseValue, redemption.column])
        return try row.flatMap { try OperationRow.booked($0, transfers: []).use }
    }

    func shelfEnds(of series: Series) throws -> ShelfEnds {
        let last = try db.row("SELECT max(number) FROM batch", [])
        return ShelfEnds(
            nextBatch: (last?.optionalInteger(0) ?? 0) + 1,
            seriesEnd: try end(
                "WHERE audience = ? AND is_member = ?",
                [
                    Int64(series.audience.number).databaseValue, series.isMember.databaseValue,
                ]),
            ledgerEnd: try end("WHERE true", []) ?? 0)
    }

    func member(_ number: MemberNumber) throws -> Member? { try BookReader.member(number, db) }

    func limits() throws -> [Limit] { try keeper.limits(db) }

    func nextLimit() throws -> LimitID {
        let last = try db.row("SELECT max(number) FROM limitation", [])
        return LimitID((last?.optionalInteger(0) ?? 0) + 1)
    }

    func used(_ account: LimitAccount) throws -> Int64 {
        let row = try db.row(
            "SELECT used FROM limit_use WHERE limitation = ? AND key = ? AND day = ?",
            account.columns)
        return try row?.integer(0) ?? 0
    }

    func put(_ used: Int64, of account: LimitAccount) throws {
        try db.run(
            """
            INSERT INTO limit_use (limitation, key, day, used, most)
            VALUES (?1, ?2, ?3, ?4, (SELECT most FROM limitation WHERE number = ?1))
            ON CONFLICT (limitation, key, day) DO UPDATE SET used = ?4
            """, account.columns + [used.databaseValue])
    }

    func lots(of holding: Holding) throws -> [Lot] { try BookReader.lots(of: holding, db) }

    func put(_ lot: Lot, of holding: Holding) throws {
        let key = try holding.columns + [lot.operation.column]
        if lot.left == 0 {
            return try db.run(
                "DELETE FROM lot WHERE member = ? AND asset = ? AND operation = ?", key)
        }
        try db.run(
            """
            INSERT INTO lot (member, asset, operation, first_day, last_day, units)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (member, asset, operation) DO UPDATE SET units = excluded.units
            """,
            key + [
                (lot.first.map { Int64($0.number) }).column,
                (lot.last.map { Int64($0.number) }).column, lot.left.databaseValue,
            ])
    }

    func tally(_ key: String) throws -> Int64 {
        let row = try db.row("SELECT units FROM tally WHERE key = ?", [key.databaseValue])
        return try row?.integer(0) ?? 0
    }

    func put(_ tally: Tally) throws {
        try db.run(
            """
            INSERT INTO tally (key, units, most) VALUES (?1, ?2, ?3)
            ON CONFLICT (key) DO UPDATE SET units = ?2, most = ?3
            """, [tally.key.databaseValue, tally.units.databaseValue, tally.most.column])
    }

    func events(of card: VoucherPosition) throws -> [BookedOperation] {
        try BookReader.operations(
            "WHERE position = ? AND kind = 34 ORDER BY operation.number",
            [Int64(card.number).databaseValue], db)
    }

    func lastPublication() throws -> BookedOperation? {
        try BookReader.operations(
            "WHERE kind = 36 ORDER BY operation.number DESC LIMIT 1", [], db
        ).first
    }

    mutating func party(_ name: PartyName) throws -> Party? {
        if let known = parties[name] { return known }
        return parties.keep(try PartyRow.party(name, db), under: name)
    }

    mutating func put(_ party: Party) throws { parties.change(party) }

    func lastAudiences() throws -> (partner: UInt16, group: UInt16) {
        let last = try PartyRow.lastAudiences(db)
        return parties.lastAudiences(partner: last.partner, group: last.group)
    }

    mutating func filedClaim(
        _ sequence: Int64, of device: TillID, epoch: UInt32
    ) throws -> FiledClaim? {
        let place = ClaimPlace(device: device, epoch: epoch, sequence: sequence)
        if let known = filed[place] { return known }
        let found = try ClaimRow.claim(at: place, db)
        filed[place] = found
        return found
    }

    func filedUndo(
        of claim: OperationID, by device: TillID, epoch: UInt32
    ) throws -> OperationID? {
        try ClaimRow.undo(of: claim, by: device, epoch: epoch, db)
    }

    /// Writes what was kept until the end; nothing is asked of this paper afterwards.
    func finish() throws {
        for party in parties.changed { try PartyRow.put(party, db) }
    }

    mutating func write(_ booked: BookedOperation, profile: SealedProfile?) throws {
        var refers: Int64?
        if booked.refusal == nil, let id = booked.refersTo {
            refers = try keeper.hot.answer(.operationNumber, [.id(id)])
        }
        let number = try keeper.record(booked, refers: refers, db)
        try bring(booked, profile, by: number)
        if let (claim, verdict) = booked.claim, verdict.isFiled(claim) {
            filed[claim.place] = filed[claim.place] ?? claim.filed(as: booked.operation)
        }
    }
}

extension SQLitePaper {
    private func end(_ condition: String, _ arguments: [DatabaseValue]) throws -> Int? {
        let row = try db.row(
            "SELECT first + count FROM batch \(condition) ORDER BY first DESC LIMIT 1", arguments)
        return try row.map { Int(try $0.integer(0)) }
    }
}

extension LimitAccount {
    /// The key of a row.
    fileprivate var columns: [DatabaseValue] {
        [limit.number.databaseValue, key.databaseValue, Int64(day).databaseValue]
    }
}

extension Holding {
    /// The key of a member's rows.
    var columns: [DatabaseValue] {
        get throws {
            [
                Int64(member.number).databaseValue,
                try CompactText.text(of: asset).databaseValue,
            ]
        }
    }
}
