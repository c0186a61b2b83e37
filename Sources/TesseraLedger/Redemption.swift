import TesseraModel

/// What is asked of a voucher.
package enum Demand: Hashable, Sendable, Codable {
    /// This much of a gift card's value.
    case amount(Money)
    /// All that a gift card holds.
    case everything
    /// So many uses of a discount or an entitlement, at least 1.
    case uses(Int)
    /// A discount's effect on a basket of this price.
    case purchase(Money)
}

/// A wish to use a voucher.
package struct RedemptionRequest: Hashable, Sendable {
    /// The caller's name for this intention.
    package let operation: OperationID
    /// Which voucher.
    package let position: VoucherPosition
    /// What is asked of it.
    package let demand: Demand
    /// In which shop.
    package let shop: ShopID
    /// At which till.
    package let till: TillID
    /// Who works there; `nil` where nobody is named.
    package let `operator`: OperatorID?
    /// The member whose card was shown; `nil` if none was.
    package let holder: MemberNumber?
    /// The caller's wall clock; not part of the content that a repeated id is compared by.
    package let time: Timestamp

    /// A wish; amounts must be positive.
    package init(
        operation: OperationID, position: VoucherPosition, demand: Demand, shop: ShopID,
        till: TillID, operator worker: OperatorID? = nil, holder: MemberNumber? = nil,
        time: Timestamp
    ) {
        self.holder = holder
        `operator` = worker
        switch demand {
        case .amount(let money): precondition(money.minorUnits > 0)
        case .purchase(let money): precondition(money.minorUnits >= 0)
        case .uses(let count): precondition((1...65_535).contains(count))
        case .everything: break
        }
        self.operation = operation
        self.position = position
        self.demand = demand
        self.shop = shop
        self.till = till
        self.time = time
    }
}

/// A use that was booked.
package struct Redemption: Hashable, Sendable, Codable {
    /// The operation, whose id is also the redemption's.
    package let operation: OperationID
    /// Which voucher.
    package let position: VoucherPosition
    /// What the voucher promises.
    package let terms: Terms
    /// What was taken: minor units of a gift, uses of the others; at least 1.
    package let taken: Int64
    /// What is left, in the same unit.
    package let balance: Int64
    /// What the basket became cheaper by; `nil` unless a discount met a basket.
    package let discount: Money?
    /// When and where, by the ledger's clock.
    package let use: Use
    /// Whether this is the answer that the operation got earlier.
    package let isReplay: Bool

    /// A redemption as stored.
    package init(
        operation: OperationID, position: VoucherPosition, terms: Terms, taken: Int64,
        balance: Int64, discount: Money?, use: Use, isReplay: Bool
    ) {
        self.operation = operation
        self.position = position
        self.terms = terms
        self.taken = taken
        self.balance = balance
        self.discount = discount
        self.use = use
        self.isReplay = isReplay
    }
}

/// A wish to put a redemption back.
package struct UndoRequest: Hashable, Sendable {
    /// How long after a redemption its till may undo it: 60 seconds.
    package static let windowMilliseconds: Int64 = 60_000

    /// Returns whether a time is within the window after a redemption.
    package static func window(contains time: Timestamp, after redemption: Timestamp) -> Bool {
        (0...windowMilliseconds).contains(time.milliseconds - redemption.milliseconds)
    }

    /// The caller's name for this intention.
    package let operation: OperationID
    /// The redemption to put back.
    package let redemption: OperationID
    /// The till that asks; it must be the one that redeemed.
    package let till: TillID
    /// Who asks; anybody at the till may. `nil` where nobody is named.
    package let `operator`: OperatorID?
    /// The caller's wall clock; not part of the content that a repeated id is compared by.
    package let time: Timestamp

    /// A wish to put one redemption back.
    package init(
        operation: OperationID, redemption: OperationID, till: TillID,
        operator worker: OperatorID? = nil, time: Timestamp
    ) {
        self.operation = operation
        self.redemption = redemption
        self.till = till
        `operator` = worker
        self.time = time
    }
}

/// A redemption that was put back.
package struct Reversal: Hashable, Sendable, Codable {
    /// The operation that put it back.
    package let operation: OperationID
    /// The redemption that was put back.
    package let redemption: OperationID
    /// Which voucher.
    package let position: VoucherPosition
    /// What the voucher promises.
    package let terms: Terms
    /// What was returned, in the unit of the voucher's balance.
    package let returned: Int64
    /// What the voucher holds now.
    package let balance: Int64
    /// When, by the ledger's clock.
    package let time: Timestamp
    /// Whether this is the answer that the operation got earlier.
    package let isReplay: Bool

    /// A reversal as stored.
    package init(
        operation: OperationID, redemption: OperationID, position: VoucherPosition, terms: Terms,
        returned: Int64, balance: Int64, time: Timestamp, isReplay: Bool
    ) {
        self.operation = operation
        self.redemption = redemption
        self.position = position
        self.terms = terms
        self.returned = returned
        self.balance = balance
        self.time = time
        self.isReplay = isReplay
    }
}
