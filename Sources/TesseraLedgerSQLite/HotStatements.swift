import GRDB
internal import GRDBSQLite
import TesseraModel

/// The statements of a redemption, prepared once by the writer and spoken to without detours.
///
/// GRDB finds a statement by its text, boxes every argument and makes a row of every answer, which
/// takes longer than SQLite needs to run it. Everything rare goes through GRDB; errors are GRDB's
/// here too. Belongs to one connection and is used on its queue alone, which only whoever has a
/// `Database` is on; that is what makes it sendable.
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
                    currency, moved, balance, discount, refers, detail)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
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

    private var made = [Statement?](repeating: nil, count: Question.allCases.count)

    /// Runs a statement to its end.
    ///
    /// - Parameters:
    ///   - question: Which statement.
    ///   - values: What is bound to its places, from the first on.
    ///   - detail: What is bound to the last place of an operation, null for none.
    ///   - db: The writer's connection.
    /// - Returns: The integer in the first column of the first row; `nil` for no row or for null.
    /// - Throws: `DatabaseError`.
    @discardableResult
    func answer(
        _ question: Question, _ values: [Value], detail: String? = nil, _ db: Database
    ) throws -> Int64? {
        let statement = unsafe try prepared(question, db).sqliteStatement
        for (index, value) in values.enumerated() {
            try HotStatements.check(
                unsafe HotStatements.bind(value, to: statement, at: Int32(index + 1)))
        }
        if question == .recordOperation {
            try HotStatements.check(
                unsafe HotStatements.bind(detail, to: statement, at: Int32(values.count + 1)))
        }
        defer { unsafe sqlite3_reset(statement) }
        var found: Int64?
        var code = unsafe sqlite3_step(statement)
        if code == SQLITE_ROW, unsafe sqlite3_column_type(statement, 0) == SQLITE_INTEGER {
            found = unsafe sqlite3_column_int64(statement, 0)
        }
        while code == SQLITE_ROW { code = unsafe sqlite3_step(statement) }
        if code != SQLITE_DONE { try HotStatements.check(code) }
        return found
    }

    /// Lets go of the statements; a connection closes only when it has none left.
    func finalize() {
        for index in made.indices { made[index] = nil }
    }

    private func prepared(_ question: Question, _ db: Database) throws -> Statement {
        if let known = made[question.rawValue] { return known }
        let statement = try db.makeStatement(sql: question.sql)
        made[question.rawValue] = statement
        return statement
    }

    private static func check(_ code: Int32) throws {
        guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    }

    private static func bind(
        _ value: Value, to statement: OpaquePointer, at index: Int32
    ) -> Int32 {
        switch value {
        case .integer(let number?):
            return unsafe sqlite3_bind_int64(statement, index, number)
        case .id(let id):
            let words = (id.high.bigEndian, id.low.bigEndian)
            return unsafe withUnsafeBytes(of: words) { bytes in
                unsafe sqlite3_bind_blob(statement, index, bytes.baseAddress, 16, copied)
            }
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
