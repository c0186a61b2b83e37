import Synchronization
import TesseraLedger
import TesseraModel

extension PostgresLedger {
    package func epoch() async throws(LedgerError) -> UInt64 {
        try await ask { try BookSettings.epoch(on: $0) }
    }

    package func history(
        of position: VoucherPosition
    ) async throws(LedgerError) -> [BookedOperation] {
        try await ask { try BookQuestions.history(of: position, on: $0) }
    }

    package func batch(covering position: VoucherPosition) async throws(LedgerError) -> Batch {
        // A batch never changes, and every code that is shown asks for its own.
        if let batch = known.batch(covering: position) { return batch }
        let found = try await ask { try BatchRow.covering(position, on: $0) }
        guard let found else { throw .unknownVoucher(position) }
        known.keep(found)
        return found
    }

    package func batch(_ id: BatchID) async throws(LedgerError) -> Batch {
        guard let batch = try await ask({ try BatchRow.batch(id, on: $0) }) else {
            throw .unknownBatch(id)
        }
        return batch
    }

    package func batches(after id: BatchID?, limit: Int) async throws(LedgerError) -> [Batch] {
        try await ask { try BatchRow.page(after: id, limit: limit, on: $0) }
    }

    package func vouchersInUse(
        after position: VoucherPosition?, limit: Int
    ) async throws(LedgerError) -> [VoucherState] {
        let known = known
        return try await ask { connection in
            try BookQuestions.vouchers(after: position, limit: limit, known, on: connection)
        }
    }

    package func member(_ number: MemberNumber) async throws(LedgerError) -> Member {
        guard let member = try await ask({ try MemberRow.member(number, on: $0) }) else {
            throw .unknownMember(number)
        }
        return member
    }

    package func members(
        after number: MemberNumber?, limit: Int
    ) async throws(LedgerError) -> [Member] {
        try await ask { try MemberRow.page(after: number, limit: limit, on: $0) }
    }

    package func operation(_ id: OperationID) async throws(LedgerError) -> BookedOperation? {
        try await ask { connection in
            try OperationRow.all(try connection.answer(OperationRow.byID, [.id(id)])).first
        }
    }

    package func lastRedemption(at till: TillID) async throws(LedgerError) -> BookedOperation? {
        try await ask { try BookQuestions.lastRedemption(at: till, on: $0) }
    }

    package func limits() async throws(LedgerError) -> [LimitInForce] {
        try await ask { try LimitRow.summary(on: $0) }
    }

    package func lots(of holding: Holding) async throws(LedgerError) -> [Lot] {
        try await ask { try MemberRow.lots(of: holding, on: $0) }
    }

    package func balances() async throws(LedgerError) -> [Account: Int64] {
        try await ask { try BookQuestions.balances(on: $0) }
    }

    package func parties() async throws(LedgerError) -> [Party] {
        try await ask { try PartyRow.all(on: $0) }
    }

    package func party(_ name: PartyName) async throws(LedgerError) -> Party? {
        try await ask { try PartyRow.party(name, on: $0) }
    }

    package func claims(
        after: OperationID?, conflictsOnly: Bool, limit: Int
    ) async throws(LedgerError) -> [BookedOperation] {
        try await ask { connection in
            try BookQuestions.claims(
                after: after, conflictsOnly: conflictsOnly, limit: limit, on: connection)
        }
    }

    package func events(
        after: OperationID?, limit: Int
    ) async throws(LedgerError) -> [BookedOperation] {
        try await ask { try BookQuestions.events(after: after, limit: limit, on: $0) }
    }

    package func publications() async throws(LedgerError) -> [BookedOperation] {
        try await ask { try BookQuestions.publications(on: $0) }
    }

    package func unsealed(limit: Int) async throws(LedgerError) -> [BookedOperation] {
        let (page, bound) = try await moment { connection in
            let page = try SealRow.unsealed(limit: limit, on: connection)
            // A page that is not full is all there was to see at this moment.
            let bound = page.count < limit ? try SealRow.bound(on: connection) : nil
            return (page, bound)
        }
        if let bound, bound.possible != bound.set, mayBook {
            try await booking { connection in
                try SealRow.setBound(bound.possible, insteadOf: bound.set, on: connection)
            }
        }
        return page
    }

    package func sealed(
        after sequence: Int64, limit: Int
    ) async throws(LedgerError) -> [SealedOperation] {
        try await ask { try SealRow.sealed(after: sequence, limit: limit, on: $0) }
    }

    package func lastSeal() async throws(LedgerError) -> SealedOperation? {
        try await ask { connection in
            let last = try SealRow.lastNumber(on: connection)
            guard last > 0 else { return nil }
            return try SealRow.sealed(after: last - 1, limit: 1, on: connection).first
        }
    }

    package func wrongCodes(at till: TillID, time: Timestamp) async throws(LedgerError) -> Int {
        let hour = time.seconds / 3_600
        return try await ask { try TillRow.wrongCodes(at: till, hour: hour, on: $0) }
    }

    package func figures() async throws(LedgerError) -> LedgerFigures {
        try await moment { try BookQuestions.figures(on: $0) }
    }

    /// The book recounted from history, and the database's own soundness.
    ///
    /// - Throws: Infrastructure errors; what is wrong with the book is a finding.
    package func audit() async throws(LedgerError) -> LedgerAudit {
        let recount = try await recounted(in: zone)
        return recount.adding(try await moment { try BookCheck.findings(on: $0) })
    }

    package func export(
        _ receive: @escaping @Sendable (LedgerRecord) throws -> Void
    ) async throws {
        let known = known
        try await askAtOneMoment { connection in
            try BookExport.records(known, on: connection, to: receive)
        }
    }

    /// Asks something whose statements all see the same moment.
    private func moment<Answer: Sendable>(
        _ question: @escaping @Sendable (PostgresConnection) throws -> Answer
    ) async throws(LedgerError) -> Answer {
        do {
            return try await askAtOneMoment(question)
        } catch let error as LedgerError {
            throw error
        } catch {
            throw .unavailable
        }
    }
}
