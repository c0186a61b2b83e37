/// The statement of a group.
extension HotGroup {
    /// Decides and books in one statement, as for one redemption: vouchers first, in their order,
    /// then transfers, and operations last, by a plain insertion.
    ///
    /// - Vouchers are found and changed one by one as they are handed over, never by a join, so
    ///   that two programs lock them in the same order.
    /// - A row is made for a voucher that may be new. For one that was to be sold first it is made
    ///   only by somebody who removes rows in this very moment, and then it is not sold and nothing
    ///   is booked.
    /// - Each operation gets its stamp when it is written, in its order, so that a voucher's stamps
    ///   and balances agree.
    static let statement = PostgresStatement(
        "redeem_group",
        """
        WITH taken AS (
            INSERT INTO voucher AS voucher (position, batch, balance, held, used_at, last_day,
                standing, used_shop, used_till)
            SELECT position, batch, CASE sold WHEN 0 THEN face - total ELSE 0 END, 0, time,
                last_day, 1 - sold, shop, till
            FROM unnest($1, $2, $3, $4, $5, $8, $9, $10, $11, $12) AS wanted
                (position, batch, last_day, face, total, time, shop, till, sold, limits)
            WHERE limits = (SELECT number FROM setting WHERE name = 'limits')
                AND (sold = 0 OR
                    (SELECT 1 FROM voucher WHERE voucher.position = wanted.position) IS NOT NULL)
            ON CONFLICT (position) DO UPDATE
            SET balance = voucher.balance - \(own("$5")), used_at = excluded.used_at,
                used_shop = excluded.used_shop, used_till = excluded.used_till
            WHERE voucher.standing = 1 AND voucher.held = 0
                AND voucher.balance BETWEEN \(own("$5")) AND \(own("$6"))
                AND voucher.last_day >= \(own("$7"))
            RETURNING voucher.position, voucher.balance, voucher.standing
        ), booked AS MATERIALIZED (
            SELECT wish.*, taken.balance + wish.behind AS remains
            FROM unnest($13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25,
                $26)
                WITH ORDINALITY AS wish (position, id, time, shop, till, demand, asked, currency,
                    discount, debit, credit, amount, behind, detail, number)
            JOIN taken ON taken.position = wish.position AND taken.standing = 1
        ), moved AS (
            INSERT INTO transfer (operation, debit, credit, amount, leg)
            SELECT id, debit, credit, amount, 0 FROM booked
        )
        INSERT INTO operation (id, position, time, asked, moved, balance, discount, kind, demand,
            currency, shop, till, detail)
        SELECT id, position, time, asked, amount, remains, discount, 0, demand, currency, shop,
            till, detail
        FROM booked ORDER BY number
        RETURNING id, balance
        """,
        [
            .int64s, .int64s, .int32s, .int64s, .int64s, .int64s, .int32s, .int64s, .texts, .texts,
            .int32s, .int64s,
            .int64s, .ids, .int64s, .texts, .texts, .int32s, .int64s, .int32s, .int64s, .int64s,
            .int64s, .int64s, .int64s, .texts,
        ])

    /// What a list has for the voucher whose row is there already.
    private static func own(_ list: String) -> String {
        "(\(list))[array_position($1, voucher.position)]"
    }
}
