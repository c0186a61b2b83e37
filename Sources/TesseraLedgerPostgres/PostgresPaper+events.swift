import TesseraLedger
import TesseraModel

// What events are judged by, and the lock under which things are added.
extension PostgresPaper {
    func tally(_ key: String) throws -> Int64 { try TallyRow.units(key, on: connection) }

    func put(_ tally: Tally) throws { try TallyRow.put(tally, on: connection) }

    func events(of card: VoucherPosition) throws -> [BookedOperation] {
        try BookQuestions.events(of: card, on: connection)
    }

    func lastPublication() throws -> BookedOperation? {
        // Of two who publish at once the second sees what the first did.
        try lockShelf(PostgresPaper.sharedShelf)
        return try BookQuestions.publications(on: connection).last
    }

    /// Keeps batches, members and parties from being added until the transaction ends.
    func lockShelf(_ lock: PostgresStatement = shelf) throws {
        guard try !connection.answer(lock).isEmpty else { throw LedgerError.ledgerDamaged }
    }
}
