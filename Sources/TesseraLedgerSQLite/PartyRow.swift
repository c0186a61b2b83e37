import GRDB
import TesseraLedger
import TesseraModel

/// An acceptor, a group, a device or an operator, as it is stored.
enum PartyRow {
    private static let query = "SELECT name, audience, state FROM party "

    /// The party with a name; `nil` if there is none.
    static func party(_ name: PartyName, _ db: Database) throws -> Party? {
        try db.row(query + "WHERE name = ?", [name.text.databaseValue]).map(party)
    }

    /// Everybody in order of their names.
    static func all(_ db: Database) throws -> [Party] {
        try db.rows(query + "ORDER BY name", []).map(party)
    }

    /// Writes a new state in the place of what is there, or a new party.
    static func put(_ party: Party, _ db: Database) throws {
        try db.run(
            """
            INSERT INTO party (name, audience, state) VALUES (?, ?, ?)
            ON CONFLICT (name) DO UPDATE SET audience = excluded.audience, state = excluded.state
            """,
            [
                party.name.text.databaseValue, (party.audience.map { Int64($0.number) }).column,
                try CompactText.text(of: party).databaseValue,
            ])
    }

    /// The highest audience given to a partner and to a group; `nil` if none was.
    static func lastAudiences(_ db: Database) throws -> (partner: UInt16?, group: UInt16?) {
        let first = Int64(PartnerGroup.firstAudience).databaseValue
        func last(_ condition: String) throws -> UInt16? {
            let row = try db.row(
                "SELECT max(audience) FROM party WHERE audience > 0 AND audience \(condition) ?",
                [first])
            return row?.optionalInteger(0).flatMap { UInt16(exactly: $0) }
        }
        return (try last("<"), try last(">="))
    }

    private static func party(_ row: Row) throws(LedgerError) -> Party {
        let party = try CompactText.value(Party.self, of: try row.text(2))
        // What is looked up must be what is told.
        guard try row.text(0) == party.name.text,
            row.optionalInteger(1) == party.audience.map({ Int64($0.number) })
        else { throw .ledgerDamaged }
        return party
    }
}
