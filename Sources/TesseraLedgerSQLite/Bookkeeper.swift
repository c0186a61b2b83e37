import GRDB
import TesseraLedger
import TesseraModel

/// What the writer knows by heart between two bookings, and how it books.
///
/// All of it can be read again from the file, so after a transaction that did not commit it is
/// simply forgotten. Its methods run inside the writer's transaction: what they decide on cannot
/// change under them.
struct Bookkeeper {
    /// The issuer's zone, in which days begin and end.
    let zone: IssuerZone
    /// The ledger's clock.
    var clock: LedgerClock
    /// The number that the next operation gets.
    var nextNumber: Int64
    /// The writer's prepared statements.
    let hot = HotStatements()
    private var shelf = BatchShelf()
    private var places: [Place: Int64] = [:]
    private var accounts: [Account: Int64] = [:]

    /// Where something happened; the office has no shop.
    struct Place: Hashable {
        let shop: ShopID?
        let till: TillID
    }

    /// Picks up where the book ends.
    ///
    /// - Throws: Errors of the database.
    init(zone: IssuerZone, _ db: Database) throws {
        self.zone = zone
        let last = try db.row(
            "SELECT number, time FROM operation ORDER BY number DESC LIMIT 1", [])
        nextNumber = (try last?.integer(0) ?? 0) + 1
        clock = LedgerClock(
            lastRecorded: try last.map { Timestamp(milliseconds: try $0.integer(1)) })
    }

    /// The same bookkeeper with nothing by heart but the time and number of the last commit.
    func forgetful(clock: LedgerClock, nextNumber: Int64) -> Bookkeeper {
        var other = self
        other.clock = clock
        other.nextNumber = nextNumber
        other.shelf = BatchShelf()
        other.places = [:]
        other.accounts = [:]
        return other
    }

    /// The operation with an id; `nil` if there is none. A repeat is written down, so that its
    /// answer is as durable as the first one.
    ///
    /// - Source: L3.
    func earlier(_ id: OperationID, _ db: Database) throws -> OperationRow? {
        // Nearly every id is new, and that the index alone can say.
        let number = try hot.answer(.operationNumber, [.id(id)], db)
        guard let number else { return nil }
        let row = try db.row(
            "SELECT \(OperationRow.columns) FROM operation WHERE number = ?",
            [number.databaseValue])
        return try row.map { try OperationRow($0) }
    }

    /// Counts that an operation was asked again.
    func countReplay(of operation: OperationRow, _ db: Database) throws {
        try db.run(
            """
            INSERT INTO replay (operation, count) VALUES (?, 1)
            ON CONFLICT (operation) DO UPDATE SET count = count + 1
            """, [operation.number.databaseValue])
    }

    /// Writes an operation and its transfers, and moves the clock on.
    mutating func record(
        _ operation: OperationRow, _ transfers: [Transfer], _ db: Database
    ) throws {
        try hot.answer(.recordOperation, operation.values, detail: operation.detail, db)
        for (leg, transfer) in transfers.enumerated() {
            try hot.answer(
                .recordTransfer,
                [
                    .integer(operation.number), .integer(Int64(leg)),
                    .integer(try number(of: transfer.debit, db)),
                    .integer(try number(of: transfer.credit, db)), .integer(transfer.amount),
                ], db)
        }
        _ = try clock.tick(operation.time)
        nextNumber = operation.number + 1
    }

    /// A voucher as it is now.
    ///
    /// - Throws: ``LedgerError/unknownVoucher(_:)``; errors of the database.
    mutating func state(
        _ position: VoucherPosition, _ db: Database
    ) throws -> (voucher: VoucherState, batch: Batch) {
        let batch = try shelf.batch(covering: position, db)
        let number = Int64(position.number)
        guard try hot.answer(.voucherInUse, [.integer(number)], db) != nil,
            let row = try db.row(VoucherRow.byPosition, [number.databaseValue])
        else {
            return (batch.untouched(at: position), batch)
        }
        return (try VoucherRow.state(row, of: batch), batch)
    }

    /// The number of a place, written down when it is met first.
    mutating func number(ofShop shop: ShopID?, till: TillID, _ db: Database) throws -> Int64 {
        let place = Place(shop: shop, till: till)
        if let known = places[place] { return known }
        let names = [(shop?.text ?? "").databaseValue, till.text.databaseValue]
        let found = try number(
            names, select: "SELECT number FROM place WHERE shop = ? AND till = ?",
            insert: "INSERT INTO place (shop, till) VALUES (?, ?)", db)
        places[place] = found
        return found
    }

    private mutating func number(of account: Account, _ db: Database) throws -> Int64 {
        if let known = accounts[account] { return known }
        let texts = AccountText.texts(of: account)
        let found = try number(
            [texts.owner, texts.asset, texts.purpose].map(\.databaseValue),
            select: "SELECT number FROM account WHERE owner = ? AND asset = ? AND purpose = ?",
            insert: "INSERT INTO account (owner, asset, purpose) VALUES (?, ?, ?)", db)
        accounts[account] = found
        return found
    }

    private func number(
        _ names: [DatabaseValue], select: String, insert: String, _ db: Database
    ) throws -> Int64 {
        if let row = try db.row(select, names) { return try row.integer(0) }
        try db.run(insert, names)
        return db.lastInsertedRowID
    }
}
