import TesseraLedger
import TesseraModel

/// What a voucher looks like on a day, in one word.
package enum VoucherSight: String, Hashable, Sendable, CaseIterable {
    /// Good to use.
    case active
    /// Issued and not yet sold.
    case inactive
    /// Stopped.
    case blocked
    /// Good from a later day on.
    case early
    /// Its last day is over.
    case expired
    /// Nothing is left on it.
    case spent
}

extension VoucherState {
    /// What it looks like on a day.
    package func sight(on today: Day) -> VoucherSight {
        switch standing {
        case .inactive: return .inactive
        case .blocked: return .blocked
        case .active: break
        }
        if today > validity.last { return .expired }
        if today < validity.first { return .early }
        return terms.kind != .member && balance == 0 ? .spent : .active
    }
}
