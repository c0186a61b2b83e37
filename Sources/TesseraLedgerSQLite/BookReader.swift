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
        return try VoucherRow.state(row, of: batch)
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
            VoucherRow.query + "WHERE voucher.position > ? ORDER BY voucher.position LIMIT ?",
            [(position.map { Int64($0.number) } ?? -1).databaseValue, Int64(limit).databaseValue]
        ).map { row in
            try VoucherRow.state(row, of: try shelf.batch(covering: try row.position(0), db))
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

    static func operation(_ id: OperationID, _ db: Database) throws -> VoucherEvent? {
        try db.row(eventQuery + "WHERE id = ?", [id.column]).map(event)
    }

    static func history(of position: VoucherPosition, _ db: Database) throws -> [VoucherEvent] {
        var events: [VoucherEvent] = []
        do {
            let batch = try batch(covering: position, db)
            // A card is issued by its enrolment, which tells its story itself.
            if !batch.order.series.isMember {
                events.append(
                    VoucherEvent(
                        operation: batch.operation, time: batch.issuedAt, shop: nil, till: nil,
                        happening: .issued(batch.id)))
            }
        } catch LedgerError.unknownVoucher {
            // Asking for a voucher that was never issued may have been refused, and that is told.
        }
        return try events
            + db.rows(
                eventQuery + "WHERE position = ? ORDER BY operation.number",
                [Int64(position.number).databaseValue]
            ).map(event)
    }

    static func lastRedemption(at till: TillID, _ db: Database) throws -> Redemption? {
        // From the end backwards: a till asks this about what it did a moment ago.
        let row = try db.row(
            RedeemedRow.query
                + "WHERE kind = 0 AND till = ? ORDER BY operation.number DESC LIMIT 1",
            [till.text.databaseValue])
        guard let found = try row.map(RedeemedRow.init) else { return nil }
        let terms = try batch(covering: found.position, db).order.terms
        return try found.row.redemption(of: terms, use: found.use, isReplay: false)
    }

    static func wrongCodes(at till: TillID, hour: Int64, _ db: Database) throws -> Int {
        let row = try db.row(
            "SELECT count FROM wrong_code WHERE till = ? AND hour = ?",
            [till.text.databaseValue, hour.databaseValue])
        return Int(try row?.integer(0) ?? 0)
    }

    /// Operations with shop and till, in the order that ``event(_:)`` reads them.
    static let eventQuery = """
        SELECT \(OperationRow.columns), shop, till FROM operation
        LEFT JOIN (SELECT number AS place_number, shop, till FROM place)
            ON place_number = operation.place

        """

    /// What happened, as read.
    static func event(_ row: Row) throws(LedgerError) -> VoucherEvent {
        let operation = try OperationRow(row)
        var (shop, till): (ShopID?, TillID?)
        if let name = row.optionalText(14), !name.isEmpty {
            guard let known = ShopID(name) else { throw .ledgerDamaged }
            shop = known
        }
        if let name = row.optionalText(15) {
            guard let known = TillID(name) else { throw .ledgerDamaged }
            till = known
        }
        return VoucherEvent(
            operation: operation.id, time: operation.time, shop: shop, till: till,
            happening: try operation.happening())
    }

    private static let memberQuery = """
        SELECT member.number, member.position, member.batch, operation.time, profile.name,
            profile.contact
        FROM member JOIN operation ON operation.number = member.operation
        LEFT JOIN profile ON profile.member = member.number

        """

    private static func member(_ row: Row) throws(LedgerError) -> Member {
        guard let number = MemberNumber(UInt64(bitPattern: try row.integer(0))) else {
            throw .ledgerDamaged
        }
        var profile: Profile?
        if let name = row.optionalText(4) {
            profile = Profile(name: name, contact: try row.text(5))
        }
        return Member(
            number: number, card: try row.position(1), batch: BatchID(try row.integer(2)),
            enrolledAt: Timestamp(milliseconds: try row.integer(3)), profile: profile)
    }
}
