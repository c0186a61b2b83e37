import TesseraLedger
import TesseraModel

/// The seals of the journal, as they are stored.
///
/// Operations of one voucher, limit, member or shelf are stamped under its lock, so the order of
/// their stamps is one in which they can be booked again. An operation that was stamped and not yet
/// committed when others were sealed comes after them: none of them can have met it, or it would
/// have been waited for.
///
/// - Source: L4.
enum SealRow {
    /// Everything that is written by a transaction from the bound on and has no seal. The bound
    /// only spares the server a look at all that was sealed long ago: when it was set, every
    /// earlier transaction had ended, and what it wrote was sealed. A book that was moved to
    /// another server begins with small transaction numbers again; there the bound counts for
    /// nothing.
    private static let unsealed = PostgresStatement(
        "unsealed",
        OperationRow.query + """
            WHERE tx >= (
                SELECT CASE WHEN number <= \(oldest) THEN number ELSE 0 END
                FROM setting WHERE name = 'sealed_below'
            ) AND NOT EXISTS (SELECT FROM seal WHERE seal.operation = operation.id)

            """ + OperationRow.order + " LIMIT $1", [.int64])

    /// The oldest transaction that has not ended.
    private static let oldest =
        "pg_snapshot_xmin(pg_current_snapshot())::text::bigint"

    /// Run in the snapshot in which ``unsealed`` found less than it was asked for, and so all.
    private static let bound = PostgresStatement(
        "sealed_bound",
        """
        SELECT number, \(oldest), (
            SELECT min(tx) FROM operation
            WHERE tx >= CASE WHEN number <= \(oldest) THEN number ELSE 0 END
                AND NOT EXISTS (SELECT FROM seal WHERE seal.operation = operation.id))
        FROM setting WHERE name = 'sealed_below'
        """)

    /// Another sealer may have set it further meanwhile, or a smaller one on a new server.
    private static let setting = PostgresStatement(
        "sealed_below_set",
        "UPDATE setting SET number = $1 WHERE name = 'sealed_below' AND number = $2",
        [.int64, .int64])

    private static let insertion = PostgresStatement(
        "seal_insert",
        """
        INSERT INTO seal (sequence, operation, head)
        SELECT $1 + n, encode(substring($3 FROM n * 16 + 1 FOR 16), 'hex')::uuid,
            substring($4 FROM n * 32 + 1 FOR 32)
        FROM generate_series(0, $2 - 1) AS n
        WHERE $1 = (SELECT coalesce(max(sequence), 0) + 1 FROM seal)
        RETURNING 1
        """, [.int64, .int32, .bytes, .bytes])

    private static let page = PostgresStatement(
        "sealed_page",
        """
        SELECT \(OperationRow.columns), sequence, head
        FROM seal JOIN operation ON operation.id = seal.operation
        WHERE sequence > $1 ORDER BY sequence LIMIT $2
        """, [.int64, .int64])

    private static let last = PostgresStatement(
        "sealed_last", "SELECT coalesce(max(sequence), 0) FROM seal")

    /// The next operations to seal.
    static func unsealed(
        limit: Int, on connection: PostgresConnection
    ) throws -> [BookedOperation] {
        try OperationRow.all(try connection.answer(unsealed, [.int64(Int64(limit))]))
    }

    /// How far nothing is left to seal: the bound that is set, and the one that may be set.
    static func bound(
        on connection: PostgresConnection
    ) throws -> (set: Int64, possible: Int64) {
        let row = try connection.answer(bound)
        guard !row.isEmpty else { throw LedgerError.ledgerDamaged }
        let oldest = try row.int64(0, 1)
        return (try row.int64(0, 0), min(oldest, try row.optionalInt64(0, 2) ?? oldest))
    }

    /// Sets the bound, unless somebody else did.
    static func setBound(
        _ bound: Int64, insteadOf old: Int64, on connection: PostgresConnection
    ) throws {
        _ = try connection.answer(setting, [.int64(bound), .int64(old)])
    }

    /// Keeps seals that go on from the last one.
    ///
    /// - Throws: `LedgerError.sealedElsewhere`; any ``PostgresFailure``.
    static func keep(_ sealed: [SealedOperation], on connection: PostgresConnection) throws {
        guard let first = sealed.first else { return }
        do {
            let kept = try connection.answer(
                insertion,
                [
                    .int64(first.sequence), .int32(Int32(sealed.count)),
                    .bytes(sealed.flatMap(\.operation.operation.bytes)),
                    .bytes(sealed.flatMap(\.head.bytes)),
                ])
            guard kept.count == sealed.count else { throw LedgerError.sealedElsewhere }
        } catch PostgresFailure.server(.uniqueViolation, _) {
            throw LedgerError.sealedElsewhere
        }
    }

    /// Sealed operations in the order of their numbers.
    static func sealed(
        after sequence: Int64, limit: Int, on connection: PostgresConnection
    ) throws -> [SealedOperation] {
        let answer = try connection.answer(page, [.int64(sequence), .int64(Int64(limit))])
        return try (0..<answer.count).map { row in
            let number = try answer.int64(row, 16)
            // A number that is missing would show as a wrong head further on.
            guard number == sequence + Int64(row) + 1,
                let head = ChainHead(answer.bytes(row, 17) ?? [])
            else { throw LedgerError.ledgerDamaged }
            return SealedOperation(
                sequence: number, operation: try OperationRow.booked(answer, row), head: head)
        }
    }

    /// The number of the last sealed operation; 0 for none.
    static func lastNumber(on connection: PostgresConnection) throws -> Int64 {
        try connection.answer(last).int64(0, 0)
    }
}
