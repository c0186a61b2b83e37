import Foundation
import TesseraLedger
import TesseraLedgerSQLite
import TesseraModel
import TesseraTestSupport

/// Drills that take the ledger apart and count what is missing afterwards.
///
/// - `NAME COUNT [SEED]` runs one of ``NamedDrill`` so often; `all short|long [SEED]` runs all.
/// - `pace COUNT`: redemptions per second and bytes each, beside a bare loop of the same SQL.
/// - `prepare FOLDER` makes a book to redeem from; `recheck FOLDER` counts which of the redemptions
///   named on standard input it does not have.
/// - `redeem FOLDER START`, `endure FOLDER START COUNT`, `limit FOLDER BYTES`, `hold FOLDER` and
///   `lend FOLDER` are the other ends of drills and tests; so is `failover VERB ADDRESS …`, see
///   ``FailoverDrill``.
@main
enum Drill {
    static func main() async throws {
        let words = Array(CommandLine.arguments.dropFirst())
        let number = words.count > 1 ? Int(words[1]) : nil
        let seed = words.count > 2 ? UInt64(words[2]) ?? 1 : 1
        if let drill = words.first.flatMap(NamedDrill.init), let number {
            let told = try await drill.run(number, seed: seed)
            for one in told { Speech.say(one.line) }
            exit(told.allSatisfy(\.isSound) ? 0 : 1)
        }
        switch (words.first, number) {
        case ("all", _) where words.count > 1:
            guard let size = NamedDrill.Size(rawValue: words[1]) else { exit(64) }
            exit(try await NamedDrill.all(size, seed: seed) ? 0 : 1)
        case ("pace", let count?):
            try await PaceDrill(redemptions: count).run()
        case ("redeem", _) where words.count == 3:
            guard let start = UInt64(words[2]) else { exit(64) }
            try await KillDrill.redeemForEver(in: words[1], from: start)
        case ("endure", _) where words.count == 4:
            guard let start = UInt64(words[2]), let count = UInt64(words[3]) else { exit(64) }
            await EndureDrill.redeem(in: words[1], from: start, count: count)
        case ("limit", _) where words.count == 3:
            guard let bytes = UInt(words[2]) else { exit(64) }
            try await LimitDrill.redeemUntilRefused(in: words[1], fileByteLimit: bytes)
        case ("prepare", _) where words.count == 2:
            try await KillDrill.prepare(words[1])
        case ("recheck", _) where words.count == 2:
            let outcome = try await KillDrill.recheck(words[1])
            Speech.say(outcome.line)
            if !outcome.isSound { exit(1) }
        case ("failover", _):
            exit(try await FailoverDrill.run(Array(words.dropFirst())))
        case ("hold", _) where words.count == 2:
            let ledger = try await SQLiteLedger.open(
                folder: words[1], zone: Sample.bucharest, wall: FixedClock(Sample.noon))
            Speech.say("open")
            _ = readLine()
            await ledger.close()
        case ("lend", _) where words.count == 2:
            let ledger = try await LendingLedger.open(
                folder: words[1], zone: Sample.bucharest, wall: FixedClock(Sample.noon))
            Speech.say("open")
            _ = readLine()
            await ledger.close()
        default:
            let names = NamedDrill.allCases.map(\.rawValue).joined(separator: "|")
            Speech.say("usage: TesseraFaults \(names) COUNT [SEED] | all short|long | pace COUNT")
            exit(64)
        }
    }
}
