internal import Glibc

/// What one connection's thread does: it takes what has queued up, runs it, and answers.
///
/// Belongs to its thread alone; that is what makes it sendable.
final class PostgresWorker: @unchecked Sendable {
    /// How often something is tried that others' transactions got in the way of.
    static let attempts = 8

    /// How long others are waited for at most.
    static let longestPatience = Duration.milliseconds(2)

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
    ///
    /// Callers who were just answered are likely to ask again at once. Whoever is first of them
    /// does not start alone, or two commits would be made instead of one: for a small part of the
    /// time that a group takes the others are waited for. A caller who is alone never waits.
    func work() {
        let clock = ContinuousClock()
        var (expected, patience) = (1, Duration.zero)
        while true {
            let jobs = queue.next(group, expecting: expected, for: patience)
            if jobs.isEmpty { break }
            let took = clock.measure { run(jobs) }
            expected = jobs.count - jobs.count / 4
            patience = min(took / 4, PostgresWorker.longestPatience)
        }
        connection.close()
    }

    private func run(_ jobs: [PostgresJob]) {
        var shared: [Shared] = []
        var wishes: [HotWish] = []
        for job in jobs {
            guard !job.deadline.isOver else {
                job.fail(.late)
                continue
            }
            switch job.work {
            case .shared(let execution, let order, let answer):
                shared.append(Shared(execution: execution, order: order, answer: answer))
            case .redemption(let wish): wishes.append(wish)
            case .alone(let work):
                redeem(wishes)
                run(shared)
                (wishes, shared) = ([], [])
                runAlone(work, job.fail)
            }
        }
        redeem(wishes)
        run(shared)
    }

    private struct Shared {
        let execution: PostgresExecution
        let order: Int64
        let answer: @Sendable (Result<PostgresAnswer, PostgresFailure>) -> Void
    }

    /// Books redemptions in one statement, and what that leaves open one by one behind it.
    private func redeem(_ wishes: [HotWish]) {
        if wishes.count < 2 { return run(wishes.map(PostgresWorker.alone)) }
        let group = HotGroup(wishes)
        do {
            let open = try group.settle(by: connection.answer(group.execution))
            run(open.map(PostgresWorker.alone))
        } catch .unconnected(let reason) {
            for wish in wishes { wish.answer(.failure(.unconnected(reason))) }
            fail([], .unconnected(reason))
        } catch {
            // Nobody was answered. Halves find the one in error in a few steps.
            let ordered = group.ordered
            redeem(Array(ordered[..<(ordered.count / 2)]))
            redeem(Array(ordered[(ordered.count / 2)...]))
        }
    }

    private static func alone(_ wish: HotWish) -> Shared {
        Shared(
            execution: wish.redemption.execution, order: wish.redemption.pin
        ) { result in
            do throws(PostgresFailure) {
                let answer = try result.get()
                wish.answer(.success(answer.isEmpty ? nil : try answer.int64(0, 0)))
            } catch {
                wish.answer(.failure(error))
            }
        }
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
