import Synchronization

/// What waits for one connection, and the bell that wakes its thread.
final class PostgresQueue: Sendable {
    private struct Waiting {
        var jobs: [PostgresJob] = []
        var isOpen = true
        /// Whether the thread waits for the bell, or is about to.
        var isIdle = false
        /// How many must wait before the bell is rung.
        var wanted = 1
    }

    private let waiting = Mutex(Waiting())
    private let bell = PostgresBell()

    /// How many wait or are being done, a group counted once.
    var count: Int { waiting.withLock { $0.jobs.count + ($0.isIdle ? 0 : 1) } }

    /// How many wait.
    var waitingCount: Int { waiting.withLock { $0.jobs.count } }

    /// Puts a job at the end.
    ///
    /// - Returns: `false` once the queue is closed.
    func add(_ job: PostgresJob) -> Bool {
        let (isTaken, mustRing) = waiting.withLock { waiting -> (Bool, Bool) in
            guard waiting.isOpen else { return (false, false) }
            waiting.jobs.append(job)
            guard waiting.isIdle, waiting.jobs.count >= waiting.wanted else { return (true, false) }
            waiting.isIdle = false
            return (true, true)
        }
        if mustRing { bell.ring() }
        return isTaken
    }

    /// Takes no more jobs; those that wait are still done.
    func close() {
        let mustRing = waiting.withLock { waiting -> Bool in
            waiting.isOpen = false
            defer { waiting.isIdle = false }
            return waiting.isIdle
        }
        if mustRing { bell.ring() }
    }

    /// Takes the next jobs.
    ///
    /// - Parameters:
    ///   - most: How many at most.
    ///   - expected: How many are worth waiting for.
    ///   - patience: How long they are waited for; after that one is enough.
    /// - Returns: None once the queue is closed and empty.
    func next(_ most: Int, expecting expected: Int, for patience: Duration) -> [PostgresJob] {
        let end = PostgresBell.Moment(after: patience)
        var wanted = max(1, min(expected, most))
        while true {
            let (jobs, isOpen) = waiting.withLock { waiting -> ([PostgresJob], Bool) in
                if waiting.isOpen, waiting.jobs.count < wanted {
                    (waiting.isIdle, waiting.wanted) = (true, wanted)
                    return ([], true)
                }
                waiting.isIdle = false
                let taken = Array(waiting.jobs.prefix(most))
                waiting.jobs.removeFirst(taken.count)
                return (taken, waiting.isOpen)
            }
            if !jobs.isEmpty || !isOpen { return jobs }
            if !bell.wait(until: wanted > 1 ? end : nil) { wanted = 1 }
        }
    }

    /// Everything that waits.
    func drain() -> [PostgresJob] {
        waiting.withLock { waiting in
            defer { waiting.jobs = [] }
            return waiting.jobs
        }
    }
}

/// One caller's wish.
struct PostgresJob: Sendable {
    /// What is done for it.
    enum Work: Sendable {
        /// Statements of its own, transactions included; it answers its caller itself, and throws
        /// only what may be tried again.
        case alone(@Sendable (PostgresConnection) throws(PostgresFailure) -> Void)
        /// One statement, which may share a transaction with other callers' statements.
        case shared(
            PostgresExecution, order: Int64,
            answer: @Sendable (Result<PostgresAnswer, PostgresFailure>) -> Void)
        /// A redemption, which may share a statement with other callers' redemptions.
        case redemption(HotWish)
    }

    /// What is done for it.
    let work: Work
    /// When nobody waits for it any more.
    let deadline: Deadline
    /// Answers the caller that nothing came of it.
    let fail: @Sendable (PostgresFailure) -> Void
}

/// One caller's redemption.
struct HotWish: Sendable {
    /// What is asked.
    let redemption: HotRedemption
    /// Answers the caller with what is left; `nil` if the voucher's row did not meet the
    /// conditions.
    let answer: @Sendable (Result<Int64?, PostgresFailure>) -> Void
}
