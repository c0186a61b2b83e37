import TesseraLedger
import TesseraModel
import TesseraTestSupport

/// Sixty-four clients on one single-use voucher and on one balance, round after round.
///
/// - Source: R2; F01, F02.
struct RoundsDrill {
    /// How many clients ask at once.
    static let clients = 64
    /// The store that is asked.
    let store: Store

    /// What was counted.
    struct Outcome {
        let store: Store
        let rounds: Int
        let wrongRounds: Int

        var isSound: Bool { wrongRounds == 0 }
        var line: String { "\(store.rawValue) rounds \(rounds) wrong \(wrongRounds)" }
    }

    /// Runs so many rounds, each on a voucher and a card of its own.
    func run(rounds: Int) async throws -> Outcome {
        let book = try await store.open()
        let ids = OperationIDs()
        var wrong = 0
        for _ in 0..<rounds {
            let batches = try await book.ledger.issue(
                IssueRequest(
                    operation: ids.next(),
                    orders: [Sample.entitlement(uses: 1), Sample.gift(cents: 3_660)],
                    time: Sample.noon))
            let wins = await accepted(.uses(1), at: batches[0].first, of: book.ledger, ids)
            let thousands = await accepted(
                .amount(Sample.euros(cents: 1_000)), at: batches[1].first, of: book.ledger, ids)
            let left = try await book.ledger.voucher(at: batches[1].first).balance
            if wins != 1 || thousands != 3 || left != 660 { wrong += 1 }
        }
        if try await !book.ledger.audit().findings.isEmpty { wrong += 1 }
        return Outcome(store: store, rounds: rounds, wrongRounds: wrong)
    }

    private func accepted(
        _ demand: Demand, at position: VoucherPosition, of ledger: any Ledger, _ ids: OperationIDs
    ) async -> Int {
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<RoundsDrill.clients {
                group.addTask {
                    let request = RedemptionRequest(
                        operation: ids.next(), position: position, demand: demand,
                        shop: Sample.harbour, till: Sample.till1, time: Sample.noon)
                    return (try? await ledger.redeem(request)) != nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
    }
}
