import GRDB
import TesseraLedger
import TesseraModel

/// A voucher that has been used, blocked or changed, as it is stored.
enum VoucherRow {
    /// The columns in the order that ``state(_:of:)`` reads them.
    static let query = """
        SELECT voucher.position, voucher.standing, voucher.last_day, voucher.balance,
            voucher.blocked_at, voucher.reason, operation.time, place.shop, place.till
        FROM voucher
        LEFT JOIN operation ON operation.number = voucher.last_use
        LEFT JOIN place ON place.number = operation.place

        """

    /// The voucher at a position.
    static let byPosition = query + "WHERE voucher.position = ?"

    /// A voucher as read.
    ///
    /// - Parameters:
    ///   - row: The columns of ``query``.
    ///   - batch: The batch that covers it.
    /// - Returns: The voucher as of the last booking.
    /// - Throws: ``LedgerError/ledgerDamaged`` if a column does not hold what it must.
    static func state(_ row: Row, of batch: Batch) throws(LedgerError) -> VoucherState {
        var state = batch.untouched(at: try row.position(0))
        let last = Day(civilNumber: Int(try row.integer(2)))
        guard let validity = ValidityPeriod(first: state.validity.first, last: last) else {
            throw .ledgerDamaged
        }
        state.validity = validity
        state.balance = try row.integer(3)
        switch try row.integer(1) {
        case 0: state.standing = .inactive
        case 1: state.standing = .active
        default:
            state.standing = .blocked(
                at: Timestamp(milliseconds: try row.integer(4)), reason: try row.text(5))
        }
        if let time = row.optionalInteger(6) {
            guard let shop = ShopID(try row.text(7)), let till = TillID(try row.text(8)) else {
                throw .ledgerDamaged
            }
            state.lastUse = Use(time: Timestamp(milliseconds: time), shop: shop, till: till)
        }
        return state
    }

    /// Writes what a change made of a voucher; its latest use stays as it is.
    static func store(_ state: VoucherState, _ db: Database) throws {
        var standing: (code: Int64, at: Int64?, reason: String?)
        switch state.standing {
        case .inactive: standing = (0, nil, nil)
        case .active: standing = (1, nil, nil)
        case .blocked(let time, let reason): standing = (2, time.milliseconds, reason)
        }
        try db.run(
            """
            INSERT INTO voucher
                (position, batch, standing, last_day, balance, blocked_at, reason)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (position) DO UPDATE SET standing = excluded.standing,
                last_day = excluded.last_day, balance = excluded.balance,
                blocked_at = excluded.blocked_at, reason = excluded.reason
            """,
            [
                Int64(state.position.number).databaseValue, state.batch.number.databaseValue,
                standing.code.databaseValue, Int64(state.validity.last.number).databaseValue,
                state.balance.databaseValue, standing.at.column, standing.reason.column,
            ])
    }
}
