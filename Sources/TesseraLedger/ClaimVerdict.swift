import TesseraModel

/// What the book made of a claim; it is judged once.
///
/// - Source: L14, R12; F23.
package struct ClaimVerdict: Hashable, Sendable, Codable {
    /// The verdict in one word.
    package enum Ruling: String, Hashable, Sendable, Codable, CaseIterable {
        /// Covered and paid.
        case accepted
        /// Covered and paid although the voucher has expired since.
        case acceptedLate = "accepted_late"
        /// Not all was covered; the rest is a loss.
        case overLimit = "over_limit"
        /// Put back, before or after it arrived.
        case undone
        /// No seal of ours; nothing is paid.
        case forged
        /// The voucher was not good at that time; nothing is paid.
        case notValidThen = "not_valid_then"
        /// It arrived more than ``Claim/lateDays`` days after the voucher's last one.
        case tooLate = "too_late"
        /// The agreement does not cover it; nothing is paid.
        case notAccepted = "not_accepted"
        /// The device was given up; nothing is paid.
        case deviceRevoked = "device_revoked"
        /// The device's log has two futures; nothing is paid.
        case quarantined
        /// The record does not come from that device; nothing is paid.
        case wrongMAC = "wrong_mac"
    }

    /// The verdict in one word.
    package let ruling: Ruling
    /// What was taken from the voucher's balance, in its unit.
    package let paid: Int64
    /// What the issuer lost, in the same unit.
    package let lostByIssuer: Int64
    /// What the acceptor lost, in the same unit.
    package let lostByAcceptor: Int64
    /// What was put back on the voucher, in the same unit.
    package let returned: Int64
    /// What the voucher holds afterwards; `nil` where it was not looked at.
    package let balance: Int64?
    /// What a basket became cheaper by, in minor units of the discount's currency.
    package let discount: Int64?
    /// Whether the record contradicts those of its log that arrived before, and so gets no place.
    package let isFork: Bool

    /// A verdict.
    package init(
        ruling: Ruling, paid: Int64 = 0, lostByIssuer: Int64 = 0, lostByAcceptor: Int64 = 0,
        returned: Int64 = 0, balance: Int64? = nil, discount: Int64? = nil,
        isFork: Bool = false
    ) {
        self.isFork = isFork
        self.ruling = ruling
        self.paid = paid
        self.lostByIssuer = lostByIssuer
        self.lostByAcceptor = lostByAcceptor
        self.returned = returned
        self.balance = balance
        self.discount = discount
    }

    /// Returns whether the record gets a place in its device's log if that is free: it comes from
    /// the device, and follows from what is there.
    package func isFiled(_ claim: Claim) -> Bool { ruling != .wrongMAC && !isFork }

    /// Returns whether somebody should look at it.
    package var isConflict: Bool {
        switch ruling {
        case .accepted, .acceptedLate, .undone: false
        default: true
        }
    }
}
