import GRDB
import TesseraLedger
import TesseraModel

/// A voucher that has been used, blocked or changed, as it is stored.
enum VoucherRow {
    /// The columns in the order that ``state(_:of:_:)`` reads them.
    static let query = """
        SELECT position, standing, last_day, balance, held, blocked_at, reason, used_at, shop,
            till
        FROM voucher
        LEFT JOIN (SELECT number AS place_number, shop, till FROM place)
            ON place_number = used_place

        """

    /// The voucher at a position.
    static let byPosition = query + "WHERE position = ?"

    /// Whether a voucher as read has holds beside its row.
    static func hasHolds(_ row: Row) throws(LedgerError) -> Bool { try row.integer(4) > 0 }

    /// A voucher as read, its holds included.
    ///
    /// - Parameters:
    ///   - row: The columns of ``query``.
    ///   - batch: The batch that covers it.
    ///   - db: Where its holds are.
    /// - Returns: The voucher as of the last booking.
    /// - Throws: ``LedgerError/ledgerDamaged`` if a column does not hold what it must; errors of
    ///   the database.
    static func state(_ row: Row, of batch: Batch, _ db: Database) throws -> VoucherState {
        var state = batch.untouched(at: try row.position(0))
        let last = Day(civilNumber: Int(try row.integer(2)))
        guard let validity = ValidityPeriod(first: state.validity.first, last: last) else {
            throw LedgerError.ledgerDamaged
        }
        state.validity = validity
        state.balance = try row.integer(3)
        switch try row.integer(1) {
        case 0: state.standing = .inactive
        case 1: state.standing = .active
        default:
            state.standing = .blocked(
                at: Timestamp(milliseconds: try row.integer(5)), reason: try row.text(6))
        }
        if let time = row.optionalInteger(7) {
            let place = try OperationRow.place(shop: try row.text(8), till: try row.text(9))
            guard let shop = place.shop else { throw LedgerError.ledgerDamaged }
            state.lastUse = Use(
                time: Timestamp(milliseconds: time), shop: shop, till: place.till,
                operator: place.operator)
        }
        let held = try row.integer(4)
        if held > 0 {
            state.holds = try db.rows(
                """
                SELECT operation, amount, until, device FROM hold WHERE position = ?
                ORDER BY number
                """,
                [Int64(state.position.number).databaseValue]
            ).map { hold in
                Hold(
                    operation: try hold.operationID(0), amount: try hold.integer(1),
                    until: Timestamp(milliseconds: try hold.integer(2)),
                    device: try hold.till(3))
            }
            guard state.holds.reduce(0, { $0 + $1.amount }) == held else {
                throw LedgerError.ledgerDamaged
            }
        }
        return state
    }

    /// Writes only over the very state that the clerk decided on.
    ///
    /// - Parameters:
    ///   - voucher: The new state.
    ///   - old: What must be there.
    ///   - place: The number of the place of its latest use.
    ///   - db: Where it is written.
    /// - Throws: ``LedgerError/ledgerDamaged`` if something else is there; errors of the database.
    static func put(
        _ voucher: VoucherState, insteadOf old: VoucherState, usedAt place: Int64?, _ db: Database
    ) throws {
        let number = Int64(voucher.position.number).databaseValue
        var standing: (code: Int64, at: Int64?, reason: String?)
        switch voucher.standing {
        case .inactive: standing = (0, nil, nil)
        case .active: standing = (1, nil, nil)
        case .blocked(let time, let reason): standing = (2, time.milliseconds, reason)
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
        try put(voucher.holds, insteadOf: old.holds, of: number, db)
    }

    /// A lease that is spent in part keeps its place among the others.
    private static func put(
        _ holds: [Hold], insteadOf old: [Hold], of position: DatabaseValue, _ db: Database
    ) throws {
        for hold in old where !holds.contains(where: { $0.operation == hold.operation }) {
            try db.run("DELETE FROM hold WHERE operation = ?", [hold.operation.column])
        }
        for hold in holds where !old.contains(hold) {
            if old.contains(where: { $0.operation == hold.operation }) {
                try db.run(
                    "UPDATE hold SET amount = ? WHERE operation = ?",
                    [hold.amount.databaseValue, hold.operation.column])
                continue
            }
            try db.run(
                """
                INSERT INTO hold (position, operation, amount, until, device)
                VALUES (?, ?, ?, ?, ?)
                """,
                [
                    position, hold.operation.column, hold.amount.databaseValue,
                    hold.until.milliseconds.databaseValue, (hold.device?.text).column,
                ])
        }
    }
}
