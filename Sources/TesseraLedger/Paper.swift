import TesseraModel

/// The paper that the book is written on, as far as one transaction sees it.
///
/// A store keeps the promises of ``Ledger`` by giving the ``Clerk`` such a paper: all that is
/// written is kept or nothing is, and a voucher that was read cannot change before it is kept. The
/// clerk writes only after nothing can be refused any more.
///
/// Every function throws the store's own errors.
package protocol Paper {
    /// The issuer's zone, in which days begin and end.
    var zone: IssuerZone { get }

    /// The time to record for a caller's wall clock.
    ///
    /// - Throws: ``LedgerError/clockBehind(wall:lastRecorded:)``.
    /// - Source: L5.
    mutating func time(_ wall: Timestamp) throws -> Timestamp

    /// The operation with an id; `nil` if there is none.
    mutating func booked(_ id: OperationID) throws -> BookedOperation?

    /// The operations that capture, release or put back another, oldest first, refusals left out.
    mutating func successors(of id: OperationID) throws -> [BookedOperation]

    /// Counts that an operation was asked again.
    mutating func countReplay(of booked: BookedOperation) throws

    /// The batch that covers a position.
    ///
    /// - Throws: ``LedgerError/unknownVoucher(_:)``.
    mutating func batch(covering position: VoucherPosition) throws -> Batch

    /// A voucher as it is now, kept as it is for everybody else until the transaction ends.
    ///
    /// - Throws: ``LedgerError/unknownVoucher(_:)``.
    mutating func voucher(at position: VoucherPosition) throws -> VoucherState

    /// Puts a voucher's new state in the place of the one that was read.
    ///
    /// - Throws: ``LedgerError/ledgerDamaged`` if the old state is not what is there.
    mutating func put(_ voucher: VoucherState, insteadOf old: VoucherState) throws

    /// The latest use of a voucher that was not put back whole, another one left aside.
    mutating func latestUse(
        of position: VoucherPosition, besides redemption: OperationID
    ) throws -> Use?

    /// Where the next batch of a series may begin, and the number of the next batch.
    mutating func shelfEnds(of series: Series) throws -> ShelfEnds

    /// The member with a number; `nil` if there is none.
    mutating func member(_ number: MemberNumber) throws -> Member?

    /// The limits that hold now, oldest first.
    mutating func limits() throws -> [Limit]

    /// The id that the next limit gets.
    mutating func nextLimit() throws -> LimitID

    /// How much of a limit is used, kept as it is for everybody else until the transaction ends.
    mutating func used(_ account: LimitAccount) throws -> Int64

    /// Sets how much of a limit is used.
    mutating func put(_ used: Int64, of account: LimitAccount) throws

    /// The lots on a member's account that are not used up, in the order they were put there; kept
    /// as they are for everybody else until the transaction ends.
    mutating func lots(of holding: Holding) throws -> [Lot]

    /// Sets what is left of a lot, or puts a new one there.
    mutating func put(_ lot: Lot, of holding: Holding) throws

    /// How much is counted under a key, kept as it is for everybody else until the transaction
    /// ends; 0 for nothing.
    mutating func tally(_ key: String) throws -> Int64

    /// Sets how much is counted under a key.
    mutating func put(_ tally: Tally) throws

    /// The accepted events of a member's card, oldest first.
    mutating func events(of card: VoucherPosition) throws -> [BookedOperation]

    /// The latest version of the programme; `nil` if none was published.
    mutating func lastPublication() throws -> BookedOperation?

    /// Somebody the book has a record of, kept as it is for everybody else until the transaction
    /// ends; `nil` if there is nobody of that name.
    mutating func party(_ name: PartyName) throws -> Party?

    /// Puts a party's new state in the place of the one that was read, or a new party there.
    mutating func put(_ party: Party) throws

    /// The highest number given to a partner and to a group; 0 and 0x7FFF if none was. Nobody else
    /// gives one until the transaction ends.
    mutating func lastAudiences() throws -> (partner: UInt16, group: UInt16)

    /// The record of a device's log with a number; `nil` if it has not arrived.
    mutating func filedClaim(
        _ sequence: Int64, of device: TillID, epoch: UInt32
    ) throws -> FiledClaim?

    /// The claim of a device that puts another of its claims back; `nil` if none has arrived.
    mutating func filedUndo(
        of claim: OperationID, by device: TillID, epoch: UInt32
    ) throws -> OperationID?

    /// Writes an operation down with its transfers and with what it brings into the book: batches,
    /// a member with the profile, a limit; a claim that was judged gets its place in its device's
    /// log, unless the place is taken or the record is not the device's.
    mutating func write(_ booked: BookedOperation, profile: SealedProfile?) throws
}

/// Where the next batch may begin.
package struct ShelfEnds: Hashable, Sendable {
    /// The number that the next batch gets.
    package let nextBatch: Int64
    /// The number after the series' last position; `nil` if it has none yet.
    package let seriesEnd: Int?
    /// The number after the last position of all series.
    package let ledgerEnd: Int

    /// Where things end.
    package init(nextBatch: Int64, seriesEnd: Int?, ledgerEnd: Int) {
        self.nextBatch = nextBatch
        self.seriesEnd = seriesEnd
        self.ledgerEnd = ledgerEnd
    }
}
