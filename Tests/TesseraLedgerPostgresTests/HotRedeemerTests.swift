import TesseraLedger
import TesseraLedgerPostgres
import TesseraModel
import TesseraTestSupport
import Testing

/// Redemptions in one statement.
///
/// - Source: L3; F01, F02, F25.
@Suite(.needsServer)
struct HotRedeemerTests {
    @Test func `a card is used up step by step`() async throws {
        let scene = try Scene(Sample.gift(cents: 5_000))

        let first = try await scene.redeem(1, .amount(Sample.euros(cents: 2_000)))
        let second = try await scene.redeem(2, .amount(Sample.euros(cents: 3_000)))
        let third = try await scene.redeem(3, .amount(Sample.euros(cents: 1)))

        #expect(first.redemption?.balance == 3_000)
        #expect(second.redemption?.balance == 0)
        #expect(third == .undecided)
        #expect(try scene.side.number("SELECT balance FROM voucher") == 0)
        #expect(try scene.side.number("SELECT sum(amount)::bigint FROM transfer") == 5_000)
        #expect(try scene.side.number("SELECT count(*) FROM operation WHERE kind = 0") == 2)
        await scene.pool.close()
    }

    @Test func `everything is taken only from a card that nobody has used`() async throws {
        let scene = try Scene(Sample.gift(cents: 5_000))

        let untouched = try await scene.redeem(1, .everything, slot: 0)
        _ = try await scene.redeem(2, .amount(Sample.euros(cents: 1)), slot: 1)
        let touched = try await scene.redeem(3, .everything, slot: 1)

        #expect(untouched.redemption?.taken == 5_000)
        #expect(untouched.redemption?.balance == 0)
        #expect(touched == .undecided)
        await scene.pool.close()
    }

    @Test(arguments: 1...5)
    func `of sixty-four who want the last use one gets it`(round: Int) async throws {
        let scene = try Scene(Sample.gift(cents: 5_000), connections: 4)

        let outcomes = try await scene.atOnce(64, .everything)

        #expect(outcomes.count { $0.redemption != nil } == 1)
        #expect(outcomes.count { $0 == .undecided } == 63)
        #expect(try scene.side.number("SELECT count(*) FROM operation") == 1)
        #expect(try scene.side.number("SELECT count(*) FROM transfer") == 1)
        await scene.pool.close()
    }

    @Test func `through two services one balance is never overdrawn`() async throws {
        let scene = try Scene(Sample.gift(cents: 3_660), connections: 4)
        let other = HotRedeemer(PostgresPool(scene.address, connections: 4))

        async let here = scene.atOnce(16, .amount(Sample.euros(cents: 1_000)))
        async let there = scene.atOnce(
            16, .amount(Sample.euros(cents: 1_000)), firstID: 101, through: other)

        let outcomes = try await here + there
        #expect(outcomes.count { $0.redemption != nil } == 3)
        #expect(try scene.side.number("SELECT balance FROM voucher") == 660)
        await scene.pool.close()
    }

    @Test func `the same request gets the same answer and one effect`() async throws {
        let scene = try Scene(Sample.gift(cents: 5_000))
        let amount = Demand.amount(Sample.euros(cents: 2_000))

        let first = try #require(try await scene.redeem(1, amount).redemption)
        let again = try #require(try await scene.redeem(1, amount).redemption)

        #expect(!first.isReplay)
        #expect(again.isReplay)
        #expect(again.taken == 2_000)
        #expect(again.balance == 3_000)
        #expect(again.use == first.use)
        #expect(try scene.side.number("SELECT balance FROM voucher") == 3_000)
        #expect(try scene.side.number("SELECT count FROM replay") == 1)
        await scene.pool.close()
    }

    @Test func `an id that was used for something else decides nothing`() async throws {
        let scene = try Scene(Sample.gift(cents: 5_000))
        _ = try await scene.redeem(1, .amount(Sample.euros(cents: 2_000)))

        let other = [
            try await scene.redeem(1, .amount(Sample.euros(cents: 2_001))),
            try await scene.redeem(1, .amount(Sample.euros(cents: 2_000)), slot: 1),
            try await scene.redeem(1, .amount(Sample.euros(cents: 2_000)), till: Sample.till2),
        ]

        #expect(other == [.undecided, .undecided, .undecided])
        #expect(try scene.side.number("SELECT sum(balance)::bigint FROM voucher") == 3_000)
        #expect(try scene.side.number("SELECT count(*) FROM replay") == 0)
        await scene.pool.close()
    }

    @Test func `sixty-four repeats at once have one effect`() async throws {
        let scene = try Scene(Sample.gift(cents: 5_000), connections: 4)

        let outcomes = try await scene.atOnce(
            64, .amount(Sample.euros(cents: 100)), sameID: true)

        #expect(outcomes.count { $0.redemption?.isReplay == false } == 1)
        #expect(outcomes.count { $0.redemption?.isReplay == true } == 63)
        #expect(try scene.side.number("SELECT balance FROM voucher") == 4_900)
        await scene.pool.close()
    }

    @Test(arguments: [
        "standing = 2, blocked_at = 0, reason = ''", "held = 1", "last_day = 0",
    ])
    func `what the voucher's own row forbids is not booked`(change: String) async throws {
        let scene = try Scene(Sample.gift(cents: 5_000))
        _ = try await scene.redeem(1, .amount(Sample.euros(cents: 500)))
        try scene.side.run("UPDATE voucher SET \(change)")

        let outcome = try await scene.redeem(2, .amount(Sample.euros(cents: 1_000)))

        #expect(outcome == .undecided)
        #expect(try scene.side.number("SELECT count(*) FROM operation") == 1)
        #expect(try scene.side.number("SELECT balance FROM voucher") == 4_500)
        await scene.pool.close()
    }

    @Test func `a limit that was set meanwhile leaves it open`() async throws {
        let scene = try Scene(Sample.gift(cents: 5_000))
        try scene.side.run("UPDATE setting SET number = 1 WHERE name = 'limits'")

        let outcome = try await scene.redeem(1, .amount(Sample.euros(cents: 1_000)))

        #expect(outcome == .undecided)
        #expect(try scene.side.number("SELECT count(*) FROM voucher") == 0)
        await scene.pool.close()
    }

    @Test func `a card that was not sold has nothing to take`() async throws {
        let scene = try Scene(Sample.gift(cents: 5_000), activation: .whenSold)

        let before = try await scene.redeem(1, .everything)
        try scene.side.run(
            """
            INSERT INTO voucher (position, batch, balance, last_day, standing)
            VALUES (0, 1, 5000, 100000, 1)
            """)
        let after = try await scene.redeem(2, .everything)

        #expect(before == .undecided)
        #expect(after.redemption?.taken == 5_000)
        await scene.pool.close()
    }
}

extension HotRedeemer.Outcome {
    /// The redemption, if it is one.
    var redemption: Redemption? {
        if case .redeemed(let redemption) = self { redemption } else { nil }
    }
}

/// A book in a schema of its own, with one batch.
private struct Scene: Sendable {
    let address: PostgresAddress
    let pool: PostgresPool
    private let batch: Batch
    private let redeemer: HotRedeemer

    init(_ order: BatchOrder, connections: Int = 1, activation: Activation = .atIssue) throws {
        address = try TestServer.freshSchema()
        try PostgresSchema.migrate(on: PostgresConnection(address))
        pool = PostgresPool(address, connections: connections)
        redeemer = HotRedeemer(pool)
        batch = Batch(
            id: BatchID(1), first: Sample.position(0, 0),
            order: BatchOrder(
                terms: order.terms, uses: order.uses, validity: order.validity,
                keyID: order.keyID, audience: order.audience, count: 100, salt: order.salt,
                activation: activation),
            operation: OperationID(high: 0, low: 0), issuedAt: Sample.noon)
    }

    /// A connection beside the pool, for looking and for what others do.
    var side: PostgresConnection { PostgresConnection(address) }

    func redeem(
        _ id: UInt64, _ demand: Demand, slot: UInt32 = 0, till: TillID = Sample.till1,
        through other: HotRedeemer? = nil
    ) async throws -> HotRedeemer.Outcome {
        let request = RedemptionRequest(
            operation: OperationID(high: 0, low: id), position: Sample.position(0, slot),
            demand: demand, shop: Sample.harbour, till: till, time: Sample.noon)
        let hot = try #require(
            HotRedemption(
                request, of: batch, at: Sample.noon,
                today: Sample.bucharest.day(at: Sample.noon), debit: 1, credit: 2,
                limits: 0))
        return try await (other ?? redeemer).redeem(hot)
    }

    func atOnce(
        _ clients: Int, _ demand: Demand, firstID: UInt64 = 1, sameID: Bool = false,
        through other: HotRedeemer? = nil
    ) async throws -> [HotRedeemer.Outcome] {
        try await withThrowingTaskGroup(of: HotRedeemer.Outcome.self) { group in
            for client in 0..<UInt64(clients) {
                group.addTask {
                    try await redeem(firstID + (sameID ? 0 : client), demand, through: other)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }
}
