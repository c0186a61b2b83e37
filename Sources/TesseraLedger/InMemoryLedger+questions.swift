import TesseraModel

extension InMemoryLedger {
    package func voucher(at position: VoucherPosition) throws(LedgerError) -> VoucherState {
        try asked { paper throws in try paper.voucher(at: position) }
    }

    package func history(
        of position: VoucherPosition
    ) throws(LedgerError) -> [BookedOperation] {
        let issuing = paper.batches.first { $0.covers(position) }?.operation
        return operations.filter { $0.operation == issuing || $0.position == position }
    }

    package func batch(covering position: VoucherPosition) throws(LedgerError) -> Batch {
        try asked { paper throws in try paper.batch(covering: position) }
    }

    package func batch(_ id: BatchID) throws(LedgerError) -> Batch {
        guard let batch = paper.batches.first(where: { $0.id == id }) else {
            throw .unknownBatch(id)
        }
        return batch
    }

    package func batches(after id: BatchID?, limit: Int) throws(LedgerError) -> [Batch] {
        let rest = paper.batches.filter { batch in id.map { batch.id > $0 } ?? true }
        return Array(rest.sorted { $0.id < $1.id }.prefix(limit))
    }

    package func vouchersInUse(
        after position: VoucherPosition?, limit: Int
    ) throws(LedgerError) -> [VoucherState] {
        let rest = paper.vouchers.values.filter { state in
            position.map { state.position > $0 } ?? true
        }
        return Array(rest.sorted { $0.position < $1.position }.prefix(limit))
    }

    package func member(_ number: MemberNumber) throws(LedgerError) -> Member {
        guard let member = paper.members[number] else { throw .unknownMember(number) }
        return member
    }

    package func members(
        after number: MemberNumber?, limit: Int
    ) throws(LedgerError) -> [Member] {
        let rest = paper.members.values.filter { member in
            number.map { member.number > $0 } ?? true
        }
        return Array(rest.sorted { $0.number < $1.number }.prefix(limit))
    }

    package func operation(_ id: OperationID) throws(LedgerError) -> BookedOperation? {
        paper.operations[id]
    }

    package func lastRedemption(at till: TillID) throws(LedgerError) -> BookedOperation? {
        // A till puts its claims back in its own log.
        operations.last { $0.place?.till == till && $0.use != nil && $0.claim == nil }
    }

    package func limits() throws(LedgerError) -> [LimitInForce] {
        paper.limitsInForce.map { limit in
            let uses = paper.limitUses.filter { $0.key.limit == limit.id && $0.value > 0 }
            return LimitInForce(
                limit: limit, accounts: uses.count, mostUsed: uses.values.max() ?? 0)
        }
    }

    package func lots(of holding: Holding) throws(LedgerError) -> [Lot] {
        paper.lots(of: holding)
    }

    package func figures() throws(LedgerError) -> LedgerFigures {
        var liabilities: [String: Int64] = [:]
        for (account, balance) in sums where account.purpose == .liability {
            if case .currency(let currency) = account.asset {
                liabilities[currency.code, default: 0] += balance
            }
        }
        return LedgerFigures(
            batches: paper.batches.count,
            vouchers: paper.batches.filter { !$0.order.series.isMember }.map(\.order.count)
                .reduce(0, +),
            vouchersInUse: paper.vouchers.count, members: paper.members.count,
            operations: paper.order.count, liabilities: liabilities,
            lastRecorded: paper.clock.lastRecorded)
    }

    package func balances() throws(LedgerError) -> [Account: Int64] { sums }

    private var sums: [Account: Int64] {
        var balances: [Account: Int64] = [:]
        for transfer in operations.flatMap(\.transfers) {
            balances[transfer.debit, default: 0] -= transfer.amount
            balances[transfer.credit, default: 0] += transfer.amount
        }
        return balances
    }

    var operations: [BookedOperation] { paper.order.compactMap { paper.operations[$0] } }

    package func audit() async throws(LedgerError) -> LedgerAudit {
        try await recounted(in: paper.zone)
    }

    package func export(_ receive: @escaping @Sendable (LedgerRecord) throws -> Void) throws {
        for booked in operations { try receive(.operation(booked)) }
        for member in try members(after: nil, limit: .max) {
            try receive(member.record)
        }
        for voucher in try vouchersInUse(after: nil, limit: .max) { try receive(.voucher(voucher)) }
        let uses = paper.limitUses.filter { $0.value > 0 }
        for (account, used) in uses.sorted(by: { $0.key.order < $1.key.order }) {
            try receive(.limitUse(account, used: used))
        }
        for (holding, lots) in paper.lots.sorted(by: { $0.key.order < $1.key.order }) {
            for lot in lots { try receive(.lot(lot, holding)) }
        }
        for tally in paper.tallies.values.sorted(by: { $0.key < $1.key }) where tally.units > 0 {
            try receive(.tally(tally))
        }
        for party in parties() { try receive(.party(party)) }
        for (place, claim) in paper.claims.sorted(by: { $0.key.order < $1.key.order }) {
            try receive(.claim(place, claim))
        }
    }

    package func parties() -> [Party] {
        paper.parties.sorted { $0.key < $1.key }.map(\.value)
    }

    package func party(_ name: PartyName) -> Party? { paper.party(name) }

    package func claims(
        after: OperationID?, conflictsOnly: Bool, limit: Int
    ) throws(LedgerError) -> [BookedOperation] {
        page(after: after, limit: limit) { booked in
            booked.claim.map { !conflictsOnly || $0.1.isConflict } ?? false
        }
    }

    package func events(
        after: OperationID?, limit: Int
    ) throws(LedgerError) -> [BookedOperation] {
        page(after: after, limit: limit) { $0.judgement != nil }
    }

    package func publications() throws(LedgerError) -> [BookedOperation] {
        operations.filter { if case .published = $0.outcome { true } else { false } }
    }

    private func page(
        after: OperationID?, limit: Int, _ isWanted: (BookedOperation) -> Bool
    ) -> [BookedOperation] {
        var rest = operations[...]
        if let after {
            guard let index = rest.firstIndex(where: { $0.operation == after }) else { return [] }
            rest = rest[(index + 1)...]
        }
        return Array(rest.lazy.filter(isWanted).prefix(limit))
    }

    package func unsealed(limit: Int) throws(LedgerError) -> [BookedOperation] {
        Array(operations.dropFirst(sealed.count).prefix(limit))
    }

    package func seal(_ operations: [SealedOperation]) throws(LedgerError) {
        guard operations.first.map({ $0.sequence == Int64(sealed.count + 1) }) ?? true else {
            throw .sealedElsewhere
        }
        sealed += operations
    }

    package func sealed(after sequence: Int64, limit: Int) throws(LedgerError) -> [SealedOperation]
    {
        Array(sealed.dropFirst(Int(sequence)).prefix(limit))
    }

    package func lastSeal() throws(LedgerError) -> SealedOperation? { sealed.last }
}

extension LimitAccount {
    /// The order of an export.
    fileprivate var order: (Int64, String, Int) { (limit.number, key, day) }
}

extension Holding {
    /// The order of an export.
    fileprivate var order: (UInt64, String) { (member.number, asset.name) }
}

extension ClaimPlace {
    /// The order of an export.
    fileprivate var order: (String, UInt32, Int64) { (device.text, epoch, sequence) }
}
