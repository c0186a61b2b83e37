import Foundation
import TesseraLedger
import TesseraLedgerPostgres
import TesseraModel
import TesseraTestSupport

/// Redemptions on PostgreSQL over pgbench running the very statement, on the same server in turns.
struct PostgresFigures {
    private static let rounds = 5

    /// Sixteen clients over sixteen of pgbench.
    func statement() async throws -> [Figure] {
        let scene = try await PostgresScene()
        let rounds = try await rounds(
            ours: { try await scene.redeem(4_000, clients: 16) },
            reference: { try scene.pgbench(4_000, clients: 16) })
        let figure = try scene.figure("postgres_vs_pgbench_statement", rounds, .atLeast(0.8))
        await scene.close()
        return [figure]
    }

    /// Sixty-four waiting clients over sixteen of pgbench.
    func batched() async throws -> [Figure] {
        let scene = try await PostgresScene()
        let rounds = try await rounds(
            ours: { try await scene.redeem(16_000, clients: 64) },
            reference: { try scene.pgbench(4_000, clients: 16) })
        let figure = try scene.figure(
            "postgres_batched_vs_pgbench_statement", rounds, .atLeast(3))
        await scene.close()
        return [figure]
    }

    /// One code for sixty-four waiting clients over pgbench on that row, with sixteen clients or
    /// with sixty-four, whichever is faster.
    func hotCode() async throws -> [Figure] {
        let scene = try await PostgresScene()
        let rounds = try await rounds(
            ours: { try await scene.redeemOne(16_000, clients: 64) },
            reference: {
                min(
                    try scene.pgbench(1_600, clients: 16, onOneRow: true),
                    try scene.pgbench(1_600, clients: 64, onOneRow: true))
            })
        let figure = try scene.figure(
            "postgres_hot_code_vs_pgbench_hot_row", rounds, .atLeast(10))
        await scene.close()
        return [figure]
    }

    /// Both in turns; each answers with the seconds that one redemption took.
    private func rounds(
        ours: () async throws -> Double, reference: () throws -> Double
    ) async throws -> [Race.Round] {
        // What is loaded, planned or grown at the first call is not what is measured.
        _ = try await ours()
        _ = try reference()
        var rounds: [Race.Round] = []
        for _ in 0..<PostgresFigures.rounds {
            var (first, second) = (0.0, 0.0)
            for _ in 0..<2 {
                first += try await ours() / 2
                second += try reference() / 2
            }
            rounds.append(Race.Round(ours: first, reference: second))
        }
        return rounds
    }
}

/// A server of its own with a book in it.
private final class PostgresScene {
    private let server: ScratchServer
    private let pool: PostgresPool
    private let redeemer: HotRedeemer
    private let operations = OperationIDs()
    private let cards = PostgresScene.batch(1, list: 1, Sample.gift(cents: 5_000))
    private let code = PostgresScene.batch(
        2, list: 60_000, Sample.gift(cents: 1_000_000_000_000))
    private var redeemed = 0
    private var asked = 0

    /// Thrown when a redemption was not booked.
    struct NotBooked: Error {}

    init() async throws {
        server = try ScratchServer()
        pool = PostgresPool(server.address, connections: 8)
        redeemer = HotRedeemer(pool)
        try await pool.run { try PostgresSchema.migrate(on: $0) }
    }

    func close() async { await pool.close() }

    func figure(_ name: String, _ rounds: [Race.Round], _ gate: Figure.Gate) throws -> Figure {
        let disk = try DiskSync.rate(in: server.parent)
        return Figure(
            name, of: rounds.map(\.speed), gate: gate,
            beside: "\(rates(rounds)); fsync \(shown(disk))/s")
    }

    /// Redeems the next cards, each whole.
    func redeem(_ times: Int, clients: Int) async throws -> Double {
        let start = redeemed
        redeemed += times
        return try await run(times, clients) { index in
            let position = VoucherPosition(number: self.cards.first.number + start + index)
            return try self.wish(self.cards, position, .everything)
        }
    }

    /// Takes a cent from one card so many times.
    func redeemOne(_ times: Int, clients: Int) async throws -> Double {
        try await run(times, clients) { _ in
            try self.wish(self.code, self.code.first, .amount(Sample.euros(cents: 1)))
        }
    }

    private func wish(
        _ batch: Batch, _ position: VoucherPosition?, _ demand: Demand
    ) throws -> HotRedemption {
        guard let position else { throw NotBooked() }
        let request = RedemptionRequest(
            operation: operations.next(), position: position, demand: demand,
            shop: Sample.harbour, till: Sample.till1, time: Sample.noon)
        let wish = HotRedemption(
            request, of: batch, at: Sample.noon, today: Sample.day("2026-12-01"), debit: 1,
            credit: 2, limits: 0)
        guard let wish else { throw NotBooked() }
        return wish
    }

    /// Seconds for each redemption, so many clients at once.
    private func run(
        _ times: Int, _ clients: Int, _ wish: (Int) throws -> HotRedemption
    ) async throws -> Double {
        let wishes = try (0..<times).map(wish)
        let redeemer = redeemer
        let seconds = try await measured {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for client in 0..<clients {
                    group.addTask {
                        for index in stride(from: client, to: wishes.count, by: clients) {
                            let outcome = try await redeemer.redeem(wishes[index])
                            guard case .redeemed = outcome else { throw NotBooked() }
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
        return seconds / Double(times)
    }

    /// Seconds for each redemption, as pgbench reckons them without its start.
    func pgbench(_ times: Int, clients: Int, onOneRow: Bool = false) throws -> Double {
        let wish = try wish(onOneRow ? code : cards, (onOneRow ? code : cards).first, .everything)
        asked += 1
        return try server.pgbench(
            wish.execution, times: times, clients: clients, run: asked,
            amount: onOneRow ? 1 : nil)
    }

    private static func batch(_ number: Int64, list: UInt16, _ order: BatchOrder) -> Batch {
        let count = 8_000_000
        return Batch(
            id: BatchID(number), first: Sample.position(list, 0),
            order: BatchOrder(
                terms: order.terms, uses: order.uses, validity: order.validity,
                keyID: order.keyID, audience: order.audience, count: count, salt: order.salt),
            operation: OperationID(high: 0, low: 0), issuedAt: Sample.noon)
    }
}
