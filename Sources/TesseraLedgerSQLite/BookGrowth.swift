import GRDB
import TesseraLedger
import TesseraModel

/// What an operation brings into the book.
extension SQLitePaper {
    /// Writes batches, a member, a limit or a record of a device's log.
    ///
    /// - Throws: Errors of the database.
    mutating func bring(
        _ booked: BookedOperation, _ profile: SealedProfile?, by operation: Int64
    ) throws {
        let number = operation.databaseValue
        for batch in booked.batches { try insert(batch, by: number) }
        switch (booked.wish, booked.outcome) {
        case (.enrol(let member, _), .enrolled(let card)):
            try insert(member, card, profile, by: number)
        case (.setLimit(let terms), .limited(let id)):
            keeper.known.limits = nil
            try db.run(
                "INSERT INTO limitation (number, operation, terms, most) VALUES (?, ?, ?, ?)",
                [
                    id.number.databaseValue, number,
                    try CompactText.text(of: terms).databaseValue,
                    terms.mostNumber.databaseValue,
                ])
        case (.endLimit(let id), .limitEnded):
            keeper.known.limits = nil
            try db.run(
                "UPDATE limitation SET ended = ? WHERE number = ?",
                [number, id.number.databaseValue])
        case (.erase(let member, _, _), .done):
            try ProfileRow.erase(member, at: booked.time, db)
        case (.claim(let claim), .claimed(let verdict)) where verdict.isFiled(claim):
            try ClaimRow.insert(claim, by: operation, db)
        default: break
        }
    }

    private func insert(_ batch: Batch, by operation: DatabaseValue) throws {
        try db.run(
            """
            INSERT INTO batch (number, first, count, audience, is_member, operation, terms)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [
                batch.id.number.databaseValue, Int64(batch.first.number).databaseValue,
                Int64(batch.order.count).databaseValue,
                Int64(batch.order.audience.number).databaseValue,
                batch.order.series.isMember.databaseValue, operation,
                try CompactText.text(of: batch.order).databaseValue,
            ])
    }

    private func insert(
        _ member: MemberNumber, _ card: IssuedBatch, _ profile: SealedProfile?,
        by operation: DatabaseValue
    ) throws {
        let number = Int64(member.number).databaseValue
        try db.run(
            "INSERT INTO member (number, position, batch, operation) VALUES (?, ?, ?, ?)",
            [
                number, Int64(card.first.number).databaseValue, card.id.number.databaseValue,
                operation,
            ])
        if let profile { try ProfileRow.put(profile, of: member, db) }
    }
}
