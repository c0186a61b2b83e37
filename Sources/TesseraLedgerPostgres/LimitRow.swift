import TesseraLedger
import TesseraModel

/// Limits and how far they are used, as they are stored.
enum LimitRow {
    private static let inForce = PostgresStatement(
        "limits_in_force",
        """
        SELECT setting.number, limitation.number, limitation.terms
        FROM setting LEFT JOIN limitation ON limitation.ended IS NULL
        WHERE setting.name = 'limits' ORDER BY limitation.number
        """)

    private static let next = PostgresStatement(
        "limit_next", "SELECT coalesce(max(number), 0) + 1 FROM limitation")

    private static let insertion = PostgresStatement(
        "limit_insert",
        "INSERT INTO limitation (number, operation, terms, most) VALUES ($1, $2, $3, $4)",
        [.int64, .id, .text, .int64])

    private static let end = PostgresStatement(
        "limit_end", "UPDATE limitation SET ended = $2 WHERE number = $1", [.int64, .id])

    private static let change = PostgresStatement(
        "limits_change", "UPDATE setting SET number = number + 1 WHERE name = 'limits'")

    /// Reads and locks in one; a row of nothing used is made, so that there is something to lock.
    private static let used = PostgresStatement(
        "limit_used",
        """
        INSERT INTO limit_use (limitation, key, day, used, most)
        SELECT $1, $2, $3, 0, most FROM limitation WHERE number = $1
        ON CONFLICT (limitation, key, day) DO UPDATE SET used = limit_use.used RETURNING used
        """, [.int64, .text, .int64])

    private static let use = PostgresStatement(
        "limit_use",
        """
        INSERT INTO limit_use (limitation, key, day, used, most)
        SELECT $1, $2, $3, $4, most FROM limitation WHERE number = $1
        ON CONFLICT (limitation, key, day) DO UPDATE SET used = $4
        """, [.int64, .text, .int64, .int64])

    private static let summary = PostgresStatement(
        "limit_summary",
        """
        SELECT number, terms, count(used), max(used)
        FROM limitation LEFT JOIN limit_use ON limitation = number AND used > 0
        WHERE ended IS NULL GROUP BY number, terms ORDER BY number
        """)

    /// The limits in force, oldest first, with their version.
    static func inForce(on connection: PostgresConnection) throws -> Recollection.Limits {
        let answer = try connection.answer(inForce)
        guard !answer.isEmpty else { throw LedgerError.ledgerDamaged }
        var limits: [Limit] = []
        for row in 0..<answer.count {
            guard let number = try answer.optionalInt64(row, 1) else { continue }
            limits.append(try limit(number, try answer.text(row, 2)))
        }
        return Recollection.Limits(version: try answer.int64(0, 0), inForce: limits)
    }

    /// The limits in force with how far they are used.
    static func summary(on connection: PostgresConnection) throws -> [LimitInForce] {
        let answer = try connection.answer(summary)
        return try (0..<answer.count).map { row in
            LimitInForce(
                limit: try limit(try answer.int64(row, 0), try answer.text(row, 1)),
                accounts: Int(try answer.int64(row, 2)),
                mostUsed: try answer.optionalInt64(row, 3) ?? 0)
        }
    }

    static func next(on connection: PostgresConnection) throws -> LimitID {
        LimitID(try connection.answer(next).int64(0, 0))
    }

    static func set(
        _ id: LimitID, _ terms: LimitTerms, by operation: OperationID,
        on connection: PostgresConnection
    ) throws {
        _ = try connection.answer(
            insertion,
            [
                .int64(id.number), .id(operation), .text(try CompactText.text(of: terms)),
                .int64(terms.mostNumber),
            ])
        _ = try connection.answer(change)
    }

    static func end(
        _ id: LimitID, by operation: OperationID, on connection: PostgresConnection
    ) throws {
        _ = try connection.answer(end, [.int64(id.number), .id(operation)])
        _ = try connection.answer(change)
    }

    /// How much of a limit is used, kept as it is until the transaction ends.
    static func used(
        _ account: LimitAccount, on connection: PostgresConnection
    ) throws -> Int64 {
        let answer = try connection.answer(used, account.columns)
        guard !answer.isEmpty else { throw LedgerError.ledgerDamaged }
        return try answer.int64(0, 0)
    }

    static func put(
        _ used: Int64, of account: LimitAccount, on connection: PostgresConnection
    ) throws {
        _ = try connection.answer(putting(used, of: account))
    }

    /// What sets how much of a limit is used.
    static func putting(_ used: Int64, of account: LimitAccount) -> PostgresExecution {
        PostgresExecution(use, account.columns + [.int64(used)])
    }

    private static func limit(_ number: Int64, _ terms: String) throws(LedgerError) -> Limit {
        Limit(id: LimitID(number), terms: try CompactText.value(LimitTerms.self, of: terms))
    }
}

extension LimitAccount {
    /// The key of a row.
    fileprivate var columns: [PostgresValue] {
        [.int64(limit.number), .text(key), .int64(Int64(day))]
    }
}
