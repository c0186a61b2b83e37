import Synchronization
import TesseraLedger
import TesseraLedgerPostgres
import TesseraModel
import TesseraTestSupport

/// The book of the failover drill, and what is looked for in it.
struct FailoverBook: Sendable {
    /// More than the tills of a long drill use up.
    private static let vouchers = 5_000_000
    /// How many questions are under way at once.
    private static let questions = 8
    private static let cardCents: Int64 = 1_000_000_000_000

    private let ledger: PostgresLedger

    /// Makes a book with one rich card and many vouchers for one use.
    static func prepare(_ address: String) async throws {
        try await PostgresLedger.create(at: PostgresAddress(address), epoch: 1)
        let book = try await FailoverBook(address)
        _ = try await book.ledger.issue(
            IssueRequest(
                operation: OperationID(high: 0, low: 1),
                orders: [
                    Sample.gift(cents: cardCents), Sample.entitlement(count: vouchers),
                ],
                time: Sample.noon))
        await book.close()
    }

    /// The book at an address, which may name several machines.
    init(_ address: String) async throws {
        ledger = try await PostgresLedger.open(
            at: PostgresAddress(address), zone: Sample.bucharest, wall: FixedClock(Sample.noon),
            connections: 4)
    }

    func close() async { await ledger.close() }

    func redeem(_ request: RedemptionRequest) async throws(LedgerError) -> Redemption {
        try await ledger.redeem(request)
    }

    /// How many of the redemptions with these numbers the book does not have; each is asked for.
    func lostCount(of numbers: [UInt64]) async throws -> Int {
        try await withThrowingTaskGroup(of: Int.self) { group in
            for part in 0..<FailoverBook.questions {
                group.addTask { [ledger] in
                    var lost = 0
                    for index in stride(from: part, to: numbers.count, by: FailoverBook.questions) {
                        let id = OperationID(high: 1, low: numbers[index])
                        if try await ledger.operation(id)?.use == nil { lost += 1 }
                    }
                    return lost
                }
            }
            return try await group.reduce(0, +)
        }
    }

    /// The numbers of all redemptions in the book.
    func redeemed() async throws -> Set<UInt64> {
        let found = FoundNumbers()
        try await ledger.export { record in
            guard case .operation(let booked) = record, booked.use != nil else { return }
            found.numbers.withLock { _ = $0.insert(booked.operation.low) }
        }
        return found.numbers.withLock { $0 }
    }

    /// How much was taken beyond one cent of the card for each of some redemptions, and one use of
    /// a voucher for each of others.
    func doubledCount(cards: Int, vouchers: Int) async throws -> Int {
        let card = try await ledger.voucher(at: Sample.position(0, 0))
        let figures = try await ledger.figures()
        // One operation issued everything, and the card has a row of its own.
        return max(0, Int(card.faceValue - card.balance) - cards)
            + max(0, figures.operations - 1 - cards - vouchers)
            + max(0, figures.vouchersInUse - 1 - vouchers)
    }

    /// What the book's own recount does not agree with.
    func findings() async throws -> Int {
        try await ledger.audit().findings.count
    }
}

/// Where an export leaves what it found.
private final class FoundNumbers: Sendable {
    let numbers = Mutex<Set<UInt64>>([])
}
