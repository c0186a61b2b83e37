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
                time: Timestamp(milliseconds: time), shop: shop, till: place.till)
        }
        let held = try row.integer(4)
        if held > 0 {
            state.holds = try db.rows(
                "SELECT operation, amount, until FROM hold WHERE position = ? ORDER BY number",
                [Int64(state.position.number).databaseValue]
            ).map { hold in
                Hold(
                    operation: try hold.operationID(0), amount: try hold.integer(1),
                    until: Timestamp(milliseconds: try hold.integer(2)))
            }
            guard state.holds.reduce(0, { $0 + $1.amount }) == held else {
                throw LedgerError.ledgerDamaged
            }
        }
        return state
    }
}
