import Synchronization

/// Connections, each with a thread and a queue of its own.
///
/// 1. A job that is pinned always goes through the same connection, so jobs on one voucher never
///    wait for each other's locks inside this process.
/// 2. Statements that wait for one connection are run in one transaction and one round trip, in the
///    order of their vouchers. There is no timer: while one group waits for the disk, the next one
///    gathers.
/// 3. A statement that fails undoes its group; each is then run by itself, so nobody suffers for
///    another's error.
/// 4. What may have been done and was not answered is done again with the same operation id, which
///    gives the first answer if there was one.
///
/// - Source: L9, L10, L11.
package final class PostgresPool: Sendable {
    /// How many statements share a transaction at most.
    package static let largestGroup = 64

    private let queues: [PostgresQueue]
    private let limits: PostgresLimits
    private let running = Mutex(Running())

    private struct Running {
        var threads = 0
        var closing: [CheckedContinuation<Void, Never>] = []
    }

    /// Starts the threads; each connects when it gets its first job.
    ///
    /// - Parameters:
    ///   - address: Where the database is.
    ///   - connections: How many, at least 1.
    ///   - limits: How long things may take.
    ///   - group: How many statements may share a transaction, 1…``largestGroup``.
    package init(
        _ address: PostgresAddress, connections: Int, limits: PostgresLimits = PostgresLimits(),
        group: Int = PostgresPool.largestGroup
    ) {
        precondition(connections > 0 && (1...PostgresPool.largestGroup).contains(group))
        self.limits = limits
        queues = (0..<connections).map { _ in PostgresQueue() }
        running.withLock { $0.threads = connections }
        for (number, queue) in queues.enumerated() {
            let worker = PostgresWorker(
                queue, PostgresConnection(address, limits), number: number, group: group)
            PostgresThread.start { [self] in
                worker.work()
                threadEnded()
            }
        }
    }

    /// Does something on a connection; nothing else happens on it meanwhile.
    ///
    /// It is done again, from its beginning, when the server asks for it or the connection broke,
    /// so it must carry an operation id.
    ///
    /// - Parameters:
    ///   - pin: A number whose jobs all go through one connection; `nil` for whichever is free.
    ///   - job: Runs on the connection's thread. What it throws other than a ``PostgresFailure`` is
    ///     passed on and not tried again.
    /// - Returns: What the job returned.
    /// - Throws: What the job threw; ``PostgresFailure``.
    package func run<Answer: Sendable>(
        pin: Int64? = nil, _ job: @escaping @Sendable (PostgresConnection) throws -> Answer
    ) async throws -> Answer {
        try await withCheckedThrowingContinuation { caller in
            let alone = PostgresJob.Work.alone { connection throws(PostgresFailure) in
                let answer: Result<Answer, any Error>
                do {
                    answer = .success(try job(connection))
                } catch let failure as PostgresFailure {
                    throw failure
                } catch {
                    answer = .failure(error)
                }
                caller.resume(with: answer)
            }
            enqueue(alone, pin: pin) { caller.resume(throwing: $0) }
        }
    }

    /// Runs one statement, perhaps together with others.
    ///
    /// - Parameters:
    ///   - execution: It should have its conditions in itself and give no row when they do not
    ///     hold, since an error undoes the whole group.
    ///   - pin: Its voucher: what goes through one connection, and the order within a group.
    /// - Returns: Its rows, once they are committed.
    /// - Throws: What the statement by itself failed with, or what kept it from being run.
    package func answer(
        _ execution: PostgresExecution, pin: Int64
    ) async throws(PostgresFailure) -> PostgresAnswer {
        let result: Result<PostgresAnswer, PostgresFailure> = await withCheckedContinuation {
            caller in
            let shared = PostgresJob.Work.shared(
                execution, order: pin, answer: { caller.resume(returning: $0) })
            enqueue(shared, pin: pin) { caller.resume(returning: .failure($0)) }
        }
        return try result.get()
    }

    /// Takes no more jobs; those that wait are still done, and then the server is let go of.
    package func stop() {
        for queue in queues { queue.close() }
    }

    /// Takes no more jobs, does those that wait, and lets go of the server.
    package func close() async {
        stop()
        await withCheckedContinuation { caller in
            let isOver = running.withLock { running -> Bool in
                if running.threads == 0 { return true }
                running.closing.append(caller)
                return false
            }
            if isOver { caller.resume() }
        }
    }

    private func enqueue(
        _ work: PostgresJob.Work, pin: Int64?, fail: @escaping @Sendable (PostgresFailure) -> Void
    ) {
        let job = PostgresJob(
            work: work, deadline: Deadline(milliseconds: limits.queueMilliseconds), fail: fail)
        if !queue(pin).add(job) { fail(.late) }
    }

    private func queue(_ pin: Int64?) -> PostgresQueue {
        guard let pin else {
            return queues.min { $0.count < $1.count } ?? queues[0]
        }
        // Neighbouring vouchers are spread: what is sold together is used together.
        let mixed = UInt64(bitPattern: pin) &* 0x9E37_79B9_7F4A_7C15
        return queues[Int((mixed >> 32) % UInt64(queues.count))]
    }

    private func threadEnded() {
        let closing = running.withLock { running -> [CheckedContinuation<Void, Never>] in
            running.threads -= 1
            guard running.threads == 0 else { return [] }
            defer { running.closing = [] }
            return running.closing
        }
        for caller in closing { caller.resume() }
    }
}
