import Foundation
import TesseraConfiguration
import TesseraJournal
import TesseraLedger
import TesseraLedgerSQLite
import TesseraModel
import TesseraOperations
import TesseraTestSupport

/// What a large book costs: ten million vouchers issued, a million of them redeemed.
struct FullBookFigures {
    private let shop: Shop
    private static let batches = 100
    private static let vouchersInBatch = 100_000
    private static let redeemed = 1_000_000
    private static let clients = 64
    private static let samples = 200

    init(_ shop: Shop) {
        self.shop = shop
    }

    /// The size of the book before the first redemption, what redeeming in it takes over redeeming
    /// in an empty one, and how fast its journal is sealed.
    func measure() async throws -> [Figure] {
        var full = try await Room(shop)
        let empty = try await Room(shop)
        for _ in 0..<FullBookFigures.batches {
            try await full.issue(FullBookFigures.vouchersInBatch)
        }
        try await empty.issue(FullBookFigures.vouchersInBatch)
        // What stands in the log yet is not the size of the book.
        full = try await full.reopened(by: shop)
        let issued = try BookSize.byteCount(in: full.folder.path)
        try await full.redeem(FullBookFigures.redeemed, clients: FullBookFigures.clients)
        let rounds = try await Race(slices: 2).run(
            ours: (FullBookFigures.samples, { try await full.redeemByToken($0) }),
            reference: (FullBookFigures.samples, { try await empty.redeemByToken($0) }))
        let disk = try DiskSync.rate(in: full.folder.path)
        let sealed = try await full.seal(200_000)
        await full.close()
        await empty.close()
        return [
            Figure(
                "bytes_for_ten_million_issued", of: [Double(issued)], unit: "bytes",
                gate: .atMost(1_048_576), beside: "100 batches, file and journal"),
            Figure(
                "redemption_latency_full_vs_empty", of: rounds.map(\.time), gate: .atMost(1.3),
                beside: "\(nanoseconds(rounds)); fsync \(shown(disk))/s"),
            Figure(
                "journal_sealed", of: [sealed], unit: "1/s",
                beside: "operations sealed in order, in a book of a million; "
                    + "fsync \(shown(disk))/s"),
        ]
    }
}

/// A book of gift cards and a counter at it.
private final class Room {
    let folder: TemporaryFolder
    private let ledger: SQLiteLedger
    private let counter: Counter
    private let operations: OperationIDs
    private var batches: [Batch]
    private var next = 0
    private var last = 0

    convenience init(_ shop: Shop) async throws {
        let folder = try TemporaryFolder(isOnDisk: true)
        try await SQLiteLedger.create(in: folder.path, epoch: 1)
        try await self.init(shop, folder, [], OperationIDs())
    }

    private init(
        _ shop: Shop, _ folder: TemporaryFolder, _ batches: [Batch], _ operations: OperationIDs
    ) async throws {
        self.operations = operations
        self.folder = folder
        self.batches = batches
        ledger = try await SQLiteLedger.open(
            folder: folder.path, zone: shop.settings.zone, wall: shop.clock)
        counter = try shop.counter(at: ledger)
    }

    /// Lets go of the book and opens it again, as the next day's process does.
    func reopened(by shop: Shop) async throws -> Room {
        await ledger.close()
        return try await Room(shop, folder, batches, operations)
    }

    func issue(_ count: Int) async throws {
        let wish = VoucherWish(
            terms: .gift(Sample.euros(cents: 5_000)), validity: Shop.validity, count: count)
        batches += try await counter.issue([wish], operation: operations.next())
    }

    /// Redeems cards from all over the book, many clients at once.
    func redeem(_ times: Int, clients: Int) async throws {
        let positions = (next..<next + times).map(position)
        next += times
        let (ledger, operations) = (ledger, operations)
        let time = counter.clock.now()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for client in 0..<clients {
                group.addTask {
                    for index in stride(from: client, to: positions.count, by: clients) {
                        _ = try await ledger.redeem(
                            RedemptionRequest(
                                operation: operations.next(), position: positions[index],
                                demand: .everything, shop: Sample.harbour, till: Sample.till1,
                                time: time))
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// Redeems cards one after the other, each by its token as a till would.
    func redeemByToken(_ times: Int) async throws {
        for _ in 0..<times {
            // From the end of the last batch backwards, so that none was used before.
            last += 1
            guard let batch = batches.last else { return }
            var codes = try counter.codes(of: batch)
            let token = try codes.voucher(at: batch.order.count - last).token
            _ = try await counter.redeem(
                token, .everything, in: Sample.harbour, at: Sample.till1,
                operation: operations.next())
        }
    }

    /// How many operations are sealed in a second.
    func seal(_ count: Int) async throws -> Double {
        let seconds = try await measured { _ = try await Sealer(ledger: ledger).seal(upTo: count) }
        return Double(count) / seconds
    }

    func close() async { await ledger.close() }

    /// Each batch gives one card in turn.
    private func position(_ number: Int) -> VoucherPosition {
        let batch = batches[number % batches.count]
        guard let position = batch.position(at: number / batches.count) else {
            preconditionFailure("A batch has as many cards as were issued.")
        }
        return position
    }
}
