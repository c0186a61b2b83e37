import TesseraModel

/// Whether a voucher may be used at all.
package enum Standing: Hashable, Sendable, Codable {
    /// Issued and not yet sold.
    case inactive
    /// Good, as far as its days and its balance go.
    case active
    /// Stopped at a time for a reason.
    case blocked(at: Timestamp, reason: String)
}

/// Where and when a voucher was used.
package struct Use: Hashable, Sendable, Codable {
    /// When, by the ledger's clock.
    package let time: Timestamp
    /// In which shop.
    package let shop: ShopID
    /// At which till.
    package let till: TillID

    /// A use at a time and place.
    package init(time: Timestamp, shop: ShopID, till: TillID) {
        self.time = time
        self.shop = shop
        self.till = till
    }
}

/// A voucher as the book sees it now; a pure function of what was booked.
///
/// - Source: R8.
package struct VoucherState: Hashable, Sendable, Codable {
    /// Where its status lives.
    package let position: VoucherPosition
    /// The batch it was issued with.
    package let batch: BatchID
    /// What it promises.
    package let terms: Terms
    /// The days on which it is good; later than the token's after an extension.
    package var validity: ValidityPeriod
    /// Whether it may be used at all.
    package var standing: Standing
    /// What it held when new: minor units for a gift, uses for the others.
    package let faceValue: Int64
    /// What it holds now, in the unit of ``faceValue``; never negative, zero until it is activated.
    package var balance: Int64
    /// The latest use that was not undone; `nil` if there is none.
    package var lastUse: Use?

    /// A state as stored.
    package init(
        position: VoucherPosition, batch: BatchID, terms: Terms, validity: ValidityPeriod,
        standing: Standing, faceValue: Int64, balance: Int64, lastUse: Use?
    ) {
        self.position = position
        self.batch = batch
        self.terms = terms
        self.validity = validity
        self.standing = standing
        self.faceValue = faceValue
        self.balance = balance
        self.lastUse = lastUse
    }
}

/// One thing that was booked on a voucher, as the voucher's story tells it.
package struct VoucherEvent: Hashable, Sendable, Codable {
    /// What happened.
    package enum Happening: Hashable, Sendable, Codable {
        /// It was issued with its batch.
        case issued(BatchID)
        /// It was used; what was taken and what was left.
        case redeemed(taken: Int64, balance: Int64)
        /// A use was refused.
        case refused(LedgerError)
        /// A use was put back.
        case undone(OperationID, returned: Int64, balance: Int64)
        /// An admin's change; the balance after it.
        case changed(VoucherAction, balance: Int64)
        /// A member was enrolled with this card.
        case enrolled(MemberNumber)
    }

    /// The operation that booked it.
    package let operation: OperationID
    /// When, by the ledger's clock.
    package let time: Timestamp
    /// The shop; `nil` for what happens in the office.
    package let shop: ShopID?
    /// The till; `nil` for what happens in the office.
    package let till: TillID?
    /// What happened.
    package let happening: Happening

    /// An event as stored.
    package init(
        operation: OperationID, time: Timestamp, shop: ShopID?, till: TillID?,
        happening: Happening
    ) {
        self.operation = operation
        self.time = time
        self.shop = shop
        self.till = till
        self.happening = happening
    }
}
