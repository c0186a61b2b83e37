import TesseraModel

/// Which kit it is: whose, the how manieth, and from when to when it is trusted.
///
/// - Source: T19, T21.
package struct KitEdition: Hashable, Sendable {
    /// Who accepts with it: a shop of our own or a partner.
    package let acceptor: ShopID
    /// The till it was made for; `nil` for any till of the acceptor.
    package let device: TillID?
    /// The kit's number, from 1; a till takes only a higher one than it ever held.
    package let sequence: UInt64
    /// When it was made.
    package let issuedAt: Timestamp
    /// From when on a newer one should be fetched.
    package let freshUntil: Timestamp
    /// From when on it is not trusted any more.
    package let expiresAt: Timestamp

    /// An edition; the number is 1…2⁶³−1, and the times stand in their order.
    package init(
        acceptor: ShopID, device: TillID?, sequence: UInt64, issuedAt: Timestamp,
        freshUntil: Timestamp, expiresAt: Timestamp
    ) {
        precondition((1...UInt64(Int64.max)).contains(sequence))
        precondition(issuedAt <= freshUntil && freshUntil <= expiresAt)
        self.acceptor = acceptor
        self.device = device
        self.sequence = sequence
        self.issuedAt = issuedAt
        self.freshUntil = freshUntil
        self.expiresAt = expiresAt
    }

    /// Returns whether a newer kit need not be fetched yet.
    package func isFresh(at time: Timestamp) -> Bool { time < freshUntil }
}

/// How far a till goes with a kit, and on whose word.
///
/// - Source: T19, L15.
package enum KitFooting: Hashable, Sendable {
    /// What issuer and acceptor agreed on, the limits included.
    case agreed(Agreement)
    /// A shop of our own without an agreement: the currency that its limits are reckoned in, and
    /// the limits.
    case own(Currency, OfflineLimits)

    /// The agreement; `nil` for a shop of our own without one.
    package var agreement: Agreement? {
        switch self {
        case .agreed(let agreement): agreement
        case .own: nil
        }
    }

    /// How far the till goes without a network.
    package var limits: OfflineLimits {
        switch self {
        case .agreed(let agreement): agreement.limits
        case .own(_, let limits): limits
        }
    }

    /// The currency that the limits are reckoned in.
    package var currency: Currency {
        switch self {
        case .agreed(let agreement): agreement.currency
        case .own(let currency, _): currency
        }
    }
}

/// Value of a voucher put aside for one till, so that what it takes offline cannot conflict.
///
/// For every other till the voucher is partly spent.
///
/// - Source: T19.
package struct Lease: Hashable, Sendable {
    /// The voucher.
    package let position: VoucherPosition
    /// What the till may take, in the unit of the voucher's face value, 1…10¹².
    package let amount: Int64
    /// The till.
    package let device: TillID
    /// From when on the till may take nothing of it.
    package let until: Timestamp

    /// A lease; the amount is 1…10¹².
    package init(position: VoucherPosition, amount: Int64, device: TillID, until: Timestamp) {
        precondition((1...AmountText.largestMinorUnits).contains(amount))
        self.position = position
        self.amount = amount
        self.device = device
        self.until = until
    }
}
