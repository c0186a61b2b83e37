internal import CFloor
import Foundation
import TesseraConfiguration
import TesseraLedger
import TesseraLedgerSQLite
import TesseraModel
import TesseraOperations
import TesseraTestSupport
import TesseraToken

/// Redemptions through the counter over a bare loop of the same SQL, on the same disk in turns.
struct LedgerFigures {
    private let shop: Shop
    private static let cards = 200_000

    init(_ shop: Shop) {
        self.shop = shop
    }

    /// One client, one redemption in a transaction.
    func oneClient() async throws -> [Figure] {
        let scene = try await Scene(shop, cards: LedgerFigures.cards)
        let rounds = try await Race(slices: 2).run(
            ours: (200, { try await scene.redeem($0, clients: 1) }),
            reference: (200, { try scene.loop($0, group: 1) }))
        let latencies = try await scene.latencies(400)
        let disk = try DiskSync.rate(in: scene.folder.path)
        await scene.close()
        return [
            Figure(
                "sqlite_1_client_vs_loop", of: rounds.map(\.speed), gate: .atLeast(0.7),
                beside: "\(rates(rounds)); fsync \(shown(disk))/s"),
            Figure(
                "redemption_latency", of: latencies.map { $0 * 1e6 }, unit: "µs",
                beside: "99 % within \(shown(latencies.quantile(0.99) * 1e6)) µs; "
                    + "fsync \(shown(disk))/s"),
        ]
    }

    /// Sixty-four clients at once, over sixty-four redemptions in a transaction.
    func manyClients() async throws -> [Figure] {
        let scene = try await Scene(shop, cards: LedgerFigures.cards)
        let before = try BookSize.byteCount(in: "\(scene.folder.path)/ours")
        let rounds = try await Race(slices: 2).run(
            ours: (3_200, { try await scene.redeem($0, clients: 64) }),
            reference: (3_200, { try scene.loop($0, group: 64) }))
        let disk = try DiskSync.rate(in: scene.folder.path)
        let redeemed = scene.redeemed
        await scene.close()
        let bytes =
            Double(try BookSize.byteCount(in: "\(scene.folder.path)/ours") - before)
            / Double(redeemed)
        return [
            Figure(
                "sqlite_64_clients_vs_loop", of: rounds.map(\.speed), gate: .atLeast(0.7),
                beside: "\(rates(rounds)); fsync \(shown(disk))/s"),
            Figure(
                "bytes_per_redemption", of: [bytes], unit: "bytes", gate: .atMost(250),
                beside: "\(redeemed) gift cards, file and journal; fsync \(shown(disk))/s"),
        ]
    }
}

extension LedgerFigures {
    /// Sixty-four clients, each redemption counted by a limit of its code.
    func limitedClients() async throws -> [Figure] {
        let scene = try await Scene(shop, cards: 50_000, limit: .gifts)
        var rates: [Double] = []
        for _ in 0..<7 {
            rates.append(
                3_200 / (try await measured { try await scene.redeem(3_200, clients: 64) }))
        }
        let disk = try DiskSync.rate(in: scene.folder.path)
        await scene.close()
        return [
            Figure(
                "sqlite_64_clients_with_limit", of: rates, unit: "1/s",
                beside: "redemptions, one limit of each; fsync \(shown(disk))/s")
        ]
    }
}

/// A book with gift cards, and a copy of it for the bare loop. A limit of another campaign is in
/// force and a card has a hold, as in any book that is used.
private final class Scene {
    let folder: TemporaryFolder
    private let ledger: SQLiteLedger
    private let counter: Counter
    private let tokens: [String]
    private let batch: Batch
    private let bare: Book
    private let operations = OperationIDs()
    private(set) var redeemed = 0
    private var looped = 1

    init(
        _ shop: Shop, cards: Int, limit scope: LimitTerms.Scope = .campaign(9)
    ) async throws {
        folder = try TemporaryFolder(isOnDisk: true)
        let book = "\(folder.path)/ours"
        try FileManager.default.createDirectory(atPath: book, withIntermediateDirectories: false)
        try await SQLiteLedger.create(in: book, epoch: 1)
        let making = try await SQLiteLedger.open(
            folder: book, zone: shop.settings.zone, wall: shop.clock)
        let issuing = try shop.counter(at: making)
        let wish = VoucherWish(
            terms: .gift(Sample.euros(cents: 5_000)), validity: Shop.validity, count: cards)
        batch = try await issuing.issue([wish], operation: operations.next())[0]
        let limit = LimitTerms(scope: scope, key: .code, period: .day, most: .uses(1))
        _ = try await making.book(
            BookingRequest(
                operation: operations.next(), wish: .setLimit(limit), place: nil,
                time: shop.clock.now()))
        // Made before anything is measured: issuing has figures of its own.
        var codes = try issuing.codes(of: batch)
        let first = try codes.voucher(at: 0).token
        tokens = try (1..<cards).map { try codes.voucher(at: $0).token }
        // The first redemption writes the place and the account that all others find.
        _ = try await issuing.redeem(
            first, .everything, in: Sample.harbour, at: Sample.till1,
            operation: operations.next())
        _ = try await making.hold(
            RedemptionRequest(
                operation: operations.next(),
                position: batch.position(at: cards - 1) ?? batch.first,
                demand: .amount(Sample.euros(cents: 1)), shop: Sample.harbour,
                till: Sample.till1, time: shop.clock.now()), milliseconds: 900_000)
        await making.close()
        try FileManager.default.copyItem(atPath: book, toPath: "\(folder.path)/bare")
        bare = try Book("\(folder.path)/bare/ledger.sqlite")
        ledger = try await SQLiteLedger.open(
            folder: book, zone: shop.settings.zone, wall: shop.clock)
        counter = try shop.counter(at: ledger)
    }

    /// Redeems the next cards, as many clients at once as are asked for.
    func redeem(_ times: Int, clients: Int) async throws {
        let wishes = tokens[redeemed..<redeemed + times].map { ($0, operations.next()) }
        redeemed += times
        let counter = counter
        try await withThrowingTaskGroup(of: Void.self) { group in
            for client in 0..<clients {
                group.addTask {
                    for index in stride(from: client, to: wishes.count, by: clients) {
                        _ = try await counter.redeem(
                            wishes[index].0, .everything, in: Sample.harbour, at: Sample.till1,
                            operation: wishes[index].1)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// How long each of some redemptions took, in seconds.
    func latencies(_ times: Int) async throws -> [Double] {
        var found: [Double] = []
        for _ in 0..<times {
            let token = tokens[redeemed]
            redeemed += 1
            let operation = operations.next()
            found.append(
                try await measured {
                    _ = try await counter.redeem(
                        token, .everything, in: Sample.harbour, at: Sample.till1,
                        operation: operation)
                })
        }
        return found
    }

    /// Redeems the next cards of the copy in a bare loop.
    func loop(_ times: Int, group: Int) throws {
        try bare.redeem(Int64(batch.first.number + looped), times, group: group)
        looped += times
    }

    func close() async { await ledger.close() }
}

/// The bare loop; see `book.c`.
@safe
private final class Book {
    private let open: OpaquePointer

    /// Thrown when SQLite refuses.
    struct Refused: Error {
        let code: Int32
    }

    init(_ path: String) throws {
        guard let open = unsafe tessera_book_open(path) else { throw Refused(code: 0) }
        unsafe self.open = open
    }

    deinit { unsafe tessera_book_close(open) }

    func redeem(_ position: Int64, _ count: Int, group: Int) throws {
        let code = unsafe tessera_book_redeem(open, position, count, group)
        guard code == 0 else { throw Refused(code: code) }
    }
}
