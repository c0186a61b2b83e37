import Foundation
import TesseraLedger
import TesseraLedgerSQLite
import TesseraModel
import TesseraTestSupport

/// Strikes a redeeming process at a chosen system call: kills it there, or lets the call fail.
///
/// The system does it, through `strace --inject`. What was acknowledged must be in the book
/// afterwards, what was in flight is sent again and counts once, and a process that met an error
/// has to name its reason.
///
/// - Source: L3, L8.
struct StrikeDrill {
    /// What is done to the process.
    enum Blow: CaseIterable {
        case kill
        case inputOutputError
        case noSpace

        fileprivate var words: String {
            switch self {
            case .kill: "signal=KILL"
            case .inputOutputError: "error=EIO"
            case .noSpace: "error=ENOSPC"
            }
        }
    }

    /// What was counted.
    struct Outcome {
        var struck = 0
        var spared = 0
        var acknowledged = 0
        var lost = 0
        var doubled = 0
        var findings = 0
        /// Processes that met an error and went on or ended without naming a reason.
        var unnamed = 0
        /// How often each reason was named.
        var reasons: [String: Int] = [:]

        var isSound: Bool {
            struck > spared && acknowledged > 0 && lost + doubled + findings + unnamed == 0
        }
        var line: String {
            let named = reasons.sorted { $0.key < $1.key }.map { " \($0.key) \($0.value)" }
            return "struck \(struck) spared \(spared) acknowledged \(acknowledged) lost \(lost) "
                + "doubled \(doubled) findings \(findings) unnamed \(unnamed)" + named.joined()
        }
    }

    /// Where `strace` is; `nil` if it is not installed.
    static var tracer: String? { Child.path(of: "strace") }

    private let tracer: String
    private var random: SeededRandom
    private var outcome = Outcome()

    /// A drill whose moments follow from a seed.
    init(tracer: String, seed: UInt64) {
        self.tracer = tracer
        random = SeededRandom(seed: seed)
    }

    /// Strikes so many processes with some of the blows.
    mutating func run(strikes: Int, _ blows: [Blow]) async throws -> Outcome {
        let folder = try TemporaryFolder()
        try await KillDrill.prepare(folder.path)
        var next: UInt64 = 0
        for strike in 0..<strikes {
            let blow = blows[strike % blows.count]
            let heard = try struck(blow, in: folder.path, from: next)
            judge(heard, after: blow)
            let ledger = try await KillDrill.open(folder.path)
            let numbers = heard.numbers
            outcome.acknowledged += numbers.count
            outcome.lost += try await KillDrill.lostCount(of: numbers, in: ledger)
            let last = (numbers.max() ?? next) + 2 * KillDrill.clients
            for number in next...last where !numbers.contains(number) {
                _ = try await ledger.redeem(KillDrill.request(number))
            }
            next = last + 1
            await ledger.close()
        }
        let ledger = try await KillDrill.open(folder.path)
        outcome.doubled = try await KillDrill.doubledCount(in: ledger, upTo: next)
        outcome.findings = try await ledger.audit().findings.count
        await ledger.close()
        return outcome
    }

    private mutating func struck(
        _ blow: Blow, in folder: String, from start: UInt64
    ) throws -> Child.Heard {
        let isSync = Bool.random(using: &random)
        // The system counts the calls of each thread by itself; a commit of eight writes some
        // twenty pages and syncs once.
        let when = Int.random(in: 1...(isSync ? 12 : 200), using: &random)
        let lasts = blow != .kill && Bool.random(using: &random)
        let call = isSync ? "fdatasync" : "pwrite64"
        return try Child.run([
            tracer, "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(call)", "-e",
            "inject=\(call):\(blow.words):when=\(when)\(lasts ? "+" : "")",
            Child.drill, "endure", folder, "\(start)", "600",
        ])
    }

    private mutating func judge(_ heard: Child.Heard, after blow: Blow) {
        outcome.struck += 1
        if heard.after("ended") == "enough" {
            outcome.spared += 1
        } else if blow != .kill {
            let reason = heard.after("ended") ?? "none"
            let isNamed = ["ledger_failed", "disk_full", "ledger_unavailable"].contains(reason)
            // After an error of the disk nothing more is taken on the same handle.
            let isEnded = reason != "ledger_failed" || heard.after("then") == "ledger_failed"
            if !isNamed || !isEnded || heard.isKilled { outcome.unnamed += 1 }
            outcome.reasons[reason, default: 0] += 1
        } else if !heard.isKilled {
            outcome.spared += 1
        }
    }
}
