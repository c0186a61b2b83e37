import Foundation
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport

/// The service, the bare route and the shop's own program, each in a process of its own, and a book
/// on the same disk that is worked at without any of them.
final class HTTPScene {
    /// How many codes each of them has. None is redeemed twice, and the last thousand are only
    /// looked at.
    private static let codes = 241_000
    /// How many at most are redeemed in a slice.
    private static let slice = 40_000
    private static let keyCount = 32
    private let folder: TemporaryFolder
    private let service: Child
    private let bare: Child
    private let flask: Child
    private let keys: String
    private let counter: Counter
    private let cards: Batch
    private let operations = OperationIDs()
    private var shownCount: [String: Int] = [:]

    init(
        _ folder: TemporaryFolder, ledger: String?, flask place: String, _ shop: Shop,
        _ book: FreshBook
    ) async throws {
        self.folder = folder
        let path = folder.path
        let link = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let programs = URL(filePath: link).deletingLastPathComponent().path
        let (tessera, data) = ("\(programs)/tessera", ["--data", "\(path)/data"])
        try Child.run(
            [tessera, "init", "--demo"] + data + (ledger.map { ["--ledger", $0] } ?? []))
        // One key may ask a thousand times a second; these are the tills of many shops.
        let secrets = try (1...HTTPScene.keyCount).map { number in
            let said = try Child.run(
                [
                    tessera, "access", "add", "--name", "till \(number)", "--scope",
                    "check,redeem", "--json",
                ] + data)
            guard let match = said.firstMatch(of: #/"secret":\s*"([^"]+)"/#) else {
                throw Child.Failed(description: "no access key")
            }
            return String(match.output.1)
        }
        keys = secrets.joined(separator: ",")
        try Child.run(
            [
                tessera, "voucher", "bulk", "--count", "\(HTTPScene.codes)", "--amount", "50",
                "--out", "\(path)/service.txt",
            ] + data)
        service = try await Child(
            ["\(programs)/tessera-server", "--port", "0", "--requests-per-minute", "60000"]
                + data)
        // The bare route answers what a check is answered.
        try Child.run([
            "bash", "-c",
            """
            curl --silent --fail --oauth2-bearer \(secrets[0]) \
              --header 'Content-Type: application/json' \
              --data "{\\"voucher\\":\\"$(head -1 \(path)/service.txt)\\"}" \
              http://127.0.0.1:\(service.port)/v1/checks > \(path)/answer
            """,
        ])
        bare = try await Child(["\(programs)/bare-route", "\(path)/answer"])
        let peer = ["SHOP_BOOK": place]
        try Child.run(
            [
                "/usr/bin/python3", "Benchmarks/OwnFlask/shop.py", "\(HTTPScene.codes)",
                "\(path)/flask.txt",
            ], environment: peer)
        flask = try await Child(
            [
                "/usr/bin/gunicorn", "--chdir", "Benchmarks/OwnFlask", "--workers", "2", "--bind",
                "127.0.0.1:0", "shop:app",
            ], environment: peer)
        counter = try shop.counter(at: book.ledger)
        cards = try await counter.issue(
            [
                VoucherWish(
                    terms: .gift(Sample.euros(cents: 5_000)), validity: Shop.validity,
                    count: HTTPScene.codes)
            ], operation: operations.next())[0]
    }

    func bareRoute() throws -> TillLoad.Answers {
        try load(bare, "checks", "service").run(first: HTTPScene.codes - 1_000, count: 1_000)
    }

    func checks() throws -> TillLoad.Answers {
        try load(service, "checks", "service").run(first: HTTPScene.codes - 1_000, count: 1_000)
    }

    func flaskChecks() throws -> TillLoad.Answers {
        try load(flask, "checks", "flask").run(first: HTTPScene.codes - 1_000, count: 1_000)
    }

    func redemptions() throws -> TillLoad.Answers {
        try load(service, "redemptions", "service").run(
            first: next("service"), count: HTTPScene.slice)
    }

    func flaskRedemptions() throws -> TillLoad.Answers {
        try load(flask, "redemptions", "flask").run(
            first: next("flask"), count: HTTPScene.slice)
    }

    /// Redemptions a second at the other book, by 64 tasks that wait as the connections do.
    func ledgerRedemptions() async throws -> Double {
        let first = next("ledger")
        var codes = try counter.codes(of: cards)
        let wishes = try (first..<first + HTTPScene.slice / 2).map {
            (try codes.voucher(at: $0).token, operations.next())
        }
        let counter = counter
        let seconds = try await measured {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for client in 0..<64 {
                    group.addTask {
                        for index in stride(from: client, to: wishes.count, by: 64) {
                            _ = try await counter.redeem(
                                wishes[index].0, .everything, in: Sample.harbour,
                                at: Sample.till1, operation: wishes[index].1)
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
        return Double(wishes.count) / seconds
    }

    /// What the service holds while a thousand connections ask, in MiB.
    func memory() async throws -> Double {
        let load = load(service, "checks", "service")
        let asking = Task.detached {
            try load.run(
                first: HTTPScene.codes - 1_000, count: 1_000, seconds: 4, connections: 1_000)
        }
        try await Task.sleep(for: .seconds(3))
        let found = service.residentMebibytes
        _ = try await asking.value
        return found
    }

    private func load(_ child: Child, _ what: String, _ codes: String) -> TillLoad {
        TillLoad(
            port: child.port, path: "/v1/\(what)", file: "\(folder.path)/\(codes).txt", keys: keys,
            more: what == "redemptions" ? ",\"all\":true" : "")
    }

    // The codes of the next slice; those of a slice that were left over are left alone.
    private func next(_ name: String) -> Int {
        defer { shownCount[name, default: 0] += HTTPScene.slice }
        return shownCount[name, default: 0]
    }
}
