import TesseraModel

/// Value or uses of a voucher put aside for somebody.
///
/// It ends by itself: what is held at a time is what has not ended then, whether or not anybody has
/// tidied up.
///
/// - Source: L12, R8; F08.
package struct Hold: Hashable, Sendable, Codable {
    /// The longest that something may be put aside: 366 days.
    package static let longestMilliseconds: Int64 = 366 * 86_400_000

    /// The operation that made it; also its name.
    package let operation: OperationID
    /// How much, at least 1, in the unit of the voucher's balance.
    package let amount: Int64
    /// From when on it is worth nothing.
    package let until: Timestamp
    /// The till that may spend it without a network, which makes it a lease; `nil` for others.
    package let device: TillID?

    /// Something put aside until a time.
    package init(
        operation: OperationID, amount: Int64, until: Timestamp, device: TillID? = nil
    ) {
        self.operation = operation
        self.amount = amount
        self.until = until
        self.device = device
    }

    /// Returns whether it still holds; the last good millisecond is the one before ``until``.
    package func holds(at time: Timestamp) -> Bool { time < until }
}

/// A hold as its till is told of it.
package struct HeldUse: Hashable, Sendable {
    /// The operation, whose id is also the hold's.
    package let operation: OperationID
    /// Which voucher.
    package let position: VoucherPosition
    /// What the voucher promises.
    package let terms: Terms
    /// What is put aside.
    package let amount: Int64
    /// What others may still take meanwhile.
    package let available: Int64
    /// What the basket will become cheaper by; `nil` unless a discount met a basket.
    package let discount: Money?
    /// From when on the hold is worth nothing.
    package let until: Timestamp
    /// Whether this is the answer that the operation got earlier.
    package let isReplay: Bool

    /// A hold as booked.
    package init(
        operation: OperationID, position: VoucherPosition, terms: Terms, amount: Int64,
        available: Int64, discount: Money?, until: Timestamp, isReplay: Bool
    ) {
        self.operation = operation
        self.position = position
        self.terms = terms
        self.amount = amount
        self.available = available
        self.discount = discount
        self.until = until
        self.isReplay = isReplay
    }
}

/// The end of a hold, nothing taken.
package struct ReleasedHold: Hashable, Sendable {
    /// The operation that ended it.
    package let operation: OperationID
    /// The hold.
    package let hold: OperationID
    /// Which voucher.
    package let position: VoucherPosition
    /// What the voucher promises.
    package let terms: Terms
    /// What was put aside.
    package let amount: Int64
    /// What there is to take now.
    package let available: Int64
    /// Whether this is the answer that the operation got earlier.
    package let isReplay: Bool
}
