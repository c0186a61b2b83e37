import GRDB
import Synchronization
import TesseraLedger
import TesseraModel

/// The one writer: it takes what has queued up, books it in one transaction, and answers
/// afterwards.
///
/// There is no timer. While one commit waits for the disk, the next callers queue up, and whoever
/// comes while they are booked joins them; the slower the disk, the more of them share a sync.
///
/// - Source: L6, L7, L8.
final class GroupCommit: Sendable {
    /// How many jobs share a commit at most.
    static let groupSize = 100
    /// About how many pages may be written before they are moved from the log to the file.
    private static let pagesBetweenCheckpoints = 2_000

    private let connection: DatabaseQueue
    private let waiting = Mutex(Waiting())
    private let keeper: Mutex<Bookkeeper>

    private struct Waiting {
        var jobs: [any Job] = []
        var isWorking = false
        var end: LedgerError?
        var pages = 0

        /// Takes jobs out until a group is full.
        mutating func fill(_ group: inout [any Job]) {
            let count = min(jobs.count, GroupCommit.groupSize - group.count)
            group += jobs.prefix(count)
            jobs.removeFirst(count)
        }
    }

    /// A writer on a connection that nobody else writes on.
    init(_ connection: DatabaseQueue, _ keeper: Bookkeeper) {
        self.connection = connection
        self.keeper = Mutex(keeper)
    }

    /// Why the writer takes no more work; `nil` while it does.
    var end: LedgerError? { waiting.withLock(\.end) }

    /// Books something and waits until it is on the disk.
    ///
    /// - Parameters:
    ///   - weight: About how many bookings it is, from which it follows when the log is moved.
    ///   - work: Runs inside the transaction; what it throws before it wrote anything is the
    ///     caller's answer and disturbs nobody else.
    /// - Returns: What `work` returned.
    /// - Throws: What `work` throws; ``LedgerError/ledgerFailed`` once the disk has failed.
    func book<Answer: Sendable>(
        weight: Int = 1,
        _ work: @escaping @Sendable (inout Bookkeeper, Database) throws -> Answer
    ) async throws(LedgerError) -> Answer {
        let booking = Booking(weight, work)
        unsafe await withUnsafeContinuation { caller in
            unsafe booking.caller = caller
            enqueue(booking)
        }
        guard let outcome = booking.outcome else { throw .ledgerFailed }
        return try outcome.get()
    }

    /// Takes no more work, once what has queued up is booked and answered.
    func stop() async {
        await withCheckedContinuation { (caller: CheckedContinuation<Void, Never>) in
            connection.asyncWriteWithoutTransaction { [self] _ in
                stop(.unavailable)
                caller.resume()
            }
        }
    }

    /// Lets go of the file. The last connection to do so moves the log to it; what it cannot move
    /// stays in the log and is read from there.
    ///
    /// - Parameter movingLog: Whether the log is moved though others still read.
    func close(movingLog: Bool = false) {
        keeper.withLock { $0.hot.finalize() }
        // Not after the disk has failed. An error now is the same as none moved: all is in the log.
        if movingLog, end == .unavailable {
            _ = try? connection.writeWithoutTransaction { db in try db.checkpoint(.passive) }
        }
        try? connection.close()
    }

    private func enqueue(_ job: any Job) {
        let (begins, end) = waiting.withLock { waiting -> (Bool, LedgerError?) in
            if let end = waiting.end { return (false, end) }
            waiting.jobs.append(job)
            defer { waiting.isWorking = true }
            return (!waiting.isWorking, nil)
        }
        if let end { job.fail(end) }
        if begins { connection.asyncWriteWithoutTransaction { [self] db in work(db) } }
    }

    private func work(_ db: Database) {
        var group: [any Job] = []
        while true {
            group.removeAll(keepingCapacity: true)
            waiting.withLock { waiting in
                waiting.fill(&group)
                waiting.isWorking = !group.isEmpty
            }
            if group.isEmpty { return }
            commit(&group, db, others: true)
            moveLogToFile(db)
        }
    }

    /// Books jobs in one transaction; with `others`, whoever arrives meanwhile as well.
    private func commit(_ group: inout [any Job], _ db: Database, others: Bool) {
        let before = keeper.withLock { ($0.clock, $0.nextNumber) }
        do {
            try db.run("BEGIN IMMEDIATE TRANSACTION", [])
            try keeper.withLock { keeper in
                var booked = 0
                while booked < group.count {
                    try run(group[booked], &keeper, db)
                    booked += 1
                    if others, booked == group.count { waiting.withLock { $0.fill(&group) } }
                }
            }
        } catch {
            forget(before)
            guard rollBack(db), StoreFailure.isSurvivable(error) else {
                return stop(StoreFailure.answer(to: error), failing: group)
            }
            // One caller's trouble is not the others': each gets a transaction of its own.
            if group.count > 1, StoreFailure.isOfOneJob(error) {
                for job in group {
                    var alone = [job]
                    commit(&alone, db, others: false)
                }
            } else {
                for job in group { job.fail(StoreFailure.answer(to: error)) }
            }
            return
        }
        do {
            try db.run("COMMIT TRANSACTION", [])
        } catch {
            // A full disk is told before the last page is in the log: nothing of it will be read
            // again. After any other error nobody knows. Neither is tried again on this handle.
            forget(before)
            let isFull = (error as? DatabaseError)?.resultCode == .SQLITE_FULL
            let answer = rollBack(db) && isFull ? LedgerError.diskFull : .ledgerFailed
            return stop(.ledgerFailed, failing: group, with: answer)
        }
        for job in group { job.answer() }
        waiting.withLock { $0.pages += group.reduce(4) { $0 + 3 * $1.weight } }
    }

    /// Books one job. A refusal that wrote nothing is its answer; anything else ends the
    /// transaction.
    private func run(_ job: any Job, _ keeper: inout Bookkeeper, _ db: Database) throws {
        let changes = db.rowsChangedSoFar
        do {
            try job.book(&keeper, db)
        } catch let refusal as LedgerError where db.rowsChangedSoFar == changes {
            job.refuse(refusal)
        }
    }

    private func rollBack(_ db: Database) -> Bool {
        do {
            if db.isInsideTransaction { try db.rollback() }
            return true
        } catch {
            return false
        }
    }

    private func forget(_ before: (LedgerClock, Int64)) {
        keeper.withLock { $0 = $0.forgetful(clock: before.0, nextNumber: before.1) }
    }

    private func stop(
        _ end: LedgerError, failing group: [any Job] = [], with answer: LedgerError? = nil
    ) {
        let rest = waiting.withLock { waiting -> [any Job] in
            waiting.end = waiting.end ?? end
            defer { waiting.jobs = [] }
            return waiting.jobs
        }
        for job in group { job.fail(answer ?? end) }
        for job in rest { job.fail(end) }
    }

    /// Moves the log to the file now and then, after the callers have their answers.
    ///
    /// Done here and not by SQLite's own hook, which would swallow an error of the disk.
    private func moveLogToFile(_ db: Database) {
        let isDue = waiting.withLock { waiting -> Bool in
            let isDue =
                waiting.end == nil && waiting.pages >= GroupCommit.pagesBetweenCheckpoints
            if isDue { waiting.pages = 0 }
            return isDue
        }
        guard isDue else { return }
        do {
            _ = try db.checkpoint(.passive)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
            return
        } catch {
            stop(.ledgerFailed)
        }
    }
}
