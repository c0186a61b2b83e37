import GRDB
import TesseraLedger
import TesseraModel

/// The writer's transaction as the clerk writes on it.
///
/// - Source: L1, L3, L7.
struct SQLitePaper: Paper {
    var keeper: Bookkeeper
    let db: Database

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

    /// Writes only over the very state that the clerk decided on.
    func put(_ voucher: VoucherState, insteadOf old: VoucherState) throws {
        let number = Int64(voucher.position.number).databaseValue
        var standing: (code: Int64, at: Int64?, reason: String?)
        switch voucher.standing {
        case .inactive: standing = (0, nil, nil)
        case .active: standing = (1, nil, nil)
        case .blocked(let time, let reason): standing = (2, time.milliseconds, reason)
        }
        let place = try voucher.lastUse.map {
            try keeper.number(of: Place(shop: $0.shop, till: $0.till), db)
        }
        let held = voucher.holds.reduce(0) { $0 + $1.amount }
        let heldBefore = old.holds.reduce(0) { $0 + $1.amount }
        try db.run(
            """
            INSERT INTO voucher (position, batch, standing, last_day, balance, held, used_at,
                used_place, blocked_at, reason)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
            ON CONFLICT (position) DO UPDATE SET standing = ?3, last_day = ?4, balance = ?5,
                held = ?6, used_at = ?7, used_place = ?8, blocked_at = ?9, reason = ?10
            WHERE balance = ?11 AND held = ?12 AND last_day = ?13
            """,
            [
                number, voucher.batch.number.databaseValue, standing.code.databaseValue,
                Int64(voucher.validity.last.number).databaseValue,
                voucher.balance.databaseValue, held.databaseValue,
                (voucher.lastUse?.time.milliseconds).column, place.column, standing.at.column,
                standing.reason.column, old.balance.databaseValue, heldBefore.databaseValue,
                Int64(old.validity.last.number).databaseValue,
            ])
        guard db.rowsChanged == 1 else { throw LedgerError.ledgerDamaged }
        for hold in old.holds where !voucher.holds.contains(hold) {
            try db.run("DELETE FROM hold WHERE operation = ?", [hold.operation.column])
        }
        for hold in voucher.holds where !old.holds.contains(hold) {
            try db.run(
                "INSERT INTO hold (position, operation, amount, until) VALUES (?, ?, ?, ?)",
                [
                    number, hold.operation.column, hold.amount.databaseValue,
                    hold.until.milliseconds.databaseValue,
                ])
        }
    }

    func latestUse(
        of position: VoucherPosition, besides redemption: OperationID
    ) throws -> Use? {
        // Redeemed or captured, and not all of it put back.
        let row = try db.row(
            OperationRow.query + """
                WHERE position = ? AND kind IN (0, 12) AND id <> ? AND moved > (
                    SELECT coalesce(sum(back.moved), 0) FROM operation AS back
                    WHERE back.refers = operation.number AND back.kind IN (2, 16))
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
            INSERT INTO lot (member, asset, operation, last_day, units) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (member, asset, operation) DO UPDATE SET units = excluded.units
            """, key + [(lot.last.map { Int64($0.number) }).column, lot.left.databaseValue])
    }

    mutating func write(_ booked: BookedOperation, profile: Profile?) throws {
        var refers: Int64?
        if booked.refusal == nil, let id = booked.refersTo {
            refers = try keeper.hot.answer(.operationNumber, [.id(id)])
        }
        let number = try keeper.record(booked, refers: refers, db).databaseValue
        for batch in booked.batches { try insert(batch, by: number) }
        switch (booked.wish, booked.outcome) {
        case (.enrol(let member, _), .enrolled(let card)):
            try insert(member, card, profile, by: number)
        case (.setLimit(let terms), .limited(let id)):
            keeper.known.limits = nil
            try db.run(
                "INSERT INTO limitation (number, operation, terms, most) VALUES (?, ?, ?, ?)",
                [
                    id.number.databaseValue, number,
                    try CompactText.text(of: terms).databaseValue,
                    terms.mostNumber.databaseValue,
                ])
        case (.endLimit(let id), .limitEnded):
            keeper.known.limits = nil
            try db.run(
                "UPDATE limitation SET ended = ? WHERE number = ?",
                [number, id.number.databaseValue])
        default: break
        }
    }
}

/// What an operation brings into the book.
extension SQLitePaper {
    private func end(_ condition: String, _ arguments: [DatabaseValue]) throws -> Int? {
        let row = try db.row(
            "SELECT first + count FROM batch \(condition) ORDER BY first DESC LIMIT 1", arguments)
        return try row.map { Int(try $0.integer(0)) }
    }

    private func insert(_ batch: Batch, by operation: DatabaseValue) throws {
        try db.run(
            """
            INSERT INTO batch (number, first, count, audience, is_member, operation, terms)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [
                batch.id.number.databaseValue, Int64(batch.first.number).databaseValue,
                Int64(batch.order.count).databaseValue,
                Int64(batch.order.audience.number).databaseValue,
                batch.order.series.isMember.databaseValue, operation,
                try CompactText.text(of: batch.order).databaseValue,
            ])
    }

    private func insert(
        _ member: MemberNumber, _ card: IssuedBatch, _ profile: Profile?,
        by operation: DatabaseValue
    ) throws {
        let number = Int64(member.number).databaseValue
        try db.run(
            "INSERT INTO member (number, position, batch, operation) VALUES (?, ?, ?, ?)",
            [
                number, Int64(card.first.number).databaseValue, card.id.number.databaseValue,
                operation,
            ])
        guard let profile else { return }
        try db.run(
            "INSERT INTO profile (member, name, contact) VALUES (?, ?, ?)",
            [number, profile.name.databaseValue, profile.contact.databaseValue])
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
