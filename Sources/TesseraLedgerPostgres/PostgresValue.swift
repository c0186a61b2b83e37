import TesseraModel

/// What is bound to one place of a statement, or found in one column of a row.
package enum PostgresValue: Hashable, Sendable {
    /// A `bigint`.
    case int64(Int64)
    /// An `integer`.
    case int32(Int32)
    /// A `uuid`: sixteen bytes.
    case id(OperationID)
    /// A `bytea`.
    case bytes([UInt8])
    /// A `text`.
    case text(String)
    /// A `bigint[]`.
    case int64s([Int64?])
    /// An `integer[]`.
    case int32s([Int32?])
    /// A `uuid[]`.
    case ids([OperationID?])
    /// A `text[]`.
    case texts([String?])
    /// Nothing, of whatever type.
    case null

    /// A `bigint` that may be null.
    package static func optional(_ number: Int64?) -> PostgresValue {
        number.map(PostgresValue.int64) ?? .null
    }
}

/// The type of a place in a statement, with the number that PostgreSQL knows it by.
package enum PostgresType: UInt32, Sendable {
    /// Sixty-four bits.
    case int64 = 20
    /// Thirty-two bits.
    case int32 = 23
    /// Sixteen bytes.
    case id = 2950
    /// Any bytes.
    case bytes = 17
    /// Text in UTF-8.
    case text = 25
    /// A moment of the server's clock, in microseconds from the year 2000 on; bound and read as
    /// sixty-four bits.
    case moment = 1184
    /// A list of sixty-four bits each.
    case int64s = 1016
    /// A list of thirty-two bits each.
    case int32s = 1007
    /// A list of sixteen bytes each.
    case ids = 2951
    /// A list of texts.
    case texts = 1009
}

/// A statement that the server plans once for each connection.
///
/// What is bound to it travels in binary form, so nothing is ever quoted.
package struct PostgresStatement: Sendable {
    /// Its name in the session, unique among all statements of this program.
    package let name: String
    /// Its text, with places `$1`, `$2`, …
    package let sql: String
    /// The types of its places.
    package let types: [PostgresType]

    /// A statement.
    package init(_ name: String, _ sql: String, _ types: [PostgresType] = []) {
        self.name = name
        self.sql = sql
        self.types = types
    }
}

/// A statement with what is bound to it.
package struct PostgresExecution: Sendable {
    /// What is run.
    package let statement: PostgresStatement
    /// One value for each of its places.
    package let values: [PostgresValue]

    /// A statement with its values.
    package init(_ statement: PostgresStatement, _ values: [PostgresValue]) {
        precondition(statement.types.count == values.count)
        self.statement = statement
        self.values = values
    }
}
