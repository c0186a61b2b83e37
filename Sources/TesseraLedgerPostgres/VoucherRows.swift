import TesseraLedger
import TesseraModel

/// Many vouchers at once.
extension VoucherRow {
    static let byPositions = PostgresStatement(
        "voucher_by_positions", query + "WHERE position = ANY ($1)", [.int64s])

    /// Rows that are there are locked by the update that is not made, in the order of the list.
    private static let placingAll = PostgresStatement(
        "voucher_place_all",
        """
        INSERT INTO voucher AS voucher (position, batch, balance, held, last_day, standing)
        SELECT position, batch, balance, 0, last_day, standing FROM unnest($1, $2, $3, $4, $5)
            AS row (position, batch, balance, last_day, standing) ORDER BY position
        ON CONFLICT (position) DO UPDATE SET held = voucher.held WHERE false
        RETURNING position
        """, [.int64s, .int64s, .int64s, .int32s, .int32s])

    private static let updateAll = PostgresStatement(
        "voucher_update_all",
        """
        UPDATE voucher SET balance = row.balance, held = row.held, used_at = row.used_at,
            used_shop = row.used_shop, used_till = row.used_till
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8)
            AS row (position, balance, held, used_at, used_shop, used_till, old_balance, old_held)
        WHERE voucher.position = row.position AND voucher.balance = row.old_balance
            AND voucher.held = row.old_held
        RETURNING 1
        """, [.int64s, .int64s, .int64s, .int64s, .texts, .texts, .int64s, .int64s])

    /// What makes rows for those untouched vouchers that have none, and locks all others; it gives
    /// the positions of those that were made.
    static func placing(_ vouchers: [VoucherState]) -> PostgresExecution {
        PostgresExecution(
            placingAll,
            [
                .int64s(vouchers.map { Int64($0.position.number) }),
                .int64s(vouchers.map(\.batch.number)), .int64s(vouchers.map(\.balance)),
                .int32s(vouchers.map { Int32($0.validity.last.number) }),
                .int32s(vouchers.map(\.standing.columns.code)),
            ])
    }

    /// What puts balances, holds' sums and uses in the place of those that were decided on; it
    /// gives a row for each.
    static func update(
        _ vouchers: [VoucherState], insteadOf old: [VoucherState]
    ) -> PostgresExecution {
        PostgresExecution(
            updateAll,
            [
                .int64s(vouchers.map { Int64($0.position.number) }),
                .int64s(vouchers.map(\.balance)), .int64s(vouchers.map(\.heldSum)),
                .int64s(vouchers.map { $0.lastUse?.time.milliseconds }),
                .texts(vouchers.map { $0.lastUse?.shop.text }),
                .texts(vouchers.map { $0.lastUse?.tillText }), .int64s(old.map(\.balance)),
                .int64s(old.map(\.heldSum)),
            ])
    }
}

extension VoucherState {
    fileprivate var heldSum: Int64 { holds.reduce(0) { $0 + $1.amount } }
}
