import GRDB
internal import GRDBSQLite
import TesseraModel

/// The statements of a redemption, prepared once by the writer and spoken to without detours.
///
/// GRDB finds a statement by its text, boxes every argument and makes a row of every answer, which
/// takes longer than SQLite needs to run it. Everything rare goes through GRDB; errors are GRDB's
/// here too. Belongs to one connection and is used on its queue alone, which only whoever has a
/// `Database` is on; that is what makes it sendable.
@safe
final class HotStatements: @unchecked Sendable {
    /// What is asked or written.
    enum Question: Int, CaseIterable {
        case operationNumber
        case voucherInUse
        case take
        case recordOperation
        case recordTransfer

        fileprivate var sql: String {
            switch self {
            case .operationNumber: "SELECT number FROM operation WHERE id = ?"
            case .voucherInUse: "SELECT position FROM voucher WHERE position = ?"
            case .take:
                """
                INSERT INTO voucher
                    (position, batch, standing, last_day, balance, used_at, used_place)
                VALUES (?1, ?2, 1, ?3, ?4, ?5, ?8)
                ON CONFLICT (position) DO UPDATE
                SET balance = balance - ?6, used_at = ?5, used_place = ?8
                WHERE standing = 1 AND balance >= ?6 AND last_day >= ?7 AND held = 0
                """
            case .recordOperation:
                """
                INSERT INTO operation (number, id, kind, time, place, position, demand, asked,
                    currency, moved, balance, discount, refers, is_conflict, detail)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
            case .recordTransfer:
                """
                INSERT INTO transfer (operation, leg, debit, credit, amount)
                VALUES (?, ?, ?, ?, ?)
                """
            }
        }
    }

    /// What is bound to one place of a statement; nothing that has to be released.
    enum Value {
        /// An integer, or null.
        case integer(Int64?)
        /// Sixteen bytes.
        case id(OperationID)
    }

    /// GRDB's statements, kept only so that they live as long as they are spoken to.
    private var made: [Statement]
    private let spoken: [OpaquePointer]
    /// Where the id that is bound stands while its statement runs, so that SQLite copies nothing.
    private let id = UnsafeMutablePointer<UInt64>.allocate(capacity: 2)

    /// Prepares the statements on the writer's connection.
    ///
    /// - Throws: `DatabaseError`.
    init(_ db: Database) throws {
        made = try Question.allCases.map { try db.makeStatement(sql: $0.sql) }
        unsafe spoken = unsafe made.map { unsafe $0.sqliteStatement }
    }

    deinit { unsafe id.deallocate() }

    /// Runs a statement to its end.
    ///
    /// - Parameters:
    ///   - question: Which statement.
    ///   - values: What is bound to its places, from the first on.
    ///   - detail: What is bound to the last place of an operation, null for none.
    /// - Returns: The integer in the first column of the first row; `nil` for no row or for null.
    /// - Throws: `DatabaseError`.
    @discardableResult
    func answer<let count: Int>(
        _ question: Question, _ values: borrowing [count of Value], detail: String? = nil
    ) throws -> Int64? {
        let statement = unsafe spoken[question.rawValue]
        for index in values.indices {
            try HotStatements.check(
                unsafe bind(values[index], to: statement, at: Int32(index + 1)))
        }
        if question == .recordOperation {
            try HotStatements.check(
                unsafe HotStatements.bind(detail, to: statement, at: Int32(count + 1)))
        }
        var found: Int64?
        var code = unsafe sqlite3_step(statement)
        if code == SQLITE_ROW, unsafe sqlite3_column_type(statement, 0) == SQLITE_INTEGER {
            found = unsafe sqlite3_column_int64(statement, 0)
        }
        while code == SQLITE_ROW { code = unsafe sqlite3_step(statement) }
        unsafe sqlite3_reset(statement)
        if code != SQLITE_DONE { try HotStatements.check(code) }
        return found
    }

    /// Lets go of the statements, none of which may be asked any more; a connection closes only
    /// when it has none left.
    func finalize() { made = [] }

    private static func check(_ code: Int32) throws {
        guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    }

    private func bind(_ value: Value, to statement: OpaquePointer, at index: Int32) -> Int32 {
        switch value {
        case .integer(let number?):
            return unsafe sqlite3_bind_int64(statement, index, number)
        case .id(let value):
            unsafe id[0] = value.high.bigEndian
            unsafe id[1] = value.low.bigEndian
            return unsafe sqlite3_bind_blob(statement, index, id, 16, nil)
        case .integer(nil):
            return unsafe sqlite3_bind_null(statement, index)
        }
    }

    private static func bind(
        _ text: String?, to statement: OpaquePointer, at index: Int32
    ) -> Int32 {
        guard var text else { return unsafe sqlite3_bind_null(statement, index) }
        return text.withUTF8 { bytes in
            unsafe bytes.withMemoryRebound(to: CChar.self) { bytes in
                unsafe sqlite3_bind_text(
                    statement, index, bytes.baseAddress, Int32(bytes.count), copied)
            }
        }
    }

    /// Tells SQLite to keep a copy, as its own `SQLITE_TRANSIENT` does, which Swift cannot read.
    private static var copied: sqlite3_destructor_type {
        unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    }
}

extension Database {
    /// How many rows the latest statement wrote. GRDB's own count asks first whether this is the
    /// right queue, which takes longer than the answer.
    var rowsChanged: Int { unsafe Int(sqlite3_changes(sqliteConnection)) }

    /// How many rows were written since the connection was opened.
    var rowsChangedSoFar: Int { unsafe Int(sqlite3_total_changes(sqliteConnection)) }
}
