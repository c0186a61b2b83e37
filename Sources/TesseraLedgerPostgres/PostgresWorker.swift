internal import Glibc

/// What one connection's thread does: it takes what has queued up, runs it, and answers.
///
/// Belongs to its thread alone; that is what makes it sendable.
final class PostgresWorker: @unchecked Sendable {
    /// How often something is tried that others' transactions got in the way of.
    static let attempts = 8

    private let queue: PostgresQueue
    private let connection: PostgresConnection
    private let number: Int
    private let group: Int

    init(_ queue: PostgresQueue, _ connection: PostgresConnection, number: Int, group: Int) {
        self.queue = queue
        self.connection = connection
        self.number = number
        self.group = group
    }

    /// Works until the queue is closed and empty.
    func work() {
        while true {
            let jobs = queue.next(group)
            if jobs.isEmpty { break }
            run(jobs)
        }
        connection.close()
    }

    private func run(_ jobs: [PostgresJob]) {
        var shared: [Shared] = []
        for job in jobs {
            guard !job.deadline.isOver else {
                job.fail(.late)
                continue
            }
            switch job.work {
            case .shared(let execution, let order, let answer):
                shared.append(Shared(execution: execution, order: order, answer: answer))
            case .alone(let work):
                run(shared)
                shared = []
                runAlone(work, job.fail)
            }
        }
        run(shared)
    }

    private struct Shared {
        let execution: PostgresExecution
        let order: Int64
        let answer: @Sendable (Result<PostgresAnswer, PostgresFailure>) -> Void
    }

    private func run(_ shared: [Shared]) {
        if shared.isEmpty { return }
        if shared.count == 1 { return runSingly(shared) }
        // One order for all connections of all programs: nobody waits in a circle.
        let ordered = shared.sorted { $0.order < $1.order }
        do {
            let answers = try connection.together(ordered.map(\.execution))
            for (one, answer) in zip(ordered, answers) { one.answer(.success(answer)) }
        } catch .unconnected(let reason) {
            fail(ordered, .unconnected(reason))
        } catch {
            runSingly(ordered)
        }
    }

    private func runSingly(_ shared: [Shared]) {
        for (index, one) in shared.enumerated() {
            do {
                let answer = try retrying { connection throws(PostgresFailure) in
                    try connection.answer(one.execution)
                }
                one.answer(.success(answer))
            } catch .unconnected(let reason) {
                return fail(Array(shared[index...]), .unconnected(reason))
            } catch {
                one.answer(.failure(error))
            }
        }
    }

    private func runAlone(
        _ work: @Sendable (PostgresConnection) throws(PostgresFailure) -> Void,
        _ fail: @Sendable (PostgresFailure) -> Void
    ) {
        do {
            try retrying { connection throws(PostgresFailure) in try work(connection) }
        } catch {
            fail(error)
            if case .unconnected = error { self.fail([], error) }
        }
    }

    /// Answers callers that the server is out of reach, and everybody who waits behind them: each
    /// would only wait as long again for the same answer.
    private func fail(_ shared: [Shared], _ failure: PostgresFailure) {
        for one in shared { one.answer(.failure(failure)) }
        for job in queue.drain() { job.fail(failure) }
    }

    /// Does something again where that is right: some times when transactions got in each other's
    /// way, once when the connection broke.
    ///
    /// - Source: L9, L11.
    private func retrying<Answer>(
        _ body: (PostgresConnection) throws(PostgresFailure) -> Answer
    ) throws(PostgresFailure) -> Answer {
        var (attempt, hasBroken, isOpen) = (1, false, false)
        while true {
            do throws(PostgresFailure) {
                return try body(connection)
            } catch {
                isOpen = isOpen || error.isOpen
                let mayGoOn = error.isOfConnection ? !hasBroken : attempt < PostgresWorker.attempts
                guard error.isWorthRetrying, mayGoOn else {
                    // Once it may have been done, a later failure to connect does not undo it.
                    throw isOpen && !error.isOpen && error.isOfConnection
                        ? .lost(isOpen: true) : error
                }
                if error.isOfConnection { hasBroken = true } else { pause(attempt) }
                attempt += 1
            }
        }
    }

    /// Waits a moment, longer each time, and not as long as the thread beside this one.
    private func pause(_ attempt: Int) {
        let milliseconds = min(1 << attempt, 64) + number % 7
        usleep(UInt32(milliseconds * 1_000))
    }
}

extension PostgresFailure {
    /// Whether the connection, and not the statement, was at fault.
    fileprivate var isOfConnection: Bool {
        switch self {
        case .server(let state, _): state.endsConnection
        case .unconnected, .lost, .unreplicated: true
        case .unreadable, .late: false
        }
    }
}
