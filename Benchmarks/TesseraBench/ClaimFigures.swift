/// How fast the book judges what tills did without a network, and reckons what is owed for it.
struct ClaimFigures {
    private let shop: Shop
    private static let devices = 10
    private static let rounds = 5
    /// How many claims each device sends in a round, and in the one large set.
    private static let few = 2_000
    private static let many = 10_000

    init(_ shop: Shop) {
        self.shop = shop
    }

    /// Uploads to a book in a SQLite file, then what is owed for the large set.
    func onSQLite() async throws -> [Figure] {
        let (figure, settled) = try await measure(
            "sync_claims_per_second_sqlite", settlements: ClaimFigures.rounds
        ) {
            try await FreshBook.onFile(shop)
        }
        return [
            figure,
            Figure(
                "settlement_operations_per_second", of: settled, unit: "1/s",
                beside: "reckoned over the journal of "
                    + "\(shown(Double(ClaimFigures.devices * ClaimFigures.many))) claims"),
        ]
    }

    /// The same uploads to a PostgreSQL server.
    func onPostgres() async throws -> [Figure] {
        [
            try await measure("sync_claims_per_second_postgres", settlements: 0) {
                try await FreshBook.onServer(shop)
            }.figure
        ]
    }

    /// Each round has a book of its own, so that none is slower for what the last one left.
    private func measure(
        _ name: String, settlements: Int, _ fresh: () async throws -> FreshBook
    ) async throws -> (figure: Figure, settled: [Double]) {
        let (devices, few, many) = (ClaimFigures.devices, ClaimFigures.few, ClaimFigures.many)
        var rates: [Double] = []
        for _ in 0..<ClaimFigures.rounds {
            let book = try await fresh()
            rates.append(
                try await Season(shop, book.ledger, devices: devices, claims: few).judge())
            await book.close()
        }
        let book = try await fresh()
        let season = try await Season(shop, book.ledger, devices: devices, claims: many)
        let large = try await season.judge()
        let settled = try await season.settle(rounds: settlements)
        let disk = try DiskSync.rate(in: book.parent)
        await book.close()
        let figure = Figure(
            name, of: rates, unit: "1/s", gate: .atLeast(5_000),
            beside: "\(shown(Double(devices * few))) claims of \(devices) devices, "
                + "\(shown(large))/s for \(shown(Double(devices * many))); "
                + "fsync \(shown(disk))/s")
        return (figure, settled)
    }
}
