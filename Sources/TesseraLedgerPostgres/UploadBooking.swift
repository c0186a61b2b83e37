import TesseraLedger
import TesseraModel

/// What is written at the end.
extension UploadPaper {
    /// Writes everything that was decided; nothing is asked of this paper afterwards.
    ///
    /// - Throws: `LedgerError.ledgerDamaged` if a voucher is not as it was read; any
    ///   ``PostgresFailure``.
    mutating func finish() throws {
        for booked in written {
            paper.recorded(booked.time)
            try paper.keep(booked.transfers.flatMap { [$0.debit, $0.credit] })
        }
        let changed = vouchers.values.filter { $0.before != $0.now }
            .sorted { $0.now.position < $1.now.position }
        var executions = [VoucherRow.update(changed.map(\.now), insteadOf: changed.map(\.before))]
        for voucher in changed {
            executions += VoucherRow.holdChanges(voucher.now, insteadOf: voucher.before)
        }
        for (account, count) in used where count.before != count.now {
            executions.append(LimitRow.putting(count.now, of: account))
        }
        for (id, count) in replays {
            executions.append(PostgresPaper.replays(of: id, count))
        }
        let filed = written.compactMap { booked -> (claim: Claim, operation: OperationID)? in
            guard let (claim, verdict) = booked.claim, verdict.isFiled(claim) else { return nil }
            return (claim, booked.operation)
        }
        executions.append(ClaimRow.insertion(of: filed))
        executions += try OperationRow.insertion(of: written)
        let answers = try paper.connection.answers(executions)
        guard answers[0].count == changed.count else { throw LedgerError.ledgerDamaged }
        try paper.finish()
    }
}
