import GRDB
import TesseraLedger
import TesseraModel

/// What the writer knows between two bookings, and how it books.
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
    let hot: HotStatements
    /// What is known by heart.
    private(set) var known = Recollection()

    /// Picks up where the book ends.
    ///
    /// - Throws: Errors of the database.
    init(zone: IssuerZone, _ db: Database) throws {
        self.zone = zone
        hot = try HotStatements(db)
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
        other.known = Recollection()
        return other
    }

    /// Books a wish, or finds the answer that its operation got.
    ///
    /// - Throws: What ``Clerk/book(_:on:)`` throws.
    mutating func book(_ request: BookingRequest, _ db: Database) throws -> Booked {
        if let booked = try redeemed(request, db) { return booked }
        var paper = SQLitePaper(self, db)
        let booked = try Clerk.book(request, on: &paper)
        try paper.finish()
        self = paper.keeper
        return booked
    }

    /// Books wishes one after the other on one paper.
    ///
    /// - Throws: What ``Clerk/book(_:on:)`` throws for any of them; what was written by then is of
    ///   no use without the others.
    mutating func book(_ requests: [BookingRequest], _ db: Database) throws -> [Booked] {
        var paper = SQLitePaper(self, db)
        let booked = try requests.map { try Clerk.book($0, on: &paper) }
        try paper.finish()
        self = paper.keeper
        return booked
    }

    /// Books again what a journal says.
    ///
    /// - Throws: ``LedgerError/operationReused(_:)``; what ``Clerk/rebook(_:profile:on:)`` throws.
    mutating func rebook(
        _ booked: BookedOperation, profile: SealedProfile?, _ db: Database
    ) throws -> BookedOperation {
        var paper = SQLitePaper(self, db)
        guard try paper.booked(booked.operation) == nil else {
            throw LedgerError.operationReused(booked.operation)
        }
        let again = try Clerk.rebook(booked, profile: profile, on: &paper)
        try paper.finish()
        self = paper.keeper
        return again
    }

    /// Writes an operation and its transfers, and moves the clock on.
    ///
    /// - Returns: The operation's number.
    @discardableResult
    mutating func record(
        _ booked: BookedOperation, refers: Int64?, _ db: Database
    ) throws -> Int64 {
        let number = nextNumber
        let place = try booked.place.map { try self.number(of: $0, db) }
        try hot.answer(
            .recordOperation,
            OperationRow.values(booked, number: number, place: place, refers: refers),
            detail: try StoredDetail.text(of: booked))
        for (leg, transfer) in booked.transfers.enumerated() {
            try hot.answer(
                .recordTransfer,
                [
                    .integer(number), .integer(Int64(leg)),
                    .integer(try self.number(of: transfer.debit, db)),
                    .integer(try self.number(of: transfer.credit, db)),
                    .integer(transfer.amount),
                ])
        }
        // An imported journal may have been written by several clocks.
        if clock.lastRecorded.map({ $0 < booked.time }) ?? true {
            _ = try clock.tick(booked.time)
        }
        nextNumber = number + 1
        return number
    }

    /// The number of a place, written down when it is met first.
    func number(of place: Place, _ db: Database) throws -> Int64 {
        if let number = known.places[place] { return number }
        let names = [(place.shop?.text ?? "").databaseValue, place.tillText.databaseValue]
        let found = try number(
            names, select: "SELECT number FROM place WHERE shop = ? AND till = ?",
            insert: "INSERT INTO place (shop, till) VALUES (?, ?)", db)
        known.places[place] = found
        return found
    }

    private func number(of account: Account, _ db: Database) throws -> Int64 {
        if let number = known.accounts[account] { return number }
        let texts = AccountText.texts(of: account)
        let found = try number(
            [texts.owner, texts.asset, texts.purpose].map(\.databaseValue),
            select: "SELECT number FROM account WHERE owner = ? AND asset = ? AND purpose = ?",
            insert: "INSERT INTO account (owner, asset, purpose) VALUES (?, ?, ?)", db)
        known.accounts[account] = found
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
