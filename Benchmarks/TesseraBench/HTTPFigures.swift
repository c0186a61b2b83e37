import Foundation
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport

/// The service over loopback beside a route that does nothing, beside its own ledger without a
/// network, and beside what a shop would write itself: in turns, 64 connections each.
struct HTTPFigures {
    /// The name of the service's memory.
    static let memory = "http_memory_1000_connections"
    private static let rounds = 5
    private let shop: Shop

    init(_ shop: Shop) { self.shop = shop }

    /// The names of what is measured with the book in SQLite, or on PostgreSQL.
    static func names(onServer: Bool) -> [String] {
        Name.allCases.map { $0.text(onServer: onServer) }
    }

    private enum Name: String, CaseIterable {
        case checksOverBare = "http_checks_vs_bare_route"
        case checksOverFlask = "http_checks_vs_own_flask"
        case checksSlowest = "http_checks_p99_ms"
        case redemptionsOverLedger = "http_redemptions_vs_ledger"
        case redemptionsOverFlask = "http_redemptions_vs_own_flask"
        case redemptionsSlowest = "http_redemptions_p99_ms"
        case flaskSlowest = "http_own_flask_redemptions_p99_ms"

        func text(onServer: Bool) -> String {
            if onServer { return "\(rawValue)_postgres" }
            return self == .redemptionsOverLedger ? "\(rawValue)_sqlite" : rawValue
        }
    }

    /// With the book in a SQLite file.
    func onSQLite() async throws -> [Figure] {
        let folder = try TemporaryFolder(isOnDisk: true)
        let book = try await FreshBook.onFile(shop)
        let scene = try await HTTPScene(
            folder, ledger: nil, flask: "\(folder.path)/flask.sqlite", shop, book)
        let found = try await rounds(scene)
        let disk = try DiskSync.rate(in: folder.path)
        await book.close()
        return figures(found, onServer: false, "fsync \(shown(disk))/s") + [
            Figure(
                HTTPFigures.memory, of: [try await scene.memory()], unit: "MiB",
                beside: "of the service, 1 000 connections that all ask")
        ]
    }

    /// With the book on a PostgreSQL server.
    func onPostgres() async throws -> [Figure] {
        let folder = try TemporaryFolder(isOnDisk: true)
        let server = try ScratchServer()
        let places = try ["service", "flask"].map { try server.database(named: $0) }
        let book = try await FreshBook.onServer(shop, server)
        let scene = try await HTTPScene(
            folder, ledger: places[0], flask: places[1], shop, book)
        let found = try await rounds(scene)
        let disk = try DiskSync.rate(in: server.parent)
        await book.close()
        return figures(found, onServer: true, "fsync \(shown(disk))/s")
    }

    /// What one round found, a second each, and how long the slowest of a hundred waited.
    private struct Round {
        var bare: TillLoad.Answers
        var checks: TillLoad.Answers
        var flaskChecks: TillLoad.Answers
        var redemptions: TillLoad.Answers
        var flaskRedemptions: TillLoad.Answers
        var ledger: Double
    }

    private func rounds(_ scene: HTTPScene) async throws -> [Round] {
        var found: [Round] = []
        // The first round warms all of them up and does not count.
        for _ in 0...HTTPFigures.rounds {
            found.append(
                Round(
                    bare: try scene.bareRoute(), checks: try scene.checks(),
                    flaskChecks: try scene.flaskChecks(), redemptions: try scene.redemptions(),
                    flaskRedemptions: try scene.flaskRedemptions(),
                    ledger: try await scene.ledgerRedemptions()))
        }
        return Array(found.dropFirst())
    }

    private func figures(_ rounds: [Round], onServer: Bool, _ disk: String) -> [Figure] {
        func ratio(
            _ name: Name, _ ours: (Round) -> Double, _ reference: (Round) -> Double,
            _ must: Double
        ) -> Figure {
            let (first, second) = (
                rounds.map(ours).quantile(0.5), rounds.map(reference).quantile(0.5)
            )
            return Figure(
                name.text(onServer: onServer), of: rounds.map { ours($0) / reference($0) },
                gate: .atLeast(must), beside: "\(shown(first))/s over \(shown(second))/s; \(disk)")
        }
        func latency(_ name: Name, _ answers: (Round) -> TillLoad.Answers) -> Figure {
            let median = rounds.map { answers($0).median }.quantile(0.5)
            return Figure(
                name.text(onServer: onServer), of: rounds.map { answers($0).slowest }, unit: "ms",
                beside: "half within \(shown(median)) ms, 64 at once")
        }
        return [
            ratio(.checksOverBare, \.checks.rate, \.bare.rate, 0.8),
            ratio(.checksOverFlask, \.checks.rate, \.flaskChecks.rate, 3),
            latency(.checksSlowest, \.checks),
            ratio(.redemptionsOverLedger, \.redemptions.rate, \.ledger, 0.7),
            ratio(.redemptionsOverFlask, \.redemptions.rate, \.flaskRedemptions.rate, 3),
            latency(.redemptionsSlowest, \.redemptions),
            latency(.flaskSlowest, \.flaskRedemptions),
        ]
    }
}
