import GRDB
import Synchronization
import TesseraLedger
import TesseraModel

/// Answers questions of one statement on the thread that asks.
///
/// What is asked with every request, a row that is found by its key, takes less time than handing
/// the question to another thread and back. It has a connection of its own, so that a long question
/// holds up no short one; the connection is opened when something is asked for the first time.
final class GlanceReader: Sendable {
    private enum State {
        case unopened
        case open(DatabaseQueue)
        case closed
    }

    private let folder: String
    private let state = Mutex(State.unopened)

    /// A reader of the book in a folder.
    init(folder: String) { self.folder = folder }

    /// Asks one statement; it sees what was committed before.
    ///
    /// - Throws: What the question throws; errors of the database; ``LedgerError/unavailable``
    ///   after ``close()``.
    func look<Answer>(_ question: (Database) throws -> Answer) throws -> Answer {
        try connection().unsafeRead(question)
    }

    /// Lets go of the file.
    func close() {
        let last = state.withLock { state in
            defer { state = .closed }
            return state
        }
        if case .open(let connection) = last { try? connection.close() }
    }

    private func connection() throws -> DatabaseQueue {
        try state.withLock { state in
            switch state {
            case .open(let connection): return connection
            case .closed: throw LedgerError.unavailable
            case .unopened:
                let connection = try LedgerFile.reader(in: folder)
                state = .open(connection)
                return connection
            }
        }
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
