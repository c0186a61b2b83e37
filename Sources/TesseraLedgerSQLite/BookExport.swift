import GRDB
import TesseraLedger
import TesseraModel

/// The whole book, record by record, and its figures.
enum BookExport {
    /// How many rows are read at a time.
    private static let pageSize = 1_000

    /// Hands out everything in the order that the protocol promises.
    static func records(_ db: Database, to receive: (LedgerRecord) throws -> Void) throws {
        try operations(db) { try receive(.operation($1)) }
        var lastMember: MemberNumber?
        while true {
            let page = try BookReader.members(after: lastMember, limit: pageSize, db)
            for member in page { try receive(member.record) }
            lastMember = page.last?.number
            if page.count < pageSize { break }
        }
        var lastVoucher: VoucherPosition?
        while true {
            let page = try BookReader.vouchersInUse(after: lastVoucher, limit: pageSize, db)
            for voucher in page { try receive(.voucher(voucher)) }
            lastVoucher = page.last?.position
            if page.count < pageSize { break }
        }
        try counters(db, to: receive)
        for party in try PartyRow.all(db) { try receive(.party(party)) }
        try ClaimRow.all(db) { try receive(.claim($0, $1)) }
    }

    private static func counters(
        _ db: Database, to receive: (LedgerRecord) throws -> Void
    ) throws {
        let uses = try Row.fetchCursor(
            db,
            sql: """
                SELECT limitation, key, day, used FROM limit_use WHERE used > 0
                ORDER BY limitation, key, day
                """)
        while let row = try uses.next() {
            let account = LimitAccount(
                limit: LimitID(try row.integer(0)), key: try row.text(1),
                day: Int(try row.integer(2)))
            try receive(.limitUse(account, used: try row.integer(3)))
        }
        let lots = try Row.fetchCursor(
            db,
            sql: """
                SELECT operation, first_day, last_day, units, member, asset FROM lot
                ORDER BY member, asset, number
                """)
        while let row = try lots.next() {
            guard let member = MemberNumber(UInt64(bitPattern: try row.integer(4))) else {
                throw LedgerError.ledgerDamaged
            }
            let asset = try CompactText.value(AssetTerms.self, of: try row.text(5))
            try receive(.lot(try BookReader.lot(row), Holding(member: member, asset: asset)))
        }
        let tallies = try Row.fetchCursor(
            db, sql: "SELECT key, units, most FROM tally WHERE units > 0 ORDER BY key")
        while let row = try tallies.next() {
            let tally = Tally(
                key: try row.text(0), units: try row.integer(1), most: row.optionalInteger(2))
            try receive(.tally(tally))
        }
    }

    /// Hands out operations with their numbers, a row at a time: those after a number, up to so
    /// many.
    static func operations(
        after number: Int64 = 0, limit: Int = .max, _ db: Database,
        to receive: (Int64, BookedOperation) throws -> Void
    ) throws {
        let arguments: StatementArguments = [number, limit]
        let rows = try Row.fetchCursor(
            db,
            sql: OperationRow.query
                + "WHERE operation.number > ? ORDER BY operation.number LIMIT ?",
            arguments: arguments)
        let transfers = try Row.fetchCursor(
            db, sql: TransferRow.query + "WHERE operation > ? ORDER BY operation, leg",
            arguments: [number])
        var transfer = try transfers.next()
        while let row = try rows.next() {
            let number = try row.integer(0)
            var moved: [Transfer] = []
            // Both run in the order of operations, so one walk beside the other meets every pair.
            while let movement = transfer, try movement.integer(0) <= number {
                guard try movement.integer(0) == number,
                    try movement.integer(1) == Int64(moved.count)
                else { throw LedgerError.ledgerDamaged }
                moved.append(try TransferRow.transfer(movement))
                transfer = try transfers.next()
            }
            try receive(number, try OperationRow.booked(row, transfers: moved))
        }
        guard limit < .max || transfer == nil else { throw LedgerError.ledgerDamaged }
    }

    /// What the book holds in figures.
    static func figures(_ db: Database) throws -> LedgerFigures {
        func count(_ sql: String) throws -> Int {
            Int(try db.row(sql, [])?.optionalInteger(0) ?? 0)
        }
        let last = try db.row("SELECT time FROM operation ORDER BY number DESC LIMIT 1", [])
        var liabilities: [String: Int64] = [:]
        for (account, balance) in try balances(db) where account.purpose == .liability {
            if case .currency(let currency) = account.asset {
                liabilities[currency.code, default: 0] += balance
            }
        }
        return LedgerFigures(
            batches: try count("SELECT count(*) FROM batch"),
            vouchers: try count("SELECT sum(count) FROM batch WHERE is_member = 0"),
            vouchersInUse: try count("SELECT count(*) FROM voucher"),
            members: try count("SELECT count(*) FROM member"),
            operations: try count("SELECT count(*) FROM operation"),
            liabilities: liabilities,
            lastRecorded: try last.map { Timestamp(milliseconds: try $0.integer(0)) })
    }

    /// What every account received less what it gave.
    static func balances(_ db: Database) throws -> [Account: Int64] {
        var sums: [Account: Int64] = [:]
        let rows = try db.rows(
            """
            SELECT sum(change), owner, asset, purpose FROM (
                SELECT debit AS number, 0 - amount AS change FROM transfer
                UNION ALL SELECT credit, amount FROM transfer
            ) JOIN account USING (number) GROUP BY number
            """, [])
        for row in rows {
            guard
                let account = AccountText.account(
                    owner: try row.text(1), asset: try row.text(2), purpose: try row.text(3))
            else { throw LedgerError.ledgerDamaged }
            sums[account] = try row.integer(0)
        }
        return sums
    }
}
