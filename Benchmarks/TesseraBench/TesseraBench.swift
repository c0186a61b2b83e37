import Foundation

/// Measures everything, or the figures whose names begin with the words given.
@main
struct TesseraBench {
    static func main() async {
        await run(Array(CommandLine.arguments.dropFirst()))
    }

    private nonisolated static func run(_ wanted: [String]) async {
        var figures: [Figure] = []
        do {
            let benches = try all()
            let chosen = benches.filter { bench in
                wanted.isEmpty || wanted.contains { name in bench.names.contains(name) }
            }
            guard !chosen.isEmpty else {
                Speech.remark("There is no such figure. There are:")
                for name in benches.flatMap(\.names) { Speech.remark("  \(name)") }
                exit(64)
            }
            for bench in chosen { figures += await bench.figures() }
            try Report(figures).write()
        } catch {
            Speech.remark("\(error)")
            exit(1)
        }
        Speech.table(figures)
    }

    // In the order in which they are measured.
    private nonisolated static func all() throws -> [Bench] {
        let shop = try Shop()
        let tokens = try TokenFigures(shop)
        let processes = try ProcessFigures(tokens)
        let kits = try KitFigures(shop)
        let ledger = LedgerFigures(shop)
        let claims = ClaimFigures(shop)
        let postgres = PostgresFigures()
        let programmes = ProgrammeFigures(shop)
        let service = HTTPFigures(shop)
        return [
            Bench(["verify_vs_hmac_floor", "verify_allocations"], tokens.verifyOverFloor),
            Bench(["verify_vs_jwt_kit"], JWTFigures(tokens: tokens).verifyOverJWT),
            Bench(["issue_vs_hmac_floor", "issue_allocations"], tokens.issueOverFloor),
            Bench(
                ["bulk_issue_million_vs_two_million_hmacs", "bulk_issue_million_peak"],
                processes.bulkIssue),
            Bench(["check_startup_vs_openssl_version"], processes.checkStartup),
            Bench(
                [
                    "kit_bytes_per_million_worst", "kit_bytes_per_million_one_percent",
                    "kit_load_million_ms",
                ], kits.sizes),
            Bench(["kit_build_million_ms", "kit_build_ten_million_ms"], kits.building),
            Bench(["offline_check_vs_verify", "offline_check_allocations"], kits.check),
            Bench(["sqlite_1_client_vs_loop", "redemption_latency"], ledger.oneClient),
            Bench(["sqlite_64_clients_vs_loop", "bytes_per_redemption"], ledger.manyClients),
            Bench(["sqlite_64_clients_with_limit"], ledger.limitedClients),
            Bench(
                [
                    "bytes_for_ten_million_issued", "redemption_latency_full_vs_empty",
                    "journal_sealed",
                ], FullBookFigures(shop).measure),
            Bench(
                ["sync_claims_per_second_sqlite", "settlement_operations_per_second"],
                claims.onSQLite),
            Bench(["sync_claims_per_second_postgres"], claims.onPostgres),
            Bench(
                ["basket_50_campaigns_ms", "basket_50000_campaigns_ms"],
                { try BasketFigures().measure() }),
            Bench(["events_per_second_sqlite"], programmes.eventsOnFile),
            Bench(["events_per_second_postgres"], programmes.eventsOnServer),
            Bench(["replay_million_events_s"], programmes.replay),
            Bench(
                ["qr_decode_stress", "qr_decode_misreads", "qr_decode_vs_zbar"],
                ScanFigures().measure),
            Bench(["cashier_page_bytes", "scan_p95"], PageFigures().measure),
            Bench(["report_rfm_million_ms"], ReportFigures().recencyFrequencyValue),
            Bench(["postgres_vs_pgbench_statement"], postgres.statement),
            Bench(["postgres_batched_vs_pgbench_statement"], postgres.batched),
            Bench(["postgres_hot_code_vs_pgbench_hot_row"], postgres.hotCode),
            Bench(HTTPFigures.names(onServer: false) + [HTTPFigures.memory], service.onSQLite),
            Bench(HTTPFigures.names(onServer: true), service.onPostgres),
        ]
    }
}

/// Figures that are measured together.
struct Bench {
    let names: [String]
    private let measure: () async throws -> [Figure]

    init(_ names: [String], _ measure: @escaping () async throws -> [Figure]) {
        self.names = names
        self.measure = measure
    }

    /// The figures; none, and a line that says why, if this machine cannot measure them.
    func figures() async -> [Figure] {
        Speech.remark("measuring \(names.joined(separator: ", "))")
        do {
            return try await measure()
        } catch {
            Speech.remark("left out \(names.joined(separator: ", ")): \(error)")
            return []
        }
    }
}
