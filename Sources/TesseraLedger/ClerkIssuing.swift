import TesseraModel

/// Issuing, enrolling and changing.
extension Clerk {
    static func issue<P: Paper>(
        _ orders: [BatchOrder], on paper: inout P
    ) throws -> Decision {
        // Reckoned before anything is placed, so that a refusal leaves nothing to take back.
        let transfers = try orders.compactMap { try $0.issueTransfer }
        return Decision(
            outcome: .issued(try placed(orders, on: &paper)), transfers: transfers)
    }

    static func enrol<P: Paper>(
        _ number: MemberNumber, _ card: BatchOrder, on paper: inout P
    ) throws -> Decision {
        guard try paper.member(number) == nil else {
            throw LedgerError.memberNumberTaken(number)
        }
        let batches = try placed([card], on: &paper)
        guard let batch = batches.first else { throw LedgerError.listsExhausted }
        return Decision(position: batch.first, outcome: .enrolled(batch), terms: card.terms)
    }

    static func change<P: Paper>(
        _ position: VoucherPosition, _ action: VoucherAction, at time: Timestamp,
        on paper: inout P
    ) throws -> Decision {
        let old = try paper.voucher(at: position)
        let outcome = try ChangeRules.outcome(of: action, on: old.tidied(at: time), at: time)
        try paper.put(outcome.voucher, insteadOf: old)
        return Decision(
            position: position, outcome: .changed(ChangedVoucher(outcome.voucher)),
            transfers: outcome.transfer.map { [$0] } ?? [], terms: old.terms)
    }

    /// Finds ids and positions for orders.
    private static func placed<P: Paper>(
        _ orders: [BatchOrder], on paper: inout P
    ) throws -> [IssuedBatch] {
        var made: [IssuedBatch] = []
        var seriesEnds: [Series: Int] = [:]
        var ledgerEnd = 0
        for order in orders {
            let ends = try paper.shelfEnds(of: order.series)
            ledgerEnd = max(ledgerEnd, ends.ledgerEnd)
            guard
                let first = Series.start(
                    count: order.count, seriesEnd: seriesEnds[order.series] ?? ends.seriesEnd,
                    ledgerEnd: ledgerEnd)
            else { throw LedgerError.listsExhausted }
            made.append(
                IssuedBatch(id: BatchID(ends.nextBatch + Int64(made.count)), first: first))
            seriesEnds[order.series] = first.number + order.count
            ledgerEnd = max(ledgerEnd, first.number + order.count)
        }
        return made
    }
}

extension BookedOperation {
    /// The batches that it brought into the book, none if it brought none.
    package var batches: [Batch] {
        switch (wish, outcome) {
        case (.issue(let orders), .issued(let issued)):
            zip(orders, issued).map { batch(of: $0, $1) }
        case (.enrol(_, let card), .enrolled(let issued)):
            [batch(of: card, issued)]
        default: []
        }
    }

    private func batch(of order: BatchOrder, _ issued: IssuedBatch) -> Batch {
        Batch(
            id: issued.id, first: issued.first, order: order, operation: operation,
            issuedAt: time)
    }
}
