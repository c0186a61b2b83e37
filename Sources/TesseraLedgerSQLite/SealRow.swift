import Foundation
import GRDB
import TesseraLedger
import TesseraModel

/// The seals of the journal as they are stored: the heads of up to so many operations in a row.
///
/// An operation's number is its place in the journal: one writer gives the numbers, and those of a
/// transaction that was rolled back are given again.
///
/// - Source: L4.
enum SealRow {
    /// How many heads stand in a row: together they fill one page.
    private static let headsInRow = 120

    /// The number of the last sealed operation; 0 for none.
    static func lastNumber(_ db: Database) throws -> Int64 {
        let row = try db.row(
            "SELECT first + length(heads) / 32 - 1 FROM seal ORDER BY first DESC LIMIT 1", [])
        return try row?.integer(0) ?? 0
    }

    /// Keeps seals that go on from the last one.
    ///
    /// - Throws: ``LedgerError/sealedElsewhere``; errors of the database.
    static func keep(_ sealed: [SealedOperation], _ db: Database) throws {
        guard let first = sealed.first else { return }
        guard try lastNumber(db) == first.sequence - 1 else { throw LedgerError.sealedElsewhere }
        var rest = sealed[...]
        while let first = rest.first {
            let part = rest.prefix(headsInRow)
            rest = rest.dropFirst(headsInRow)
            try db.run(
                "INSERT INTO seal (first, heads) VALUES (?, ?)",
                [
                    first.sequence.databaseValue,
                    Data(part.flatMap(\.head.bytes)).databaseValue,
                ])
        }
    }

    /// Sealed operations in the order of their numbers.
    static func sealed(
        after sequence: Int64, limit: Int, _ db: Database
    ) throws -> [SealedOperation] {
        let last = try lastNumber(db)
        guard sequence < last, limit > 0 else { return [] }
        let wanted = min(last, sequence + Int64(min(limit, Int(Int32.max))))
        var heads: [Int64: ChainHead] = [:]
        let rows = try db.rows(
            """
            SELECT first, heads FROM seal WHERE first <= ? AND first + length(heads) / 32 > ?
            ORDER BY first
            """, [wanted.databaseValue, (sequence + 1).databaseValue])
        for row in rows {
            let first = try row.integer(0)
            let value: DatabaseValue = row[1]
            guard case .blob(let data) = value.storage else { throw LedgerError.ledgerDamaged }
            let bytes = [UInt8](data)
            for index in 0..<bytes.count / 32 {
                heads[first + Int64(index)] = ChainHead(Array(bytes[index * 32..<index * 32 + 32]))
            }
        }
        var sealed: [SealedOperation] = []
        try BookExport.operations(after: sequence, limit: Int(wanted - sequence), db) {
            number, booked in
            // A number that is missing shows as a wrong head further on.
            guard let head = heads[number] else { throw LedgerError.ledgerDamaged }
            sealed.append(SealedOperation(sequence: number, operation: booked, head: head))
        }
        return sealed
    }
}
