import TesseraModel

/// What an admin's change makes of a voucher, or why nothing: one decision for every store.
///
/// - Source: L1, R2; F31, F38.
package enum ChangeRules {
    /// A change that may be booked.
    package struct Outcome: Hashable, Sendable {
        /// The voucher after it.
        package let voucher: VoucherState
        /// The movement that goes with it; `nil` where no value moves.
        package let transfer: Transfer?
    }

    /// Decides a change.
    ///
    /// - Parameters:
    ///   - action: What is to be done.
    ///   - voucher: The voucher as the book sees it now, without holds that have ended.
    ///   - time: The ledger's clock.
    /// - Returns: The voucher after it and the movement of value.
    /// - Throws: The refusal with its facts.
    package static func outcome(
        of action: VoucherAction, on voucher: VoucherState, at time: Timestamp
    ) throws(LedgerError) -> Outcome {
        var changed = voucher
        switch action {
        case .activate:
            guard voucher.standing == .inactive else { throw .alreadyActive }
            changed.standing = .active
            changed.balance = voucher.faceValue
            let posting = voucher.faceValue > 0 ? Posting(for: voucher.terms) : nil
            return Outcome(voucher: changed, transfer: posting?.issued(voucher.faceValue))
        case .block(let reason):
            if case .blocked(let since, _) = voucher.standing { throw .alreadyBlocked(at: since) }
            // A block is lifted to "active"; paper that was never sold must not be sold that way.
            guard voucher.standing == .active else { throw .notActivated }
            changed.standing = .blocked(at: time, reason: reason)
        case .unblock:
            guard case .blocked = voucher.standing else { throw .notBlocked }
            changed.standing = .active
        case .extend(let last, _):
            guard last > voucher.validity.last,
                let validity = ValidityPeriod(first: voucher.validity.first, last: last)
            else { throw .extensionNotLater(last: voucher.validity.last, asked: last) }
            changed.validity = validity
        case .adjust(let amount, _), .topUp(let amount):
            return try added(amount, by: action, to: voucher)
        }
        return Outcome(voucher: changed, transfer: nil)
    }

    private static func added(
        _ amount: Int64, by action: VoucherAction, to voucher: VoucherState
    ) throws(LedgerError) -> Outcome {
        guard case .gift(let face) = voucher.terms, let posting = Posting(for: voucher.terms)
        else { throw .notAGiftCard }
        switch voucher.standing {
        case .inactive: throw .notActivated
        case .blocked(let time, let reason): throw .revoked(at: time, reason: reason)
        case .active: break
        }
        // What is put aside for somebody is not there to be taken off.
        let held = voucher.holds.reduce(0) { $0 + $1.amount }
        let (balance, overflow) = voucher.balance.addingReportingOverflow(amount)
        guard amount != 0, !overflow, balance >= held, balance <= AmountText.largestMinorUnits
        else {
            throw .balanceOutOfRange(
                balance: Money(minorUnits: voucher.balance, currency: face.currency),
                change: amount)
        }
        var changed = voucher
        changed.balance = balance
        if case .topUp = action {
            guard amount > 0 else {
                throw .balanceOutOfRange(
                    balance: Money(minorUnits: voucher.balance, currency: face.currency),
                    change: amount)
            }
            return Outcome(voucher: changed, transfer: posting.issued(amount))
        }
        return Outcome(voucher: changed, transfer: posting.adjusted(by: amount))
    }
}
