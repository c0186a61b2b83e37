import Foundation
import TesseraLedger
import TesseraLedgerSQLite
import TesseraModel
import TesseraTestSupport

/// Kills a process in the middle of redeeming and counts what it had promised.
///
/// The process redeems with eight clients and says each acknowledged redemption on a pipe. What was
/// in flight is sent again with the same ids, as a till would, and may count once only.
///
/// - Source: L3, L7, L8; F25.
struct KillDrill {
    /// How many clients the process has.
    static let clients: UInt64 = 8
    private static let vouchers = 1_000_000

    /// What was counted.
    struct Outcome {
        let kills: Int
        let acknowledged: Int
        let lost: Int
        let doubled: Int
        let findings: Int

        var isSound: Bool { lost == 0 && doubled == 0 && findings == 0 }
        var line: String {
            "kills \(kills) acknowledged \(acknowledged) lost \(lost) doubled \(doubled) "
                + "findings \(findings)"
        }
    }

    private var random: SeededRandom

    /// A drill whose moments follow from a seed.
    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
    }

    /// The redemption with a number: odd ones use up a voucher each, even ones take a cent of one
    /// card.
    static func request(_ number: UInt64) -> RedemptionRequest {
        let isCard = number.isMultiple(of: 2)
        let slot = UInt32(number % UInt64(VoucherPosition.slotCount))
        let list = UInt16(number / UInt64(VoucherPosition.slotCount)) + 1
        return RedemptionRequest(
            operation: OperationID(high: 1, low: number),
            position: isCard ? Sample.position(0, 0) : Sample.position(list, slot),
            demand: isCard ? .amount(Sample.euros(cents: 1)) : .uses(1),
            shop: Sample.harbour, till: Sample.till1, time: Sample.noon)
    }

    /// Makes the book that the drill redeems from.
    static func prepare(_ folder: String) async throws {
        try await SQLiteLedger.create(in: folder, epoch: 1)
        let ledger = try await open(folder)
        let card = Sample.gift(cents: 1_000_000_000_000)
        _ = try await ledger.issue(
            IssueRequest(
                operation: OperationID(high: 0, low: 1),
                orders: [card, Sample.entitlement(count: vouchers)], time: Sample.noon))
        await ledger.close()
    }

    /// How many of the acknowledged redemptions are not in the book.
    static func lostCount(of heard: Set<UInt64>, in ledger: SQLiteLedger) async throws -> Int {
        var lost = 0
        for number in heard {
            let stored = try await ledger.operation(OperationID(high: 1, low: number))
            if stored?.use != nil { continue }
            lost += 1
        }
        return lost
    }

    /// Counts which of the numbers on standard input the book does not have.
    static func recheck(_ folder: String) async throws -> Outcome {
        var heard: Set<UInt64> = []
        while let line = readLine() {
            if let number = UInt64(line) { heard.insert(number) }
        }
        let ledger = try await open(folder)
        let lost = try await lostCount(of: heard, in: ledger)
        let findings = try await ledger.audit().findings.count
        await ledger.close()
        return Outcome(
            kills: 0, acknowledged: heard.count, lost: lost, doubled: 0, findings: findings)
    }

    /// The process that will be killed.
    static func redeemForEver(in folder: String, from start: UInt64) async throws {
        let ledger = try await open(folder)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for client in 0..<clients {
                group.addTask {
                    var number = start + client
                    while true {
                        _ = try await ledger.redeem(request(number))
                        Speech.say("\(number)")
                        number += clients
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// Runs the drill on a folder of its own, on a real disk.
    mutating func run(kills: Int) async throws -> Outcome {
        let folder = try TemporaryFolder(isOnDisk: true)
        try await KillDrill.prepare(folder.path)
        var ledger = try await KillDrill.open(folder.path)
        var acknowledged = 0
        var lost = 0
        var next: UInt64 = 0
        for _ in 0..<kills {
            await ledger.close()
            let heard = try killed(in: folder.path, from: next)
            ledger = try await KillDrill.open(folder.path)
            acknowledged += heard.count
            lost += try await KillDrill.lostCount(of: heard, in: ledger)
            let last = (heard.max() ?? next) + 2 * KillDrill.clients
            for number in next...last where !heard.contains(number) {
                _ = try await ledger.redeem(KillDrill.request(number))
            }
            next = last + 1
        }
        let audit = try await ledger.audit()
        let doubled = try await KillDrill.doubledCount(in: ledger, upTo: next)
        await ledger.close()
        return Outcome(
            kills: kills, acknowledged: acknowledged, lost: lost, doubled: doubled,
            findings: audit.findings.count)
    }

    /// Starts the process, listens for a while, kills it and returns all that it said.
    private mutating func killed(in folder: String, from start: UInt64) throws -> Set<UInt64> {
        let child = Process()
        child.executableURL = URL(fileURLWithPath: "/proc/self/exe")
            .resolvingSymlinksInPath()
        child.arguments = ["redeem", folder, "\(start)"]
        let pipe = Pipe()
        child.standardOutput = pipe
        try child.run()
        var heard = Data()
        let enough = Int.random(in: 1...2_000, using: &random)
        while heard.count < enough {
            let more = pipe.fileHandleForReading.availableData
            if more.isEmpty { break }
            heard.append(more)
        }
        usleep(UInt32.random(in: 0...3_000, using: &random))
        kill(child.processIdentifier, SIGKILL)
        heard.append(try pipe.fileHandleForReading.readToEnd() ?? Data())
        child.waitUntilExit()
        // The kill may have cut the last line; only whole ones were said.
        let whole = heard.prefix((heard.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1)
        let lines = String(decoding: whole, as: UTF8.self).split(separator: "\n")
        return Set(lines.compactMap { UInt64($0) })
    }

    /// How much was taken beyond one cent or one use for each of the redemptions asked.
    static func doubledCount(in ledger: SQLiteLedger, upTo end: UInt64) async throws -> Int {
        let card = try await ledger.voucher(at: Sample.position(0, 0))
        let cents = Int(card.faceValue - card.balance)
        let figures = try await ledger.figures()
        let asked = Int(end)
        let cardRedemptions = (asked + 1) / 2
        // Every single voucher was asked for once; the card has a row of its own.
        return max(0, cents - cardRedemptions) + max(0, figures.operations - 1 - asked)
            + max(0, figures.vouchersInUse - 1 - asked / 2)
    }

    /// Opens the drill's book.
    static func open(_ folder: String) async throws(LedgerError) -> SQLiteLedger {
        try await SQLiteLedger.open(
            folder: folder, zone: Sample.bucharest, wall: FixedClock(Sample.noon),
            waitMilliseconds: 2_000)
    }
}
