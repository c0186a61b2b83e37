import TesseraLedger
import TesseraModel
import TesseraTestSupport

/// Clients on a line that loses requests, loses answers and delivers twice; each asks until it
/// hears an answer.
///
/// - Source: L3; F25.
struct LostAnswerDrill {
    private static let clients: UInt64 = 4
    /// After so many losses it is not the line: a request gets its answer every second time.
    private static let mostTries = 200

    /// What was counted.
    struct Outcome {
        var errands = 0
        var deliveries = 0
        /// Errands that took effect more or less than once, or were answered differently.
        var wrong = 0

        var isSound: Bool { wrong == 0 && deliveries > errands }

        func line(of store: Store) -> String {
            "\(store.rawValue) errands \(errands) deliveries \(deliveries) wrong \(wrong)"
        }
    }

    /// The store that is asked.
    let store: Store
    /// What decides how the line behaves.
    let seed: UInt64

    /// Sends so many errands.
    func run(errands: Int) async throws -> Outcome {
        let book = try await store.open()
        let batches = try await book.ledger.issue(
            IssueRequest(
                operation: OperationID(high: 0, low: 1), orders: ErrandList.orders,
                time: Sample.noon))
        let each = errands / Int(LostAnswerDrill.clients)
        var outcome = await withTaskGroup(of: Outcome.self) { group in
            for client in 0..<LostAnswerDrill.clients {
                group.addTask {
                    await ask(
                        book.ledger, client,
                        ErrandList(client: client, batches: batches, seed: seed),
                        each)
                }
            }
            return await group.reduce(into: Outcome()) { sum, part in
                sum.errands += part.errands
                sum.deliveries += part.deliveries
                sum.wrong += part.wrong
            }
        }
        let figures = try await book.ledger.figures()
        outcome.wrong += abs(figures.operations - 1 - outcome.errands)
        // What every card holds must follow from operations that each happened once.
        outcome.wrong += try await book.ledger.audit().findings.count
        return outcome
    }

    private func ask(
        _ ledger: any Ledger, _ client: UInt64, _ list: ErrandList, _ count: Int
    ) async -> Outcome {
        var list = list
        var line = LossyLine(ledger: ledger, random: SeededRandom(seed: seed &+ client << 32))
        var outcome = Outcome(errands: count)
        for _ in 0..<count {
            let errand = list.next()
            var heard: BookedOperation?
            var tries = 0
            while heard == nil, tries < LostAnswerDrill.mostTries {
                heard = await line.answer(to: errand)
                tries += 1
            }
            guard let heard, !line.saidOtherwise(than: heard) else {
                outcome.wrong += 1
                continue
            }
            list.heard(heard)
        }
        outcome.deliveries = line.deliveries
        return outcome
    }
}

/// A line between a client and a book that loses and doubles what goes over it.
private struct LossyLine {
    let ledger: any Ledger
    var random: SeededRandom
    private(set) var deliveries = 0
    /// Everything that the book answered to the errand being asked, heard by the client or not.
    private var said: [BookedOperation] = []
    private var asked: OperationID?

    init(ledger: any Ledger, random: SeededRandom) {
        self.ledger = ledger
        self.random = random
    }

    /// Sends an errand once.
    ///
    /// - Returns: The answer, unless the request or the answer was lost.
    mutating func answer(to errand: BookingRequest) async -> BookedOperation? {
        if asked != errand.operation {
            asked = errand.operation
            said = []
        }
        let isRequestLost = random.next() % 4 == 0
        if isRequestLost { return nil }
        let copies = random.next() % 4 == 0 ? 2 : 1
        for _ in 0..<copies {
            deliveries += 1
            guard let answer = try? await ledger.book(errand).operation else { return nil }
            said.append(answer)
        }
        let isAnswerLost = random.next() % 3 == 0
        return isAnswerLost ? nil : said.last
    }

    /// Whether any delivery was answered differently.
    func saidOtherwise(than heard: BookedOperation) -> Bool {
        said.contains { $0 != heard }
    }
}
