import TesseraLedger

/// The form of the book in a database: every step that led to it, in order.
///
/// `tessera_schema` has one row with the number of steps taken. A step is never changed once
/// released.
///
/// - Source: L1, L2, L3, L4, L9.
package enum PostgresSchema {
    /// One step from a form to the next.
    struct Migration {
        /// What the step brings, for people.
        let name: String
        /// The statements that make it.
        let sql: String
    }

    /// All steps, oldest first.
    static let migrations = [
        Migration(
            name: "the book", sql: SchemaTables.counters + SchemaTables.history + guards),
        Migration(name: "slips", sql: SchemaTables.slips),
    ]

    /// The tables that history is written to; nothing in them is ever changed.
    package static let history = ["operation", "transfer", "batch", "claim", "seal"]

    /// The number of the newest form that this program knows.
    package static var newest: Int { migrations.count }

    /// The form of the book in the database.
    ///
    /// - Returns: 0 if there is none.
    /// - Throws: `LedgerError.ledgerNewer(schema:known:)` if a later program wrote it; any
    ///   ``PostgresFailure``.
    package static func version(on connection: PostgresConnection) throws -> Int {
        let table = try connection.answer(
            PostgresStatement(
                "schema_table", "SELECT coalesce(to_regclass('tessera_schema')::text, '')"))
        guard try table.text(0, 0) != "" else { return 0 }
        let row = try connection.answer(
            PostgresStatement("schema_version", "SELECT max(version) FROM tessera_schema"))
        let version = Int(try row.optionalInt64(0, 0) ?? 0)
        guard version <= newest else {
            throw LedgerError.ledgerNewer(schema: version, known: newest)
        }
        return version
    }

    /// Takes the book to the newest form, in one transaction; makes it if there is none.
    ///
    /// Programs that do so at once wait for each other, and the later ones find nothing to do.
    ///
    /// - Throws: `LedgerError.ledgerNewer(schema:known:)`; any ``PostgresFailure``.
    package static func migrate(on connection: PostgresConnection) throws {
        if try version(on: connection) == newest { return }
        try makeVersionTable(on: connection)
        try connection.transaction {
            try connection.run("LOCK TABLE tessera_schema IN EXCLUSIVE MODE")
            let current = try version(on: connection)
            for (index, migration) in migrations.enumerated().dropFirst(current) {
                try connection.run(migration.sql)
                try connection.run("INSERT INTO tessera_schema VALUES (\(index + 1))")
            }
        }
    }

    /// Lets a role work on the book and not on its history.
    ///
    /// The role that made the tables may grant itself anything again; a service that enters as
    /// another role cannot.
    ///
    /// - Parameters:
    ///   - role: An existing role.
    ///   - connection: One that made the tables.
    /// - Throws: Any ``PostgresFailure``.
    package static func admit(_ role: String, on connection: PostgresConnection) throws {
        let name = quoted(role)
        let added = history.joined(separator: ", ")
        let kept = SchemaTables.counterTables.joined(separator: ", ")
        try connection.run(
            """
            GRANT SELECT, INSERT ON \(added) TO \(name);
            GRANT SELECT, INSERT, UPDATE, DELETE ON \(kept) TO \(name);
            GRANT SELECT ON tessera_schema TO \(name);
            """)
    }

    private static func makeVersionTable(
        on connection: PostgresConnection
    ) throws(PostgresFailure) {
        do throws(PostgresFailure) {
            try connection.run(
                "CREATE TABLE IF NOT EXISTS tessera_schema (version integer PRIMARY KEY)")
        } catch .server(let state, _)
            where [.uniqueViolation, .duplicateObject, .duplicateTable].contains(state)
        {
            // Somebody else made it in the same moment; the server looked a little too early, and
            // which of its catalogues noticed decides what it says.
            return
        }
    }

    private static func quoted(_ name: String) -> String {
        let inner = name.split(separator: "\"", omittingEmptySubsequences: false)
        return "\"\(inner.joined(separator: "\"\""))\""
    }

    /// What keeps history from being changed: triggers, which stop even the tables' owner, and
    /// rights, which the owner gives up.
    private static let guards =
        """
        CREATE FUNCTION tessera_history_is_only_added_to() RETURNS trigger LANGUAGE plpgsql AS
        $$BEGIN RAISE EXCEPTION 'history is only added to'; END$$;

        """
        + history.map { table in
            """
            CREATE TRIGGER \(table)_is_never_changed
                BEFORE UPDATE OR DELETE OR TRUNCATE ON \(table)
                FOR EACH STATEMENT EXECUTE FUNCTION tessera_history_is_only_added_to();
            REVOKE UPDATE, DELETE, TRUNCATE ON \(table) FROM PUBLIC, CURRENT_USER;

            """
        }.joined()
}
