internal import CPostgres
import TesseraModel

/// The rows that a statement gave, read only and released with the last owner.
///
/// libpq makes a result whole before it hands it out and changes nothing in it afterwards, so any
/// thread may read it.
@safe
package final class PostgresAnswer: @unchecked Sendable {
    private let result: OpaquePointer

    /// Takes a result over.
    init(_ result: OpaquePointer) {
        unsafe self.result = result
    }

    deinit { unsafe tessera_pq_clear(result) }

    /// How many rows there are.
    package var count: Int { Int(unsafe tessera_pq_row_count(result)) }

    /// Whether there is no row.
    package var isEmpty: Bool { count == 0 }

    /// Whether a column of a row is null.
    package func isNull(_ row: Int, _ column: Int) -> Bool {
        precondition(row < count && column < Int(unsafe tessera_pq_column_count(result)))
        return unsafe tessera_pq_is_null(result, Int32(row), Int32(column)) != 0
    }

    /// A column that must hold a whole number, of two, four or eight bytes.
    ///
    /// - Throws: ``PostgresFailure/unreadable`` for null and for another length.
    package func int64(_ row: Int, _ column: Int) throws(PostgresFailure) -> Int64 {
        let (word, byteCount) = number(row, column)
        switch byteCount {
        case 8: return Int64(bitPattern: word)
        case 4: return Int64(Int32(truncatingIfNeeded: word))
        case 2: return Int64(Int16(truncatingIfNeeded: word))
        default: throw .unreadable
        }
    }

    /// The bytes of a column as one number, and how many there are; 0 for null.
    private func number(_ row: Int, _ column: Int) -> (UInt64, byteCount: Int) {
        guard !isNull(row, column),
            let start = unsafe tessera_pq_bytes(result, Int32(row), Int32(column))
        else { return (0, 0) }
        let count = Int(unsafe tessera_pq_byte_count(result, Int32(row), Int32(column)))
        let bytes = unsafe UnsafeRawBufferPointer(start: start, count: count)
        return (unsafe bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }, count)
    }

    /// A column that holds a whole number or null.
    ///
    /// - Throws: ``PostgresFailure/unreadable`` for another length.
    package func optionalInt64(_ row: Int, _ column: Int) throws(PostgresFailure) -> Int64? {
        isNull(row, column) ? nil : try int64(row, column)
    }

    /// A column that must hold sixteen bytes.
    ///
    /// - Throws: ``PostgresFailure/unreadable`` for null and for another length.
    package func id(_ row: Int, _ column: Int) throws(PostgresFailure) -> OperationID {
        guard let bytes = bytes(row, column), let id = OperationID(bytes: bytes) else {
            throw .unreadable
        }
        return id
    }

    /// A column that holds sixteen bytes or null.
    ///
    /// - Throws: ``PostgresFailure/unreadable`` for another length.
    package func optionalID(_ row: Int, _ column: Int) throws(PostgresFailure) -> OperationID? {
        isNull(row, column) ? nil : try id(row, column)
    }

    /// A column that must hold a text.
    ///
    /// - Throws: ``PostgresFailure/unreadable`` for null and for what is not UTF-8.
    package func text(_ row: Int, _ column: Int) throws(PostgresFailure) -> String {
        guard let bytes = bytes(row, column),
            let text = String(validating: bytes, as: UTF8.self)
        else { throw .unreadable }
        return text
    }

    /// A column that holds a text or null.
    ///
    /// - Throws: ``PostgresFailure/unreadable`` for what is not UTF-8.
    package func optionalText(_ row: Int, _ column: Int) throws(PostgresFailure) -> String? {
        isNull(row, column) ? nil : try text(row, column)
    }

    /// The bytes of a column; `nil` for null.
    package func bytes(_ row: Int, _ column: Int) -> [UInt8]? {
        guard !isNull(row, column) else { return nil }
        let count = unsafe tessera_pq_byte_count(result, Int32(row), Int32(column))
        guard let start = unsafe tessera_pq_bytes(result, Int32(row), Int32(column)) else {
            return nil
        }
        return unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: Int(count)))
    }

    /// Why the statement failed; `nil` if it did not.
    var failure: PostgresFailure? {
        guard outcome == TESSERA_PQ_ERROR else { return nil }
        guard let state = part(TESSERA_PQ_SQLSTATE) else { return .lost(isOpen: true) }
        return .server(SQLState(state), constraint: part(TESSERA_PQ_CONSTRAINT))
    }

    /// What the result is.
    var outcome: tessera_pq_outcome { unsafe tessera_pq_outcome_of(result) }

    private func part(_ part: tessera_pq_part) -> String? {
        guard let text = unsafe tessera_pq_part_of(result, part) else { return nil }
        return unsafe String(cString: text)
    }
}
