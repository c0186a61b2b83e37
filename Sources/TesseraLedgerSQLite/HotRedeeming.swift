import GRDB
import TesseraLedger
import TesseraModel

/// The plain redemption, by far the most frequent booking, without the detour over the clerk.
///
/// It asks the same rules. Whatever is not plain goes to the clerk: a repeat, a refusal, a limit, a
/// hold.
extension Bookkeeper {
    /// Books a redemption that nothing stands in the way of; `nil` if the clerk has to look at it,
    /// in which case nothing was written.
    ///
    /// - Throws: What stores nothing; errors of the database.
    /// - Source: L3, L7; F01, F02, F25.
    mutating func redeemed(_ request: BookingRequest, _ db: Database) throws -> Booked? {
        guard case .redeem(let position, let demand, nil) = request.wish,
            let place = request.place, let shop = place.shop,
            // Nearly every id is new, and that the index alone can say.
            try hot.answer(.operationNumber, [.id(request.operation)]) == nil,
            let voucher = try plain(position, db)
        else { return nil }
        let time = try clock.reading(request.time)
        let today = zone.day(at: time)
        let verdict = RedemptionRules.verdict(on: demand, from: voucher, today: today, at: time)
        guard verdict.failures.isEmpty, let taking = verdict.taking,
            try !limits(db).contains(where: { $0.terms.covers(voucher.terms) })
        else { return nil }
        let balance = voucher.balance - taking.amount
        try take(
            taking.amount, from: voucher, at: (time, try number(of: place, db)), today: today, db)
        let transfer = Posting(for: voucher.terms)?.redeemed(taking.amount, in: shop)
        let booked = BookedOperation(
            operation: request.operation, time: time, place: place, position: position,
            wish: request.wish,
            outcome: .redeemed(
                taken: taking.amount, balance: balance, discount: taking.discount?.minorUnits),
            transfers: transfer.map { [$0] } ?? [])
        try record(booked, refers: nil, db)
        return Booked(operation: booked, isReplay: false, terms: voucher.terms)
    }

    /// A voucher without holds; `nil` for one that has some or that was never issued.
    private func plain(_ position: VoucherPosition, _ db: Database) throws -> VoucherState? {
        let batch: Batch
        do {
            batch = try known.shelf.batch(covering: position, db)
        } catch LedgerError.unknownVoucher {
            return nil
        }
        let number = Int64(position.number)
        guard try hot.answer(.voucherInUse, [.integer(number)]) != nil,
            let row = try db.row(VoucherRow.byPosition, [number.databaseValue])
        else { return batch.order.holder == nil ? batch.untouched(at: position) : nil }
        let voucher = try VoucherRow.state(row, of: batch, db)
        return voucher.holds.isEmpty && voucher.holder == nil ? voucher : nil
    }

    /// Decides and acts in one statement: it takes only what is there, on a good day, from a good
    /// voucher, whatever was read before. The row's CHECKs are the net below it. What is left is
    /// known, since nobody else writes; for `RETURNING` SQLite would make a table each time.
    private func take(
        _ amount: Int64, from voucher: VoucherState, at use: (time: Timestamp, place: Int64),
        today: Day, _ db: Database
    ) throws {
        try hot.answer(
            .take,
            [
                .integer(Int64(voucher.position.number)), .integer(voucher.batch.number),
                .integer(Int64(voucher.validity.last.number)),
                .integer(voucher.balance - amount), .integer(use.time.milliseconds),
                .integer(amount), .integer(Int64(today.number)), .integer(use.place),
            ])
        // Nothing taken after the rules said yes means that file and rules disagree.
        guard db.rowsChanged == 1 else { throw LedgerError.ledgerDamaged }
    }

    /// The limits in force.
    func limits(_ db: Database) throws -> [Limit] {
        if let limits = known.limits { return limits }
        let limits = try BookReader.limits(db)
        known.limits = limits
        return limits
    }
}
