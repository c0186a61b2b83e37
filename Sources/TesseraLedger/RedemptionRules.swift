import TesseraModel

/// What a demand takes from a voucher, or why nothing: the one decision that every store makes.
///
/// Pure, so that every store reaches the same answer from the same state and clock.
///
/// - Source: R2, R4, R8; F01, F02, F28.
package enum RedemptionRules {
    /// What a demand takes.
    package struct Taking: Hashable, Sendable {
        /// Minor units of a gift or uses of the others, at least 1.
        package let amount: Int64
        /// What the basket becomes cheaper by; `nil` unless a discount met a basket.
        package let discount: Money?
    }

    /// Decides a demand on a voucher.
    ///
    /// - Parameters:
    ///   - demand: What is asked.
    ///   - voucher: The voucher as the book sees it now.
    ///   - today: The issuer's day by the ledger's clock.
    /// - Returns: What to take; never more than the voucher holds.
    /// - Throws: The refusal with its facts: standing before days, days before use, use before
    ///   amounts.
    package static func taking(
        _ demand: Demand, from voucher: VoucherState, today: Day
    ) throws(LedgerError) -> Taking {
        try checkUsable(voucher, today: today)
        switch (voucher.terms, demand) {
        case (.gift(let face), .amount(let wanted)):
            guard face.currency == wanted.currency else {
                throw .currencyMismatch(card: face.currency, asked: wanted.currency)
            }
            guard wanted.minorUnits <= voucher.balance else {
                throw .insufficientBalance(
                    available: Money(minorUnits: voucher.balance, currency: face.currency),
                    wanted: wanted)
            }
            return Taking(amount: wanted.minorUnits, discount: nil)
        case (.gift, .everything):
            return Taking(amount: voucher.balance, discount: nil)
        case (.entitlement, .uses(let count)):
            return try uses(Int64(count), of: voucher, discount: nil)
        case (.discount(let terms), .uses(let count)):
            guard terms.minimumSpend == 0, count == 1 else { throw .priceRequired }
            return try uses(1, of: voucher, discount: nil)
        case (.discount(let terms), .purchase(let price)):
            return try uses(1, of: voucher, discount: terms.reduction(onPrice: price))
        case (let terms, _):
            throw .demandMismatch(terms.kind)
        }
    }

    /// Refuses a voucher that may not be used today, whatever is asked of it.
    ///
    /// - Throws: ``LedgerError/notActivated``, ``LedgerError/revoked(at:reason:)``,
    ///   ``LedgerError/notYetValid(first:)``, ``LedgerError/expired(last:)``,
    ///   ``LedgerError/alreadyRedeemed(_:)``.
    package static func checkUsable(_ voucher: VoucherState, today: Day) throws(LedgerError) {
        switch voucher.standing {
        case .inactive: throw .notActivated
        case .blocked(let time, let reason): throw .revoked(at: time, reason: reason)
        case .active: break
        }
        guard voucher.validity.first <= today else {
            throw .notYetValid(first: voucher.validity.first)
        }
        guard today <= voucher.validity.last else { throw .expired(last: voucher.validity.last) }
        guard voucher.balance > 0 || voucher.terms.kind == .member else {
            throw .alreadyRedeemed(voucher.lastUse)
        }
    }

    private static func uses(
        _ count: Int64, of voucher: VoucherState, discount: Money?
    ) throws(LedgerError) -> Taking {
        guard count <= voucher.balance else {
            throw .insufficientUses(available: voucher.balance, wanted: count)
        }
        return Taking(amount: count, discount: discount)
    }
}

extension Discount {
    /// What a basket becomes cheaper by: half a minor unit rounds up, never more than the cap or
    /// the price itself.
    ///
    /// - Parameter price: What the basket costs; the minimum spend is inclusive.
    /// - Returns: At least one minor unit.
    /// - Throws: ``LedgerError/currencyMismatch(card:asked:)``,
    ///   ``LedgerError/minimumNotReached(minimum:actual:)``, ``LedgerError/nothingToDiscount``.
    /// - Source: R9; F21, F28, F29.
    package func reduction(onPrice price: Money) throws(LedgerError) -> Money {
        guard price.currency == currency else {
            throw .currencyMismatch(card: currency, asked: price.currency)
        }
        guard price.minorUnits >= minimumSpend else {
            throw .minimumNotReached(
                minimum: Money(minorUnits: minimumSpend, currency: currency), actual: price)
        }
        var amount: Int64
        switch reduction {
        case .percent(let basisPoints):
            // Prices reach 10¹² and basis points 10⁴: the product stays within 64 bits.
            amount = (price.minorUnits * Int64(basisPoints) + 5_000) / 10_000
        case .amount(let minorUnits):
            amount = minorUnits
        }
        amount = min(amount, price.minorUnits)
        if cap > 0 { amount = min(amount, cap) }
        guard amount > 0 else { throw .nothingToDiscount }
        return Money(minorUnits: amount, currency: currency)
    }
}
