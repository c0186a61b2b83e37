import TesseraModel

extension InMemoryLedger {
    package func voucher(at position: VoucherPosition) throws(LedgerError) -> VoucherState {
        try state(position)
    }

    package func history(of position: VoucherPosition) throws(LedgerError) -> [VoucherEvent] {
        var events: [VoucherEvent] = []
        if let batch = batches.first(where: { $0.covers(position) }),
            let issue = operations[batch.operation], issue.position == nil
        {
            events.append(
                VoucherEvent(
                    operation: batch.operation, time: batch.issuedAt, shop: nil, till: nil,
                    happening: .issued(batch.id)))
        }
        for id in sequence {
            if let stored = operations[id], stored.position == position {
                events.append(stored.event)
            }
        }
        return events
    }

    package func batch(covering position: VoucherPosition) throws(LedgerError) -> Batch {
        try found(position)
    }

    package func batch(_ id: BatchID) throws(LedgerError) -> Batch {
        guard let batch = batches.first(where: { $0.id == id }) else { throw .unknownBatch(id) }
        return batch
    }

    package func batches(after id: BatchID?, limit: Int) throws(LedgerError) -> [Batch] {
        Array(batches.filter { batch in id.map { batch.id > $0 } ?? true }.prefix(limit))
    }

    package func vouchersInUse(
        after position: VoucherPosition?, limit: Int
    ) throws(LedgerError) -> [VoucherState] {
        let rest = touched.values.filter { state in position.map { state.position > $0 } ?? true }
        return Array(rest.sorted { $0.position < $1.position }.prefix(limit))
    }

    package func member(_ number: MemberNumber) throws(LedgerError) -> Member {
        guard let member = members[number] else { throw .unknownMember(number) }
        return member
    }

    package func members(
        after number: MemberNumber?, limit: Int
    ) throws(LedgerError) -> [Member] {
        let rest = members.values.filter { member in number.map { member.number > $0 } ?? true }
        return Array(rest.sorted { $0.number < $1.number }.prefix(limit))
    }

    package func operation(_ id: OperationID) throws(LedgerError) -> VoucherEvent? {
        operations[id]?.event
    }

    package func lastRedemption(at till: TillID) throws(LedgerError) -> Redemption? {
        for id in sequence.reversed() {
            if case .success(.redemption(let redemption)) = operations[id]?.answer,
                redemption.use.till == till
            {
                return redemption
            }
        }
        return nil
    }

    package func countWrongCode(at till: TillID, time: Timestamp) throws(LedgerError) -> Int {
        let key = WrongCodes(till: till, hour: time.seconds / 3_600)
        wrongCodeCounts[key, default: 0] += 1
        return wrongCodeCounts[key, default: 0]
    }

    package func wrongCodes(at till: TillID, time: Timestamp) throws(LedgerError) -> Int {
        wrongCodeCounts[WrongCodes(till: till, hour: time.seconds / 3_600), default: 0]
    }

    package func forgiveWrongCodes(at till: TillID) throws(LedgerError) {
        wrongCodeCounts = wrongCodeCounts.filter { $0.key.till != till }
    }

    package func admitLiveStep(
        _ step: Int64, of position: VoucherPosition
    ) throws(LedgerError) {
        if let last = liveSteps[position], step <= last { throw .liveCodeUsed }
        liveSteps[position] = step
    }

    package func figures() throws(LedgerError) -> LedgerFigures {
        var liabilities: [String: Int64] = [:]
        for (account, balance) in balances() where account.purpose == .liability {
            if case .currency(let currency) = account.asset {
                liabilities[currency.code, default: 0] += balance
            }
        }
        return LedgerFigures(
            batches: batches.count,
            vouchers: batches.filter { !$0.order.series.isMember }.map(\.order.count)
                .reduce(0, +),
            vouchersInUse: touched.count, members: members.count, operations: operations.count,
            liabilities: liabilities, lastRecorded: clock.lastRecorded)
    }

    private func balances() -> [Account: Int64] {
        var balances: [Account: Int64] = [:]
        for stored in operations.values {
            for transfer in stored.transfers {
                balances[transfer.debit, default: 0] -= transfer.amount
                balances[transfer.credit, default: 0] += transfer.amount
            }
        }
        return balances
    }

    package func audit() async throws(LedgerError) -> LedgerAudit { try await recounted() }

    package func export(_ receive: @escaping @Sendable (LedgerRecord) throws -> Void) throws {
        for batch in batches { try receive(.batch(batch)) }
        for member in try members(after: nil, limit: .max) {
            try receive(
                .member(member.number, card: member.card, enrolledAt: member.enrolledAt))
        }
        for id in sequence {
            guard let stored = operations[id] else { continue }
            try receive(.operation(stored.event, position: stored.position))
            for (leg, transfer) in stored.transfers.enumerated() {
                try receive(.transfer(transfer, operation: id, leg: leg))
            }
        }
        for voucher in try vouchersInUse(after: nil, limit: .max) { try receive(.voucher(voucher)) }
    }
}
