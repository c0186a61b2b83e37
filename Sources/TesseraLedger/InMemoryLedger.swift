import TesseraModel

/// The simplest book that keeps the promises: dictionaries, one caller at a time.
///
/// The stores on disk are tested against it.
package actor InMemoryLedger: Ledger {
    let zone: IssuerZone
    var clock = LedgerClock(lastRecorded: nil)
    var batches: [Batch] = []
    var touched: [VoucherPosition: VoucherState] = [:]
    var members: [MemberNumber: Member] = [:]
    var operations: [OperationID: StoredOperation] = [:]
    var sequence: [OperationID] = []
    var undone: [OperationID: Timestamp] = [:]
    var wrongCodeCounts: [WrongCodes: Int] = [:]
    var liveSteps: [VoucherPosition: Int64] = [:]

    /// An operation with what was asked, what was answered and what moved.
    struct StoredOperation {
        let content: Content
        let event: VoucherEvent
        let position: VoucherPosition?
        let answer: Result<Answer, LedgerError>
        let transfers: [Transfer]
    }

    /// What a repeated id is compared by.
    enum Content: Hashable {
        case issue([BatchOrder])
        case redeem(VoucherPosition, Demand, ShopID, TillID)
        case undo(OperationID, TillID)
        case change(VoucherPosition, VoucherAction)
        case enrol(MemberNumber, Profile, BatchOrder)
    }

    /// What an operation was answered.
    enum Answer {
        case batches([Batch])
        case redemption(Redemption)
        case reversal(Reversal)
        case voucher(VoucherState)
        case member(Member)
    }

    struct WrongCodes: Hashable {
        let till: TillID
        let hour: Int64
    }

    /// An empty book.
    ///
    /// - Parameter zone: The issuer's zone, in which days begin and end.
    package init(zone: IssuerZone) {
        self.zone = zone
    }

    /// Gives the earlier answer, or books a new one; refusals that are not sticky store nothing.
    func once(
        _ id: OperationID, _ content: Content, wall: Timestamp,
        _ book: (Timestamp) throws(LedgerError) -> StoredOperation
    ) throws(LedgerError) -> (answer: Answer, isReplay: Bool) {
        if let earlier = operations[id] {
            guard earlier.content == content else { throw .operationReused(id) }
            return (try earlier.answer.get(), true)
        }
        let time = try clock.reading(wall)
        let stored = try book(time)
        _ = try clock.tick(time)
        operations[id] = stored
        sequence.append(id)
        return (try stored.answer.get(), false)
    }

    func state(_ position: VoucherPosition) throws(LedgerError) -> VoucherState {
        if let state = touched[position] { return state }
        return try found(position).untouched(at: position)
    }

    func found(_ position: VoucherPosition) throws(LedgerError) -> Batch {
        guard let batch = batches.last(where: { $0.covers(position) }) else {
            throw .unknownVoucher(position)
        }
        return batch
    }
}

extension InMemoryLedger {
    package func issue(_ request: IssueRequest) throws(LedgerError) -> [Batch] {
        let (answer, _) = try once(
            request.operation, .issue(request.orders), wall: request.time
        ) { time throws(LedgerError) in
            try issued(request, at: time)
        }
        guard case .batches(let batches) = answer else { preconditionFailure("kept by content") }
        return batches
    }

    package func redeem(_ request: RedemptionRequest) throws(LedgerError) -> Redemption {
        let content = Content.redeem(
            request.position, request.demand, request.shop, request.till)
        let (answer, isReplay) = try once(
            request.operation, content, wall: request.time
        ) { time throws(LedgerError) in
            try redeemed(request, content, at: time)
        }
        guard case .redemption(let redemption) = answer else {
            preconditionFailure("kept by content")
        }
        return isReplay ? redemption.replayed : redemption
    }

    private func redeemed(
        _ request: RedemptionRequest, _ content: Content, at time: Timestamp
    ) throws(LedgerError) -> StoredOperation {
        let use = Use(time: time, shop: request.shop, till: request.till)
        var answer: Result<Answer, LedgerError>
        var happening: VoucherEvent.Happening
        var transfers: [Transfer] = []
        do throws(LedgerError) {
            var voucher = try state(request.position)
            let taking = try RedemptionRules.taking(
                request.demand, from: voucher, today: zone.day(at: time))
            voucher.balance -= taking.amount
            voucher.lastUse = use
            touched[request.position] = voucher
            transfers =
                Posting(for: voucher.terms).map {
                    [$0.redeemed(taking.amount, in: request.shop)]
                } ?? []
            answer = .success(
                .redemption(
                    Redemption(
                        operation: request.operation, position: request.position,
                        terms: voucher.terms, taken: taking.amount, balance: voucher.balance,
                        discount: taking.discount, use: use, isReplay: false)))
            happening = .redeemed(taken: taking.amount, balance: voucher.balance)
        } catch {
            answer = .failure(error)
            happening = .refused(error)
        }
        return StoredOperation(
            content: content,
            event: VoucherEvent(
                operation: request.operation, time: time, shop: request.shop, till: request.till,
                happening: happening),
            position: request.position, answer: answer, transfers: transfers)
    }

    private func issued(
        _ request: IssueRequest, at time: Timestamp
    ) throws(LedgerError) -> StoredOperation {
        var made: [Batch] = []
        var transfers: [Transfer] = []
        for order in request.orders {
            let known = batches + made
            let mine = known.filter { $0.order.series == order.series }
            guard
                let first = Series.start(
                    count: order.count, seriesEnd: mine.map(\.end).max(),
                    ledgerEnd: known.map(\.end).max() ?? 0)
            else { throw .listsExhausted }
            made.append(
                Batch(
                    id: BatchID(Int64(known.count + 1)), first: first, order: order,
                    operation: request.operation, issuedAt: time))
            if let transfer = try order.issueTransfer { transfers.append(transfer) }
        }
        batches += made
        return StoredOperation(
            content: .issue(request.orders),
            event: VoucherEvent(
                operation: request.operation, time: time, shop: nil, till: nil,
                happening: .issued(made[0].id)),
            position: nil, answer: .success(.batches(made)), transfers: transfers)
    }
}

extension Batch {
    /// The number after the position of its last voucher.
    package var end: Int { first.number + order.count }
}

extension BatchOrder {
    /// What issuing the batch moves; `nil` where nothing is worth anything yet.
    ///
    /// - Throws: ``LedgerError/amountTooLarge`` if the sum does not fit.
    package var issueTransfer: Transfer? {
        get throws(LedgerError) {
            guard activation == .atIssue, let posting = Posting(for: terms) else { return nil }
            let (sum, overflow) = faceValue.multipliedReportingOverflow(by: Int64(count))
            guard !overflow, sum <= Int64.max / 1_024 else { throw .amountTooLarge }
            return sum > 0 ? posting.issued(sum) : nil
        }
    }
}
