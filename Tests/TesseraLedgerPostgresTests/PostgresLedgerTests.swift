import TesseraLedger
import TesseraLedgerPostgres
import TesseraModel
import TesseraTestSupport
import Testing

/// What is particular about the book in a database; all else is asked of every store alike.
///
/// - Source: L9–L11.
@Suite(.needsServer)
struct PostgresLedgerTests {
    @Test func `a database without a book is named`() async throws {
        let schema = try ScratchSchema()

        await #expect(throws: PostgresError.bookMissing(schema.address.shown)) {
            try await PostgresLedgerTests.open(schema)
        }
    }

    @Test func `a book is made once`() async throws {
        let schema = try ScratchSchema()

        #expect(try await PostgresLedger.create(at: schema.address, epoch: 7))
        #expect(try await !PostgresLedger.create(at: schema.address, epoch: 8))

        #expect(try await PostgresLedgerTests.open(schema).epoch() == 7)
    }

    @Test func `a book of a later program is not opened`() async throws {
        let schema = try await PostgresLedgerTests.book()
        try PostgresConnection(schema.address).run("INSERT INTO tessera_schema VALUES (999)")

        await #expect(throws: LedgerError.ledgerNewer(schema: 999, known: PostgresSchema.newest)) {
            try await PostgresLedgerTests.open(schema)
        }
    }

    @Test func `a book of the first form is read as it is, opened, and takes slips`() async throws {
        let scene = try await PostgresScene()
        let address = scene.schema.address
        try PostgresConnection(address).run(
            "DROP TABLE slip; DELETE FROM tessera_schema WHERE version = 2")

        let reader = try await PostgresLedger.openForReading(
            at: address, zone: Sample.bucharest)
        #expect(try await reader.slip("key/a", at: Sample.noon) == nil)
        #expect(try await reader.slips(under: "", after: nil, limit: 1, at: Sample.noon) == [])
        await reader.close()

        let ledger = try await PostgresLedgerTests.open(scene.schema)
        let slip = try await ledger.write(
            [1], as: "key/a", replacing: nil, expiresAt: nil, at: Sample.noon)
        #expect(try await ledger.slip("key/a", at: Sample.noon) == slip)
        #expect(try await ledger.audit().findings == [])
        await ledger.close()
    }

    /// L5.
    @Test func `a clock behind the book opens nothing`() async throws {
        let scene = try await PostgresScene()
        let wall = Sample.noon.advanced(byMilliseconds: -300_001)
        let refusal = LedgerError.clockBehind(wall: wall, lastRecorded: Sample.noon)

        await #expect(throws: refusal) {
            try await PostgresLedger.open(
                at: scene.schema.address, zone: Sample.bucharest, wall: FixedClock(wall))
        }
    }

    /// R10.
    @Test func `another zone is refused`() async throws {
        let scene = try await PostgresScene()

        await #expect(throws: LedgerError.zoneChanged(book: "Europe/Bucharest", asked: "UTC")) {
            try await PostgresLedger.open(
                at: scene.schema.address, zone: .utc, wall: FixedClock(Sample.noon))
        }
    }

    @Test func `a book that was opened for questions books nothing`() async throws {
        let scene = try await PostgresScene()
        let reader = try await PostgresLedger.openForReading(
            at: scene.schema.address, zone: Sample.bucharest)

        await #expect(throws: LedgerError.unavailable) {
            try await reader.redeem(scene.request(0, cents: 100))
        }
        #expect(try await reader.figures().batches == 1)
    }

    /// L2, L9: the row that was made to be locked is gone again.
    @Test func `a voucher that was only refused has no row`() async throws {
        let scene = try await PostgresScene()

        await #expect(throws: LedgerError.self) {
            try await scene.ledger.redeem(scene.request(0, cents: 5_001))
        }

        #expect(try await scene.ledger.figures().vouchersInUse == 0)
        #expect(try scene.side.number("SELECT count(*) FROM operation WHERE kind = 1") == 1)
    }

    /// L9, L10, R5: the services do not ask about limits each time.
    @Test func `a limit that another service sets holds from then on`() async throws {
        let scene = try await PostgresScene()
        let other = try await PostgresLedgerTests.open(scene.schema)
        _ = try await scene.ledger.redeem(scene.request(0, cents: 100))
        _ = try await scene.ledger.redeem(scene.request(1, cents: 100))
        let terms = LimitTerms(scope: .gifts, key: .all, period: .ever, most: .uses(1))

        _ = try await other.book(
            BookingRequest(
                operation: scene.ids.next(), wish: .setLimit(terms), place: nil,
                time: Sample.noon))
        _ = try await scene.ledger.redeem(scene.request(2, cents: 100))

        await #expect(throws: LedgerError.self) {
            try await scene.ledger.redeem(scene.request(3, cents: 100))
        }
        #expect(try await scene.ledger.audit().findings == [])
    }

    /// L1, R8: the order in which two services' bookings are told is one in which they follow.
    @Test(arguments: 1...3)
    func `what two services book at once can be decided again`(round: Int) async throws {
        let scene = try await PostgresScene()
        let other = try await PostgresLedgerTests.open(scene.schema)

        await withTaskGroup(of: Void.self) { group in
            for client in 0..<16 {
                let ledger = client % 2 == 0 ? scene.ledger : other
                group.addTask { await scene.work(at: ledger, UInt32(client / 2 % 4)) }
            }
        }

        #expect(try await scene.ledger.audit().findings == [])
        #expect(try await scene.ledger.figures().operations > 200)
    }

    /// F25, L9: the server ends the connection while the booking waits for a lock.
    @Test func `a connection that is ended in mid-statement books once`() async throws {
        let scene = try await PostgresScene()
        _ = try await scene.ledger.redeem(scene.request(0, cents: 100))
        let holder = scene.side
        try holder.run("BEGIN; SELECT 1 FROM voucher FOR UPDATE")
        let request = scene.request(0, cents: 100)
        let (ledger, watcher) = (scene.ledger, scene.side)

        async let redemption = ledger.redeem(request)
        // Only who waits in this schema: other tests have sessions on the same server.
        let waiting = """
            FROM pg_stat_activity WHERE wait_event_type = 'Lock'
                AND pid IN (SELECT pid FROM pg_locks WHERE relation = 'voucher'::regclass)
            """
        try await watcher.wait(for: "SELECT (count(*) = 1)::int \(waiting)")
        _ = try watcher.number("SELECT count(pg_terminate_backend(pid)) \(waiting)")
        try holder.run("COMMIT")

        #expect(try await redemption.balance == 4_800)
        #expect(try scene.side.number("SELECT balance FROM voucher") == 4_800)
    }

    /// L1: who made the tables has given up the right to change history.
    @Test func `a role without privileges makes a book and works in it`() async throws {
        let schema = try ScratchSchema()
        let admin = PostgresConnection(schema.address)
        let role = "plain_\(try admin.number("SELECT pg_backend_pid()"))"
        try admin.run("CREATE ROLE \(role) LOGIN")
        try admin.run(
            """
            DO $$ BEGIN EXECUTE format('ALTER SCHEMA %I OWNER TO \(role)', current_schema()); END $$
            """)
        let address = try PostgresAddress(schema.text.replacing("tessera@", with: "\(role)@"))

        try await PostgresLedger.create(at: address, epoch: 1)
        let ledger = try await PostgresLedger.open(
            at: address, zone: Sample.bucharest, wall: FixedClock(Sample.noon), connections: 1)
        let terms = LimitTerms(scope: .gifts, key: .all, period: .ever, most: .uses(1))
        _ = try await ledger.book(
            BookingRequest(
                operation: OperationID(high: 0, low: 1), wish: .setLimit(terms), place: nil,
                time: Sample.noon))

        #expect(try await ledger.audit().findings == [])
        #expect(throws: PostgresFailure.server(.insufficientPrivilege, constraint: nil)) {
            try PostgresConnection(address).run("DELETE FROM operation")
        }
        await ledger.close()
        try admin.run("DROP OWNED BY \(role) CASCADE; DROP ROLE \(role)")
    }

    @Test func `a server that is gone books nothing and says so`() async throws {
        var server: OwnServer? = try OwnServer()
        let address = try #require(server?.address)
        try await PostgresLedger.create(at: address, epoch: 1)
        let ledger = try await PostgresLedger.open(
            at: address, zone: Sample.bucharest, wall: FixedClock(Sample.noon), connections: 1)
        _ = try await ledger.figures()
        server = nil

        await #expect(throws: LedgerError.unavailable) { try await ledger.figures() }
        await #expect(throws: LedgerError.unavailable) {
            try await ledger.issue(
                IssueRequest(
                    operation: OperationID(high: 0, low: 1),
                    orders: [Sample.gift(cents: 5_000)], time: Sample.noon))
        }
        await #expect(throws: PostgresError.serverUnreachable(address.shown)) {
            try await PostgresLedger.openForReading(at: address, zone: Sample.bucharest)
        }
    }

    static func book() async throws -> ScratchSchema {
        let schema = try ScratchSchema()
        try await PostgresLedger.create(at: schema.address, epoch: 7)
        return schema
    }

    static func open(_ schema: ScratchSchema) async throws -> PostgresLedger {
        try await PostgresLedger.open(
            at: schema.address, zone: Sample.bucharest, wall: FixedClock(Sample.noon),
            connections: 4)
    }
}
