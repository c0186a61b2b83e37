import Foundation
import TesseraLedger
import TesseraLedgerPostgres
import TesseraModel
import TesseraTestSupport
import Testing

/// One connection and what may happen to it.
@Suite(.needsServer)
struct PostgresConnectionTests {
    private static let echo = PostgresStatement(
        "echo",
        "SELECT $1::bigint, $2::integer, $3::uuid, $4::bytea, $5::text, $6::bigint, $7::smallint",
        [.int64, .int32, .id, .bytes, .text, .int64, .int32])

    @Test func `values come back as they were bound`() throws {
        let connection = try TestServer.connection()
        let id = OperationID(high: 0x0102_0304_0506_0708, low: .max)

        let row = try connection.answer(
            PostgresConnectionTests.echo,
            [
                .int64(.min), .int32(-7), .id(id), .bytes([0, 255, 39]),
                .text("Țăran's \"ß\" \\"), .null, .int32(-3),
            ])

        #expect(row.count == 1)
        #expect(try row.int64(0, 0) == Int64.min)
        #expect(try row.int64(0, 1) == -7)
        #expect(try row.id(0, 2) == id)
        #expect(row.bytes(0, 3) == [0, 255, 39])
        #expect(try row.text(0, 4) == "Țăran's \"ß\" \\")
        #expect(try row.optionalInt64(0, 5) == nil)
        #expect(try row.int64(0, 6) == -3)
        #expect(throws: PostgresFailure.unreadable) { try row.int64(0, 4) }
        #expect(throws: PostgresFailure.unreadable) { try row.id(0, 0) }
        #expect(throws: PostgresFailure.unreadable) { try row.text(0, 5) }
    }

    @Test func `empty values are not null`() throws {
        let connection = try TestServer.connection()
        let statement = PostgresStatement("empty", "SELECT $1::text, $2::bytea", [.text, .bytes])

        let row = try connection.answer(statement, [.text(""), .bytes([])])

        #expect(try row.optionalText(0, 0) == "")
        #expect(row.bytes(0, 1) == [])
    }

    @Test func `a server that is not there is named without a secret`() throws {
        let address = try PostgresAddress("postgres://a:b@127.0.0.1:1/d", from: .privateFile)

        #expect(
            throws: PostgresFailure.unconnected(
                .serverUnreachable("postgres://a@127.0.0.1:1/d"))
        ) { try PostgresConnection(address).open() }
    }

    @Test func `a database that is not there is named`() throws {
        let known = try PostgresAddress(try #require(TestServer.text))
        let host = try #require(known.hosts.first)
        let address = try PostgresAddress(
            "postgres://\(known.user)@\(host.name):\(host.port)/no_such_database")

        #expect(throws: PostgresFailure.unconnected(.databaseMissing("no_such_database"))) {
            try PostgresConnection(address).open()
        }
    }

    @Test func `a role that is not there is refused`() throws {
        let known = try PostgresAddress(try #require(TestServer.text))
        let host = try #require(known.hosts.first)
        let address = try PostgresAddress(
            "postgres://no_such_role@\(host.name):\(host.port)/\(known.database)")

        #expect(throws: PostgresFailure.unconnected(.loginRefused(user: "no_such_role"))) {
            try PostgresConnection(address).open()
        }
    }

    @Test func `what takes the connection and says nothing is given up in time`() throws {
        let silent = try SilentListener()
        let limits = PostgresLimits(connectMilliseconds: 200)
        let address = try PostgresAddress("postgres://a@127.0.0.1:\(silent.port)/d")

        let took = ContinuousClock().measure {
            #expect(throws: PostgresFailure.unconnected(.serverUnreachable(address.shown))) {
                try PostgresConnection(address, limits).open()
            }
        }

        #expect(took > .milliseconds(190) && took < .seconds(5))
    }

    @Test func `a host that froze does not keep the others from being asked`() throws {
        let known = try PostgresAddress(try #require(TestServer.text))
        let host = try #require(known.hosts.first)
        let silent = try SilentListener()
        let limits = PostgresLimits(connectMilliseconds: 2_000)
        let address = try PostgresAddress(
            "postgres://\(known.user)@127.0.0.1:\(silent.port),\(host.name):\(host.port)/"
                + known.database)

        let connection = PostgresConnection(address, limits)

        #expect(try connection.number("SELECT 1") == 1)
    }

    @Test func `a connection that was ended is made again`() async throws {
        let connection = try TestServer.connection()
        let other = try TestServer.connection()
        let pid = try connection.number("SELECT pg_backend_pid()")
        _ = try other.number("SELECT pg_terminate_backend(\(pid))::int")
        try await other.wait(
            for: "SELECT (count(*) = 0)::int FROM pg_stat_activity WHERE pid = \(pid)")

        let failure = #expect(throws: PostgresFailure.self) {
            try connection.number("SELECT pg_backend_pid()")
        }
        let again = try connection.number("SELECT pg_backend_pid()")

        #expect(failure?.isWorthRetrying == true)
        #expect(failure?.answer == LedgerError.unavailable)
        #expect(again != pid)
        #expect(connection.generation == 2)
    }

    @Test func `a statement that is too slow is ended by the server`() throws {
        let limits = PostgresLimits(statementMilliseconds: 100, callMilliseconds: 20_000)
        let connection = try TestServer.connection(limits)

        #expect(throws: PostgresFailure.server(.cancelled, constraint: nil)) {
            try connection.number("SELECT 1 FROM pg_sleep(30)")
        }
        #expect(try connection.number("SELECT 2") == 2)
        #expect(connection.generation == 1)
    }

    @Test func `a server that froze is given up in time`() throws {
        let limits = PostgresLimits(callMilliseconds: 300)
        let connection = try TestServer.connection(limits)
        let pid = try connection.number("SELECT pg_backend_pid()")
        try #require(kill(pid_t(pid), SIGSTOP) == 0, "the server is on another machine")
        defer { kill(pid_t(pid), SIGCONT) }

        let took = ContinuousClock().measure {
            #expect(throws: PostgresFailure.lost(isOpen: true)) {
                try connection.number("SELECT 1")
            }
        }

        #expect(took > .milliseconds(290) && took < .seconds(5))
        #expect(try connection.number("SELECT 3") == 3)
    }

    @Test func `a group is booked as a whole or not at all`() throws {
        let connection = try TestServer.connection()
        try connection.run("CREATE TABLE thing (number bigint PRIMARY KEY)")
        let insert = PostgresStatement(
            "insert", "INSERT INTO thing VALUES ($1) RETURNING number", [.int64])
        let wish = { PostgresExecution(insert, [.int64($0)]) }

        let answers = try connection.together([wish(3), wish(1), wish(2)])
        #expect(try answers.map { try $0.int64(0, 0) } == [3, 1, 2])
        #expect(
            throws: PostgresFailure.server(.uniqueViolation, constraint: "thing_pkey")
        ) { try connection.together([wish(4), wish(1), wish(5)]) }

        #expect(try connection.number("SELECT count(*) FROM thing") == 3)
        #expect(connection.generation == 1)
    }

    @Test func `a transaction that throws is undone`() throws {
        let connection = try TestServer.connection()
        try connection.run("CREATE TABLE thing (number bigint PRIMARY KEY)")

        #expect(throws: LedgerError.listsExhausted) {
            try connection.transaction {
                try connection.run("INSERT INTO thing VALUES (1)")
                throw LedgerError.listsExhausted
            }
        }
        try connection.transaction { try connection.run("INSERT INTO thing VALUES (2)") }

        #expect(try connection.number("SELECT min(number) FROM thing") == 2)
    }

    @Test func `a commit that might not be replicated is not taken as done`() async throws {
        let server = try OwnServer()
        let watcher = PostgresConnection(server.address)
        try watcher.run("CREATE TABLE thing (number bigint PRIMARY KEY)")
        try watcher.run("ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
        try watcher.run("SELECT pg_reload_conf()")

        async let failure = PostgresConnectionTests.failure(
            of: "INSERT INTO thing VALUES (1)", at: server.address)
        try await watcher.wait(
            for: "SELECT count(*)::int FROM pg_stat_activity WHERE wait_event = 'SyncRep'")
        try watcher.run(
            "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'")

        #expect(await failure == .unreplicated)
        #expect(try watcher.number("SELECT count(*) FROM thing") == 1)
    }

    private static func failure(
        of sql: String, at address: PostgresAddress
    ) async -> PostgresFailure? {
        // It waits until others have done something, so it must not hold up a thread they need.
        await withCheckedContinuation { caller in
            Thread.detachNewThread {
                do throws(PostgresFailure) {
                    try PostgresConnection(address).run(sql)
                    caller.resume(returning: nil)
                } catch {
                    caller.resume(returning: error)
                }
            }
        }
    }
}

/// Takes connections, as the system does for every listener, and never reads from them.
private final class SilentListener {
    let port: Int
    private let socket: Int32

    init() throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let socket = socket
        let status = unsafe withUnsafeMutablePointer(to: &address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe bind(socket, address, size) | listen(socket, 8)
                    | getsockname(socket, address, &size)
            }
        }
        try #require(status == 0)
        port = Int(UInt16(bigEndian: address.sin_port))
    }

    deinit { close(socket) }
}
