import GRDB
import TesseraLedger
import TesseraModel

/// The questions that a book answers, each a pure reading of the file.
enum BookReader {
    static func voucher(at position: VoucherPosition, _ db: Database) throws -> VoucherState {
        let batch = try batch(covering: position, db)
        let row = try db.row(
            VoucherRow.byPosition, [Int64(position.number).databaseValue])
        guard let row else { return batch.untouched(at: position) }
        return try VoucherRow.state(row, of: batch, db)
    }

    static func batch(covering position: VoucherPosition, _ db: Database) throws -> Batch {
        var shelf = BatchShelf()
        return try shelf.batch(covering: position, db)
    }

    static func batch(_ id: BatchID, _ db: Database) throws -> Batch {
        let row = try db.row(
            BatchShelf.query + "WHERE batch.number = ?", [id.number.databaseValue])
        guard let row else { throw LedgerError.unknownBatch(id) }
        return try BatchShelf.batch(from: row)
    }

    static func batches(after id: BatchID?, limit: Int, _ db: Database) throws -> [Batch] {
        try db.rows(
            BatchShelf.query + "WHERE batch.number > ? ORDER BY batch.number LIMIT ?",
            [(id?.number ?? 0).databaseValue, Int64(limit).databaseValue]
        ).map(BatchShelf.batch)
    }

    static func vouchersInUse(
        after position: VoucherPosition?, limit: Int, _ db: Database
    ) throws -> [VoucherState] {
        var shelf = BatchShelf()
        return try db.rows(
            VoucherRow.query + "WHERE position > ? ORDER BY position LIMIT ?",
            [(position.map { Int64($0.number) } ?? -1).databaseValue, Int64(limit).databaseValue]
        ).map { row in
            let batch = try shelf.batch(covering: try row.position(0), db)
            return try VoucherRow.state(row, of: batch, db)
        }
    }

    /// The member with a number; `nil` if there is none.
    static func member(_ number: MemberNumber, _ db: Database) throws -> Member? {
        let row = try db.row(
            memberQuery + "WHERE member.number = ?", [Int64(number.number).databaseValue])
        return try row.map(member)
    }

    static func members(
        after number: MemberNumber?, limit: Int, _ db: Database
    ) throws -> [Member] {
        try db.rows(
            memberQuery + "WHERE member.number > ? ORDER BY member.number LIMIT ?",
            [Int64(number?.number ?? 0).databaseValue, Int64(limit).databaseValue]
        ).map(member)
    }

    static func operation(_ id: OperationID, _ db: Database) throws -> BookedOperation? {
        try operations("WHERE id = ?", [id.column], db).first
    }

    /// The operation with a number.
    static func operation(_ number: Int64, _ db: Database) throws -> BookedOperation? {
        try operations("WHERE operation.number = ?", [number.databaseValue], db).first
    }

    /// Operations with their transfers.
    static func operations(
        _ condition: String, _ arguments: [DatabaseValue], _ db: Database
    ) throws -> [BookedOperation] {
        try db.rows(OperationRow.query + condition, arguments).map { row in
            let transfers = try db.rows(
                TransferRow.query + "WHERE operation = ? ORDER BY leg",
                [try row.integer(0).databaseValue]
            ).map(TransferRow.transfer)
            return try OperationRow.booked(row, transfers: transfers)
        }
    }

    /// A page of the accepted operations of a kind, oldest first.
    static func page(
        after: OperationID?, limit: Int, of kind: OperationKind, _ db: Database
    ) throws -> [BookedOperation] {
        var last: Int64 = 0
        if let after {
            let row = try db.row("SELECT number FROM operation WHERE id = ?", [after.column])
            guard let row else { return [] }
            last = try row.integer(0)
        }
        // The kind stands in the text, so that SQLite sees that an index holds just these.
        return try operations(
            """
            WHERE kind = \(kind.rawValue) AND operation.number > ?
            ORDER BY operation.number LIMIT ?
            """, [last.databaseValue, Int64(limit).databaseValue], db)
    }

    static func history(
        of position: VoucherPosition, _ db: Database
    ) throws -> [BookedOperation] {
        let number = Int64(position.number).databaseValue
        var issuing: [BookedOperation] = []
        do {
            let batch = try batch(covering: position, db)
            // A card is issued by its enrolment, which is found with all else.
            if !batch.order.series.isMember {
                issuing = try operation(batch.operation, db).map { [$0] } ?? []
            }
        } catch LedgerError.unknownVoucher {
            // Asking for a voucher that was never issued may have been refused, and that is told.
        }
        return try issuing
            + operations("WHERE position = ? ORDER BY operation.number", [number], db)
    }

    static func lastRedemption(at till: TillID, _ db: Database) throws -> BookedOperation? {
        // From the end backwards: a till asks this about what it did a moment ago.
        try operations(
            """
            WHERE kind IN (0, 12) AND (till = ?1 OR (till > ?2 AND till < ?3))
            ORDER BY operation.number DESC LIMIT 1
            """,
            [
                till.text.databaseValue, TillText.prefix(of: till).databaseValue,
                TillText.end(of: till).databaseValue,
            ], db
        ).first
    }

    /// The limits in force, oldest first.
    static func limits(_ db: Database) throws -> [Limit] {
        try db.rows(
            "SELECT number, terms FROM limitation WHERE ended IS NULL ORDER BY number", []
        ).map { row in
            Limit(
                id: LimitID(try row.integer(0)),
                terms: try CompactText.value(LimitTerms.self, of: try row.text(1)))
        }
    }

    /// The limits in force with how far they are used.
    static func limitsInForce(_ db: Database) throws -> [LimitInForce] {
        try limits(db).map { limit in
            let row = try db.row(
                "SELECT count(*), max(used) FROM limit_use WHERE limitation = ? AND used > 0",
                [limit.id.number.databaseValue])
            return LimitInForce(
                limit: limit, accounts: Int(try row?.integer(0) ?? 0),
                mostUsed: row?.optionalInteger(1) ?? 0)
        }
    }

    static func lots(of holding: Holding, _ db: Database) throws -> [Lot] {
        try db.rows(
            """
            SELECT operation, first_day, last_day, units FROM lot WHERE member = ? AND asset = ?
            ORDER BY number
            """, try holding.columns
        ).map(lot)
    }

    /// A lot as read: operation, first day, last day, units.
    static func lot(_ row: Row) throws(LedgerError) -> Lot {
        Lot(
            operation: try row.operationID(0),
            first: row.optionalInteger(1).map { Day(civilNumber: Int($0)) },
            last: row.optionalInteger(2).map { Day(civilNumber: Int($0)) },
            left: try row.integer(3))
    }

    static func wrongCodes(at till: TillID, hour: Int64, _ db: Database) throws -> Int {
        let row = try db.row(
            "SELECT count FROM wrong_code WHERE till = ? AND hour = ?",
            [till.text.databaseValue, hour.databaseValue])
        return Int(try row?.integer(0) ?? 0)
    }

    private static let memberQuery = """
        SELECT member.number, member.position, member.batch, operation.time, member.erased,
            profile.key, profile.box, profile.enrolled
        FROM member JOIN operation ON operation.number = member.operation
        LEFT JOIN profile ON profile.member = member.number

        """

    private static func member(_ row: Row) throws(LedgerError) -> Member {
        guard let number = MemberNumber(UInt64(bitPattern: try row.integer(0))) else {
            throw .ledgerDamaged
        }
        return Member(
            number: number, card: try row.position(1), batch: BatchID(try row.integer(2)),
            enrolledAt: Timestamp(milliseconds: try row.integer(3)),
            profile: try ProfileRow.profile(row, from: 5),
            erasedAt: row.optionalInteger(4).map(Timestamp.init(milliseconds:)))
    }
}
