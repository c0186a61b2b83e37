import TesseraModel

/// A batch as an operation brought it into the book.
package struct IssuedBatch: Hashable, Sendable, Codable {
    /// The batch's id.
    package let id: BatchID
    /// The position of its first voucher.
    package let first: VoucherPosition

    /// A batch that got an id and a place.
    package init(id: BatchID, first: VoucherPosition) {
        self.id = id
        self.first = first
    }
}

/// What became of a wish.
package enum Outcome: Hashable, Sendable, Codable {
    /// Nothing moved, and why.
    case refused(LedgerError)
    /// Batches, in the order asked.
    case issued([IssuedBatch])
    /// A member with a card.
    case enrolled(IssuedBatch)
    /// A use, redeemed or captured: what was taken, what was left, and what a basket became cheaper
    /// by in minor units of the discount's currency.
    case redeemed(taken: Int64, balance: Int64, discount: Int64?)
    /// A use put aside until a time, and what others may still take meanwhile.
    case held(amount: Int64, available: Int64, discount: Int64?, until: Timestamp)
    /// A hold given back, and what there is to take now.
    case released(amount: Int64, available: Int64)
    /// A redemption put back, and what the voucher holds now.
    case returned(amount: Int64, balance: Int64)
    /// A voucher changed by an admin.
    case changed(ChangedVoucher)
    /// A basket covered by these redemptions.
    case covered([OperationID])
    /// A limit that holds from now on.
    case limited(LimitID)
    /// A limit that holds no more.
    case limitEnded
    /// Units put on a member's account or taken from it, what of it had expired, and what is there
    /// now.
    case holding(expired: Int64, balance: Int64)
    /// An acceptor with its agreement: which version it is, and whose vouchers it accepts.
    case agreed(version: Int, audience: Audience, groups: [Audience])
    /// A device paired for the so-many-th time.
    case paired(epoch: UInt32)
    /// A kit with a number.
    case kit(Int64)
    /// A claim judged.
    case claimed(ClaimVerdict)
    /// A settlement, the so-many-th of its acceptor.
    case settled(Int)
    /// An event with what followed from it.
    case judged(EventJudgement)
    /// The programme's so-many-th version.
    case published(version: Int)
    /// What was asked was done, and there is nothing more to say.
    case done
}

/// What an admin's change made of a voucher.
package struct ChangedVoucher: Hashable, Sendable, Codable {
    /// Whether it may be used at all.
    package let standing: Standing
    /// Its last day.
    package let last: Day
    /// What it holds.
    package let balance: Int64
    /// Its latest use.
    package let lastUse: Use?

    /// The changing parts of a voucher.
    package init(standing: Standing, last: Day, balance: Int64, lastUse: Use?) {
        self.standing = standing
        self.last = last
        self.balance = balance
        self.lastUse = lastUse
    }

    /// The changing parts of a voucher.
    package init(_ voucher: VoucherState) {
        self.init(
            standing: voucher.standing, last: voucher.validity.last, balance: voucher.balance,
            lastUse: voucher.lastUse)
    }
}

/// One operation as it was booked: what the journal keeps and seals.
///
/// With the operations before it, it says all: state follows from the journal and the clock.
///
/// - Source: L1, L3, R8.
package struct BookedOperation: Hashable, Sendable, Codable {
    /// The caller's name for it.
    package let operation: OperationID
    /// When, by the ledger's clock.
    package let time: Timestamp
    /// Where; `nil` for the office.
    package let place: Place?
    /// The voucher it is about; `nil` for none or several.
    package let position: VoucherPosition?
    /// What was asked.
    package let wish: Wish
    /// What became of it.
    package let outcome: Outcome
    /// What moved.
    package let transfers: [Transfer]

    /// An operation as booked.
    package init(
        operation: OperationID, time: Timestamp, place: Place?, position: VoucherPosition?,
        wish: Wish, outcome: Outcome, transfers: [Transfer]
    ) {
        self.operation = operation
        self.time = time
        self.place = place
        self.position = position
        self.wish = wish
        self.outcome = outcome
        self.transfers = transfers
    }

    /// The operation that this one captures, releases or puts back; `nil` for the others.
    package var refersTo: OperationID? {
        switch wish {
        case .capture(let id, _), .release(let id), .undo(let id), .reverse(let id, _, _): return id
        case .claim(let claim):
            // An undo that came first refers to nothing that is in the book.
            if case .undo(let id) = claim.act, !transfers.isEmpty { return id }
            return nil
        default: return nil
        }
    }

    /// The claim that it judged; `nil` for other operations.
    package var claim: (Claim, ClaimVerdict)? {
        if case .claim(let claim) = wish, case .claimed(let verdict) = outcome {
            (claim, verdict)
        } else {
            nil
        }
    }

    /// What it took from a voucher's balance, and what a basket became cheaper by; `nil` if it took
    /// nothing.
    package var taking: (taken: Int64, discount: Int64?)? {
        switch outcome {
        case .redeemed(let taken, _, let discount): (taken, discount)
        case .claimed(let verdict) where verdict.paid > 0: (verdict.paid, verdict.discount)
        default: nil
        }
    }

    /// The use it made of a voucher; `nil` if it made none.
    package var use: Use? {
        guard taking != nil, let place, let shop = place.shop else { return nil }
        // What happened without a network is told as it happened.
        return Use(
            time: claim?.0.occurredAt ?? time, shop: shop, till: place.till,
            operator: place.operator)
    }

    /// How much of another operation it put back; 0 if nothing.
    package var returned: Int64 {
        switch outcome {
        case .returned(let amount, _): amount
        case .claimed(let verdict): verdict.returned
        default: 0
        }
    }

    /// The event that it records, with what became of it; `nil` for other operations and for what
    /// was refused.
    package var judgement: (EventRecord, EventJudgement)? {
        if case .event(let event) = wish, case .judged(let judgement) = outcome {
            (event, judgement)
        } else {
            nil
        }
    }

    /// Why it was refused; `nil` if it was not.
    package var refusal: LedgerError? {
        if case .refused(let refusal) = outcome { refusal } else { nil }
    }
}

/// The answer to a booking.
package struct Booked: Hashable, Sendable {
    /// What was booked, now or when it was asked first.
    package let operation: BookedOperation
    /// Whether this is the answer that the operation got earlier.
    package let isReplay: Bool
    /// What the voucher it is about promises; `nil` for none or several.
    package let terms: Terms?

    /// An answer.
    package init(operation: BookedOperation, isReplay: Bool, terms: Terms?) {
        self.operation = operation
        self.isReplay = isReplay
        self.terms = terms
    }
}
