/// The statements of one redemption by itself.
extension HotRedemption {
    /// For a voucher that may be used for the first time: its row is made, or used if it is there.
    package static let first = PostgresStatement(
        "redeem_first", redeem("INSERT INTO voucher AS voucher", insertion), types)

    /// For a voucher that must have a row, because it was to be sold first.
    package static let later = PostgresStatement(
        "redeem_later",
        redeem(
            "UPDATE voucher",
            """
            SET balance = voucher.balance - $5, \(use)
            WHERE position = $1 AND \(conditions) AND \(unlimited)
                AND $2::bigint IS NOT NULL AND $3::integer IS NOT NULL AND $4::bigint IS NOT NULL
            """), types)

    /// The answer that the same request got earlier. It is written down that it was asked again, so
    /// that the answer is as durable as the first one.
    ///
    /// - Source: L3.
    static let earlier = PostgresStatement(
        "redeemed_earlier",
        """
        WITH same AS (
            SELECT time, moved, balance, discount FROM operation
            WHERE id = $1 AND kind = 0 AND detail NOT LIKE '{%' AND position = $2 AND shop = $3
                AND till = $4 AND demand = $5 AND asked IS NOT DISTINCT FROM $6
                AND currency IS NOT DISTINCT FROM $7
        ), counted AS (
            INSERT INTO replay (operation, count) SELECT $1, 1 FROM same
            ON CONFLICT (operation) DO UPDATE SET count = replay.count + 1
        )
        SELECT time, moved, balance, discount FROM same
        """, [.id, .int64, .text, .text, .int32, .int64, .int32])

    private static let types: [PostgresType] = [
        .int64, .int64, .int32, .int64, .int64, .int64, .int32, .id, .int64, .text, .text, .int32,
        .int64, .int32, .int64, .int64, .int64, .int64, .text,
    ]

    private static let insertion = """
        (position, batch, balance, held, used_at, last_day, standing, used_shop, used_till)
        SELECT $1, $2, $4 - $5, 0, $9, $3, 1, $10, $11 WHERE \(unlimited)
        ON CONFLICT (position) DO UPDATE
        SET balance = voucher.balance - $5, \(use)
        WHERE \(conditions)
        """

    private static let use = "used_at = $9, used_shop = $10, used_till = $11"

    /// With something put aside, it has to be seen whether that has ended.
    private static let conditions = """
        voucher.standing = 1 AND voucher.held = 0 AND voucher.balance BETWEEN $5 AND $6
        AND voucher.last_day >= $7
        """

    /// The limits are those that the program knows. Whoever sets one waits for every transaction
    /// that has read this, and lets none read it meanwhile.
    private static let unlimited = """
        $18 = (SELECT number FROM setting WHERE name = 'limits')
        """

    /// Decides and books in one statement. The operation comes last and is a plain insertion: an id
    /// that was used before is an error, which undoes all of it. With `ON CONFLICT DO NOTHING`
    /// there the voucher would be used and the operation missing.
    private static func redeem(_ act: String, _ rest: String) -> String {
        """
        WITH taken AS (
            \(act)
            \(rest)
            RETURNING voucher.balance
        ), moved AS (
            INSERT INTO transfer (operation, debit, credit, amount, leg)
            SELECT $8, $16, $17, $5, 0 FROM taken
        )
        INSERT INTO operation (id, position, time, asked, moved, balance, discount, kind, demand,
            currency, shop, till, detail)
        SELECT $8, $1, $9, $13, $5, taken.balance, $15, 0, $12, $14, $10, $11, $19 FROM taken
        RETURNING balance
        """
    }
}
