import Foundation
import GRDB
import TesseraLedger
import TesseraModel

/// A slip as it is stored. Each change decides and acts in one statement.
enum SlipRow {
    /// How many expired slips one transaction removes at most, so that no till waits for it.
    private static let sweepSize = 500

    private static let query = """
        SELECT name, value, version, expires FROM slip WHERE (expires IS NULL OR expires > ?1)

        """

    static func slip(_ name: String, at time: Timestamp, _ db: Database) throws -> Slip? {
        try db.row(
            query + "AND name = ?2", [time.milliseconds.databaseValue, name.databaseValue]
        ).map(slip)
    }

    static func page(
        under prefix: String, after name: String?, limit: Int, at time: Timestamp, _ db: Database
    ) throws -> [Slip] {
        try db.rows(
            query + "AND name >= ?2 AND name < ?3 AND name > ?4 ORDER BY name LIMIT ?5",
            [
                time.milliseconds.databaseValue, prefix.databaseValue,
                Slip.end(of: prefix).databaseValue, (name ?? "").databaseValue,
                Int64(limit).databaseValue,
            ]
        ).map(slip)
    }

    /// - Returns: The new version; `nil` if another one stands there.
    static func put(
        _ value: [UInt8], as name: String, replacing version: Int64?, expiresAt: Timestamp?,
        at time: Timestamp, _ db: Database
    ) throws -> Int64? {
        let values = [
            name.databaseValue, Data(value).databaseValue, (expiresAt?.milliseconds).column,
            time.milliseconds.databaseValue,
        ]
        guard let version else {
            try db.run(
                """
                INSERT INTO slip (name, value, version, expires) VALUES (?1, ?2, 1, ?3)
                ON CONFLICT (name) DO UPDATE SET value = excluded.value, version = 1,
                    expires = excluded.expires WHERE slip.expires <= ?4
                """, values)
            return db.changesCount == 1 ? 1 : nil
        }
        try db.run(
            """
            UPDATE slip SET value = ?2, version = version + 1, expires = ?3
            WHERE name = ?1 AND version = ?5 AND (expires IS NULL OR expires > ?4)
            """, values + [version.databaseValue])
        return db.changesCount == 1 ? version + 1 : nil
    }

    /// - Returns: Whether there was such a slip.
    static func remove(_ name: String, replacing version: Int64?, _ db: Database) throws -> Bool {
        try db.run(
            "DELETE FROM slip WHERE name = ?1 AND (?2 IS NULL OR version = ?2)",
            [name.databaseValue, version.column])
        return db.changesCount == 1
    }

    /// Removes some expired slips.
    ///
    /// - Returns: How many, and whether there may be more.
    static func sweep(at time: Timestamp, _ db: Database) throws -> (count: Int, isEnd: Bool) {
        try db.run(
            """
            DELETE FROM slip WHERE rowid IN (
                SELECT rowid FROM slip WHERE expires <= ?1 LIMIT ?2)
            """,
            [time.milliseconds.databaseValue, Int64(sweepSize).databaseValue])
        return (db.changesCount, db.changesCount < sweepSize)
    }

    private static func slip(_ row: Row) throws(LedgerError) -> Slip {
        let value: DatabaseValue = row[1]
        // An empty value is stored as a blob of no bytes, never as null.
        guard case .blob(let bytes) = value.storage else { throw .ledgerDamaged }
        return Slip(
            name: try row.text(0), value: Array(bytes), version: try row.integer(2),
            expiresAt: row.optionalInteger(3).map(Timestamp.init(milliseconds:)))
    }
}

extension SQLiteLedger {
    package func slip(_ name: String, at time: Timestamp) async throws(LedgerError) -> Slip? {
        try Slip.require(name: name)
        guard writer != nil else {
            return try look { db in
                try db.tableExists("slip") ? SlipRow.slip(name, at: time, db) : nil
            }
        }
        // Whoever owns the folder knows of every change, so what was read stands until then.
        if let known = knownSlips.slip(name, at: time) { return try stillOpen(known) }
        let mark = knownSlips.mark
        let slip = try look { db in try SlipRow.slip(name, at: time, db) }
        if let slip { knownSlips.keep(slip, readAt: mark) }
        return slip
    }

    private func stillOpen(_ slip: Slip) throws(LedgerError) -> Slip {
        if let end = writer?.end { throw end }
        return slip
    }

    package func slips(
        under prefix: String, after name: String?, limit: Int, at time: Timestamp
    ) async throws(LedgerError) -> [Slip] {
        try Slip.require(prefix: prefix)
        if let name { try Slip.require(prefix: name) }
        return try await readSlips { db in
            try SlipRow.page(under: prefix, after: name, limit: limit, at: time, db)
        } ?? []
    }

    package func write(
        _ value: [UInt8], as name: String, replacing version: Int64?, expiresAt: Timestamp?,
        at time: Timestamp
    ) async throws(LedgerError) -> Slip {
        try Slip.require(name: name)
        try Slip.require(value: value, of: name)
        // Before the caller hears of it, and also where nobody knows whether it was written.
        defer { knownSlips.forget(name) }
        let written = try await book { _, db in
            let written = try SlipRow.put(
                value, as: name, replacing: version, expiresAt: expiresAt, at: time, db)
            guard let written else { throw LedgerError.slipChanged(name) }
            return written
        }
        return Slip(name: name, value: value, version: written, expiresAt: expiresAt)
    }

    package func removeSlip(
        _ name: String, replacing version: Int64?
    ) async throws(LedgerError) {
        try Slip.require(name: name)
        defer { knownSlips.forget(name) }
        try await book { _, db in
            guard try SlipRow.remove(name, replacing: version, db) || version == nil else {
                throw LedgerError.slipChanged(name)
            }
        }
    }

    package func sweepSlips(at time: Timestamp) async throws(LedgerError) -> Int {
        var total = 0
        while true {
            let (count, isEnd) = try await book { _, db in try SlipRow.sweep(at: time, db) }
            total += count
            if isEnd { return total }
        }
    }

    /// - Returns: `nil` for a book of a form that had no slips yet, which only somebody who may
    ///   not change it meets.
    private func readSlips<Answer: Sendable>(
        _ question: @escaping @Sendable (Database) throws -> Answer
    ) async throws(LedgerError) -> Answer? {
        let mayLack = writer == nil
        return try await read { db in
            if mayLack, try !db.tableExists("slip") { return nil }
            return try question(db)
        }
    }
}
