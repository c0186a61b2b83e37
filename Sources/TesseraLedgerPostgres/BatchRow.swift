import TesseraLedger
import TesseraModel

/// A batch as it is stored.
enum BatchRow {
    private static let query = """
        SELECT batch.number, batch.first, batch.count, batch.terms, operation.id, operation.time
        FROM batch JOIN operation ON operation.id = batch.operation

        """

    private static let covering = PostgresStatement(
        "batch_covering", query + "WHERE batch.first <= $1 ORDER BY batch.first DESC LIMIT 1",
        [.int64])

    private static let byID = PostgresStatement(
        "batch_by_id", query + "WHERE batch.number = $1", [.int64])

    private static let page = PostgresStatement(
        "batch_page", query + "WHERE batch.number > $1 ORDER BY batch.number LIMIT $2",
        [.int64, .int64])

    private static let insertion = PostgresStatement(
        "batch_insert",
        """
        INSERT INTO batch (number, first, count, audience, is_member, operation, terms)
        VALUES ($1, $2, $3, $4, $5 = 1, $6, $7)
        """, [.int64, .int64, .int64, .int32, .int32, .id, .text])

    private static let ends = PostgresStatement(
        "batch_ends",
        """
        SELECT (SELECT max(number) FROM batch), (
            SELECT first + count FROM batch WHERE audience = $1 AND is_member = ($2 = 1)
            ORDER BY first DESC LIMIT 1
        ), (SELECT first + count FROM batch ORDER BY first DESC LIMIT 1)
        """, [.int32, .int32])

    /// The batch that covers a position; `nil` if none does.
    static func covering(
        _ position: VoucherPosition, on connection: PostgresConnection
    ) throws -> Batch? {
        let answer = try connection.answer(covering, [.int64(Int64(position.number))])
        guard !answer.isEmpty else { return nil }
        let batch = try batch(answer, 0)
        return batch.covers(position) ? batch : nil
    }

    /// The batch with an id; `nil` if there is none.
    static func batch(_ id: BatchID, on connection: PostgresConnection) throws -> Batch? {
        let answer = try connection.answer(byID, [.int64(id.number)])
        return answer.isEmpty ? nil : try batch(answer, 0)
    }

    static func page(
        after id: BatchID?, limit: Int, on connection: PostgresConnection
    ) throws -> [Batch] {
        let answer = try connection.answer(
            page, [.int64(id?.number ?? 0), .int64(Int64(limit))])
        return try (0..<answer.count).map { try batch(answer, $0) }
    }

    static func insert(
        _ batch: Batch, by operation: OperationID, on connection: PostgresConnection
    ) throws {
        _ = try connection.answer(
            insertion,
            [
                .int64(batch.id.number), .int64(Int64(batch.first.number)),
                .int64(Int64(batch.order.count)), .int32(Int32(batch.order.audience.number)),
                .int32(batch.order.series.isMember ? 1 : 0), .id(operation),
                .text(try CompactText.text(of: batch.order)),
            ])
    }

    /// Where the next batch of a series may begin.
    static func ends(of series: Series, on connection: PostgresConnection) throws -> ShelfEnds {
        let row = try connection.answer(
            ends, [.int32(Int32(series.audience.number)), .int32(series.isMember ? 1 : 0)])
        return ShelfEnds(
            nextBatch: (try row.optionalInt64(0, 0) ?? 0) + 1,
            seriesEnd: try row.optionalInt64(0, 1).map { Int($0) },
            ledgerEnd: Int(try row.optionalInt64(0, 2) ?? 0))
    }

    private static func batch(_ answer: PostgresAnswer, _ row: Int) throws -> Batch {
        let order = try CompactText.value(BatchOrder.self, of: try answer.text(row, 3))
        let first = try answer.position(row, 1)
        guard Int64(order.count) == (try answer.int64(row, 2)), order.count > 0,
            first.number + order.count <= VoucherPosition.positionCount
        else { throw LedgerError.ledgerDamaged }
        return Batch(
            id: BatchID(try answer.int64(row, 0)), first: first, order: order,
            operation: try answer.id(row, 4),
            issuedAt: Timestamp(milliseconds: try answer.int64(row, 5)))
    }
}
