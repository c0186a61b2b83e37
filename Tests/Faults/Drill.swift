import Foundation
import TesseraLedger
import TesseraLedgerSQLite
import TesseraModel
import TesseraTestSupport

/// Drills that take the ledger apart and count what is missing afterwards.
///
/// - `kill COUNT [SEED]`: kills a redeeming process so often and counts what it had acknowledged.
/// - `rounds COUNT`: 64 clients on one voucher, so often, on every store.
/// - `pace COUNT`: redemptions per second and bytes each, beside a bare loop of the same SQL.
/// - `prepare FOLDER` makes a book to redeem from; `recheck FOLDER` counts which of the redemptions
///   named on standard input it does not have.
/// - `redeem FOLDER START`, `limit FOLDER BYTES` and `hold FOLDER` are the other ends of drills and
///   tests.
@main
enum Drill {
    static func main() async throws {
        let words = Array(CommandLine.arguments.dropFirst())
        let number = words.count > 1 ? Int(words[1]) : nil
        switch (words.first, number) {
        case ("kill", let count?):
            let seed = words.count > 2 ? UInt64(words[2]) ?? 1 : 1
            var drill = KillDrill(seed: seed)
            let outcome = try await drill.run(kills: count)
            Speech.say(outcome.line)
            if !outcome.isSound { exit(1) }
        case ("rounds", let count?):
            var isSound = true
            for store in Store.available {
                let outcome = try await RoundsDrill(store: store).run(rounds: count)
                Speech.say(outcome.line)
                isSound = isSound && outcome.isSound
            }
            if !isSound { exit(1) }
        case ("power", let count?):
            let seed = words.count > 2 ? UInt64(words[2]) ?? 1 : 1
            let outcome = try await PowerDrill(seed: seed).run(states: count)
            Speech.say(outcome.line)
            if !outcome.isSound { exit(1) }
        case ("lying", let count?):
            let outcome = try await PowerDrill(seed: 1, isLying: true).run(states: count)
            Speech.say(outcome.line)
            if outcome.lost == 0 { exit(1) }
        case ("strike", let count?):
            guard let tracer = StrikeDrill.tracer else { return Speech.say("skipped: no strace") }
            for blows in [[StrikeDrill.Blow.kill], [.inputOutputError, .noSpace]] {
                var drill = StrikeDrill(tracer: tracer, seed: 1)
                let outcome = try await drill.run(strikes: count, blows)
                Speech.say(outcome.line)
                if !outcome.isSound { exit(1) }
            }
        case ("endure", _) where words.count == 4:
            guard let start = UInt64(words[2]), let count = UInt64(words[3]) else { exit(64) }
            await EndureDrill.redeem(in: words[1], from: start, count: count)
        case ("full", let count?):
            var drill = FullDiskDrill(seed: 1)
            let outcome = try await drill.run(disks: count)
            Speech.say(outcome?.line ?? "skipped: only the superuser mounts a small disk")
            if outcome?.isSound == false { exit(1) }
        case ("flips", let count?):
            let outcome = try await FlipDrill(seed: 1).run(flips: count)
            Speech.say(outcome.line)
            if !outcome.isSound { exit(1) }
        case ("answers", let count?):
            for store in Store.available {
                let outcome = try await LostAnswerDrill(store: store, seed: 1).run(wishes: count)
                Speech.say("\(store) \(outcome)")
                if !outcome.isSound { exit(1) }
            }
        case ("pace", let count?):
            try await PaceDrill(redemptions: count).run()
        case ("redeem", _) where words.count == 3:
            guard let start = UInt64(words[2]) else { exit(64) }
            try await KillDrill.redeemForEver(in: words[1], from: start)
        case ("limit", _) where words.count == 3:
            guard let bytes = UInt(words[2]) else { exit(64) }
            try await LimitDrill.redeemUntilRefused(in: words[1], fileByteLimit: bytes)
        case ("prepare", _) where words.count == 2:
            try await KillDrill.prepare(words[1])
        case ("recheck", _) where words.count == 2:
            let outcome = try await KillDrill.recheck(words[1])
            Speech.say(outcome.line)
            if !outcome.isSound { exit(1) }
        case ("hold", _) where words.count == 2:
            let ledger = try await SQLiteLedger.open(
                folder: words[1], zone: Sample.bucharest, wall: FixedClock(Sample.noon))
            Speech.say("open")
            _ = readLine()
            await ledger.close()
        default:
            Speech.say("usage: TesseraFaults kill COUNT [SEED] | rounds COUNT | pace COUNT")
            exit(64)
        }
    }
}
