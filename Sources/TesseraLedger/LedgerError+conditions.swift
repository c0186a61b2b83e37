import TesseraModel

// Wording of holds, limits, baskets and reversals; the cases and codes stand in LedgerError.swift.
extension LedgerError {
    func conditionMessage(told telling: Telling) -> String? {
        switch self {
        case .several(let reasons):
            reasons.map { $0.message(told: telling) }.joined(separator: " ")
        case .basketVoucherRefused(let position, let reasons):
            "Voucher \(position.voucherText) is refused, so nothing was taken of any. "
                + reasons.map { $0.message(told: telling) }.joined(separator: " ")
        case .heldElsewhere(let available, let wanted, let until):
            "\(wanted.shown) was asked, \(available.shown) is free; the rest is put aside "
                + "elsewhere until \(telling.clock(until))."
        case .limitReached(let terms, let left, let wanted):
            "\(terms.sentence) Left of that: \(left.shown); asked: \(wanted.shown)."
        case .memberRequired(let terms):
            "\(terms.sentence) No member's card was shown."
        case .basketNotCovered(let due, let covered):
            "The basket costs \(due.shown), and the vouchers cover \(covered.shown) of it."
        case .basketUnfit(let count):
            "A basket takes 1 to \(Basket.most) vouchers, each once, and a price; "
                + "\(count) were given."
        case .unknownHold(let id): "There is no hold \(id.holdText)."
        case .holdExpired(let time): "This hold ended \(telling.moment(time))."
        case .holdCaptured(let time): "This hold was already captured \(telling.moment(time))."
        case .holdReleased(let time): "This hold was already released \(telling.moment(time))."
        case .captureAboveHold(let held, let asked):
            "\(held.shown) was put aside, and \(asked.shown) was asked."
        case .reversalAboveRedemption(let left, let asked):
            "\(left.shown) of this redemption is left to put back, and \(asked.shown) was asked."
        case .unknownLimit(let id): "No limit \(id.text) is in force."
        case .insufficientHolding(let available, let wanted):
            "The member has \(available.shown), and \(wanted.shown) was asked."
        case .eventRefused(let reasons):
            reasons.map(\.sentence).joined(separator: " ")
        case .partRefused(_, let reasons):
            reasons.map { $0.message(told: telling) }.joined(separator: " ")
        case .nothingBooked: "This was only a look; nothing was booked."
        case .programmeChanged: "Another version of the programme was published meanwhile."
        case .holderMismatch(let otherShown):
            otherShown
                ? "This voucher belongs to another member."
                : "This voucher belongs to a member, and no member's card was shown."
        case .holdingTooLarge: "An account cannot hold, or owe, so much at once."
        case .wishUnfit: "A number in what was asked is out of its range."
        case .outcomeUnknown: "The server did not say whether this was booked."
        default: nil
        }
    }

    var conditionHint: String? {
        switch self {
        case .several(let reasons), .basketVoucherRefused(_, let reasons),
            .partRefused(_, let reasons):
            reasons.lazy.compactMap(\.hint).first
        case .eventRefused:
            "Nothing was booked. To see every rule that was looked at, ask it with --dry-run."
        case .programmeChanged: "Ask again with the same operation id."
        case .holderMismatch: "Scan the member's card too: --member."
        case .heldElsewhere: "Ask for less, or wait until the hold ends; nobody has to free it."
        case .limitReached: "Nothing was taken. The office can see limits with: tessera limit list."
        case .memberRequired: "Scan the member's card too: --member."
        case .basketNotCovered(let due, let covered):
            Money(minorUnits: due.minorUnits - covered.minorUnits, currency: due.currency).shown
                + " is missing: take that in another way and give the smaller price."
        case .basketUnfit: "Give each voucher once, and the price with --due."
        case .unknownHold: "Check the number that the hold was answered with."
        case .holdExpired: "Nothing was taken; redeem the voucher again."
        case .holdCaptured: "It counted once; do not take it again."
        case .holdReleased: "Redeem the voucher again."
        case .captureAboveHold: "Capture what was put aside, and redeem the rest by itself."
        case .reversalAboveRedemption: "Put back what is left, or less."
        case .unknownLimit: "See them with: tessera limit list."
        case .insufficientHolding: "Ask for what is there, or less."
        case .holdingTooLarge: "Give an amount from 1 to 10¹² of the smallest units."
        case .wishUnfit: "Give amounts from 1 to 10¹² and holds of up to 366 days."
        case .outcomeUnknown: "Repeat it with the same operation id; it counts once."
        case .sealedElsewhere: "Nothing is lost; sealing goes on from there."
        default: nil
        }
    }
}

extension OperationID {
    /// The id of the hold that this operation made.
    package var holdText: String { "hold_\(text)" }
}
