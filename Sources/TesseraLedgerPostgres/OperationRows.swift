import TesseraLedger
import TesseraModel

/// Many rows of history at once.
extension OperationRow {
    /// The operations with some ids.
    static let byIDs = PostgresStatement(
        "operation_by_ids", query + "WHERE id = ANY ($1)", [.ids])

    /// The operations that capture, release or put back some others, oldest first, refusals left
    /// out.
    static let followers = PostgresStatement(
        "operation_followers",
        query + "WHERE refers = ANY ($1) AND kind % 2 = 0 " + order, [.ids])

    private static let insertions = PostgresStatement(
        "operation_insert_all",
        """
        WITH now AS MATERIALIZED (SELECT clock_timestamp() AS stamp)
        INSERT INTO operation (id, kind, time, shop, till, position, moved, balance, refers,
            is_conflict, detail, stamp)
        SELECT id, kind, time, shop, till, position, moved, balance, refers, conflict = 1, detail,
            now.stamp + n * interval '1 microsecond'
        FROM now, unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) WITH ORDINALITY
            AS row (id, kind, time, shop, till, position, moved, balance, refers, conflict,
                detail, n)
        """,
        [
            .ids, .int32s, .int64s, .texts, .texts, .int64s, .int64s, .int64s, .ids, .int32s,
            .texts,
        ])

    private static let transferInsertions = PostgresStatement(
        "transfer_insert_all",
        """
        INSERT INTO transfer (operation, debit, credit, amount, leg)
        SELECT operation, debit, credit, amount, leg FROM unnest($1, $2, $3, $4, $5)
            AS row (operation, debit, credit, amount, leg)
        """, [.ids, .int64s, .int64s, .int64s, .int32s])

    /// Waits until an operation's stamp has passed, if it has not yet.
    private static let waiting = PostgresStatement(
        "operation_wait",
        """
        SELECT pg_sleep(greatest(0, extract(epoch FROM stamp - clock_timestamp()))
            ::double precision)::text
        FROM operation WHERE id = $1
        """, [.id])

    /// What writes operations down with their movements, each with a later stamp than the one
    /// before, and goes on once the last stamp has passed. What is no plain redemption has no
    /// demand of its own and no discount in its columns.
    ///
    /// - Source: L4, L9.
    static func insertion(of all: [BookedOperation]) throws -> [PostgresExecution] {
        guard let last = all.last else { return [] }
        let moved = all.map(\.outcome.moved)
        let legs = all.flatMap { booked in
            booked.transfers.enumerated().map { (booked.operation, Int32($0), $1) }
        }
        return [
            PostgresExecution(
                insertions,
                [
                    .ids(all.map(\.operation)), .int32s(all.map(\.storedKind)),
                    .int64s(all.map(\.time.milliseconds)), .texts(all.map { $0.place?.shop?.text }),
                    .texts(all.map { $0.place?.tillText }),
                    .int64s(all.map { $0.position.map { Int64($0.number) } }),
                    .int64s(moved.map { $0?.amount }), .int64s(moved.map { $0?.balance }),
                    .ids(all.map(\.storedReference)), .int32s(all.map(\.storedConflict)),
                    .texts(try all.map { try StoredDetail.text(of: $0) }),
                ]),
            PostgresExecution(
                transferInsertions,
                [
                    .ids(legs.map(\.0)), .int64s(legs.map { AccountRow.number(of: $0.2.debit) }),
                    .int64s(legs.map { AccountRow.number(of: $0.2.credit) }),
                    .int64s(legs.map(\.2.amount)), .int32s(legs.map(\.1)),
                ]),
            PostgresExecution(waiting, [.id(last.operation)]),
        ]
    }
}
