import Foundation
import TesseraLedger
import TesseraLedgerSQLite
import TesseraTestSupport

/// Redeems on disks of different sizes until they are full.
///
/// Small ones fill while the log grows, larger ones while the log is moved to the file.
///
/// - Source: L8.
struct FullDiskDrill {
    /// What was counted.
    struct Outcome {
        var disks = 0
        var acknowledged = 0
        var lost = 0
        var findings = 0
        var unnamed = 0
        /// How often each reason was named.
        var reasons: [String: Int] = [:]

        var isSound: Bool { acknowledged > 0 && lost + findings + unnamed == 0 }
        var line: String {
            let named = reasons.sorted { $0.key < $1.key }.map { " \($0.key) \($0.value)" }
            return "disks \(disks) acknowledged \(acknowledged) lost \(lost) findings \(findings) "
                + "unnamed \(unnamed)" + named.joined()
        }
    }

    private var random: SeededRandom

    /// A drill whose sizes follow from a seed.
    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
    }

    /// Fills so many disks; `nil` where none can be mounted.
    mutating func run(disks: Int) async throws -> Outcome? {
        var outcome = Outcome()
        for index in 0..<disks {
            // The log grows to some eight million bytes before it is moved; the larger of these
            // disks have room for it and not for the file that it is moved to.
            let byteCount = Int.random(
                in: index.isMultiple(of: 2) ? 400_000...2_000_000 : 2_000_000...7_000_000,
                using: &random)
            guard let disk = try SmallDisk(byteCount: byteCount) else { return nil }
            try await KillDrill.prepare(disk.path)
            let heard = try Child.run([Child.drill, "endure", disk.path, "0", "60000"])
            let reason = heard.after("ended") ?? "none"
            outcome.reasons[reason, default: 0] += 1
            if !["disk_full", "ledger_failed"].contains(reason) { outcome.unnamed += 1 }
            try disk.grow(toByteCount: 50_000_000)
            let ledger = try await KillDrill.open(disk.path)
            outcome.disks += 1
            outcome.acknowledged += heard.numbers.count
            outcome.lost += try await KillDrill.lostCount(of: heard.numbers, in: ledger)
            outcome.findings += try await ledger.audit().findings.count
            await ledger.close()
        }
        return outcome
    }
}
