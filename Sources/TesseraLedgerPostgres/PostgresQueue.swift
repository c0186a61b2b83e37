internal import Glibc
import Synchronization

/// What waits for one connection, and the bell that wakes its thread.
@safe
final class PostgresQueue: @unchecked Sendable {
    private struct Waiting {
        var jobs: [PostgresJob] = []
        var isOpen = true
        /// Whether the thread waits for the bell, or is about to.
        var isIdle = false
    }

    private let waiting = Mutex(Waiting())
    private let bell: UnsafeMutablePointer<sem_t>

    init() {
        unsafe bell = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
        unsafe sem_init(bell, 0, 0)
    }

    deinit {
        unsafe sem_destroy(bell)
        unsafe bell.deallocate()
    }

    /// How many wait.
    var count: Int { waiting.withLock { $0.jobs.count + ($0.isIdle ? 0 : 1) } }

    /// Puts a job at the end.
    ///
    /// - Returns: `false` once the queue is closed.
    func add(_ job: PostgresJob) -> Bool {
        let (isTaken, mustRing) = waiting.withLock { waiting -> (Bool, Bool) in
            guard waiting.isOpen else { return (false, false) }
            waiting.jobs.append(job)
            defer { waiting.isIdle = false }
            return (true, waiting.isIdle)
        }
        if mustRing { unsafe sem_post(bell) }
        return isTaken
    }

    /// Takes no more jobs; those that wait are still done.
    func close() {
        let mustRing = waiting.withLock { waiting -> Bool in
            waiting.isOpen = false
            defer { waiting.isIdle = false }
            return waiting.isIdle
        }
        if mustRing { unsafe sem_post(bell) }
    }

    /// The next jobs, as soon as there is one; none once the queue is closed and empty.
    func next(_ most: Int) -> [PostgresJob] {
        while true {
            let (jobs, isOpen) = waiting.withLock { waiting -> ([PostgresJob], Bool) in
                if waiting.jobs.isEmpty {
                    waiting.isIdle = waiting.isOpen
                    return ([], waiting.isOpen)
                }
                let taken = Array(waiting.jobs.prefix(most))
                waiting.jobs.removeFirst(taken.count)
                return (taken, true)
            }
            if !jobs.isEmpty || !isOpen { return jobs }
            while unsafe sem_wait(bell) != 0 {}
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
    }

    /// What is done for it.
    let work: Work
    /// When nobody waits for it any more.
    let deadline: Deadline
    /// Answers the caller that nothing came of it.
    let fail: @Sendable (PostgresFailure) -> Void
}
