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
        // The card of somebody who was erased stays as it is for ever.
        if case .member(let number, _) = old.terms { try isThere(number, on: &paper) }
        let outcome = try ChangeRules.outcome(of: action, on: old.tidied(at: time), at: time)
        try paper.put(outcome.voucher, insteadOf: old)
        return Decision(
            position: position, outcome: .changed(ChangedVoucher(outcome.voucher)),
            transfers: outcome.transfer.map { [$0] } ?? [], terms: old.terms)
    }

    /// What is left of a voucher moves to a new one; no account changes, because what is owed stays
    /// what it was.
    static func replace<P: Paper>(
        _ position: VoucherPosition, with order: BatchOrder, at time: Timestamp,
        on paper: inout P
    ) throws -> Decision {
        let old = try paper.voucher(at: position)
        if case .member(let number, _) = old.terms { try isThere(number, on: &paper) }
        let voucher = old.tidied(at: time)
        var failures = RedemptionRules.failures(
            of: voucher, today: paper.zone.day(at: time), isHeld: false)
        // One that is good from tomorrow on may be replaced today.
        failures.removeAll { if case .notYetValid = $0 { true } else { false } }
        guard failures.isEmpty else { throw LedgerError.combined(failures) }
        _ = try RedemptionRules.part(voucher.balance, of: voucher, at: time)
        guard order.replaces(voucher) else { throw LedgerError.wishUnfit }
        guard let made = try placed([order], on: &paper).first else {
            throw LedgerError.listsExhausted
        }
        var spent = voucher
        spent.balance = 0
        spent.standing = .blocked(at: time, reason: "replaced by \(made.first.voucherText)")
        try paper.put(spent, insteadOf: old)
        return Decision(position: position, outcome: .issued([made]), terms: old.terms)
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
        case (.replace(_, let order), .issued(let issued)):
            issued.map { batch(of: order, $0) }
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

extension BatchOrder {
    /// Returns whether it is one voucher that holds what is left of another and promises no more.
    fileprivate func replaces(_ voucher: VoucherState) -> Bool {
        guard count == 1, faceValue == voucher.balance, activation == .atIssue,
            validity.last <= voucher.validity.last, holder == voucher.holder
        else { return false }
        switch (terms, voucher.terms) {
        case (.gift(let face), .gift(let old)): return face.currency == old.currency
        case (.discount(let discount), .discount(let old)): return discount == old
        case (.entitlement(let right), .entitlement(let old)):
            return right.campaign == old.campaign && right.termsDigest == old.termsDigest
        case (.member(let number, _), .member(let old, _)): return number == old
        default: return false
        }
    }
}
