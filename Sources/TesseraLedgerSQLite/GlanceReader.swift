import GRDB
import Synchronization
import TesseraLedger
import TesseraModel

/// Answers questions of one statement on the thread that asks.
///
/// What is asked with every request, a row that is found by its key, takes less time than handing
/// the question to another thread and back. Its connections are its own, so that a long question
/// holds up no short one, and threads that ask at once have one each: waiting for another's takes
/// longer than the question. One is opened when there is none that nobody asks at.
final class GlanceReader: Sendable {
    private struct State {
        var idle: [DatabaseQueue] = []
        var isClosed = false
    }

    // As many as may stay open; processors ask, and they are few.
    private static let most = 16
    private let folder: String
    private let state = Mutex(State())

    /// A reader of the book in a folder.
    init(folder: String) { self.folder = folder }

    /// Asks one statement; it sees what was committed before.
    ///
    /// - Throws: What the question throws; errors of the database; ``LedgerError/unavailable``
    ///   after ``close()``.
    func look<Answer>(_ question: (Database) throws -> Answer) throws -> Answer {
        let connection = try take() ?? LedgerFile.reader(in: folder)
        defer { putBack(connection) }
        return try connection.unsafeRead(question)
    }

    /// Lets go of the file, where somebody asks as soon as there is an answer.
    func close() {
        let last = state.withLock { state in
            defer { state = State(isClosed: true) }
            return state.idle
        }
        for connection in last { try? connection.close() }
    }

    private func take() throws -> DatabaseQueue? {
        try state.withLock { state in
            guard !state.isClosed else { throw LedgerError.unavailable }
            return state.idle.popLast()
        }
    }

    private func putBack(_ connection: DatabaseQueue) {
        let isKept = state.withLock { state in
            guard !state.isClosed, state.idle.count < Self.most else { return false }
            state.idle.append(connection)
            return true
        }
        if !isKept { try? connection.close() }
    }
}

extension SQLiteLedger {
    /// Asks one statement on the thread of the caller.
    func look<Answer>(_ question: (Database) throws -> Answer) throws(LedgerError) -> Answer {
        if let end = writer?.end { throw end }
        return try SQLiteLedger.asked { try glances.look(question) }
    }

    package func voucher(at position: VoucherPosition) async throws(LedgerError) -> VoucherState {
        let batch = try await batch(covering: position)
        let found = try look { db -> VoucherState? in
            let row = try db.row(VoucherRow.byPosition, [Int64(position.number).databaseValue])
            guard let row else { return batch.untouched(at: position) }
            return try VoucherRow.hasHolds(row) ? nil : VoucherRow.state(row, of: batch, db)
        }
        if let found { return found }
        // The row and its holds are two statements, which have to see one moment.
        return try await read { db in try BookReader.voucher(at: position, db) }
    }
}
