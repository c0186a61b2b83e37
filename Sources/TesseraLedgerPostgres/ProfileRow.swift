import TesseraLedger
import TesseraModel

/// A member's sealed profile as it is stored, and how it is destroyed.
///
/// - Source: R11; F42.
enum ProfileRow {
    private static let writing = PostgresStatement(
        "profile_put",
        """
        INSERT INTO profile (member, key, box, enrolled) VALUES ($1, $2, $3, $4)
        ON CONFLICT (member) DO UPDATE SET key = excluded.key, box = excluded.box,
            enrolled = excluded.enrolled
        """, [.int64, .bytes, .bytes, .bytes])

    private static let marking = PostgresStatement(
        "member_erase", "UPDATE member SET erased = $2 WHERE number = $1", [.int64, .int64])

    private static let removal = PostgresStatement(
        "profile_erase", "DELETE FROM profile WHERE member = $1", [.int64])

    /// Writes a profile over the one that is there.
    static func put(
        _ profile: SealedProfile, of member: MemberNumber, on connection: PostgresConnection
    ) throws {
        _ = try connection.answer(
            writing,
            [
                .int64(Int64(member.number)), .bytes(profile.key), .bytes(profile.box),
                .bytes(profile.enrolled),
            ])
    }

    /// Destroys a profile with its key.
    ///
    /// The row is dead at once; the server gives its room to others when it cleans up.
    static func erase(
        _ member: MemberNumber, at time: Timestamp, on connection: PostgresConnection
    ) throws {
        let number = PostgresValue.int64(Int64(member.number))
        _ = try connection.answer(marking, [number, .int64(time.milliseconds)])
        _ = try connection.answer(removal, [number])
    }

    /// The profile in a row of key, box and digest, from a column on; `nil` if there is none.
    ///
    /// - Throws: ``LedgerError/ledgerDamaged`` for half of one.
    static func profile(
        _ answer: PostgresAnswer, _ row: Int, from column: Int
    ) throws(LedgerError) -> SealedProfile? {
        let parts = (0..<3).map { answer.bytes(row, column + $0) }
        guard let key = parts[0], let box = parts[1], let enrolled = parts[2] else {
            guard parts.allSatisfy({ $0 == nil }) else { throw .ledgerDamaged }
            return nil
        }
        return SealedProfile(key: key, box: box, enrolled: enrolled)
    }
}

extension PostgresLedger {
    package func setProfile(
        _ profile: SealedProfile, of number: MemberNumber, insteadOf old: SealedProfile?
    ) async throws(LedgerError) {
        try await booking { connection in
            try connection.transaction {
                // Kept before it is read: who erases at the same time waits, or was first.
                _ = try connection.answer(MemberRow.lock, [.int64(Int64(number.number))])
                _ = try MemberRow.member(number, on: connection).changing(number, from: old)
                try ProfileRow.put(profile, of: number, on: connection)
            }
        }
    }
}
