import GRDB
import TesseraLedger
import TesseraModel

/// The zone in which a book reckons its days: that of whoever opened it first.
///
/// Decided again in another zone, its history would come to something else.
///
/// - Source: R8, R10.
enum BookZone {
    /// The zone's name; `nil` for a book that nobody has opened yet.
    static func name(_ db: Database) throws -> String? {
        try db.row("SELECT value FROM setting WHERE name = 'zone'", []).map { try $0.text(0) }
    }

    /// Writes the zone down, or refuses another one than is written.
    ///
    /// - Throws: ``LedgerError/zoneChanged(book:asked:)``; errors of the database.
    static func bind(_ zone: IssuerZone, _ db: Database) throws {
        guard let known = try name(db) else {
            return try db.run(
                "INSERT INTO setting (name, value) VALUES ('zone', ?)", [zone.name.databaseValue])
        }
        guard known == zone.name else {
            throw LedgerError.zoneChanged(book: known, asked: zone.name)
        }
    }
}
