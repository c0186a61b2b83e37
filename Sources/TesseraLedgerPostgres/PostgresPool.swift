import Synchronization

/// Connections, each with a thread and a queue of its own.
///
/// 1. A job that is pinned always goes through the same connection, so jobs on one voucher never
///    wait for each other's locks inside this process.
/// 2. Statements that wait for one connection are run in one transaction and one round trip, in the
///    order of their vouchers. While one group waits for the disk, the next one gathers; those just
///    answered are waited for, for a quarter of that time and 2 ms at most.
/// 3. Redemptions share a statement. They have connections of their own, where nothing slow holds
///    them up, and few: the fewer there are, the more share a commit. With one connection a
///    machine of two processors booked the most, on a slow disk and on none.
/// 4. A statement that fails undoes its group; it is then run in parts, at last each by itself, so
///    nobody suffers for another's error.
/// 5. What may have been done and was not answered is done again with the same operation id, which
///    gives the first answer if there was one.
///
/// - Source: L9, L10, L11.
package final class PostgresPool: Sendable {
    /// How many statements share a transaction at most.
    package static let largestGroup = 64

    private let queues: [PostgresQueue]
    /// How many of the first queues are for redemptions.
    private let redeeming: Int
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
    ///   - redeeming: How many of the connections are for redemptions, at least 1; they do other
    ///     work too if there are no more.
    package init(
        _ address: PostgresAddress, connections: Int, limits: PostgresLimits = PostgresLimits(),
        group: Int = PostgresPool.largestGroup, redeeming: Int = 1
    ) {
        precondition(connections > 0 && (1...PostgresPool.largestGroup).contains(group))
        precondition(redeeming > 0)
        self.redeeming = min(redeeming, connections)
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

    /// How many jobs wait for a connection.
    package var waitingCount: Int { queues.reduce(0) { $0 + $1.waitingCount } }

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
            enqueue(alone, others(pin)) { caller.resume(throwing: $0) }
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
            enqueue(shared, others(pin)) { caller.resume(returning: .failure($0)) }
        }
        return try result.get()
    }

    /// Books a redemption, perhaps in one statement with others.
    ///
    /// - Returns: What is left on the voucher, once that is committed; `nil` if its row did not
    ///   meet the conditions, and nothing was booked.
    /// - Throws: What the redemption by itself failed with, or what kept it from being tried.
    /// - Source: L9, L10.
    package func redeem(_ hot: HotRedemption) async throws(PostgresFailure) -> Int64? {
        let result: Result<Int64?, PostgresFailure> = await withCheckedContinuation { caller in
            let wish = HotWish(redemption: hot, answer: { caller.resume(returning: $0) })
            enqueue(.redemption(wish), PostgresPool.queue(hot.pin, of: queues[..<redeeming])) {
                caller.resume(returning: .failure($0))
            }
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
        _ work: PostgresJob.Work, _ queue: PostgresQueue,
        fail: @escaping @Sendable (PostgresFailure) -> Void
    ) {
        let job = PostgresJob(
            work: work, deadline: Deadline(milliseconds: limits.queueMilliseconds), fail: fail)
        if !queue.add(job) { fail(.late) }
    }

    /// The queue for a job that is not a redemption.
    private func others(_ pin: Int64?) -> PostgresQueue {
        let others = redeeming < queues.count ? queues[redeeming...] : queues[...]
        guard let pin else {
            return others.min { $0.count < $1.count } ?? queues[0]
        }
        return PostgresPool.queue(pin, of: others)
    }

    private static func queue(_ pin: Int64, of queues: ArraySlice<PostgresQueue>) -> PostgresQueue {
        // Neighbouring vouchers are spread: what is sold together is used together.
        let mixed = UInt64(bitPattern: pin) &* 0x9E37_79B9_7F4A_7C15
        return queues[queues.startIndex + Int((mixed >> 32) % UInt64(queues.count))]
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
