import TesseraModel

extension InMemoryLedger {
    package func undo(_ request: UndoRequest) throws(LedgerError) -> Reversal {
        let content = Content.undo(request.redemption, request.till)
        let (answer, isReplay) = try once(
            request.operation, content, wall: request.time
        ) { time throws(LedgerError) in
            undone(request, content, at: time)
        }
        guard case .reversal(let found) = answer else { preconditionFailure("kept by content") }
        return Reversal(
            operation: found.operation, redemption: found.redemption, position: found.position,
            terms: found.terms, returned: found.returned, balance: found.balance,
            time: found.time, isReplay: isReplay)
    }

    private func undone(
        _ request: UndoRequest, _ content: Content, at time: Timestamp
    ) -> StoredOperation {
        var position: VoucherPosition?
        var answer: Result<Answer, LedgerError>
        var happening: VoucherEvent.Happening
        var transfers: [Transfer] = []
        do throws(LedgerError) {
            guard let original = operations[request.redemption],
                case .success(.redemption(let redemption)) = original.answer
            else { throw .unknownRedemption(request.redemption) }
            position = redemption.position
            try UndoRules.check(
                redemption.use, undoneAt: undone[request.redemption], by: request.till, now: time)
            var voucher = try state(redemption.position)
            voucher.balance += redemption.taken
            voucher.lastUse = lastUse(of: redemption.position, without: request.redemption)
            touched[redemption.position] = voucher
            undone[request.redemption] = time
            transfers = original.transfers.map(\.reversed)
            answer = .success(
                .reversal(
                    Reversal(
                        operation: request.operation, redemption: request.redemption,
                        position: redemption.position, terms: redemption.terms,
                        returned: redemption.taken, balance: voucher.balance, time: time,
                        isReplay: false)))
            happening = .undone(
                request.redemption, returned: redemption.taken, balance: voucher.balance)
        } catch {
            answer = .failure(error)
            happening = .refused(error)
        }
        return StoredOperation(
            content: content,
            event: VoucherEvent(
                operation: request.operation, time: time, shop: nil, till: request.till,
                happening: happening),
            position: position, answer: answer, transfers: transfers)
    }

    private func lastUse(of position: VoucherPosition, without id: OperationID) -> Use? {
        for other in sequence.reversed() where other != id && undone[other] == nil {
            if case .success(.redemption(let redemption)) = operations[other]?.answer,
                redemption.position == position
            {
                return redemption.use
            }
        }
        return nil
    }

    package func change(_ request: ChangeRequest) throws(LedgerError) -> VoucherState {
        let content = Content.change(request.position, request.action)
        let (answer, _) = try once(
            request.operation, content, wall: request.time
        ) { time throws(LedgerError) in
            changed(request, content, at: time)
        }
        guard case .voucher(let voucher) = answer else { preconditionFailure("kept by content") }
        return voucher
    }

    private func changed(
        _ request: ChangeRequest, _ content: Content, at time: Timestamp
    ) -> StoredOperation {
        var answer: Result<Answer, LedgerError>
        var happening: VoucherEvent.Happening
        var transfers: [Transfer] = []
        do throws(LedgerError) {
            let outcome = try ChangeRules.outcome(
                of: request.action, on: try state(request.position), at: time)
            touched[request.position] = outcome.voucher
            transfers = outcome.transfer.map { [$0] } ?? []
            answer = .success(.voucher(outcome.voucher))
            happening = .changed(request.action, balance: outcome.voucher.balance)
        } catch {
            answer = .failure(error)
            happening = .refused(error)
        }
        return StoredOperation(
            content: content,
            event: VoucherEvent(
                operation: request.operation, time: time, shop: nil, till: nil,
                happening: happening),
            position: request.position, answer: answer, transfers: transfers)
    }

    package func enrol(_ request: EnrolmentRequest) throws(LedgerError) -> Member {
        let content = Content.enrol(request.number, request.profile, request.card)
        let (answer, _) = try once(
            request.operation, content, wall: request.time
        ) { time throws(LedgerError) in
            try enrolled(request, content, at: time)
        }
        guard case .member(let member) = answer else { preconditionFailure("kept by content") }
        return member
    }

    private func enrolled(
        _ request: EnrolmentRequest, _ content: Content, at time: Timestamp
    ) throws(LedgerError) -> StoredOperation {
        guard members[request.number] == nil else { throw .memberNumberTaken(request.number) }
        let mine = batches.filter { $0.order.series == request.card.series }
        guard
            let position = Series.start(
                count: 1, seriesEnd: mine.map(\.end).max(),
                ledgerEnd: batches.map(\.end).max() ?? 0)
        else { throw .listsExhausted }
        let batch = Batch(
            id: BatchID(Int64(batches.count + 1)), first: position, order: request.card,
            operation: request.operation, issuedAt: time)
        let member = Member(
            number: request.number, card: position, batch: batch.id, enrolledAt: time,
            profile: request.profile)
        batches.append(batch)
        members[request.number] = member
        return StoredOperation(
            content: content,
            event: VoucherEvent(
                operation: request.operation, time: time, shop: nil, till: nil,
                happening: .enrolled(request.number)),
            position: position, answer: .success(.member(member)), transfers: [])
    }
}
