internal import CPostgres

extension PostgresConnection {
    /// Sends statements one behind the other and reads their answers afterwards.
    ///
    /// - Returns: One answer for each.
    /// - Throws: The first failure, after all answers were read and the transaction was undone.
    static func pipeline(
        _ executions: [PostgresExecution], on socket: PostgresSocket, _ deadline: Deadline
    ) throws(PostgresFailure) -> [PostgresAnswer] {
        guard socket.enterPipeline() else { throw .lost(isOpen: false) }
        for execution in executions {
            guard socket.send(execution) else { throw .lost(isOpen: false) }
        }
        guard socket.sync() else { throw .lost(isOpen: false) }
        var answers: [PostgresAnswer] = []
        answers.reserveCapacity(executions.count)
        var failure: PostgresFailure?
        var isSynchronised = false
        while !isSynchronised {
            // Between the answers of two statements libpq says once that there are no more.
            guard let answer = try socket.next(before: deadline) else { continue }
            switch answer.outcome {
            case TESSERA_PQ_SYNC: isSynchronised = true
            case TESSERA_PQ_ERROR: failure = failure ?? answer.failure
            case TESSERA_PQ_SKIPPED: break
            default: answers.append(answer)
            }
        }
        guard socket.leavePipeline() else { throw .lost(isOpen: true) }
        if let failure {
            if socket.transaction != TESSERA_PQ_IDLE {
                guard socket.send(text: "ROLLBACK") else { throw .lost(isOpen: false) }
                while try socket.next(before: deadline) != nil {}
            }
            throw failure
        }
        guard answers.count == executions.count else { throw .unreadable }
        return answers
    }
}
