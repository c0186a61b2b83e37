import TesseraModel

/// What an admin may do to one voucher.
package enum VoucherAction: Hashable, Sendable, Codable {
    /// Sells it: from now on it is worth its face value.
    case activate
    /// Stops it.
    case block(reason: String)
    /// Lets it go on.
    case unblock(reason: String)
    /// Makes it good for longer.
    case extend(to: Day, reason: String)
    /// Corrects a gift card's balance by so many minor units, either way.
    case adjust(by: Int64, reason: String)
    /// Adds so many minor units, at least 1, that somebody paid for.
    case topUp(by: Int64)
}

/// A wish to change one voucher.
package struct ChangeRequest: Hashable, Sendable {
    /// The caller's name for this intention.
    package let operation: OperationID
    /// Which voucher.
    package let position: VoucherPosition
    /// The change.
    package let action: VoucherAction
    /// Where, and who did it; `nil` for the office and nobody named.
    package let place: Place?
    /// The caller's wall clock; not part of the content that a repeated id is compared by.
    package let time: Timestamp

    /// A wish to change one voucher.
    package init(
        operation: OperationID, position: VoucherPosition, action: VoucherAction,
        place: Place? = nil, time: Timestamp
    ) {
        self.operation = operation
        self.position = position
        self.action = action
        self.place = place
        self.time = time
    }
}
