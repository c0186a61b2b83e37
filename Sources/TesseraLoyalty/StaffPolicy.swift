/// What staff do that may need a second person above an amount.
///
/// - Source: domain-model concept 12; M16, M32.
package enum GuardedAct: String, Hashable, Sendable, CaseIterable {
    /// Vouchers are issued, all of one act together.
    case issue
    /// A gift is corrected or topped up.
    case adjust
    /// A redemption is put back.
    case reverse
}

/// What a cashier may put back without a supervisor.
///
/// - Source: M32.
package struct CashierReversal: Hashable, Sendable {
    /// So many minutes after it was redeemed by the same cashier, at least 1.
    package let minutes: Int
    /// The most, in minor units.
    package let upTo: Int64

    /// What a cashier may put back.
    package init(minutes: Int, upTo: Int64) {
        self.minutes = minutes
        self.upTo = upTo
    }
}
