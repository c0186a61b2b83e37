import Foundation
import GRDB
import TesseraLedger
import TesseraModel

/// A record of a device's log, as it is stored.
enum ClaimRow {
    /// The record at a place; `nil` if it has not arrived.
    static func claim(at place: ClaimPlace, _ db: Database) throws -> FiledClaim? {
        let row = try db.row(
            """
            SELECT id, hash, previous FROM claim JOIN operation ON number = claim.operation
            WHERE device = ? AND epoch = ? AND sequence = ?
            """, place.columns)
        return try row.map { try claim($0, from: 0) }
    }

    /// The claim of a device that puts another one back, the first of several; `nil` if there is
    /// none.
    static func undo(
        of claim: OperationID, by device: TillID, epoch: UInt32, _ db: Database
    ) throws -> OperationID? {
        let row = try db.row(
            """
            SELECT id FROM claim JOIN operation ON number = claim.operation
            WHERE undoes = ? AND device = ? AND claim.epoch = ? ORDER BY number LIMIT 1
            """, [claim.column, device.text.databaseValue, Int64(epoch).databaseValue])
        return try row?.operationID(0)
    }

    /// Writes a record down, unless its place is taken.
    static func insert(_ claim: Claim, by operation: Int64, _ db: Database) throws {
        var undone: OperationID?
        if case .undo(let id) = claim.act { undone = id }
        try db.run(
            """
            INSERT INTO claim (device, epoch, sequence, operation, hash, previous, undoes)
            VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (device, epoch, sequence) DO NOTHING
            """,
            claim.place.columns + [
                operation.databaseValue, Data(claim.hash.bytes).databaseValue,
                Data(claim.previous.bytes).databaseValue, undone?.column ?? .null,
            ])
    }

    /// Hands out all records in order of their places.
    ///
    /// - Throws: ``LedgerError/ledgerDamaged`` if a column does not hold what it must; what
    ///   `receive` throws; errors of the database.
    static func all(
        _ db: Database, to receive: (ClaimPlace, FiledClaim) throws -> Void
    ) throws {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT device, claim.epoch, sequence, id, hash, previous
                FROM claim JOIN operation ON number = claim.operation
                ORDER BY device, claim.epoch, sequence
                """)
        while let row = try rows.next() {
            guard let device = try row.till(0), let epoch = UInt32(exactly: try row.integer(1))
            else { throw LedgerError.ledgerDamaged }
            let place = ClaimPlace(device: device, epoch: epoch, sequence: try row.integer(2))
            try receive(place, try claim(row, from: 3))
        }
    }

    /// A page of the judged claims with their transfers, oldest first.
    static func page(
        after: OperationID?, conflictsOnly: Bool, limit: Int, _ db: Database
    ) throws -> [BookedOperation] {
        var last: Int64 = 0
        if let after {
            let row = try db.row("SELECT number FROM operation WHERE id = ?", [after.column])
            guard let row else { return [] }
            last = try row.integer(0)
        }
        // Named, since a plan that walks all later operations looks as good to SQLite.
        let (index, condition) =
            conflictsOnly
            ? ("operation_in_conflict", "is_conflict = 1") : ("operation_claimed", "kind = 24")
        return try BookReader.operations(
            """
            WHERE operation.number IN (
                SELECT number FROM operation INDEXED BY \(index)
                WHERE \(condition) AND number > ? ORDER BY number LIMIT ?)
            ORDER BY operation.number
            """, [last.databaseValue, Int64(limit).databaseValue], db)
    }

    /// A record as read: its operation's id, its hash, and the hash before.
    private static func claim(_ row: Row, from index: Int) throws(LedgerError) -> FiledClaim {
        FiledClaim(
            operation: try row.operationID(index), hash: try row.claimHash(index + 1),
            previous: try row.claimHash(index + 2))
    }
}

extension ClaimPlace {
    /// The key of a row.
    fileprivate var columns: [DatabaseValue] {
        [device.text.databaseValue, Int64(epoch).databaseValue, sequence.databaseValue]
    }
}

extension Row {
    fileprivate func claimHash(_ index: Int) throws(LedgerError) -> ClaimHash {
        let value: DatabaseValue = self[index]
        guard case .blob(let bytes) = value.storage, let hash = ClaimHash(bytes) else {
            throw .ledgerDamaged
        }
        return hash
    }
}
