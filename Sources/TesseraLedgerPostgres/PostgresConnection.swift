internal import CPostgres

/// A connection to the server, made when it is first needed and again after it was lost.
///
/// Used by one thread at a time. Every call has a deadline. A call that throws something whose
/// ``PostgresFailure/isOpen`` is true may have been done.
///
/// - Source: L9, L11.
package final class PostgresConnection {
    private let address: PostgresAddress
    private let limits: PostgresLimits
    private var socket: PostgresSocket?
    private var prepared: Set<String> = []
    /// The host that took writes last, by its place in the address.
    private var lastHost = 0
    /// How many connections were made since the beginning; 1 after the first call.
    package private(set) var generation = 0

    /// A connection that is not made yet.
    package init(_ address: PostgresAddress, _ limits: PostgresLimits = PostgresLimits()) {
        self.address = address
        self.limits = limits
    }

    /// Lets go of the server; the next call connects again.
    package func close() {
        socket = nil
        prepared = []
    }

    /// Connects now, if there is no connection.
    ///
    /// - Throws: ``PostgresFailure/unconnected(_:)``.
    package func open() throws(PostgresFailure) {
        _ = try connected()
    }

    /// Runs a text of one or more statements without places, outside the usual path.
    ///
    /// - Returns: The last statement's rows, in text form.
    /// - Throws: Any ``PostgresFailure``.
    @discardableResult
    package func run(_ sql: String) throws(PostgresFailure) -> PostgresAnswer? {
        try call { socket, deadline throws(PostgresFailure) in
            guard socket.send(text: sql) else { throw .lost(isOpen: false) }
            return try PostgresConnection.answer(on: socket, deadline)
        }
    }

    /// Runs one statement; outside a transaction it is one by itself.
    ///
    /// - Throws: Any ``PostgresFailure``.
    package func answer(_ execution: PostgresExecution) throws(PostgresFailure) -> PostgresAnswer {
        try prepare([execution])
        let answer = try call { socket, deadline throws(PostgresFailure) in
            guard socket.send(execution) else { throw .lost(isOpen: false) }
            return try PostgresConnection.answer(on: socket, deadline)
        }
        guard let answer else { throw .unreadable }
        return answer
    }

    /// Runs one statement; outside a transaction it is one by itself.
    ///
    /// - Throws: Any ``PostgresFailure``.
    package func answer(
        _ statement: PostgresStatement, _ values: [PostgresValue] = []
    ) throws(PostgresFailure) -> PostgresAnswer {
        try answer(PostgresExecution(statement, values))
    }

    /// Runs statements in one transaction and one round trip: all of them or none.
    ///
    /// - Parameter executions: In the order in which they are run.
    /// - Returns: One answer for each, once they are committed.
    /// - Throws: The failure of the first that failed, after which all are undone;
    ///   any other ``PostgresFailure``.
    package func together(
        _ executions: [PostgresExecution]
    ) throws(PostgresFailure) -> [PostgresAnswer] {
        let whole = [PostgresConnection.begin] + executions + [PostgresConnection.commit]
        try prepare(whole)
        let answers = try call { socket, deadline throws(PostgresFailure) in
            try PostgresConnection.pipeline(whole, on: socket, deadline)
        }
        return Array(answers.dropFirst().dropLast())
    }

    /// Runs statements of the transaction that is under way, in one round trip.
    ///
    /// - Parameter executions: In the order in which they are run.
    /// - Returns: One answer for each.
    /// - Throws: The failure of the first that failed, after which the transaction is undone; any
    ///   other ``PostgresFailure``.
    func answers(
        _ executions: [PostgresExecution]
    ) throws(PostgresFailure) -> [PostgresAnswer] {
        try prepare(executions)
        return try call { socket, deadline throws(PostgresFailure) in
            try PostgresConnection.pipeline(executions, on: socket, deadline)
        }
    }

    /// Runs `body` in a transaction, which is committed when it returns and undone when it throws.
    ///
    /// - Throws: What `body` throws; any ``PostgresFailure`` of the beginning and of the commit.
    @discardableResult
    package func transaction<Answer>(_ body: () throws -> Answer) throws -> Answer {
        _ = try answer(PostgresConnection.begin)
        let result: Answer
        do {
            result = try body()
        } catch PostgresFailure.lost {
            // Without a commit the server undoes everything.
            close()
            throw PostgresFailure.lost(isOpen: false)
        } catch {
            rollBack()
            throw error
        }
        _ = try answer(PostgresConnection.commit)
        return result
    }

    private static let begin = PostgresExecution(PostgresStatement("begin", "BEGIN"), [])
    private static let commit = PostgresExecution(PostgresStatement("commit", "COMMIT"), [])
    private static let rollback = PostgresExecution(PostgresStatement("rollback", "ROLLBACK"), [])

    /// Undoes what is not committed; a connection on which that fails is given up, which undoes it.
    private func rollBack() {
        guard let socket, socket.transaction != TESSERA_PQ_IDLE else { return }
        do {
            _ = try answer(PostgresConnection.rollback)
        } catch {
            close()
        }
    }

    private func connected() throws(PostgresFailure) -> PostgresSocket {
        if let socket { return socket }
        let made = try reached()
        generation += 1
        socket = made
        do throws(PostgresFailure) {
            // A session that answers before the commit is on disk would break every promise.
            _ = try run(
                """
                SELECT set_config('synchronous_commit', 'on', false)
                WHERE current_setting('synchronous_commit') IN ('off', 'local')
                """)
        } catch {
            close()
            throw error.isOpen ? .lost(isOpen: false) : error
        }
        return made
    }

    /// Connects to the first host that takes writes, beginning with the one that did so last.
    ///
    /// They are asked one by one, since libpq, handed several, goes on to the next only when one
    /// refuses. A machine that froze refuses nothing: the system takes its connections for it.
    ///
    /// - Throws: What is wrong with the host that said the most.
    private func reached() throws(PostgresFailure) -> PostgresSocket {
        var told = PostgresFailure.unconnected(.serverUnreachable(address.shown))
        for step in address.hosts.indices {
            let index = (lastHost + step) % address.hosts.count
            do throws(PostgresFailure) {
                let socket = try PostgresSocket(to: address.hosts[index], of: address, limits)
                lastHost = index
                return socket
            } catch .unconnected(.serverUnreachable) {
                continue
            } catch .unconnected(.readOnly(let place)) {
                guard case .unconnected(.serverUnreachable) = told else { continue }
                told = .unconnected(.readOnly(place))
            } catch {
                // A login that a host refuses, or a database it does not have, says the most.
                told = error
            }
        }
        throw told
    }

    /// Makes the server plan what it has not planned yet.
    private func prepare(_ executions: [PostgresExecution]) throws(PostgresFailure) {
        _ = try connected()
        for execution in executions where !prepared.contains(execution.statement.name) {
            _ = try call { socket, deadline throws(PostgresFailure) in
                guard socket.sendPrepare(execution.statement) else { throw .lost(isOpen: false) }
                return try PostgresConnection.answer(on: socket, deadline)
            }
            prepared.insert(execution.statement.name)
        }
    }

    /// Makes one call with its deadline, and looks at what the server said besides the answer.
    private func call<Answer>(
        _ body: (PostgresSocket, Deadline) throws(PostgresFailure) -> Answer
    ) throws(PostgresFailure) -> Answer {
        let socket = try connected()
        do throws(PostgresFailure) {
            let answer = try body(socket, Deadline(milliseconds: limits.callMilliseconds))
            if socket.takeWarning() { throw PostgresFailure.unreplicated }
            return answer
        } catch {
            if socket.takeWarning() {
                close()
                throw .unreplicated
            }
            if error.endsConnection { close() }
            throw error
        }
    }

    /// All results of one request; the last one's rows.
    private static func answer(
        on socket: PostgresSocket, _ deadline: Deadline
    ) throws(PostgresFailure) -> PostgresAnswer? {
        var last: PostgresAnswer?
        var failure: PostgresFailure?
        while let answer = try socket.next(before: deadline) {
            failure = failure ?? answer.failure
            last = answer
        }
        if let failure { throw failure }
        return last
    }
}
