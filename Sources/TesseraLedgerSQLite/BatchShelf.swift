import GRDB
import TesseraLedger
import TesseraModel

/// Batches as they are stored.
extension BatchShelf {
    /// The columns in the order that ``batch(from:)`` reads them.
    static let query = """
        SELECT batch.number, batch.first, batch.count, batch.terms, operation.id, operation.time
        FROM batch JOIN operation ON operation.number = batch.operation

        """

    /// The batch that covers a position.
    ///
    /// - Throws: ``LedgerError/unknownVoucher(_:)`` if none does;
    ///   ``LedgerError/ledgerDamaged``; errors of the database.
    mutating func batch(covering position: VoucherPosition, _ db: Database) throws -> Batch {
        if let known = batch(covering: position) { return known }
        let found = try db.row(
            BatchShelf.query + "WHERE batch.first <= ? ORDER BY batch.first DESC LIMIT 1",
            [Int64(position.number).databaseValue])
        guard let batch = try found.map(BatchShelf.batch), batch.covers(position) else {
            throw LedgerError.unknownVoucher(position)
        }
        keep(batch)
        return batch
    }

    /// A batch as read.
    ///
    /// - Throws: ``LedgerError/ledgerDamaged`` if it cannot be read or contradicts itself.
    static func batch(from row: Row) throws(LedgerError) -> Batch {
        let order = try CompactText.value(BatchOrder.self, of: try row.text(3))
        let first = try row.position(1)
        guard Int64(order.count) == (try row.integer(2)), order.count > 0,
            first.number + order.count <= VoucherPosition.positionCount
        else { throw .ledgerDamaged }
        return Batch(
            id: BatchID(try row.integer(0)), first: first, order: order,
            operation: try row.operationID(4),
            issuedAt: Timestamp(milliseconds: try row.integer(5)))
    }
}
