import Foundation
import GRDB
import TesseraLedger
import TesseraModel

/// A member's sealed profile as it is stored, and how it is destroyed.
///
/// - Source: R11; F42.
enum ProfileRow {
    /// Writes a profile over the one that is there.
    ///
    /// - Throws: Errors of the database.
    static func put(
        _ profile: SealedProfile, of member: MemberNumber, _ db: Database
    ) throws {
        try overwriting(db) {
            try db.run(
                """
                INSERT INTO profile (member, key, box, enrolled) VALUES (?, ?, ?, ?)
                ON CONFLICT (member) DO UPDATE SET key = excluded.key, box = excluded.box,
                    enrolled = excluded.enrolled
                """,
                [Int64(member.number).databaseValue]
                    + [profile.key, profile.box, profile.enrolled].map { Data($0).databaseValue })
        }
    }

    /// Destroys a profile with its key.
    ///
    /// - Throws: Errors of the database.
    static func erase(_ member: MemberNumber, at time: Timestamp, _ db: Database) throws {
        let number = Int64(member.number).databaseValue
        try db.run(
            "UPDATE member SET erased = ? WHERE number = ?",
            [time.milliseconds.databaseValue, number])
        try overwriting(db) { try db.run("DELETE FROM profile WHERE member = ?", [number]) }
    }

    /// The profile in a row of key, box and digest, from a column on; `nil` if there is none.
    ///
    /// - Throws: ``LedgerError/ledgerDamaged`` for anything but bytes.
    static func profile(_ row: Row, from column: Int) throws(LedgerError) -> SealedProfile? {
        let stored: [DatabaseValue] = (0..<3).map { row[column + $0] }
        guard !stored.allSatisfy(\.isNull) else { return nil }
        var parts: [[UInt8]] = []
        for value in stored {
            guard case .blob(let bytes) = value.storage else { throw .ledgerDamaged }
            parts.append(Array(bytes))
        }
        return SealedProfile(key: parts[0], box: parts[1], enrolled: parts[2])
    }

    /// What is replaced or removed is overwritten in the file, not only forgotten.
    private static func overwriting(_ db: Database, _ work: () throws -> Void) throws {
        try db.execute(sql: "PRAGMA secure_delete = ON")
        defer { try? db.execute(sql: "PRAGMA secure_delete = OFF") }
        try work()
    }
}

extension SQLiteLedger {
    package func setProfile(
        _ profile: SealedProfile, of number: MemberNumber, insteadOf old: SealedProfile?
    ) async throws(LedgerError) {
        try await book { _, db in
            _ = try BookReader.member(number, db).changing(number, from: old)
            try ProfileRow.put(profile, of: number, db)
        }
    }
}
