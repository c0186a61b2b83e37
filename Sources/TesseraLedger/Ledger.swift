import TesseraModel

/// The book: what was issued, what is left of it, and who used it when and where.
///
/// Every call that changes something carries an operation id made by the caller. The same id with
/// the same content gives the first answer again, a refusal included; with other content it is
/// refused and nothing changes. An error of the infrastructure stored nothing, so the same request
/// may be sent again; only ``LedgerError/ledgerFailed`` leaves it open until the book is opened
/// anew.
///
/// - Source: L1–L13.
package protocol Ledger: SealedLedger, SlipBox {
    /// Eight bytes by which devices tell this book from one that was restored.
    ///
    /// - Throws: Infrastructure errors.
    /// - Source: L14.
    func epoch() async throws(LedgerError) -> UInt64

    /// Books a wish, at most once for an operation id.
    ///
    /// The wishes by name (`redeem`, `hold`, `issue` …) are functions on top of this one.
    ///
    /// - Parameter request: What is asked, where and when.
    /// - Returns: What was booked, a refusal included.
    /// - Throws: ``LedgerError/operationReused(_:)``; what stores nothing, such as
    ///   ``LedgerError/memberNumberTaken(_:)`` and ``LedgerError/amountTooLarge``; infrastructure
    ///   errors.
    /// - Source: L3, R3.
    func book(_ request: BookingRequest) async throws(LedgerError) -> Booked

    /// Books wishes one after the other, all in one transaction or none.
    ///
    /// - Parameter requests: At most 1 000, each with an id of its own.
    /// - Returns: The answers in the same order, refusals included.
    /// - Throws: What ``book(_:)-(BookingRequest)`` throws for any of them, with none of them
    ///   booked.
    /// - Source: L7, L14.
    func book(_ requests: [BookingRequest]) async throws(LedgerError) -> [Booked]

    /// Everybody the book has a record of: acceptors, groups and devices, in order of their names.
    ///
    /// - Throws: Infrastructure errors.
    func parties() async throws(LedgerError) -> [Party]

    /// The party with a name.
    ///
    /// - Returns: `nil` if there is none.
    /// - Throws: Infrastructure errors.
    func party(_ name: PartyName) async throws(LedgerError) -> Party?

    /// A page of the claims that devices made, oldest first.
    ///
    /// - Parameters:
    ///   - after: Only claims booked after this one; `nil` from the beginning.
    ///   - conflictsOnly: Whether only those that somebody should look at.
    ///   - limit: How many at most, at least 1.
    /// - Returns: Fewer than the limit only at the end.
    /// - Throws: Infrastructure errors.
    /// - Source: L14.
    func claims(
        after: OperationID?, conflictsOnly: Bool, limit: Int
    ) async throws(LedgerError) -> [BookedOperation]

    /// A page of the accepted events, oldest first.
    ///
    /// - Parameters:
    ///   - after: Only events booked after this one; `nil` from the beginning.
    ///   - limit: How many at most, at least 1.
    /// - Returns: Fewer than the limit only at the end.
    /// - Throws: Infrastructure errors.
    func events(after: OperationID?, limit: Int) async throws(LedgerError) -> [BookedOperation]

    /// The versions of the programme, oldest first.
    ///
    /// - Throws: Infrastructure errors.
    /// - Source: R6.
    func publications() async throws(LedgerError) -> [BookedOperation]

    /// Books again what another book's journal says, at the time it says.
    ///
    /// - Parameters:
    ///   - booked: The operation as the journal has it; those before it have been booked again.
    ///   - profile: What is known about a member who was enrolled by it.
    /// - Returns: The operation as it was booked now; another than the journal's if that was
    ///   changed.
    /// - Throws: ``LedgerError/operationReused(_:)`` if the id is in this book already;
    ///   infrastructure errors.
    /// - Source: R8.
    func rebook(
        _ booked: BookedOperation, profile: SealedProfile?
    ) async throws(LedgerError) -> BookedOperation

    /// The voucher at a position, as of the last booking.
    ///
    /// - Throws: ``LedgerError/unknownVoucher(_:)`` if no batch covers the position; infrastructure
    ///   errors.
    func voucher(at position: VoucherPosition) async throws(LedgerError) -> VoucherState

    /// Everything that was booked on one voucher, oldest first: how it was issued before all else.
    ///
    /// - Throws: Infrastructure errors.
    func history(of position: VoucherPosition) async throws(LedgerError) -> [BookedOperation]

    /// The batch that covers a position.
    ///
    /// - Throws: ``LedgerError/unknownVoucher(_:)`` if none does; infrastructure errors.
    func batch(covering position: VoucherPosition) async throws(LedgerError) -> Batch

    /// The batch with an id.
    ///
    /// - Throws: ``LedgerError/unknownBatch(_:)`` if there is none; infrastructure errors.
    func batch(_ id: BatchID) async throws(LedgerError) -> Batch

    /// A page of the batches, oldest first.
    ///
    /// - Parameters:
    ///   - id: Only batches after this one; `nil` from the beginning.
    ///   - limit: How many at most, at least 1.
    /// - Returns: Fewer than the limit only at the end.
    /// - Throws: Infrastructure errors.
    func batches(after id: BatchID?, limit: Int) async throws(LedgerError) -> [Batch]

    /// A page of the vouchers that have been used, blocked or changed, in order of position.
    ///
    /// - Parameters:
    ///   - position: Only vouchers after this one; `nil` from the beginning.
    ///   - limit: How many at most, at least 1.
    /// - Returns: Fewer than the limit only at the end.
    /// - Throws: Infrastructure errors.
    func vouchersInUse(
        after position: VoucherPosition?, limit: Int
    ) async throws(LedgerError) -> [VoucherState]

    /// The member with a number.
    ///
    /// - Throws: ``LedgerError/unknownMember(_:)`` if there is none; infrastructure errors.
    func member(_ number: MemberNumber) async throws(LedgerError) -> Member

    /// Sets what is known about a member; it is no part of the book's history.
    ///
    /// - Parameters:
    ///   - profile: What is known now.
    ///   - number: About whom.
    ///   - old: What was known when it was looked at; `nil` for nothing.
    /// - Throws: ``LedgerError/unknownMember(_:)``, ``LedgerError/memberErased(_:at:)``,
    ///   ``LedgerError/profileChanged(_:)``; infrastructure errors.
    /// - Source: R11.
    func setProfile(
        _ profile: SealedProfile, of number: MemberNumber, insteadOf old: SealedProfile?
    ) async throws(LedgerError)

    /// A page of the members in order of their numbers.
    ///
    /// - Parameters:
    ///   - number: Only members after this one; `nil` from the beginning.
    ///   - limit: How many at most, at least 1.
    /// - Returns: Fewer than the limit only at the end.
    /// - Throws: Infrastructure errors.
    func members(after number: MemberNumber?, limit: Int) async throws(LedgerError) -> [Member]

    /// The operation with an id.
    ///
    /// - Returns: `nil` if no operation has this id.
    /// - Throws: Infrastructure errors.
    func operation(_ id: OperationID) async throws(LedgerError) -> BookedOperation?

    /// The latest redemption that a till made and that was accepted.
    ///
    /// - Returns: `nil` if the till made none.
    /// - Throws: Infrastructure errors.
    func lastRedemption(at till: TillID) async throws(LedgerError) -> BookedOperation?

    /// The limits that hold now with how far they are used, oldest first.
    ///
    /// - Throws: Infrastructure errors.
    func limits() async throws(LedgerError) -> [LimitInForce]

    /// The lots on a member's account that are not used up, expired ones included, in the order
    /// they were put there.
    ///
    /// - Throws: Infrastructure errors.
    func lots(of holding: Holding) async throws(LedgerError) -> [Lot]

    /// What every account received less what it gave.
    ///
    /// - Throws: Infrastructure errors.
    func balances() async throws(LedgerError) -> [Account: Int64]

    /// Counts a typed code whose tag was wrong.
    ///
    /// - Returns: How many there were at this till in the current hour, this one included.
    /// - Throws: Infrastructure errors.
    /// - Source: T18.
    func countWrongCode(at till: TillID, time: Timestamp) async throws(LedgerError) -> Int

    /// How many typed codes with a wrong tag a till has seen in the current hour.
    ///
    /// - Throws: Infrastructure errors.
    /// - Source: T18.
    func wrongCodes(at till: TillID, time: Timestamp) async throws(LedgerError) -> Int

    /// Forgets the wrong typed codes of a till, because a supervisor has looked.
    ///
    /// - Throws: Infrastructure errors.
    /// - Source: T18.
    func forgiveWrongCodes(at till: TillID) async throws(LedgerError)

    /// Admits a live member code once: its step must be later than every step admitted before.
    ///
    /// - Throws: ``LedgerError/liveCodeUsed`` if this or a later step was admitted before;
    ///   infrastructure errors.
    /// - Source: T23.
    func admitLiveStep(_ step: Int64, of position: VoucherPosition) async throws(LedgerError)

    /// What the book holds in figures.
    ///
    /// - Throws: Infrastructure errors.
    func figures() async throws(LedgerError) -> LedgerFigures

    /// Recounts every counter from history and looks for anything that does not belong.
    ///
    /// - Returns: No findings if the book is sound.
    /// - Throws: Infrastructure errors.
    /// - Source: L1, R1, R2, R4.
    func audit() async throws(LedgerError) -> LedgerAudit

    /// Hands out the whole book record by record: operations in the order of the journal, then
    /// members' numbers, vouchers in use, limits and accounts as they stand. Profiles are left out.
    ///
    /// - Parameter receive: Called in order; an error of its own ends the export and is passed on.
    /// - Throws: What `receive` throws; infrastructure errors.
    func export(_ receive: @escaping @Sendable (LedgerRecord) throws -> Void) async throws
}
