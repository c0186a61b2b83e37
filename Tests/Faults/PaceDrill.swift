import Foundation
import TesseraLedger
import TesseraLedgerSQLite
import TesseraModel
import TesseraTestSupport

/// Redemptions per second and bytes of file for each.
///
/// - Source: L1, L7.
struct PaceDrill {
    /// How many redemptions are made for each figure.
    let redemptions: Int

    /// Says one line for each number of clients.
    func run() async throws {
        for clients in [1, 8, 64, 256] {
            let book = try await Store.sqlite.open(isOnDisk: true)
            let batch = try await book.ledger.issue(
                IssueRequest(
                    operation: OperationID(high: 0, low: 1),
                    orders: [Sample.gift(count: 10 * redemptions)], time: Sample.noon))[0]
            let before = try size(of: book)
            let took = try await ContinuousClock().measure {
                try await redeem(batch, of: book.ledger, clients: clients)
            }
            let closed = try await book.reopened()
            let bytes = Double(try size(of: closed) - before) / Double(redemptions)
            let auditTook = try await ContinuousClock().measure {
                let findings = try await closed.ledger.audit().findings
                precondition(findings.isEmpty, "A book that was only redeemed from is sound.")
            }
            Speech.say(
                "clients \(clients) "
                    + "redemptions_per_second \(Int(Double(redemptions) / seconds(took))) "
                    + "bytes_per_redemption \(Int(bytes.rounded())) "
                    + "audit_milliseconds \(Int(seconds(auditTook) * 1_000))")
        }
    }

    private func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    }

    private func redeem(_ batch: Batch, of ledger: any Ledger, clients: Int) async throws {
        let first = batch.first.number
        try await withThrowingTaskGroup(of: Void.self) { group in
            for client in 0..<clients {
                group.addTask {
                    var random = SeededRandom(seed: UInt64(client))
                    for index in stride(from: client, to: redemptions, by: clients) {
                        // Customers come in no order; ids come in order of time.
                        let card = index * 7_919 % (10 * redemptions)
                        guard let position = VoucherPosition(number: first + card) else { return }
                        let now = Sample.noon.advanced(byMilliseconds: Int64(index))
                        let cents = Int64.random(in: 1...5_000, using: &random)
                        let request = RedemptionRequest(
                            operation: OperationID(at: now, chance: (0, random.next())),
                            position: position, demand: .amount(Sample.euros(cents: cents)),
                            shop: Sample.harbour, till: Sample.till1, time: now)
                        _ = try await ledger.redeem(request)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private func size(of book: OpenBook) throws -> Int {
        guard let folder = book.folder else { return 0 }
        return try ["ledger.sqlite", "ledger.sqlite-wal"].reduce(0) { sum, name in
            let path = folder.path + "/" + name
            guard FileManager.default.fileExists(atPath: path) else { return sum }
            return sum
                + (try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0)
        }
    }
}
