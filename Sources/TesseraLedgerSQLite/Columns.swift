import Foundation
import GRDB
import TesseraLedger
import TesseraModel

extension Row {
    /// A column that must hold an integer.
    ///
    /// GRDB's own subscripts end the process on a value of another type; a damaged file must only
    /// end the question.
    ///
    /// - Throws: ``LedgerError/ledgerDamaged`` for anything else.
    func integer(_ index: Int) throws(LedgerError) -> Int64 {
        guard let value = optionalInteger(index) else { throw .ledgerDamaged }
        return value
    }

    /// A column that may be null.
    func optionalInteger(_ index: Int) -> Int64? {
        let value: DatabaseValue = self[index]
        if case .int64(let integer) = value.storage { return integer }
        return nil
    }

    /// A column that must hold a text.
    ///
    /// - Throws: ``LedgerError/ledgerDamaged`` for anything else.
    func text(_ index: Int) throws(LedgerError) -> String {
        guard let value = optionalText(index) else { throw .ledgerDamaged }
        return value
    }

    /// A column that may be null.
    func optionalText(_ index: Int) -> String? {
        let value: DatabaseValue = self[index]
        if case .string(let text) = value.storage { return text }
        return nil
    }

    /// A column that must hold a voucher's position.
    ///
    /// - Throws: ``LedgerError/ledgerDamaged`` for anything else.
    func position(_ index: Int) throws(LedgerError) -> VoucherPosition {
        guard let position = VoucherPosition(number: Int(try integer(index))) else {
            throw .ledgerDamaged
        }
        return position
    }

    /// A column that may hold the name of a till.
    ///
    /// - Throws: ``LedgerError/ledgerDamaged`` for anything else but null.
    func till(_ index: Int) throws(LedgerError) -> TillID? {
        let value: DatabaseValue = self[index]
        if value.isNull { return nil }
        guard let till = TillID(try text(index)) else { throw .ledgerDamaged }
        return till
    }

    /// A column that must hold an operation's id.
    ///
    /// - Throws: ``LedgerError/ledgerDamaged`` for anything else.
    func operationID(_ index: Int) throws(LedgerError) -> OperationID {
        let value: DatabaseValue = self[index]
        guard case .blob(let bytes) = value.storage, let id = OperationID(bytes: bytes) else {
            throw .ledgerDamaged
        }
        return id
    }
}

extension OperationID {
    /// The id as it is stored: sixteen bytes.
    var column: DatabaseValue { Data(bytes).databaseValue }
}

extension Database {
    /// Runs a statement of the hot path, prepared once a connection.
    func run(_ sql: String, _ arguments: [DatabaseValue]) throws {
        let statement = try cachedStatement(sql: sql)
        try statement.execute(arguments: Database.bound(arguments))
    }

    /// The first row that a statement gives, prepared once a connection; `nil` for none.
    func row(_ sql: String, _ arguments: [DatabaseValue]) throws -> Row? {
        try Row.fetchOne(try cachedStatement(sql: sql), arguments: Database.bound(arguments))
    }

    /// All rows that a statement gives, prepared once a connection.
    func rows(_ sql: String, _ arguments: [DatabaseValue]) throws -> [Row] {
        try Row.fetchAll(try cachedStatement(sql: sql), arguments: Database.bound(arguments))
    }

    /// The arguments of a statement. GRDB's initialiser for values of one type looks a key path up
    /// at run time for every statement, a seventh of a redemption; the one for mixed values does
    /// not.
    private static func bound(_ values: [DatabaseValue]) -> StatementArguments? {
        if values.isEmpty { return nil }
        let mixed: [(any DatabaseValueConvertible)?] = values.map { $0 }
        let arguments: StatementArguments = .init(mixed)
        return arguments
    }
}

extension Optional where Wrapped: DatabaseValueConvertible {
    /// The value as a column, null for none.
    var column: DatabaseValue {
        if let self { self.databaseValue } else { .null }
    }
}
