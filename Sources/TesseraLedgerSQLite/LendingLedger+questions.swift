import TesseraLedger
import TesseraModel

extension LendingLedger {
    package func epoch() async throws(LedgerError) -> UInt64 {
        try await ask { book throws(LedgerError) in try await book.epoch() }
    }

    package func parties() async throws(LedgerError) -> [Party] {
        try await ask { book throws(LedgerError) in try await book.parties() }
    }

    package func party(_ name: PartyName) async throws(LedgerError) -> Party? {
        try await ask { book throws(LedgerError) in try await book.party(name) }
    }

    package func claims(after: OperationID?, conflictsOnly: Bool, limit: Int)
        async throws(LedgerError) -> [BookedOperation]
    {
        try await ask { book throws(LedgerError) in
            try await book.claims(after: after, conflictsOnly: conflictsOnly, limit: limit)
        }
    }

    package func events(after: OperationID?, limit: Int) async throws(LedgerError)
        -> [BookedOperation]
    {
        try await ask { book throws(LedgerError) in
            try await book.events(after: after, limit: limit)
        }
    }

    package func publications() async throws(LedgerError) -> [BookedOperation] {
        try await ask { book throws(LedgerError) in try await book.publications() }
    }

    package func voucher(at position: VoucherPosition) async throws(LedgerError) -> VoucherState {
        try await ask { book throws(LedgerError) in try await book.voucher(at: position) }
    }

    package func history(of position: VoucherPosition) async throws(LedgerError)
        -> [BookedOperation]
    {
        try await ask { book throws(LedgerError) in try await book.history(of: position) }
    }

    package func batch(covering position: VoucherPosition) async throws(LedgerError) -> Batch {
        try await ask { book throws(LedgerError) in try await book.batch(covering: position) }
    }

    package func batch(_ id: BatchID) async throws(LedgerError) -> Batch {
        try await ask { book throws(LedgerError) in try await book.batch(id) }
    }

    package func batches(after id: BatchID?, limit: Int) async throws(LedgerError) -> [Batch] {
        try await ask { book throws(LedgerError) in try await book.batches(after: id, limit: limit)
        }
    }

    package func vouchersInUse(after position: VoucherPosition?, limit: Int)
        async throws(LedgerError) -> [VoucherState]
    {
        try await ask { book throws(LedgerError) in
            try await book.vouchersInUse(after: position, limit: limit)
        }
    }

    package func member(_ number: MemberNumber) async throws(LedgerError) -> Member {
        try await ask { book throws(LedgerError) in try await book.member(number) }
    }

    package func members(after number: MemberNumber?, limit: Int) async throws(LedgerError)
        -> [Member]
    {
        try await ask { book throws(LedgerError) in
            try await book.members(after: number, limit: limit)
        }
    }

    package func operation(_ id: OperationID) async throws(LedgerError) -> BookedOperation? {
        try await ask { book throws(LedgerError) in try await book.operation(id) }
    }

    package func lastRedemption(at till: TillID) async throws(LedgerError) -> BookedOperation? {
        try await ask { book throws(LedgerError) in try await book.lastRedemption(at: till) }
    }

    package func limits() async throws(LedgerError) -> [LimitInForce] {
        try await ask { book throws(LedgerError) in try await book.limits() }
    }

    package func lots(of holding: Holding) async throws(LedgerError) -> [Lot] {
        try await ask { book throws(LedgerError) in try await book.lots(of: holding) }
    }

    package func balances() async throws(LedgerError) -> [Account: Int64] {
        try await ask { book throws(LedgerError) in try await book.balances() }
    }

    package func wrongCodes(at till: TillID, time: Timestamp) async throws(LedgerError) -> Int {
        try await ask { book throws(LedgerError) in try await book.wrongCodes(at: till, time: time)
        }
    }

    package func figures() async throws(LedgerError) -> LedgerFigures {
        try await ask { book throws(LedgerError) in try await book.figures() }
    }

    package func audit() async throws(LedgerError) -> LedgerAudit {
        try await ask { book throws(LedgerError) in try await book.audit() }
    }

    package func unsealed(limit: Int) async throws(LedgerError) -> [BookedOperation] {
        try await ask { book throws(LedgerError) in try await book.unsealed(limit: limit) }
    }

    package func sealed(after sequence: Int64, limit: Int) async throws(LedgerError)
        -> [SealedOperation]
    {
        try await ask { book throws(LedgerError) in
            try await book.sealed(after: sequence, limit: limit)
        }
    }

    package func lastSeal() async throws(LedgerError) -> SealedOperation? {
        try await ask { book throws(LedgerError) in try await book.lastSeal() }
    }

    package func export(
        _ receive: @escaping @Sendable (LedgerRecord) throws -> Void
    ) async throws {
        // Whether it can be asked at all; whoever has the folder, it can be read.
        try await ask { _ throws(LedgerError) in }
        try await SQLiteLedger.export(folder, receive)
    }
}
