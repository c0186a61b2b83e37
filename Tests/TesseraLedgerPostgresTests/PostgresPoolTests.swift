import TesseraLedger
import TesseraLedgerPostgres
import TesseraTestSupport
import Testing

/// Many callers on a few connections.
@Suite(.needsServer)
struct PostgresPoolTests {
    private static let insert = PostgresStatement(
        "insert",
        "INSERT INTO thing (number) VALUES ($1) RETURNING number, pg_current_xact_id()::text",
        [.int64])

    private func pool(connections: Int) throws -> (pool: PostgresPool, side: PostgresConnection) {
        let address = try TestServer.freshSchema()
        let side = PostgresConnection(address)
        try side.run("CREATE TABLE thing (number bigint PRIMARY KEY CHECK (number >= 0))")
        return (PostgresPool(address, connections: connections), side)
    }

    @Test func `what is pinned to one number goes through one connection`() async throws {
        let (pool, _) = try pool(connections: 4)
        var seen: Set<Int64> = []

        for _ in 0..<20 {
            seen.insert(try await pool.run(pin: 7) { try $0.number("SELECT pg_backend_pid()") })
        }

        #expect(seen.count == 1)
        await pool.close()
    }

    @Test func `statements that wait share a transaction`() async throws {
        let (pool, side) = try pool(connections: 1)
        // Whoever comes first is held up by a lock until the others have queued behind.
        try side.run("BEGIN; LOCK TABLE thing")
        let holding = Task { try await pool.run { try $0.number("SELECT count(*) FROM thing") } }
        try await side.wait(
            for: """
                SELECT (count(*) > 0)::int FROM pg_locks
                WHERE NOT granted AND relation = 'thing'::regclass
                """)
        let queued = Tally()
        let transactions = Task {
            try await withThrowingTaskGroup(of: String.self) { group in
                for number in 1...64 {
                    group.addTask {
                        queued.add()
                        let wish = PostgresExecution(
                            PostgresPoolTests.insert, [.int64(Int64(number))])
                        return try await pool.answer(wish, pin: 1).text(0, 1)
                    }
                }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
        }
        try await waitUntil("64 jobs in the queue") { queued.count >= 64 }
        try side.run("COMMIT")

        #expect(try await holding.value == 0)
        #expect(try await transactions.value.count < 16)
        #expect(try side.number("SELECT count(*) FROM thing") == 64)
        await pool.close()
    }

    @Test func `who is in error does not disturb the others of the group`() async throws {
        let (pool, side) = try pool(connections: 1)
        try side.run("INSERT INTO thing VALUES (5)")

        let failures = await withTaskGroup(of: PostgresFailure?.self) { group in
            for number in -1...20 {
                group.addTask {
                    do throws(PostgresFailure) {
                        let wish = PostgresExecution(
                            PostgresPoolTests.insert, [.int64(Int64(number))])
                        _ = try await pool.answer(wish, pin: Int64(number))
                        return nil
                    } catch {
                        return error
                    }
                }
            }
            return await group.reduce(into: Set<PostgresFailure>()) { found, failure in
                if let failure { found.insert(failure) }
            }
        }

        #expect(
            failures == [
                .server(.uniqueViolation, constraint: "thing_pkey"),
                .server(.checkViolation, constraint: "thing_number_check"),
            ])
        #expect(try side.number("SELECT count(*) FROM thing") == 21)
        await pool.close()
    }

    @Test(arguments: ["40001", "40P01"])
    func `what others got in the way of is done again`(state: String) async throws {
        let (pool, side) = try pool(connections: 1)
        try side.run("CREATE SEQUENCE tries")
        let runs = Tally()

        try await pool.run { connection in
            runs.add()
            try connection.transaction {
                try connection.run("INSERT INTO thing VALUES (1)")
                try connection.run(
                    """
                    DO $$ BEGIN IF nextval('tries') < 4 THEN
                    RAISE EXCEPTION USING ERRCODE = '\(state)'; END IF; END $$
                    """)
            }
        }

        #expect(runs.count == 4)
        #expect(try side.number("SELECT count(*) FROM thing") == 1)
        await pool.close()
    }

    @Test func `what others always get in the way of is given up`() async throws {
        let (pool, _) = try pool(connections: 1)
        let runs = Tally()

        await #expect(throws: PostgresFailure.server(.serializationFailure, constraint: nil)) {
            try await pool.run { connection in
                runs.add()
                try connection.run(
                    "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '40001'; END $$")
            }
        }

        #expect(runs.count == 8)
        await pool.close()
    }

    @Test func `two that wait for each other both get through`() async throws {
        let (pool, side) = try pool(connections: 2)
        try side.run("INSERT INTO thing SELECT generate_series(1, 2)")
        try side.run("CREATE TABLE count_of (number bigint PRIMARY KEY, count bigint)")
        try side.run("INSERT INTO count_of VALUES (1, 0), (2, 0)")

        try await withThrowingTaskGroup(of: Void.self) { group in
            for round in 0..<40 {
                group.addTask {
                    let (first, second) = round % 2 == 0 ? (1, 2) : (2, 1)
                    try await pool.run(pin: Int64(round)) { connection in
                        try connection.transaction {
                            for number in [first, second] {
                                try connection.run(
                                    "UPDATE count_of SET count = count + 1 "
                                        + "WHERE number = \(number)")
                            }
                        }
                    }
                }
            }
            try await group.waitForAll()
        }

        #expect(try side.number("SELECT min(count) FROM count_of") == 40)
        #expect(try side.number("SELECT max(count) FROM count_of") == 40)
        await pool.close()
    }

    @Test func `a connection that ends in the middle is made again and the work is done`()
        async throws
    {
        let (pool, side) = try pool(connections: 1)
        try side.run("BEGIN; LOCK TABLE thing")
        let booking = Task {
            let wish = PostgresExecution(PostgresPoolTests.insert, [.int64(1)])
            return try await pool.answer(wish, pin: 1).int64(0, 0)
        }
        let waiting = "FROM pg_locks WHERE NOT granted AND relation = 'thing'::regclass"
        try await side.wait(for: "SELECT count(*)::int \(waiting)")
        let first = try side.number("SELECT pid \(waiting)")
        _ = try side.number("SELECT pg_terminate_backend(\(first))::int")
        try side.run("COMMIT")

        #expect(try await booking.value == 1)
        #expect(try side.number("SELECT count(*) FROM thing") == 1)
        await pool.close()
    }

    @Test func `what nobody answers is given up for everybody who waits`() async throws {
        let address = try PostgresAddress("postgres://a@127.0.0.1:1/d")
        let pool = PostgresPool(address, connections: 2)
        let expected = PostgresFailure.unconnected(.serverUnreachable(address.shown))

        await withTaskGroup(of: Void.self) { group in
            for number in 0..<32 {
                group.addTask {
                    let wish = PostgresExecution(PostgresPoolTests.insert, [.int64(1)])
                    await #expect(throws: expected) {
                        try await pool.answer(wish, pin: Int64(number))
                    }
                }
            }
        }

        #expect(expected.answer == LedgerError.unavailable)
        await pool.close()
    }

    @Test func `a closed pool has done what was asked and takes nothing more`() async throws {
        let (pool, side) = try pool(connections: 2)
        let wish = PostgresExecution(PostgresPoolTests.insert, [.int64(1)])
        _ = try await pool.answer(wish, pin: 1)

        await pool.close()
        await pool.close()

        await #expect(throws: PostgresFailure.late) { try await pool.answer(wish, pin: 1) }
        await #expect(throws: PostgresFailure.late) { try await pool.run { try $0.open() } }
        #expect(try side.number("SELECT count(*) FROM thing") == 1)
    }
}
