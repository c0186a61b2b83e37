import Foundation
import Synchronization
import TesseraLedger
import TesseraLedgerSQLite
import TesseraModel
import TesseraTestSupport

/// Cuts the power of a disk at moments of its life and counts what was acknowledged and is gone.
///
/// Clients work on a book while a recorder keeps the disk's diary. Afterwards the disk is made
/// again up to a moment, what was not synced is kept, dropped or torn, and the book is opened from
/// it.
///
/// - Source: L3, L7, L8.
struct PowerDrill {
    /// How many states are made of one diary.
    private static let statesOfOneDiary = 40

    /// What was counted.
    struct Outcome {
        var states = 0
        /// How often the log was moved to the file before the power went.
        var moved = 0
        var acknowledged = 0
        var lost = 0
        var doubled = 0
        var findings = 0
        var unopened = 0

        var isSound: Bool {
            acknowledged > 0 && moved > 0 && lost + doubled + findings + unopened == 0
        }
        var line: String {
            "states \(states) moved \(moved) acknowledged \(acknowledged) lost \(lost) "
                + "doubled \(doubled) findings \(findings) unopened \(unopened)"
        }

        fileprivate mutating func add(_ other: Outcome) {
            states += other.states
            moved += other.moved
            acknowledged += other.acknowledged
            lost += other.lost
            doubled += other.doubled
            findings += other.findings
            unopened += other.unopened
        }
    }

    private let seed: UInt64
    private let isLying: Bool

    /// A drill whose moments and losses follow from a seed.
    ///
    /// A lying disk says that it synced and does not; a drill that finds nothing then would find
    /// nothing ever.
    init(seed: UInt64, isLying: Bool = false) {
        self.seed = seed
        self.isLying = isLying
    }

    /// Makes so many states and opens the book from each.
    func run(states: Int) async throws -> Outcome {
        var outcome = Outcome()
        var part: UInt64 = 0
        while outcome.states < states {
            let day = try await PowerDay.lived(seed: seed &* 1_000 &+ part, isLong: part % 4 == 3)
            let wanted = min(PowerDrill.statesOfOneDiary, states - outcome.states)
            outcome.add(try await cut(day, states: wanted, seed: seed &* 1_000 &+ part))
            part += 1
        }
        return outcome
    }

    private func cut(_ day: PowerDay, states: Int, seed: UInt64) async throws -> Outcome {
        var random = SeededRandom(seed: seed)
        let entries = day.diary.entries
        let moments = (0..<states).map { _ in Int.random(in: 0...entries.count, using: &random) }
        var disk = CutDisk(book: day.book, diary: day.diary, isLying: isLying)
        var spoken = Spoken()
        var outcome = Outcome()
        var done = 0
        for moment in moments.sorted() {
            for entry in entries[done..<moment] {
                disk.take(entry)
                spoken.take(entry)
                if case .synced(.book) = entry { outcome.moved += 1 }
            }
            done = moment
            outcome.add(try await reopened(disk.cut(&random), spoken, of: day))
        }
        return outcome
    }

    /// Opens a book from what is left and asks it for what it promised.
    private func reopened(
        _ files: [Diary.File: [UInt8]], _ spoken: Spoken, of day: PowerDay
    ) async throws -> Outcome {
        var outcome = Outcome(states: 1, acknowledged: spoken.answered.count)
        let folder = try TemporaryFolder()
        for (file, bytes) in files {
            try Data(bytes).write(to: URL(fileURLWithPath: folder.path + "/" + file.name))
        }
        do throws(LedgerError) {
            let ledger = try await SQLiteLedger.open(
                folder: folder.path, zone: Sample.bucharest, wall: FixedClock(Sample.noon))
            outcome.lost = try await lostCount(spoken, of: day, in: ledger)
            // Whoever has no answer asks again, and once more to be sure.
            for number in spoken.unanswered {
                let first = try await ledger.book(day.errands[number]).operation
                if try await ledger.book(day.errands[number]).operation != first {
                    outcome.doubled += 1
                }
            }
            let operations = try await ledger.figures().operations
            outcome.doubled += max(0, operations - 1 - spoken.sent.count)
            outcome.findings = try await ledger.audit().findings.count
            await ledger.close()
        } catch {
            outcome.unopened = 1
        }
        return outcome
    }

    /// How many answers the book does not know, or tells otherwise.
    private func lostCount(
        _ spoken: Spoken, of day: PowerDay, in ledger: SQLiteLedger
    ) async throws(LedgerError) -> Int {
        let told = Mutex<[OperationID: BookedOperation]>([:])
        do {
            try await ledger.export { record in
                if case .operation(let booked) = record {
                    told.withLock { $0[booked.operation] = booked }
                }
            }
        } catch {
            throw error as? LedgerError ?? .ledgerDamaged
        }
        let happened = told.withLock { $0 }
        return spoken.answered.count { number in
            let answer = day.answers[number]
            return answer == nil || happened[day.errands[number].operation] != answer
        }
    }
}

/// What clients had sent and heard up to a moment.
private struct Spoken {
    private(set) var sent: Set<Int> = []
    private(set) var answered: Set<Int> = []
    var unanswered: [Int] { sent.subtracting(answered).sorted() }

    mutating func take(_ entry: Diary.Entry) {
        switch entry {
        case .marked(.sent, let number): sent.insert(number)
        case .marked(.answered, let number): answered.insert(number)
        default: break
        }
    }
}
