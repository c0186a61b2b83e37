import Foundation
import GRDB
import TesseraLedger
import TesseraModel

/// The book's file in its folder: how it is made and how it is opened.
enum LedgerFile {
    /// The file's name.
    static let name = "ledger.sqlite"
    private static let busySeconds: Double = 5

    /// The file's path in a data folder.
    static func path(in folder: String) -> String { folder + "/" + name }

    /// Makes an empty book beside its place and moves it there whole, so that a half-made one never
    /// stands where a book should.
    ///
    /// - Throws: Errors of the database and of the file system.
    static func make(in folder: String, epoch: UInt64) throws {
        let draft = path(in: folder) + ".new"
        for leftover in [draft, draft + "-wal", draft + "-shm", draft + "-journal"]
        where FileManager.default.fileExists(atPath: leftover) {
            try FileManager.default.removeItem(atPath: leftover)
        }
        let connection = try DatabaseQueue(path: draft, configuration: configuration())
        try connection.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA journal_mode = WAL")
            try db.execute(sql: "PRAGMA synchronous = FULL")
            try Schema.migrate(db, from: 0)
            try db.execute(
                sql: "INSERT INTO setting (name, value) VALUES ('epoch', ?)",
                arguments: [Int64(bitPattern: epoch)])
            _ = try db.checkpoint(.truncate)
        }
        try connection.close()
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: draft)
        try FileManager.default.moveItem(atPath: draft, toPath: path(in: folder))
        try DirectorySync.sync(folder)
    }

    /// The connection that writes and checkpoints.
    ///
    /// - Throws: ``LedgerError/ledgerMissing``, ``LedgerError/ledgerDamaged``,
    ///   ``LedgerError/ledgerNewer(schema:known:)``; errors of the database.
    static func writer(in folder: String) throws -> DatabaseQueue {
        try requireFile(in: folder)
        let connection = try DatabaseQueue(
            path: path(in: folder), configuration: configuration())
        try connection.writeWithoutTransaction { db in
            // Asked before anything is changed: another program's file is left as it is.
            let version = try Schema.version(of: db)
            let mode = try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL")
            guard mode == "wal" else { throw LedgerError.unavailable }
            try db.execute(sql: "PRAGMA synchronous = FULL")
            try db.execute(sql: "PRAGMA wal_autocheckpoint = 0")
            if version < Schema.newest { try Schema.migrate(db, from: version) }
        }
        return connection
    }

    /// A connection that only reads and never checkpoints.
    ///
    /// A book of an earlier form is read as it is: steps add tables, and whoever reads what they
    /// added says what it is without them.
    ///
    /// - Throws: As ``writer(in:)``.
    static func reader(in folder: String) throws -> DatabaseQueue {
        try requireFile(in: folder)
        var configuration = configuration()
        configuration.readonly = true
        let connection = try DatabaseQueue(
            path: path(in: folder), configuration: configuration)
        try connection.read { db in
            _ = try Schema.version(of: db)
        }
        return connection
    }

    private static func configuration() -> Configuration {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(busySeconds)
        configuration.label = "ledger"
        return configuration
    }

    private static func requireFile(in folder: String) throws(LedgerError) {
        guard FileManager.default.fileExists(atPath: path(in: folder)) else {
            throw .ledgerMissing
        }
    }
}
