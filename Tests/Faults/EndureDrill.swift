import TesseraLedger
import TesseraLedgerSQLite
import TesseraModel

/// Redeems until it is stopped, and says how it ended.
///
/// - Source: L8.
enum EndureDrill {
    /// Says the number of each acknowledged redemption; then `ended CODE` and what a further
    /// redemption was answered, `then CODE`, or `ended enough` after so many redemptions.
    static func redeem(in folder: String, from start: UInt64, count: UInt64) async {
        do throws(LedgerError) {
            let ledger = try await KillDrill.open(folder)
            let end = await firstEnd(of: ledger, start..<start + count)
            Speech.say("ended \(end?.code ?? "enough")")
            if end != nil {
                Speech.say(
                    "then \(await firstEnd(of: ledger, start..<start + 1)?.code ?? "accepted")")
            }
            await ledger.close()
        } catch {
            Speech.say("ended \(error.code)")
        }
    }

    private static func firstEnd(
        of ledger: any Ledger, _ numbers: Range<UInt64>
    ) async -> LedgerError? {
        await withTaskGroup(of: LedgerError?.self) { group in
            for client in 0..<KillDrill.clients {
                group.addTask {
                    for number in numbers where number % KillDrill.clients == client {
                        do throws(LedgerError) {
                            _ = try await ledger.redeem(KillDrill.request(number))
                            Speech.say("\(number)")
                        } catch {
                            return error
                        }
                    }
                    return nil
                }
            }
            return await group.reduce(nil) { $0 ?? $1 }
        }
    }
}
