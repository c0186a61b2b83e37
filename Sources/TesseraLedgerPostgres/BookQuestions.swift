import TesseraLedger
import TesseraModel

/// Questions that are more than one row.
enum BookQuestions {
    private static let ofPosition = PostgresStatement(
        "operation_of_position",
        OperationRow.query + "WHERE operation.position = $1 " + OperationRow.order, [.int64])

    private static let last = PostgresStatement(
        "operation_last_redemption",
        // From the end backwards: a till asks this about what it did a moment ago.
        OperationRow.query + """
            WHERE kind IN (0, 12) AND (till = $1 OR starts_with(till, $2))
            ORDER BY stamp DESC, operation.id DESC LIMIT 1
            """, [.text, .text])

    private static let claims = page("claim_page", "kind = 24")
    private static let conflicts = page("conflict_page", "is_conflict")
    private static let events = page("event_page", "kind = 34")

    private static let ofCard = PostgresStatement(
        "event_of_card",
        OperationRow.query + "WHERE operation.position = $1 AND kind = 34 " + OperationRow.order,
        [.int64])

    private static let published = PostgresStatement(
        "publications", OperationRow.query + "WHERE kind = 36 " + OperationRow.order)

    /// Those behind the operation `$1`, or all of them where `$3` is 1.
    private static func page(_ name: String, _ condition: String) -> PostgresStatement {
        PostgresStatement(
            name,
            OperationRow.query + """
                WHERE \(condition) AND (stamp, operation.id) > (
                    SELECT latest.stamp, latest.id FROM operation AS latest WHERE latest.id = $1
                    UNION ALL SELECT '-infinity'::timestamptz, $1 WHERE $3 = 1)

                """ + OperationRow.order + " LIMIT $2", [.id, .int64, .int32])
    }

    private static let sums = PostgresStatement(
        "account_sums",
        """
        SELECT sum(change)::bigint, owner, asset, purpose FROM (
            SELECT debit AS number, 0 - amount AS change FROM transfer
            UNION ALL SELECT credit, amount FROM transfer
        ) AS changes JOIN account USING (number) GROUP BY owner, asset, purpose
        """)

    private static let counts = PostgresStatement(
        "figures",
        """
        SELECT (SELECT count(*) FROM batch),
            (SELECT coalesce(sum(count), 0)::bigint FROM batch WHERE NOT is_member),
            (SELECT count(*) FROM voucher), (SELECT count(*) FROM member),
            (SELECT count(*) FROM operation)
        """)

    static func history(
        of position: VoucherPosition, on connection: PostgresConnection
    ) throws -> [BookedOperation] {
        var issuing: [BookedOperation] = []
        // Asking for a voucher that was never issued may have been refused, and that is told. A
        // card is issued by its enrolment, which is found with all else.
        if let batch = try BatchRow.covering(position, on: connection),
            !batch.order.series.isMember
        {
            issuing = try OperationRow.all(
                try connection.answer(OperationRow.byID, [.id(batch.operation)]))
        }
        return try issuing
            + OperationRow.all(
                try connection.answer(ofPosition, [.int64(Int64(position.number))]))
    }

    static func lastRedemption(
        at till: TillID, on connection: PostgresConnection
    ) throws -> BookedOperation? {
        try OperationRow.all(
            try connection.answer(last, [.text(till.text), .text(TillText.prefix(of: till))])
        ).first
    }

    static func claims(
        after: OperationID?, conflictsOnly: Bool, limit: Int, on connection: PostgresConnection
    ) throws -> [BookedOperation] {
        try OperationRow.all(
            try connection.answer(
                conflictsOnly ? conflicts : claims,
                [
                    .id(after ?? OperationID(high: 0, low: 0)), .int64(Int64(limit)),
                    .int32(after == nil ? 1 : 0),
                ]))
    }

    static func events(
        after: OperationID?, limit: Int, on connection: PostgresConnection
    ) throws -> [BookedOperation] {
        try OperationRow.all(
            try connection.answer(
                events,
                [
                    .id(after ?? OperationID(high: 0, low: 0)), .int64(Int64(limit)),
                    .int32(after == nil ? 1 : 0),
                ]))
    }

    /// The accepted events of a member's card, oldest first.
    static func events(
        of card: VoucherPosition, on connection: PostgresConnection
    ) throws -> [BookedOperation] {
        try OperationRow.all(try connection.answer(ofCard, [.int64(Int64(card.number))]))
    }

    /// The versions of the programme, oldest first.
    static func publications(on connection: PostgresConnection) throws -> [BookedOperation] {
        try OperationRow.all(try connection.answer(published))
    }

    static func vouchers(
        after position: VoucherPosition?, limit: Int, _ known: Recollection,
        on connection: PostgresConnection
    ) throws -> [VoucherState] {
        let answer = try connection.answer(
            VoucherRow.page,
            [.int64(position.map { Int64($0.number) } ?? -1), .int64(Int64(limit))])
        return try (0..<answer.count).map { row in
            let position = try answer.position(row, 0)
            if let batch = known.batch(covering: position) {
                return try VoucherRow.state(answer, row, of: batch)
            }
            guard let batch = try BatchRow.covering(position, on: connection) else {
                throw LedgerError.unknownVoucher(position)
            }
            known.keep(batch)
            return try VoucherRow.state(answer, row, of: batch)
        }
    }

    /// What every account received less what it gave.
    static func balances(on connection: PostgresConnection) throws -> [Account: Int64] {
        let answer = try connection.answer(sums)
        var balances: [Account: Int64] = [:]
        for row in 0..<answer.count {
            guard
                let account = AccountText.account(
                    owner: try answer.text(row, 1), asset: try answer.text(row, 2),
                    purpose: try answer.text(row, 3))
            else { throw LedgerError.ledgerDamaged }
            balances[account] = try answer.int64(row, 0)
        }
        return balances
    }

    /// What the book holds in figures.
    static func figures(on connection: PostgresConnection) throws -> LedgerFigures {
        let row = try connection.answer(counts)
        let numbers = try (0..<5).map { Int(try row.int64(0, $0)) }
        var liabilities: [String: Int64] = [:]
        for (account, balance) in try balances(on: connection) where account.purpose == .liability {
            if case .currency(let currency) = account.asset {
                liabilities[currency.code, default: 0] += balance
            }
        }
        return LedgerFigures(
            batches: numbers[0], vouchers: numbers[1], vouchersInUse: numbers[2],
            members: numbers[3], operations: numbers[4], liabilities: liabilities,
            lastRecorded: try BookSettings.lastRecorded(on: connection))
    }
}
