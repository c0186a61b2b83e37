import TesseraModel

/// What the book answers when it is not a yes.
///
/// Refusals are facts about a voucher and are stored with the operation; errors whose kind is
/// `unavailable` or `misconfigured` stored nothing.
package enum LedgerError: ExplainedError, Codable {
    /// No batch covers the position.
    case unknownVoucher(VoucherPosition)
    /// No batch has the id.
    case unknownBatch(BatchID)
    /// No member has the number.
    case unknownMember(MemberNumber)
    /// The voucher was issued and not yet sold.
    case notActivated
    /// The voucher was stopped.
    case revoked(at: Timestamp, reason: String)
    /// The voucher's first day is still to come.
    case notYetValid(first: Day)
    /// The voucher's last day is over.
    case expired(last: Day)
    /// The voucher was used up; where and when it was used last.
    case alreadyRedeemed(Use?)
    /// All uses of a right with several were taken; how many, and where and when the last was.
    case exhausted(uses: Int64, last: Use?)
    /// The card holds less than was asked.
    case insufficientBalance(available: Money, wanted: Money)
    /// Fewer uses are left than were asked.
    case insufficientUses(available: Int64, wanted: Int64)
    /// The card counts another currency than was asked.
    case currencyMismatch(card: Currency, asked: Currency)
    /// The basket costs less than the discount asks for.
    case minimumNotReached(minimum: Money, actual: Money)
    /// The demand does not fit the voucher's kind; what the voucher needs.
    case demandMismatch(TokenKind)
    /// The discount can only be reckoned on a basket's price.
    case priceRequired
    /// The discount takes nothing off a basket of this price.
    case nothingToDiscount
    /// Others have put aside what is asked; what may be taken now, and when the first of it ends.
    case heldElsewhere(available: Quantity, wanted: Quantity, until: Timestamp)
    /// A limit leaves less than is asked.
    case limitReached(LimitTerms, left: Quantity, wanted: Quantity)
    /// A limit counts by member, and no member's card was shown.
    case memberRequired(LimitTerms)
    /// Several conditions fail, in the order in which they are examined; at least two.
    case several([LedgerError])
    /// The vouchers together do not cover the basket.
    case basketNotCovered(due: Money, covered: Money)
    /// A basket names a voucher twice, none, or more than sixteen.
    case basketUnfit(count: Int)
    /// One voucher of a basket is refused, and with it all.
    case basketVoucherRefused(VoucherPosition, [LedgerError])
    /// There is no accepted hold with the id.
    case unknownHold(OperationID)
    /// The hold ended before it was captured.
    case holdExpired(at: Timestamp)
    /// The hold was captured before.
    case holdCaptured(at: Timestamp)
    /// The hold was released before.
    case holdReleased(at: Timestamp)
    /// More is to be captured than was put aside.
    case captureAboveHold(held: Quantity, asked: Quantity)
    /// More is to be put back than is left of the redemption.
    case reversalAboveRedemption(left: Quantity, asked: Quantity)
    /// No limit in force has the id.
    case unknownLimit(LimitID)
    /// A member's account holds less than is asked.
    case insufficientHolding(available: Quantity, wanted: Quantity)
    /// The rules grant nothing on an event, with every condition that fails; at least one.
    case eventRefused([Refusal])
    /// The so-many-th part of what an event was granted is refused, and with it all.
    case partRefused(Int, [LedgerError])
    /// The event was only to be looked at.
    case nothingBooked
    /// Another version of the programme was published meanwhile.
    case programmeChanged
    /// Only the member whose it is may use the voucher; whether another member's card was shown.
    case holderMismatch(otherShown: Bool)
    /// An account would hold more than can be counted.
    case holdingTooLarge
    /// There is no acceptor of that name.
    case unknownAcceptor(ShopID)
    /// There is no device of that name.
    case unknownDevice(TillID)
    /// A shop of our own cannot become a partner, nor the other way round.
    case acceptorKindFixed(ShopID, isPartner: Bool)
    /// The agreement with the acceptor has ended.
    case agreementEnded(ShopID, at: Timestamp)
    /// The device belongs to another acceptor.
    case deviceElsewhere(TillID, ShopID)
    /// The device was given up.
    case deviceRevoked(TillID, at: Timestamp)
    /// All numbers of partners or groups are given out.
    case audiencesExhausted
    /// The acceptor puts nothing back on vouchers: it was agreed so.
    case refundsRefused(ShopID)
    /// A settlement begins where the last one ended.
    case settlementNotNext(ShopID, next: Int64)
    /// Nobody was appointed under that name.
    case unknownOperator(OperatorID)
    /// The operator was dismissed before.
    case operatorDismissed(OperatorID, at: Timestamp)
    /// Nothing is known about the member any more, and nothing is booked for the card.
    case memberErased(MemberNumber, at: Timestamp)
    /// What is known about the member was changed meanwhile.
    case profileChanged(MemberNumber)
    /// Another version of a slip stands there than was read, or none; nothing was changed.
    case slipChanged(String)
    /// A slip's name or value is longer than a slip takes, or the name has other signs in it.
    case slipUnfit(String)
    /// Whoever is named may not do this, and why.
    case operatorNotAllowed(OperatorID, OperatorBarrier)
    /// The id already names an operation with other content.
    case operationReused(OperationID)
    /// There is no accepted redemption with the id.
    case unknownRedemption(OperationID)
    /// The till has made no redemption that could be put back.
    case nothingToUndo(TillID)
    /// The redemption was put back before.
    case alreadyUndone(at: Timestamp)
    /// The redemption is older than its till may undo.
    case undoTooLate(Use)
    /// Another till made the redemption.
    case undoElsewhere(Use)
    /// The voucher was sold before.
    case alreadyActive
    /// The voucher is stopped already.
    case alreadyBlocked(at: Timestamp)
    /// The voucher is not stopped.
    case notBlocked
    /// The new last day is not later than the one it has, or further off than a token can say.
    case extensionNotLater(last: Day, asked: Day)
    /// Only gift cards hold an amount that can be topped up or corrected.
    case notAGiftCard
    /// The correction would leave less than nothing, or more than a card may hold.
    case balanceOutOfRange(balance: Money, change: Int64)
    /// A number in what is asked is out of its range.
    case wishUnfit
    /// The value of a batch does not fit the book.
    case amountTooLarge
    /// All positions are taken.
    case listsExhausted
    /// Another member has the number.
    case memberNumberTaken(MemberNumber)
    /// This live member code, or a later one, was shown before.
    case liveCodeUsed
    /// The wall clock is more than five minutes behind the last record.
    case clockBehind(wall: Timestamp, lastRecorded: Timestamp)
    /// Another process owns the data folder.
    case dataFolderInUse(processID: Int32)
    /// The book was written by a later version of the program.
    case ledgerNewer(schema: Int, known: Int)
    /// The book reckons its days in another zone.
    case zoneChanged(book: String, asked: String)
    /// There is no book where one should be.
    case ledgerMissing
    /// The store's file is not a book or is damaged.
    case ledgerDamaged
    /// The disk is full; nothing was booked.
    case diskFull
    /// The store did not take what was written; the process must end and read again what is there.
    case ledgerFailed
    /// Another process sealed the journal meanwhile; nothing was sealed.
    case sealedElsewhere
    /// The store did not say whether it booked; the same request may be sent again.
    case outcomeUnknown
    /// The store did not answer; nothing was booked.
    case unavailable

    package var code: String {
        switch self {
        case .unknownVoucher: "unknown_voucher"
        case .unknownBatch: "unknown_batch"
        case .unknownMember: "unknown_member"
        case .memberErased: "member_erased"
        case .profileChanged: "profile_changed"
        case .notActivated: "not_activated"
        case .revoked: "revoked"
        case .notYetValid: "not_yet_valid"
        case .expired: "expired"
        case .alreadyRedeemed: "already_redeemed"
        case .exhausted: "exhausted"
        case .insufficientBalance: "insufficient_balance"
        case .insufficientUses: "insufficient_uses"
        case .currencyMismatch: "currency_mismatch"
        case .minimumNotReached: "minimum_not_reached"
        case .demandMismatch: "demand_mismatch"
        case .priceRequired: "price_required"
        case .nothingToDiscount: "nothing_to_discount"
        case .heldElsewhere: "held_elsewhere"
        case .limitReached: "limit_reached"
        case .memberRequired: "member_required"
        case .several(let reasons): (reasons.first ?? .ledgerDamaged).code
        case .basketNotCovered: "basket_not_covered"
        case .basketUnfit: "basket_unfit"
        case .basketVoucherRefused(_, let reasons): (reasons.first ?? .ledgerDamaged).code
        case .unknownHold: "unknown_hold"
        case .holdExpired: "hold_expired"
        case .holdCaptured: "hold_captured"
        case .holdReleased: "hold_released"
        case .captureAboveHold: "capture_above_hold"
        case .reversalAboveRedemption: "reversal_above_redemption"
        case .unknownLimit: "unknown_limit"
        case .insufficientHolding: "insufficient_holding"
        case .eventRefused(let reasons): reasons.first?.code ?? "not_eligible"
        case .partRefused(_, let reasons): (reasons.first ?? .ledgerDamaged).code
        case .nothingBooked: "nothing_booked"
        case .programmeChanged: "programme_changed"
        case .holderMismatch: "holder_mismatch"
        case .holdingTooLarge: "holding_too_large"
        case .operationReused: "idempotency_key_reused"
        case .unknownRedemption: "unknown_redemption"
        case .nothingToUndo: "nothing_to_undo"
        case .alreadyUndone: "already_undone"
        case .undoTooLate: "undo_too_late"
        case .undoElsewhere: "undo_elsewhere"
        case .alreadyActive: "already_active"
        case .alreadyBlocked: "already_blocked"
        case .notBlocked: "not_blocked"
        case .extensionNotLater: "extension_not_later"
        case .notAGiftCard: "not_a_gift_card"
        case .balanceOutOfRange: "balance_out_of_range"
        case .wishUnfit: "wish_unfit"
        case .amountTooLarge: "amount_too_large"
        case .listsExhausted: "lists_exhausted"
        case .memberNumberTaken: "member_number_taken"
        case .liveCodeUsed: "live_code_used"
        default: storeCode
        }
    }
}
