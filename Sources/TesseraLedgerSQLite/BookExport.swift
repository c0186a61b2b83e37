import GRDB
import TesseraLedger
import TesseraModel

/// The whole book, record by record, and its figures.
enum BookExport {
    /// Hands out everything in the order that the protocol promises, a row at a time.
    static func records(_ db: Database, to receive: (LedgerRecord) throws -> Void) throws {
        let batches = try Row.fetchCursor(db, sql: BatchShelf.query + "ORDER BY batch.number")
        while let row = try batches.next() { try receive(.batch(try BatchShelf.batch(from: row))) }
        var lastMember: MemberNumber?
        while true {
            let page = try BookReader.members(after: lastMember, limit: 1_000, db)
            for member in page {
                try receive(
                    .member(member.number, card: member.card, enrolledAt: member.enrolledAt))
            }
            lastMember = page.last?.number
            if page.count < 1_000 { break }
        }
        try operations(db, to: receive)
        var lastVoucher: VoucherPosition?
        while true {
            let page = try BookReader.vouchersInUse(after: lastVoucher, limit: 1_000, db)
            for voucher in page { try receive(.voucher(voucher)) }
            lastVoucher = page.last?.position
            if page.count < 1_000 { break }
        }
    }

    private static func operations(
        _ db: Database, to receive: (LedgerRecord) throws -> Void
    ) throws {
        let accounts = try accounts(db)
        let events = try Row.fetchCursor(
            db, sql: BookReader.eventQuery + "ORDER BY operation.number")
        let transfers = try Row.fetchCursor(
            db,
            sql: """
                SELECT operation, leg, debit, credit, amount FROM transfer
                ORDER BY operation, leg
                """)
        var transfer = try transfers.next()
        while let row = try events.next() {
            let number = try row.integer(0)
            let event = try BookReader.event(row)
            let position = row.optionalInteger(5) == nil ? nil : try row.position(5)
            try receive(.operation(event, position: position))
            // Both run in the order of operations, so one walk beside the other meets every pair.
            while let movement = transfer, try movement.integer(0) <= number {
                guard try movement.integer(0) == number,
                    let debit = accounts[try movement.integer(2)],
                    let credit = accounts[try movement.integer(3)], debit != credit,
                    debit.asset == credit.asset, try movement.integer(4) > 0
                else { throw LedgerError.ledgerDamaged }
                try receive(
                    .transfer(
                        Transfer(debit: debit, credit: credit, amount: try movement.integer(4)),
                        operation: event.operation, leg: Int(try movement.integer(1))))
                transfer = try transfers.next()
            }
        }
        guard transfer == nil else { throw LedgerError.ledgerDamaged }
    }

    /// What the book holds in figures.
    static func figures(_ db: Database) throws -> LedgerFigures {
        func count(_ sql: String) throws -> Int {
            Int(try db.row(sql, [])?.optionalInteger(0) ?? 0)
        }
        let last = try db.row("SELECT time FROM operation ORDER BY number DESC LIMIT 1", [])
        return LedgerFigures(
            batches: try count("SELECT count(*) FROM batch"),
            vouchers: try count("SELECT sum(count) FROM batch WHERE is_member = 0"),
            vouchersInUse: try count("SELECT count(*) FROM voucher"),
            members: try count("SELECT count(*) FROM member"),
            operations: try count("SELECT count(*) FROM operation"),
            liabilities: try liabilities(db),
            lastRecorded: try last.map { Timestamp(milliseconds: try $0.integer(0)) })
    }

    private static func liabilities(_ db: Database) throws -> [String: Int64] {
        let accounts = try accounts(db)
        var sums: [String: Int64] = [:]
        let rows = try db.rows(
            "SELECT debit, credit, sum(amount) FROM transfer GROUP BY debit, credit", [])
        for row in rows {
            let amount = try row.integer(2)
            for (column, change) in [(0, -amount), (1, amount)] {
                guard let account = accounts[try row.integer(column)] else {
                    throw LedgerError.ledgerDamaged
                }
                if account.purpose == .liability, case .currency(let currency) = account.asset {
                    sums[currency.code, default: 0] += change
                }
            }
        }
        return sums
    }

    private static func accounts(_ db: Database) throws -> [Int64: Account] {
        var accounts: [Int64: Account] = [:]
        for row in try db.rows("SELECT number, owner, asset, purpose FROM account", []) {
            guard
                let account = AccountText.account(
                    owner: try row.text(1), asset: try row.text(2), purpose: try row.text(3))
            else { throw LedgerError.ledgerDamaged }
            accounts[try row.integer(0)] = account
        }
        return accounts
    }
}
