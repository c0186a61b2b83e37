import TesseraModel

// The file's name follows the type it words; the cases and codes stand in LedgerError.swift.
extension LedgerError {
    package var message: String { message(told: .absolute) }

    package func message(told telling: Telling) -> String {
        switch self {
        case .unknownVoucher: "We never issued a voucher with this number."
        case .unknownBatch(let id): "There is no batch \(id.text)."
        case .unknownMember(let number): "There is no member \(number.text)."
        case .notActivated: "This voucher has not been sold yet."
        case .revoked(let time, let reason):
            reason.isEmpty
                ? "This voucher was blocked \(telling.moment(time))."
                : "This voucher was blocked \(telling.moment(time)): \(reason)."
        case .notYetValid(let first): "This voucher is good from \(first.spoken) on."
        case .expired(let last): "This voucher was good until \(last.spoken)."
        case .alreadyRedeemed(.some(let use)):
            "This voucher was already used \(telling.moment(use.time)) "
                + "at \(use.spokenPlace(to: telling.hearer))."
        case .alreadyRedeemed(.none): "There is nothing left on this voucher."
        case .exhausted(let uses, let last):
            last.map {
                "All \(uses) uses were taken, the last \(telling.moment($0.time)) "
                    + "at \($0.spokenPlace(to: telling.hearer))."
            } ?? "All \(uses) uses were taken."
        case .insufficientBalance(let available, let wanted):
            "This card holds \(available.shown), and \(wanted.shown) was asked."
        case .insufficientUses(let available, let wanted):
            "This voucher has \(available) uses left, and \(wanted) were asked."
        case .currencyMismatch(let card, let asked):
            "This voucher counts \(card.code), and the amount is in \(asked.code)."
        case .minimumNotReached(let minimum, let actual):
            "This discount needs a basket of \(minimum.shown), and this one costs \(actual.shown)."
        case .demandMismatch(let kind): "That cannot be taken from \(kind.phrase)."
        case .priceRequired: "This discount is reckoned on the price of the basket."
        case .nothingToDiscount: "This discount takes nothing off a basket of this price."
        case .operationReused(let id):
            "The operation \(id.text) was already used for something else."
        case .unknownRedemption(let id): "There is no redemption \(id.redemptionText)."
        case .nothingToUndo(let till): "Nothing was redeemed at \(till)."
        case .alreadyUndone(let time):
            "This redemption was already put back \(telling.moment(time))."
        case .undoTooLate(let use):
            "This redemption was made \(telling.moment(use.time)), more than 60 seconds ago."
        case .undoElsewhere(let use):
            "This redemption was made at \(use.spokenPlace(to: telling.hearer))."
        case .alreadyActive: "This voucher has already been sold."
        case .alreadyBlocked(let time): "This voucher was already blocked \(telling.moment(time))."
        case .notBlocked: "This voucher is not blocked."
        case .extensionNotLater(let last, let asked):
            "This voucher is good until \(last.text), "
                + "and \(asked.text) is not a later day it can have."
        case .notAGiftCard: "Only a gift card holds an amount."
        case .balanceOutOfRange(let balance, let change):
            "The card holds \(balance.shown); "
                + "\(Money(minorUnits: change, currency: balance.currency).shown) does not fit."
        case .amountTooLarge: "The vouchers together are worth more than the book can count."
        case .listsExhausted: "All voucher numbers have been given out."
        case .memberNumberTaken(let number): "Another member already has the number \(number.text)."
        case .liveCodeUsed: "This code from the member's phone was already shown."
        default: conditionMessage(told: telling) ?? partyMessage(told: telling) ?? storeMessage
        }
    }

    package var hint: String? {
        switch self {
        case .unknownVoucher, .unknownBatch, .unknownMember, .unknownRedemption:
            "Check the number and try again."
        case .notActivated: "Sell it first: tessera voucher activate."
        case .revoked: "Do not accept it. The office can say why, and unblock it."
        case .notYetValid: "Ask the customer to come back on that day."
        case .expired: "The office can extend it: tessera voucher extend."
        case .alreadyRedeemed(.some), .exhausted:
            "If that was you a moment ago, it counted; do not take it again."
        case .alreadyRedeemed(.none): "The customer can top it up or pay in another way."
        case .insufficientBalance(let available, let wanted):
            LedgerError.difference(wanted, available)
                + " is missing. To take what is there, redeem it with --all."
        case .insufficientUses(let available, _): "Ask for \(available) or fewer."
        case .currencyMismatch(let card, _): "Give the amount in \(card.code)."
        case .minimumNotReached(let minimum, let actual):
            LedgerError.difference(minimum, actual) + " is missing."
        case .demandMismatch(let kind): LedgerError.remedy(kind)
        case .priceRequired: "Give the price with --amount."
        case .nothingToDiscount: "Nothing was used; ring up the basket first."
        case .operationReused: "Use a new operation id; nothing was booked under this one now."
        case .nothingToUndo: "Name the redemption, or the till that made it with --till."
        case .alreadyUndone: "Nothing more is to be done."
        case .undoTooLate: "Nothing was put back. The office can correct the card."
        case .undoElsewhere: "Undo it at that till."
        case .alreadyActive, .alreadyBlocked, .notBlocked: "Nothing was changed."
        case .extensionNotLater: "Give a later day, at most 3 660 days after the first."
        case .notAGiftCard: "Issue another voucher instead."
        case .balanceOutOfRange: "Give a smaller amount; a card holds at most 10¹² minor units."
        case .amountTooLarge: "Issue fewer vouchers at a time."
        case .listsExhausted: "No more vouchers can be issued from this book."
        case .memberNumberTaken: "Try again; another number is drawn."
        case .liveCodeUsed: "Wait for the next code on the member's phone and scan that."
        default: conditionHint ?? partyHint ?? storeHint
        }
    }

    var storeCode: String {
        switch self {
        case .clockBehind: "clock_behind"
        case .dataFolderInUse: "data_folder_in_use"
        case .ledgerNewer: "ledger_newer"
        case .zoneChanged: "zone_changed"
        case .ledgerMissing: "ledger_missing"
        case .ledgerDamaged: "ledger_damaged"
        case .diskFull: "disk_full"
        case .ledgerFailed: "ledger_failed"
        case .sealedElsewhere: "sealed_elsewhere"
        case .outcomeUnknown: "outcome_unknown"
        default: partyCode
        }
    }

    private var storeMessage: String {
        switch self {
        case .clockBehind(let wall, let last):
            "The clock says \(wall.rfc3339), but the last booking was made at \(last.rfc3339)."
        case .dataFolderInUse(let processID):
            "The data folder is in use by process \(processID), so nothing was booked."
        case .ledgerNewer(let schema, let known):
            "The book has form \(schema), and this program knows forms up to \(known)."
        case .zoneChanged(let book, let asked):
            "The book reckons its days in \(book), and the settings say \(asked)."
        case .ledgerMissing: "There is no book in the data folder."
        case .ledgerDamaged: "The book's file is damaged or is not a book."
        case .diskFull: "The disk is full, so nothing was booked."
        case .ledgerFailed: "The disk did not take the booking, so its outcome is not known."
        case .sealedElsewhere: "Another process has sealed the journal meanwhile."
        default: "The book cannot be reached, so nothing was booked."
        }
    }

    private var storeHint: String? {
        switch self {
        case .clockBehind: "Set the clock right and start again."
        case .dataFolderInUse: "End that process, or wait until it is done; trying again is safe."
        case .ledgerNewer: "Install the version of tessera that wrote it, or a later one."
        case .zoneChanged: "Put the book's zone back into the settings."
        case .ledgerMissing: "Make one with: tessera init."
        case .ledgerDamaged: "Run tessera doctor, and go back to the latest backup if it says so."
        case .diskFull: "Make room on the disk and try again; trying again is safe."
        case .ledgerFailed: "Start again and repeat the last scan with the same operation id."
        default: "Try again in a minute; scanning twice is safe."
        }
    }

    private static func difference(_ more: Money, _ less: Money) -> String {
        Money(minorUnits: more.minorUnits - less.minorUnits, currency: more.currency).shown
    }

    private static func remedy(_ kind: TokenKind) -> String {
        switch kind {
        case .member: "Scan the voucher instead; a member's card is only checked."
        case .gift: "Say how much to take with --amount, or take everything with --all."
        case .discount: "Give the price of the basket with --amount, or nothing at all."
        case .entitlement: "Say how many uses to take with --uses, or nothing for one."
        }
    }
}
