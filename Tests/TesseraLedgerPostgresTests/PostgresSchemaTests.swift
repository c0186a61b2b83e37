import TesseraLedger
import TesseraLedgerPostgres
import TesseraTestSupport
import Testing

/// The form of the book in a database.
///
/// - Source: L1.
@Suite(.needsServer)
struct PostgresSchemaTests {
    @Test func `a book is made once`() throws {
        let connection = try TestServer.connection()

        #expect(try PostgresSchema.version(on: connection) == 0)
        try PostgresSchema.migrate(on: connection)
        try PostgresSchema.migrate(on: connection)

        #expect(try PostgresSchema.version(on: connection) == PostgresSchema.newest)
        #expect(try connection.number("SELECT count(*) FROM tessera_schema") == 2)
    }

    @Test func `programs that make it at once do not disturb each other`() async throws {
        let address = try TestServer.freshSchema()

        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask { try PostgresSchema.migrate(on: PostgresConnection(address)) }
            }
            try await group.waitForAll()
        }

        let version = try PostgresSchema.version(on: PostgresConnection(address))
        #expect(version == PostgresSchema.newest)
    }

    @Test func `a book of a later program is refused`() throws {
        let connection = try TestServer.connection()
        try PostgresSchema.migrate(on: connection)
        try connection.run("INSERT INTO tessera_schema VALUES (999)")

        let refusal = LedgerError.ledgerNewer(schema: 999, known: PostgresSchema.newest)
        #expect(throws: refusal) { try PostgresSchema.version(on: connection) }
        #expect(throws: refusal) { try PostgresSchema.migrate(on: connection) }
    }

    @Test(arguments: PostgresSchema.history)
    func `history is only added to`(table: String) throws {
        let connection = try TestServer.connection()
        try PostgresSchema.migrate(on: connection)

        for sql in [
            "UPDATE \(table) SET operation = NULL", "DELETE FROM \(table)", "TRUNCATE \(table)",
        ] {
            let change = table == "operation" ? sql.replacing("operation =", with: "detail =") : sql
            #expect(throws: PostgresFailure.server(.raised, constraint: nil)) {
                try connection.run(change)
            }
        }
    }

    @Test func `a service may book and may not change what was booked`() throws {
        let connection = try TestServer.connection()
        try PostgresSchema.migrate(on: connection)
        let role = "clerk_\(try connection.number("SELECT pg_backend_pid()"))"
        try connection.run("CREATE ROLE \(role)")
        try connection.run(
            """
            DO $$ BEGIN
                EXECUTE format('GRANT USAGE ON SCHEMA %I TO \(role)', current_schema());
            END $$
            """)
        try PostgresSchema.admit(role, on: connection)
        try connection.run("SET ROLE \(role)")

        try connection.run(
            """
            INSERT INTO operation (id, time, kind, detail)
            VALUES ('00000000-0000-0000-0000-000000000001', 0, 6, '{}')
            """)
        #expect(throws: PostgresFailure.server(.insufficientPrivilege, constraint: nil)) {
            try connection.run("DELETE FROM operation")
        }
        #expect(throws: PostgresFailure.server(.insufficientPrivilege, constraint: nil)) {
            try connection.run("ALTER TABLE operation DISABLE TRIGGER ALL")
        }
        try connection.run("RESET ROLE; DROP OWNED BY \(role); DROP ROLE \(role)")
    }

    @Test(arguments: [
        "INSERT INTO voucher VALUES (1, 1, -1, 0, NULL, 1, 1)",
        "INSERT INTO voucher VALUES (1, 1, 5, 6, NULL, 1, 1)",
        "INSERT INTO voucher VALUES (1, 1, 5, -1, NULL, 1, 1)",
        "INSERT INTO voucher VALUES (1, 1, 5, 0, NULL, 1, 0)",
        "INSERT INTO voucher VALUES (1, 1, 5, 0, NULL, 1, 2)",
        "INSERT INTO voucher VALUES (8589934592, 1, 5, 0, NULL, 1, 1)",
    ])
    func `a row that cannot be is refused`(sql: String) throws {
        let connection = try TestServer.connection()
        try PostgresSchema.migrate(on: connection)

        let failure = #expect(throws: PostgresFailure.self) { try connection.run(sql) }

        guard case .server(.checkViolation, _) = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
    }
}
