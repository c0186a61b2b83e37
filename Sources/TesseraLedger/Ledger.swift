import TesseraModel

/// The book: what was issued, what is left of it, and who used it when and where.
///
/// Every call that changes something carries an operation id made by the caller. The same id with
/// the same content gives the first answer again, a refusal included; with other content it is
/// refused and nothing changes. An error of the infrastructure stored nothing, so the same request
/// may be sent again; only ``LedgerError/ledgerFailed`` leaves it open until the book is opened
/// anew.
///
/// - Source: L1–L8.
package protocol Ledger: Sendable {
    /// Books vouchers as issued: one row a batch, whatever its size, all batches or none.
    ///
    /// - Parameter request: The batches wanted, each with its own salt.
    /// - Returns: The batches in the order asked, with the positions they were given.
    /// - Throws: ``LedgerError/operationReused(_:)``; ``LedgerError/listsExhausted`` when no
    ///   positions are left; ``LedgerError/amountTooLarge`` when a batch's value does not fit;
    ///   infrastructure errors.
    /// - Source: L2, L3.
    func issue(_ request: IssueRequest) async throws(LedgerError) -> [Batch]

    /// Uses up value or uses of one voucher, at most once for an operation id.
    ///
    /// - Parameter request: What is asked of which voucher, where and when.
    /// - Returns: What was taken and what is left.
    /// - Throws: A refusal of ``LedgerError``, which is as sticky as an acceptance;
    ///   ``LedgerError/operationReused(_:)``; infrastructure errors.
    /// - Source: L3, L7, R3, R4.
    func redeem(_ request: RedemptionRequest) async throws(LedgerError) -> Redemption

    /// Puts back the whole of a redemption made a moment ago at the same till.
    ///
    /// - Parameter request: Which redemption, from which till, and how old it may be.
    /// - Returns: What was put back.
    /// - Throws: ``LedgerError/unknownRedemption(_:)``, ``LedgerError/alreadyUndone(_:)``,
    ///   ``LedgerError/undoTooLate(_:)``, ``LedgerError/undoElsewhere(_:)``,
    ///   ``LedgerError/operationReused(_:)``; infrastructure errors.
    /// - Source: R4, L13.
    func undo(_ request: UndoRequest) async throws(LedgerError) -> Reversal

    /// Activates, blocks, unblocks, extends, adjusts or tops up one voucher.
    ///
    /// - Parameter request: The change and its reason.
    /// - Returns: The voucher after the change.
    /// - Throws: A refusal of ``LedgerError`` such as ``LedgerError/alreadyActive(_:)``;
    ///   ``LedgerError/operationReused(_:)``; infrastructure errors.
    /// - Source: L1, L3.
    func change(_ request: ChangeRequest) async throws(LedgerError) -> VoucherState

    /// Enrols a member: the profile, and a batch of one for the card.
    ///
    /// - Parameter request: The member's number, profile and card.
    /// - Returns: The member with the card's position.
    /// - Throws: ``LedgerError/memberNumberTaken(_:)``, in which case nothing was stored and
    ///   another number may be tried; ``LedgerError/operationReused(_:)``; infrastructure errors.
    func enrol(_ request: EnrolmentRequest) async throws(LedgerError) -> Member

    /// The voucher at a position, as of the last booking.
    ///
    /// - Throws: ``LedgerError/unknownVoucher(_:)`` if no batch covers the position; infrastructure
    ///   errors.
    func voucher(at position: VoucherPosition) async throws(LedgerError) -> VoucherState

    /// Everything that was booked on one voucher, oldest first.
    ///
    /// - Throws: Infrastructure errors.
    func history(of position: VoucherPosition) async throws(LedgerError) -> [VoucherEvent]

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

    /// A page of the members in order of their numbers.
    ///
    /// - Parameters:
    ///   - number: Only members after this one; `nil` from the beginning.
    ///   - limit: How many at most, at least 1.
    /// - Returns: Fewer than the limit only at the end.
    /// - Throws: Infrastructure errors.
    func members(after number: MemberNumber?, limit: Int) async throws(LedgerError) -> [Member]

    /// The answer that an operation got, whatever kind of operation it was.
    ///
    /// - Returns: `nil` if no operation has this id.
    /// - Throws: Infrastructure errors.
    func operation(_ id: OperationID) async throws(LedgerError) -> VoucherEvent?

    /// The latest redemption that a till made and that was accepted.
    ///
    /// - Returns: `nil` if the till made none.
    /// - Throws: Infrastructure errors.
    func lastRedemption(at till: TillID) async throws(LedgerError) -> Redemption?

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
    /// - Throws: ``LedgerError/liveCodeUsed(_:)`` if this or a later step was admitted before;
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

    /// Hands out the whole book record by record: batches, members' numbers, operations in the
    /// order they were booked, each followed by its transfers, and last the vouchers in use.
    /// Profiles are left out.
    ///
    /// - Parameter receive: Called in order; an error of its own ends the export and is passed on.
    /// - Throws: What `receive` throws; infrastructure errors.
    func export(_ receive: @escaping @Sendable (LedgerRecord) throws -> Void) async throws
}
