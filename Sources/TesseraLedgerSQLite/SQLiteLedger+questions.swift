import GRDB
import Synchronization
import TesseraLedger
import TesseraModel

extension SQLiteLedger {
    package func history(
        of position: VoucherPosition
    ) async throws(LedgerError) -> [BookedOperation] {
        try await read { db in try BookReader.history(of: position, db) }
    }

    package func batch(covering position: VoucherPosition) async throws(LedgerError) -> Batch {
        if let end = writer?.end { throw end }
        // A batch never changes, and every code that is shown asks for its own.
        if let known = shelf.withLock({ $0.batch(covering: position) }) { return known }
        let batch = try await read { db in try BookReader.batch(covering: position, db) }
        shelf.withLock { $0.keep(batch) }
        return batch
    }

    package func batch(_ id: BatchID) async throws(LedgerError) -> Batch {
        try await read { db in try BookReader.batch(id, db) }
    }

    package func batches(after id: BatchID?, limit: Int) async throws(LedgerError) -> [Batch] {
        try await read { db in try BookReader.batches(after: id, limit: limit, db) }
    }

    package func vouchersInUse(
        after position: VoucherPosition?, limit: Int
    ) async throws(LedgerError) -> [VoucherState] {
        try await read { db in try BookReader.vouchersInUse(after: position, limit: limit, db) }
    }

    package func member(_ number: MemberNumber) async throws(LedgerError) -> Member {
        try await read { db in
            guard let member = try BookReader.member(number, db) else {
                throw LedgerError.unknownMember(number)
            }
            return member
        }
    }

    package func members(
        after number: MemberNumber?, limit: Int
    ) async throws(LedgerError) -> [Member] {
        try await read { db in try BookReader.members(after: number, limit: limit, db) }
    }

    package func operation(_ id: OperationID) async throws(LedgerError) -> BookedOperation? {
        try await read { db in try BookReader.operation(id, db) }
    }

    package func lastRedemption(at till: TillID) async throws(LedgerError) -> BookedOperation? {
        try await read { db in try BookReader.lastRedemption(at: till, db) }
    }

    package func limits() async throws(LedgerError) -> [LimitInForce] {
        try await read { db in try BookReader.limitsInForce(db) }
    }

    package func lots(of holding: Holding) async throws(LedgerError) -> [Lot] {
        try await read { db in try BookReader.lots(of: holding, db) }
    }

    package func balances() async throws(LedgerError) -> [Account: Int64] {
        try await read { db in try BookExport.balances(db) }
    }

    package func parties() async throws(LedgerError) -> [Party] {
        try await read { db in try PartyRow.all(db) }
    }

    package func party(_ name: PartyName) async throws(LedgerError) -> Party? {
        try await read { db in try PartyRow.party(name, db) }
    }

    package func claims(
        after: OperationID?, conflictsOnly: Bool, limit: Int
    ) async throws(LedgerError) -> [BookedOperation] {
        try await read { db in
            try ClaimRow.page(after: after, conflictsOnly: conflictsOnly, limit: limit, db)
        }
    }

    package func events(
        after: OperationID?, limit: Int
    ) async throws(LedgerError) -> [BookedOperation] {
        try await read { db in
            try BookReader.page(after: after, limit: limit, of: .event, db)
        }
    }

    package func publications() async throws(LedgerError) -> [BookedOperation] {
        try await read { db in
            try BookReader.page(after: nil, limit: .max, of: .publish, db)
        }
    }

    package func unsealed(limit: Int) async throws(LedgerError) -> [BookedOperation] {
        try await read { db in
            var found: [BookedOperation] = []
            try BookExport.operations(
                after: try SealRow.lastNumber(db), limit: limit, db
            ) { found.append($1) }
            return found
        }
    }

    package func sealed(
        after sequence: Int64, limit: Int
    ) async throws(LedgerError) -> [SealedOperation] {
        try await read { db in try SealRow.sealed(after: sequence, limit: limit, db) }
    }

    package func lastSeal() async throws(LedgerError) -> SealedOperation? {
        try await read { db in
            let last = try SealRow.lastNumber(db)
            return try last > 0 ? SealRow.sealed(after: last - 1, limit: 1, db).first : nil
        }
    }

    package func wrongCodes(at till: TillID, time: Timestamp) async throws(LedgerError) -> Int {
        let hour = time.seconds / 3_600
        return try await read { db in try BookReader.wrongCodes(at: till, hour: hour, db) }
    }

    package func figures() async throws(LedgerError) -> LedgerFigures {
        try await read { db in try BookExport.figures(db) }
    }

    /// The book recounted from history, and the file's own soundness.
    ///
    /// - Throws: Infrastructure errors; what is wrong with the book is a finding.
    package func audit() async throws(LedgerError) -> LedgerAudit {
        let recount = try await recounted(in: zone)
        let ownFindings = try await read { db in try FileCheck.findings(db) }
        return recount.adding(ownFindings)
    }

    package func export(
        _ receive: @escaping @Sendable (LedgerRecord) throws -> Void
    ) async throws {
        if let end = writer?.end { throw end }
        try await SQLiteLedger.export(folder, receive)
    }

    /// Hands out the book of a folder, whoever owns it, as ``export(_:)`` does.
    static func export(
        _ folder: String, _ receive: @escaping @Sendable (LedgerRecord) throws -> Void
    ) async throws {
        // A connection of its own: a long export keeps nobody waiting and sees one moment.
        let connection = try SQLiteLedger.asked { try LedgerFile.reader(in: folder) }
        defer { try? connection.close() }
        do {
            try await connection.read { db in try BookExport.records(db, to: receive) }
        } catch let error as DatabaseError {
            throw StoreFailure.answer(to: error)
        }
    }
}
