import TesseraLedger
import TesseraModel

/// What the rules of the programme count, as it is stored.
enum TallyRow {
    /// Reads and locks in one; a row of nothing is made, so that there is something to lock.
    private static let units = PostgresStatement(
        "tally_units",
        """
        INSERT INTO tally (key, units) VALUES ($1, 0)
        ON CONFLICT (key) DO UPDATE SET units = tally.units RETURNING units
        """, [.text])

    private static let change = PostgresStatement(
        "tally_put",
        """
        INSERT INTO tally (key, units, most) VALUES ($1, $2, $3)
        ON CONFLICT (key) DO UPDATE SET units = $2, most = $3
        """, [.text, .int64, .int64])

    private static let export = PostgresStatement(
        "export_tallies",
        "SELECT key, units, most FROM tally WHERE units > 0 ORDER BY key COLLATE \"C\"")

    /// How much is counted under a key, kept as it is until the transaction ends.
    static func units(_ key: String, on connection: PostgresConnection) throws -> Int64 {
        let answer = try connection.answer(units, [.text(key)])
        guard !answer.isEmpty else { throw LedgerError.ledgerDamaged }
        return try answer.int64(0, 0)
    }

    static func put(_ tally: Tally, on connection: PostgresConnection) throws {
        _ = try connection.answer(
            change, [.text(tally.key), .int64(tally.units), .optional(tally.most)])
    }

    /// All that is counted, more than nothing, in order of the keys.
    static func all(on connection: PostgresConnection) throws -> [Tally] {
        let answer = try connection.answer(export)
        return try (0..<answer.count).map { row in
            Tally(
                key: try answer.text(row, 0), units: try answer.int64(row, 1),
                most: try answer.optionalInt64(row, 2))
        }
    }
}
