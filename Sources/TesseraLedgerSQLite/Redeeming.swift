import GRDB
import TesseraLedger
import TesseraModel

/// Redemptions and their undoing.
extension Bookkeeper {
    /// Books a redemption or its refusal, or finds the answer that the operation got.
    ///
    /// - Returns: The answer, a sticky refusal included.
    /// - Throws: What stores nothing; errors of the database.
    /// - Source: L3, L7; F01, F02, F25.
    mutating func redeem(
        _ request: RedemptionRequest, _ db: Database
    ) throws -> Result<Redemption, LedgerError> {
        let place = try number(ofShop: request.shop, till: request.till, db)
        if let earlier = try earlier(request.operation, db) {
            return try replayed(earlier, of: request, at: place, db)
        }
        let time = try clock.reading(request.time)
        var row = OperationRow(
            number: nextNumber, id: request.operation, kind: .redeemed, time: time, place: place,
            position: request.position)
        row.demand = request.demand
        do {
            let (voucher, batch) = try state(request.position, db)
            let taking = try RedemptionRules.taking(
                request.demand, from: voucher, today: zone.day(at: time))
            row.moved = taking.amount
            row.discount = taking.discount?.minorUnits
            row.balance = voucher.balance - taking.amount
            try take(taking.amount, from: voucher, of: batch, by: row, db)
            let transfer = Posting(for: voucher.terms)?.redeemed(taking.amount, in: request.shop)
            try record(row, transfer.map { [$0] } ?? [], db)
            return .success(
                Redemption(
                    operation: request.operation, position: request.position,
                    terms: voucher.terms, taken: taking.amount,
                    balance: row.balance ?? 0, discount: taking.discount,
                    use: Use(time: time, shop: request.shop, till: request.till),
                    isReplay: false))
        } catch let refusal as LedgerError where refusal.isSticky {
            row.kind = .redemptionRefused
            row.detail = try CompactText.text(of: OperationDetail(refusal: refusal))
            try record(row, [], db)
            return .failure(refusal)
        }
    }

    /// Decides and acts in one statement: it takes only what is there, on a good day, from a good
    /// voucher, whatever was read before. The row's CHECKs are the net below it. What is left is
    /// known, since nobody else writes; for `RETURNING` SQLite would make a table each time.
    private func take(
        _ amount: Int64, from voucher: VoucherState, of batch: Batch, by row: OperationRow,
        _ db: Database
    ) throws {
        try hot.answer(
            .take,
            [
                .integer(Int64(voucher.position.number)), .integer(batch.id.number),
                .integer(Int64(voucher.validity.last.number)),
                .integer(voucher.balance - amount), .integer(row.number), .integer(amount),
                .integer(Int64(zone.day(at: row.time).number)),
            ], db)
        // Nothing taken after the rules said yes means that file and rules disagree.
        guard db.changesCount == 1 else { throw LedgerError.ledgerDamaged }
    }

    private mutating func replayed(
        _ earlier: OperationRow, of request: RedemptionRequest, at place: Int64, _ db: Database
    ) throws -> Result<Redemption, LedgerError> {
        guard earlier.kind == .redeemed || earlier.kind == .redemptionRefused,
            earlier.position == request.position, earlier.demand == request.demand,
            earlier.place == place
        else { throw LedgerError.operationReused(request.operation) }
        try countReplay(of: earlier, db)
        if earlier.kind == .redemptionRefused {
            guard let refusal = try earlier.details().refusal else {
                throw LedgerError.ledgerDamaged
            }
            return .failure(refusal)
        }
        let use = Use(time: earlier.time, shop: request.shop, till: request.till)
        let terms = try state(request.position, db).batch.order.terms
        return .success(try earlier.redemption(of: terms, use: use, isReplay: true))
    }

    /// Books an undoing or its refusal, or finds the answer that the operation got.
    ///
    /// - Returns: The answer, a sticky refusal included.
    /// - Throws: What stores nothing; errors of the database.
    /// - Source: R4, L13; F04.
    mutating func undo(
        _ request: UndoRequest, _ db: Database
    ) throws -> Result<Reversal, LedgerError> {
        let place = try number(ofShop: nil, till: request.till, db)
        if let earlier = try earlier(request.operation, db) {
            return try replayed(earlier, of: request, at: place, db)
        }
        let time = try clock.reading(request.time)
        var row = OperationRow(
            number: nextNumber, id: request.operation, kind: .undone, time: time, place: place)
        var detail = OperationDetail(redemption: request.redemption)
        do {
            guard let original = try redeemed(request.redemption, db) else {
                throw LedgerError.unknownRedemption(request.redemption)
            }
            row.position = original.row.position
            let undone = try db.row(
                "SELECT time FROM operation WHERE reverses = ?",
                [original.row.number.databaseValue])
            try UndoRules.check(
                original.use,
                undoneAt: try undone.map { Timestamp(milliseconds: try $0.integer(0)) },
                by: request.till, now: time)
            let (position, taken) = (original.position, original.taken)
            row.moved = taken
            row.reverses = original.row.number
            row.balance = try putBack(taken, to: position, from: original.row.number, db)
            row.detail = try CompactText.text(of: detail)
            let terms = try state(position, db).batch.order.terms
            let transfer = Posting(for: terms)?.redeemed(taken, in: original.use.shop).reversed
            try record(row, transfer.map { [$0] } ?? [], db)
            return .success(try row.reversal(of: request.redemption, terms, isReplay: false))
        } catch let refusal as LedgerError where refusal.isSticky {
            row.kind = .undoRefused
            detail.refusal = refusal
            row.detail = try CompactText.text(of: detail)
            try record(row, [], db)
            return .failure(refusal)
        }
    }

    private func putBack(
        _ amount: Int64, to position: VoucherPosition, from redemption: Int64, _ db: Database
    ) throws -> Int64 {
        let row = try db.row(
            """
            UPDATE voucher SET balance = balance + ?2, last_use = (
                SELECT use.number FROM operation AS use
                WHERE use.position = ?1 AND use.kind = 0 AND use.number <> ?3 AND NOT EXISTS
                    (SELECT 1 FROM operation AS undo WHERE undo.reverses = use.number)
                ORDER BY use.number DESC LIMIT 1)
            WHERE position = ?1 RETURNING balance
            """,
            [
                Int64(position.number).databaseValue, amount.databaseValue,
                redemption.databaseValue,
            ])
        guard let balance = try row?.integer(0) else { throw LedgerError.ledgerDamaged }
        return balance
    }

    private mutating func replayed(
        _ earlier: OperationRow, of request: UndoRequest, at place: Int64, _ db: Database
    ) throws -> Result<Reversal, LedgerError> {
        guard earlier.kind == .undone || earlier.kind == .undoRefused, earlier.place == place
        else { throw LedgerError.operationReused(request.operation) }
        let detail = try earlier.details()
        guard detail.redemption == request.redemption else {
            throw LedgerError.operationReused(request.operation)
        }
        try countReplay(of: earlier, db)
        if let refusal = detail.refusal { return .failure(refusal) }
        guard let position = earlier.position else { throw LedgerError.ledgerDamaged }
        let terms = try state(position, db).batch.order.terms
        return .success(try earlier.reversal(of: request.redemption, terms, isReplay: true))
    }
}
