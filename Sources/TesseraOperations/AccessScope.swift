/// What whoever comes in over the network may do.
package enum AccessScope: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
    /// Look at codes.
    case check
    /// Read vouchers and batches with their stories; whoever may issue may.
    case look
    /// Use vouchers.
    case redeem
    /// Put value or uses aside, take it, give it back.
    case hold
    /// Put redemptions back.
    case reverse
    /// Say that a second person agreed, without a proof: for programs that know their own users.
    case approve
    /// Sell cards that were issued to be sold, and top cards up; whoever may issue may.
    case sell
    /// Issue vouchers and change them.
    case issue
    /// Enrol members and read what is known about them.
    case members
    /// Record events.
    case events
    /// Publish and read the programme.
    case campaigns
    /// Agree with shops and partners.
    case parties
    /// Pair devices and give them up.
    case devices
    /// Tell the book what a device did without a network.
    case sync
    /// Fetch kits.
    case kits
    /// Settle with partners.
    case settle
    /// Read reports.
    case reports
    /// Say where news is sent.
    case webhooks
    /// Give keys out and take them back, set passwords, read the access log.
    case access
    /// Read the service's own figures.
    case metrics

    package static func < (one: AccessScope, other: AccessScope) -> Bool {
        order(one) < order(other)
    }

    private static func order(_ scope: AccessScope) -> Int {
        allCases.firstIndex(of: scope) ?? allCases.count
    }
}
