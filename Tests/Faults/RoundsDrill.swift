import TesseraLedger
import TesseraModel
import TesseraTestSupport

/// Sixty-four clients on one single-use voucher and on one balance, round after round.
///
/// - Source: R2; F01, F02.
struct RoundsDrill {
    /// How many clients ask at once.
    static let clients = 64
    /// What sixteen clients ask of a card of 50.00, in cents; together 108.40.
    private static let parts = (0..<16).map { Int64(400 + 37 * $0) }
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
                    orders: [
                        Sample.entitlement(uses: 1), Sample.gift(cents: 3_660), Sample.gift(),
                    ],
                    time: Sample.noon))
            let wins = await accepted(.uses(1), at: batches[0].first, of: book.ledger, ids)
            let thousands = await accepted(
                .amount(Sample.euros(cents: 1_000)), at: batches[1].first, of: book.ledger, ids)
            let left = try await book.ledger.voucher(at: batches[1].first).balance
            let isShared = try await isSharedOut(batches[2].first, of: book.ledger, ids)
            if wins != 1 || thousands != 3 || left != 660 || !isShared { wrong += 1 }
        }
        if try await !book.ledger.audit().findings.isEmpty { wrong += 1 }
        return Outcome(store: store, rounds: rounds, wrongRounds: wrong)
    }

    /// Whether a card gave its clients what it held and no more, and refused only what was not
    /// there.
    private func isSharedOut(
        _ position: VoucherPosition, of ledger: any Ledger, _ ids: OperationIDs
    ) async throws -> Bool {
        let refused = await withTaskGroup(of: Int64?.self) { group in
            for cents in RoundsDrill.parts {
                group.addTask {
                    let request = RedemptionRequest(
                        operation: ids.next(), position: position,
                        demand: .amount(Sample.euros(cents: cents)), shop: Sample.harbour,
                        till: Sample.till1, time: Sample.noon)
                    return (try? await ledger.redeem(request)) == nil ? cents : nil
                }
            }
            return await group.reduce(into: [Int64]()) { all, part in
                if let part { all.append(part) }
            }
        }
        let left = try await ledger.voucher(at: position).balance
        let given = RoundsDrill.parts.reduce(0, +) - refused.reduce(0, +)
        return left >= 0 && given + left == 5_000 && refused.allSatisfy { $0 > left }
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
