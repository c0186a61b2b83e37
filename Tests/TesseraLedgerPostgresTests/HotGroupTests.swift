import TesseraLedger
import TesseraLedgerPostgres
import TesseraModel
import TesseraTestSupport
import Testing

/// Redemptions of many callers in one statement.
///
/// - Source: L9, L10.
@Suite(.needsServer, .serialized)
struct HotGroupTests {
    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `a group has the outcome of one after the other`(seed: UInt64) async throws {
        let scene = try GroupScene()
        var random = SeededRandom(seed: seed)
        let wishes = (1...64).map { id in
            GroupScene.Wish(
                id: UInt64(id), slot: UInt32.random(in: 0..<6, using: &random),
                cents: Int.random(in: 0..<8, using: &random) == 0
                    ? nil : 100 * Int64.random(in: 1...12, using: &random))
        }

        let outcomes = try await scene.redeemTogether(wishes)

        var left: [UInt32: Int64] = [:]
        let expected = wishes.map { wish -> Int64? in
            let balance = left[wish.slot] ?? 2_500
            // Everything is decided without a look only on an untouched card.
            let fits = wish.cents.map { $0 <= balance } ?? (balance == 2_500)
            guard fits else { return nil }
            left[wish.slot] = balance - (wish.cents ?? 2_500)
            return left[wish.slot]
        }
        #expect(outcomes.map { $0.redemption?.balance } == expected)
        #expect(try scene.contradictions() == 0)
        await scene.pool.close()
    }

    @Test func `a card that many want is written once and each has its own balance`() async throws {
        let scene = try GroupScene()

        let outcomes = try await scene.redeemTogether(
            (1...64).map { GroupScene.Wish(id: $0, slot: 0, cents: 10) })

        #expect(
            outcomes.map { $0.redemption?.balance } == (1...64).map { 2_500 - Int64($0) * 10 })
        #expect(try scene.side.number("SELECT count(DISTINCT tx) FROM operation") <= 2)
        #expect(try scene.side.number("SELECT count(*) FROM transfer WHERE amount = 10") == 64)
        #expect(try scene.side.number("SELECT balance FROM voucher") == 1_860)
        #expect(try scene.contradictions() == 0)
        await scene.pool.close()
    }

    @Test func `who is wrong in a group is wrong alone`() async throws {
        let scene = try GroupScene()
        _ = try await scene.redeem(GroupScene.Wish(id: 7, slot: 1, cents: 500))

        let answers = try await scene.answersTogether(
            (1...32).map { GroupScene.Wish(id: $0, slot: 0, cents: 10) })

        #expect(answers.compactMap(\.success).count { $0 == .undecided } == 1)
        #expect(answers.count { $0.success?.redemption?.isReplay == false } == 31)
        #expect(try scene.side.number("SELECT sum(balance)::bigint FROM voucher") == 4_190)
        #expect(try scene.contradictions() == 0)
        await scene.pool.close()
    }

    @Test func `an id that was refused earlier takes nothing among others`() async throws {
        let scene = try GroupScene()
        try scene.side.run(
            """
            INSERT INTO operation (id, time, kind, detail)
            VALUES ('00000000-0000-0000-0000-000000000007', 0, 1, '{}')
            """)

        let outcomes = try await scene.redeemTogether(
            (1...32).map { GroupScene.Wish(id: $0, slot: 0, cents: 10) })

        #expect(outcomes.count { $0 == .undecided } == 1)
        #expect(outcomes[6] == .undecided)
        #expect(try scene.side.number("SELECT balance FROM voucher") == 2_190)
        #expect(try scene.side.number("SELECT count(*) FROM transfer") == 31)
        await scene.pool.close()
    }

    @Test(arguments: 1...5)
    func `sixty-four with mixed amounts never take more than there is`(round: Int) async throws {
        let scene = try GroupScene()
        let other = HotRedeemer(PostgresPool(scene.address, connections: 2))
        let wishes = (1...64).map {
            GroupScene.Wish(id: $0, slot: 0, cents: 30 + Int64($0 % 7) * 10)
        }

        let outcomes = try await withThrowingTaskGroup(of: HotRedeemer.Outcome.self) { group in
            for (index, wish) in wishes.enumerated() {
                group.addTask {
                    try await scene.redeem(wish, through: index.isMultiple(of: 2) ? other : nil)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }

        let taken = outcomes.compactMap { $0.redemption?.taken }.reduce(0, +)
        // The smallest that was refused did not fit at the end either.
        #expect((2_410...2_500).contains(taken))
        #expect(try scene.side.number("SELECT 2500 - balance FROM voucher") == taken)
        #expect(try scene.contradictions() == 0)
        await scene.pool.close()
    }

    @Test func `cards that were sold and cards that were not share a group`() async throws {
        let scene = try GroupScene(activation: .whenSold)
        try scene.side.run(
            """
            INSERT INTO voucher (position, batch, balance, last_day, standing)
            SELECT 2 * number, 1, 2500, 100000, 1 FROM generate_series(0, 31) AS number
            """)

        let outcomes = try await scene.redeemTogether(
            (0..<64).map { GroupScene.Wish(id: UInt64($0) + 1, slot: $0, cents: 100) })

        #expect(
            outcomes.map { $0.redemption?.balance }
                == (0..<64).map { $0.isMultiple(of: 2) ? 2_400 : nil })
        #expect(try scene.side.number("SELECT count(*) FROM voucher") == 32)
        #expect(try scene.contradictions() == 0)
        await scene.pool.close()
    }
}

/// A book in a schema of its own, with a batch of cards of 25 euros, and one connection.
private struct GroupScene: Sendable {
    let address: PostgresAddress
    let pool: PostgresPool
    private let batch: Batch
    private let redeemer: HotRedeemer

    /// What a caller wants; everything for no amount.
    struct Wish {
        let id: UInt64
        let slot: UInt32
        let cents: Int64?
    }

    init(activation: Activation = .atIssue) throws {
        address = try TestServer.freshSchema()
        try PostgresSchema.migrate(on: PostgresConnection(address))
        // Held up as long as it takes to queue up on a machine with much to do.
        let patient = PostgresLimits(
            connectMilliseconds: 60_000, statementMilliseconds: 60_000, callMilliseconds: 90_000,
            queueMilliseconds: 60_000)
        pool = PostgresPool(address, connections: 1, limits: patient)
        redeemer = HotRedeemer(pool)
        let order = Sample.gift(cents: 2_500)
        batch = Batch(
            id: BatchID(1), first: Sample.position(0, 0),
            order: BatchOrder(
                terms: order.terms, uses: order.uses, validity: order.validity,
                keyID: order.keyID, audience: order.audience, count: 100, salt: order.salt,
                activation: activation),
            operation: OperationID(high: 0, low: 0), issuedAt: Sample.noon)
    }

    /// A connection beside the pool.
    var side: PostgresConnection { PostgresConnection(address) }

    func redeem(
        _ wish: Wish, through other: HotRedeemer? = nil
    ) async throws -> HotRedeemer.Outcome {
        let demand = wish.cents.map { Demand.amount(Sample.euros(cents: $0)) } ?? .everything
        let request = RedemptionRequest(
            operation: OperationID(high: 0, low: wish.id), position: Sample.position(0, wish.slot),
            demand: demand, shop: Sample.harbour, till: Sample.till1, time: Sample.noon)
        let hot = try #require(
            HotRedemption(
                request, of: batch, at: Sample.noon,
                today: Sample.bucharest.day(at: Sample.noon), debit: 1, credit: 2, limits: 0))
        return try await (other ?? redeemer).redeem(hot)
    }

    /// The outcomes of wishes that queue up, in their order, while the connection is held up.
    func redeemTogether(_ wishes: [Wish]) async throws -> [HotRedeemer.Outcome] {
        try await answersTogether(wishes).map { try $0.get() }
    }

    func answersTogether(
        _ wishes: [Wish]
    ) async throws -> [Result<HotRedeemer.Outcome, any Error>] {
        let lock = side
        try lock.run("BEGIN; LOCK TABLE voucher")
        let holding = Task { try await pool.run { try $0.number("SELECT count(*) FROM voucher") } }
        try await lock.wait(
            for: """
                SELECT (count(*) > 0)::int FROM pg_locks
                WHERE NOT granted AND relation = 'voucher'::regclass
                """)
        var tasks: [Task<HotRedeemer.Outcome, any Error>] = []
        for wish in wishes {
            tasks.append(Task { try await redeem(wish) })
            let count = tasks.count
            try await waitUntil("\(count) wishes in the queue") { pool.waitingCount >= count }
        }
        try lock.run("COMMIT")
        _ = try await holding.value
        var answers: [Result<HotRedeemer.Outcome, any Error>] = []
        for task in tasks { answers.append(await task.result) }
        return answers
    }

    /// How many operations, in the order of their stamps, do not leave what they say, and how many
    /// have no transfer of what they took.
    func contradictions() throws -> Int64 {
        try side.number(
            """
            SELECT count(*) FROM (
                SELECT position, balance, moved, stamp, id, coalesce(lag(balance) OVER voucher_use,
                    2500) AS before, lag(stamp) OVER voucher_use AS stamp_before
                FROM operation WHERE kind = 0
                WINDOW voucher_use AS (PARTITION BY position ORDER BY stamp)
            ) AS booked
            LEFT JOIN transfer ON transfer.operation = booked.id AND leg = 0
            WHERE before - moved <> balance OR stamp <= stamp_before
                OR transfer.amount IS DISTINCT FROM moved
            """)
            + side.number(
                """
                SELECT count(*) FROM voucher WHERE standing = 1 AND balance <> 2500 - coalesce(
                    (SELECT sum(moved) FROM operation WHERE operation.position = voucher.position),
                    0)
                """)
    }
}

extension Result {
    fileprivate var success: Success? { try? get() }
}
