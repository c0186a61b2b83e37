import GRDB
import TesseraLedger
import TesseraModel

/// Issuing, enrolling and changing.
extension Bookkeeper {
    /// Books batches, or finds those that the operation issued.
    ///
    /// - Throws: What stores nothing; errors of the database.
    /// - Source: L2, L3.
    mutating func issue(_ request: IssueRequest, _ db: Database) throws -> [Batch] {
        if let earlier = try earlier(request.operation, db) {
            let batches = try batches(of: earlier, db)
            guard earlier.kind == .issued, batches.map(\.order) == request.orders else {
                throw LedgerError.operationReused(request.operation)
            }
            try countReplay(of: earlier, db)
            return batches
        }
        let time = try clock.reading(request.time)
        // Reckoned before anything is written, so that a refusal leaves nothing to take back.
        let transfers = try request.orders.compactMap { try $0.issueTransfer }
        let made = try placed(request.orders, by: request.operation, at: time, db)
        var row = OperationRow(
            number: nextNumber, id: request.operation, kind: .issued, time: time)
        row.detail = try CompactText.text(of: OperationDetail(batch: made.first?.id))
        try record(row, transfers, db)
        for batch in made { try insert(batch, by: row, db) }
        return made
    }

    /// Enrols a member, or finds the one whom the operation enrolled.
    ///
    /// - Throws: What stores nothing; errors of the database.
    /// - Source: L3, R11.
    mutating func enrol(_ request: EnrolmentRequest, _ db: Database) throws -> Member {
        if let earlier = try earlier(request.operation, db) {
            let known = try BookReader.member(request.number, db)
            // The profile may have been erased meanwhile; what is gone cannot differ.
            guard earlier.kind == .enrolled, let known,
                try earlier.details().member == request.number,
                try batches(of: earlier, db).map(\.order) == [request.card],
                known.profile == nil || known.profile == request.profile
            else { throw LedgerError.operationReused(request.operation) }
            try countReplay(of: earlier, db)
            return known
        }
        let time = try clock.reading(request.time)
        guard try BookReader.member(request.number, db) == nil else {
            throw LedgerError.memberNumberTaken(request.number)
        }
        let made = try placed([request.card], by: request.operation, at: time, db)
        guard let batch = made.first else { throw LedgerError.listsExhausted }
        var row = OperationRow(
            number: nextNumber, id: request.operation, kind: .enrolled, time: time,
            position: batch.first)
        row.detail = try CompactText.text(of: OperationDetail(member: request.number))
        try record(row, [], db)
        try insert(batch, by: row, db)
        let number = Int64(request.number.number).databaseValue
        try db.run(
            "INSERT INTO member (number, position, batch, operation) VALUES (?, ?, ?, ?)",
            [
                number, Int64(batch.first.number).databaseValue, batch.id.number.databaseValue,
                row.number.databaseValue,
            ])
        try db.run(
            "INSERT INTO profile (member, name, contact) VALUES (?, ?, ?)",
            [number, request.profile.name.databaseValue, request.profile.contact.databaseValue])
        return Member(
            number: request.number, card: batch.first, batch: batch.id, enrolledAt: time,
            profile: request.profile)
    }

    /// Books a change or its refusal, or finds the answer that the operation got.
    ///
    /// - Returns: The answer, a sticky refusal included.
    /// - Throws: What stores nothing; errors of the database.
    /// - Source: L1, L3; F31, F38.
    mutating func change(
        _ request: ChangeRequest, _ db: Database
    ) throws -> Result<VoucherState, LedgerError> {
        if let earlier = try earlier(request.operation, db) {
            guard earlier.kind == .changed || earlier.kind == .changeRefused,
                earlier.position == request.position
            else { throw LedgerError.operationReused(request.operation) }
            let detail = try earlier.details()
            guard detail.action == request.action else {
                throw LedgerError.operationReused(request.operation)
            }
            try countReplay(of: earlier, db)
            if let refusal = detail.refusal { return .failure(refusal) }
            guard let voucher = detail.voucher else { throw LedgerError.ledgerDamaged }
            return .success(voucher)
        }
        let time = try clock.reading(request.time)
        var row = OperationRow(
            number: nextNumber, id: request.operation, kind: .changed, time: time,
            position: request.position)
        var detail = OperationDetail(action: request.action)
        do {
            let outcome = try ChangeRules.outcome(
                of: request.action, on: try state(request.position, db).voucher, at: time)
            try VoucherRow.store(outcome.voucher, db)
            detail.voucher = outcome.voucher
            row.balance = outcome.voucher.balance
            row.detail = try CompactText.text(of: detail)
            try record(row, outcome.transfer.map { [$0] } ?? [], db)
            return .success(outcome.voucher)
        } catch let refusal as LedgerError where refusal.isSticky {
            row.kind = .changeRefused
            detail.refusal = refusal
            row.detail = try CompactText.text(of: detail)
            try record(row, [], db)
            return .failure(refusal)
        }
    }

    private func batches(of operation: OperationRow, _ db: Database) throws -> [Batch] {
        try db.rows(
            BatchShelf.query + "WHERE batch.operation = ? ORDER BY batch.number",
            [operation.number.databaseValue]
        ).map(BatchShelf.batch)
    }

    /// Finds positions for orders; nothing is written yet.
    private func placed(
        _ orders: [BatchOrder], by operation: OperationID, at time: Timestamp, _ db: Database
    ) throws -> [Batch] {
        let last = try db.row("SELECT max(number) FROM batch", [])
        var number = last?.optionalInteger(0) ?? 0
        var ledgerEnd = try end("WHERE true", [], db) ?? 0
        var seriesEnds: [Series: Int] = [:]
        var made: [Batch] = []
        for order in orders {
            let series = order.series
            let seriesEnd =
                try seriesEnds[series]
                ?? end(
                    "WHERE audience = ? AND is_member = ?",
                    [
                        Int64(series.audience.number).databaseValue,
                        series.isMember.databaseValue,
                    ], db)
            guard
                let first = Series.start(
                    count: order.count, seriesEnd: seriesEnd, ledgerEnd: ledgerEnd)
            else { throw LedgerError.listsExhausted }
            number += 1
            let batch = Batch(
                id: BatchID(number), first: first, order: order, operation: operation,
                issuedAt: time)
            seriesEnds[series] = batch.end
            ledgerEnd = max(ledgerEnd, batch.end)
            made.append(batch)
        }
        return made
    }

    private func end(
        _ condition: String, _ arguments: [DatabaseValue], _ db: Database
    ) throws -> Int? {
        let row = try db.row(
            "SELECT first + count FROM batch \(condition) ORDER BY first DESC LIMIT 1", arguments)
        return try row.map { Int(try $0.integer(0)) }
    }

    private func insert(_ batch: Batch, by operation: OperationRow, _ db: Database) throws {
        try db.run(
            """
            INSERT INTO batch (number, first, count, audience, is_member, operation, terms)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [
                batch.id.number.databaseValue, Int64(batch.first.number).databaseValue,
                Int64(batch.order.count).databaseValue,
                Int64(batch.order.audience.number).databaseValue,
                batch.order.series.isMember.databaseValue, operation.number.databaseValue,
                try CompactText.text(of: batch.order).databaseValue,
            ])
    }
}
