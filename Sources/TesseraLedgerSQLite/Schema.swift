import GRDB
import TesseraLedger
import TesseraModel

/// The form of the book's file: every step that led to it, in order.
///
/// `user_version` counts the steps that a file has taken. A step is never changed once released.
///
/// - Source: L1, L2, L3, L4.
enum Schema {
    /// Marks a file as a book of Tessera: `TESS` in ASCII.
    static let applicationID: Int64 = 0x5445_5353

    /// One step from a form to the next.
    struct Migration {
        /// What the step brings, for people.
        let name: String
        /// The statements that make it.
        let sql: String
    }

    /// All steps, oldest first.
    static let migrations = [
        Migration(name: "the book", sql: SchemaTables.all + triggers),
        Migration(name: "slips", sql: SchemaTables.slips),
    ]

    /// The tables that history is written to; nothing in them is ever changed.
    static let history = ["operation", "transfer", "batch", "claim", "seal"]

    /// The number of the newest form that this program knows.
    static var newest: Int { migrations.count }

    /// Takes a file from a form to the newest, in one transaction.
    static func migrate(_ db: Database, from version: Int) throws {
        try db.inTransaction(.immediate) {
            for migration in migrations[version...] { try db.execute(sql: migration.sql) }
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
            try db.execute(sql: "PRAGMA user_version = \(newest)")
            return .commit
        }
    }

    /// Refuses a file that is not a book or that a later program wrote.
    ///
    /// - Returns: The form of the file.
    /// - Throws: ``LedgerError/ledgerDamaged``, ``LedgerError/ledgerNewer(schema:known:)``.
    static func version(of db: Database) throws -> Int {
        let application = try Int64.fetchOne(db, sql: "PRAGMA application_id")
        let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        guard application == applicationID, version > 0 else { throw LedgerError.ledgerDamaged }
        guard version <= newest else {
            throw LedgerError.ledgerNewer(schema: version, known: newest)
        }
        return version
    }

    private static let triggers =
        history.map { table in
            """
            CREATE TRIGGER \(table)_is_never_changed BEFORE UPDATE ON \(table)
            BEGIN SELECT RAISE(ABORT, 'history is only added to'); END;
            CREATE TRIGGER \(table)_is_never_deleted BEFORE DELETE ON \(table)
            BEGIN SELECT RAISE(ABORT, 'history is only added to'); END;

            """
        }.joined()
}
