import TesseraLedger
import TesseraModel

/// An acceptor, a group, a device or an operator, as it is stored.
enum PartyRow {
    private static let query = "SELECT name, audience, state FROM party "

    /// Keeps parties as they are, and others from changing them; in order of their names, so that
    /// nobody waits in a circle.
    static let forUpdate = PostgresStatement(
        "party_for_update",
        query + "WHERE name = ANY ($1) ORDER BY name COLLATE \"C\" FOR UPDATE", [.texts])

    /// Keeps parties as they are while others may read them too.
    static let forShare = PostgresStatement(
        "party_for_share",
        query + "WHERE name = ANY ($1) ORDER BY name COLLATE \"C\" FOR SHARE", [.texts])

    private static let one = PostgresStatement(
        "party_one", query + "WHERE name = $1", [.text])

    private static let all = PostgresStatement(
        "party_all", query + "ORDER BY name COLLATE \"C\"")

    private static let lastAudiences = PostgresStatement(
        "party_last_audiences",
        """
        SELECT max(audience) FILTER (WHERE audience < $1),
            max(audience) FILTER (WHERE audience >= $1)
        FROM party WHERE audience > 0
        """, [.int32])

    private static let insertion = PostgresStatement(
        "party_put",
        """
        INSERT INTO party (name, audience, state) VALUES ($1, $2, $3)
        ON CONFLICT (name) DO UPDATE SET audience = excluded.audience, state = excluded.state
        """, [.text, .int32, .text])

    /// Everybody in order of their names.
    static func all(on connection: PostgresConnection) throws -> [Party] {
        try parties(try connection.answer(all))
    }

    /// The party with a name; `nil` if there is none.
    static func party(_ name: PartyName, on connection: PostgresConnection) throws -> Party? {
        try parties(try connection.answer(one, [.text(name.text)])).first
    }

    /// The parties of an answer.
    ///
    /// - Throws: ``PostgresFailure/unreadable``, `LedgerError.ledgerDamaged`.
    static func parties(_ answer: PostgresAnswer) throws -> [Party] {
        try (0..<answer.count).map { row in
            let party = try CompactText.value(Party.self, of: try answer.text(row, 2))
            // What is looked up must be what is told.
            guard try answer.text(row, 0) == party.name.text,
                try answer.optionalInt64(row, 1) == party.audience.map({ Int64($0.number) })
            else { throw LedgerError.ledgerDamaged }
            return party
        }
    }

    /// What writes a new state in the place of what is there, or a new party.
    static func put(_ party: Party) throws -> PostgresExecution {
        PostgresExecution(
            insertion,
            [
                .text(party.name.text),
                party.audience.map { .int32(Int32($0.number)) } ?? .null,
                .text(try CompactText.text(of: party)),
            ])
    }

    /// The highest audience given to a partner and to a group; `nil` if none was.
    static func lastAudiences(
        on connection: PostgresConnection
    ) throws -> (partner: UInt16?, group: UInt16?) {
        let row = try connection.answer(
            lastAudiences, [.int32(Int32(PartnerGroup.firstAudience))])
        return (
            try row.optionalInt64(0, 0).flatMap { UInt16(exactly: $0) },
            try row.optionalInt64(0, 1).flatMap { UInt16(exactly: $0) }
        )
    }
}
