import TesseraLedger
import TesseraModel

/// What a book says about itself.
enum BookSettings {
    private static let epochInsertion = PostgresStatement(
        "epoch_insert",
        """
        INSERT INTO setting (name, number) VALUES ('epoch', $1) ON CONFLICT DO NOTHING RETURNING 1
        """, [.int64])

    private static let epoch = PostgresStatement(
        "epoch", "SELECT number FROM setting WHERE name = 'epoch'")

    private static let zoneInsertion = PostgresStatement(
        "zone_insert",
        "INSERT INTO setting (name, words) VALUES ('zone', $1) ON CONFLICT DO NOTHING", [.text])

    private static let zone = PostgresStatement(
        "zone", "SELECT words FROM setting WHERE name = 'zone'")

    /// The latest time among the last operations. Services book beside each other, so the very last
    /// need not have the latest.
    private static let lastRecorded = PostgresStatement(
        "last_recorded",
        """
        SELECT max(time) FROM (
            SELECT time FROM operation ORDER BY stamp DESC, id DESC LIMIT 1000
        ) AS latest
        """)

    /// Makes sure that there is a book, whole and in a form that is known.
    ///
    /// - Throws: ``PostgresError/bookMissing(_:)``; `LedgerError.ledgerNewer(schema:known:)`; any
    ///   ``PostgresFailure``.
    static func find(on connection: PostgresConnection, at address: PostgresAddress) throws {
        guard try PostgresSchema.version(on: connection) > 0,
            try !connection.answer(epoch).isEmpty
        else { throw PostgresError.bookMissing(address.shown) }
    }

    /// Writes the epoch down, unless there is one.
    ///
    /// - Returns: Whether it was written now; with it the book is there.
    static func makeEpoch(_ number: UInt64, on connection: PostgresConnection) throws -> Bool {
        try !connection.answer(epochInsertion, [.int64(Int64(bitPattern: number))]).isEmpty
    }

    static func epoch(on connection: PostgresConnection) throws -> UInt64 {
        let row = try connection.answer(epoch)
        guard !row.isEmpty else { throw LedgerError.ledgerDamaged }
        return UInt64(bitPattern: try row.int64(0, 0))
    }

    /// Writes the zone down in which days are reckoned, or refuses another one than is written.
    ///
    /// - Throws: `LedgerError.zoneChanged(book:asked:)`; any ``PostgresFailure``.
    static func bind(_ wanted: IssuerZone, on connection: PostgresConnection) throws {
        var row = try connection.answer(zone)
        if row.isEmpty {
            _ = try connection.answer(zoneInsertion, [.text(wanted.name)])
            row = try connection.answer(zone)
        }
        let known = try row.text(0, 0)
        guard known == wanted.name else {
            throw LedgerError.zoneChanged(book: known, asked: wanted.name)
        }
    }

    static func lastRecorded(on connection: PostgresConnection) throws -> Timestamp? {
        try connection.answer(lastRecorded).optionalInt64(0, 0)
            .map { Timestamp(milliseconds: $0) }
    }
}
