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

    /// What a demand takes, and every condition that fails.
    package struct Verdict: Hashable, Sendable {
        /// What it takes, other conditions left aside; `nil` if the demand itself fails.
        package let taking: Taking?
        /// What fails: standing before days, days before use, use before currency and amounts.
        package let failures: [LedgerError]
    }

    /// Decides a demand on a voucher.
    ///
    /// - Parameters:
    ///   - demand: What is asked.
    ///   - voucher: The voucher as the book sees it now.
    ///   - today: The issuer's day by the ledger's clock.
    ///   - time: The ledger's clock.
    /// - Returns: What to take; never more than is there and not put aside for others.
    /// - Throws: The refusal with its facts; several at once if several conditions fail.
    package static func taking(
        _ demand: Demand, from voucher: VoucherState, today: Day, at time: Timestamp
    ) throws(LedgerError) -> Taking {
        let verdict = verdict(on: demand, from: voucher, today: today, at: time)
        guard verdict.failures.isEmpty, let taking = verdict.taking else {
            throw .combined(verdict.failures)
        }
        return taking
    }

    /// Examines a demand on a voucher, to the last condition.
    package static func verdict(
        on demand: Demand, from voucher: VoucherState, today: Day, at time: Timestamp
    ) -> Verdict {
        var failures = failures(of: voucher, today: today, isHeld: false)
        do throws(LedgerError) {
            return Verdict(taking: try wanted(demand, of: voucher, at: time), failures: failures)
        } catch {
            // A voucher that is empty or not sold holds nothing, which has been said already.
            if voucher.balance > 0 || !error.isAboutQuantity || failures.isEmpty {
                failures.append(error)
            }
            return Verdict(taking: nil, failures: failures)
        }
    }

    /// Refuses a voucher that may not be used today, whatever is asked of it.
    ///
    /// - Throws: ``LedgerError/notActivated``, ``LedgerError/revoked(at:reason:)``,
    ///   ``LedgerError/notYetValid(first:)``, ``LedgerError/expired(last:)``,
    ///   ``LedgerError/alreadyRedeemed(_:)``; several at once if several fail.
    package static func checkUsable(_ voucher: VoucherState, today: Day) throws(LedgerError) {
        let failures = failures(of: voucher, today: today, isHeld: false)
        if !failures.isEmpty { throw .combined(failures) }
    }

    /// Why a voucher may not be used today, whatever is asked of it.
    ///
    /// - Parameters:
    ///   - voucher: The voucher as the book sees it now.
    ///   - today: The issuer's day by the ledger's clock.
    ///   - isHeld: Whether what is wanted was put aside, so that days and use were good then.
    /// - Returns: What fails; nothing for a good voucher.
    static func failures(of voucher: VoucherState, today: Day, isHeld: Bool) -> [LedgerError] {
        var failures: [LedgerError] = []
        switch voucher.standing {
        case .inactive: failures.append(.notActivated)
        case .blocked(let time, let reason): failures.append(.revoked(at: time, reason: reason))
        case .active: break
        }
        if isHeld { return failures }
        if today < voucher.validity.first {
            failures.append(.notYetValid(first: voucher.validity.first))
        }
        if voucher.validity.last < today {
            failures.append(.expired(last: voucher.validity.last))
        }
        if voucher.balance == 0, voucher.standing != .inactive, voucher.terms.kind != .member {
            let isRight = voucher.terms.kind == .entitlement && voucher.faceValue > 1
            failures.append(
                isRight
                    ? .exhausted(uses: voucher.faceValue, last: voucher.lastUse)
                    : .alreadyRedeemed(voucher.lastUse))
        }
        return failures
    }

    private static func wanted(
        _ demand: Demand, of voucher: VoucherState, at time: Timestamp
    ) throws(LedgerError) -> Taking {
        switch (voucher.terms, demand) {
        case (.gift(let face), .amount(let wanted)):
            guard face.currency == wanted.currency else {
                throw .currencyMismatch(card: face.currency, asked: wanted.currency)
            }
            return try part(wanted.minorUnits, of: voucher, at: time, discount: nil)
        case (.gift, .everything):
            let available = voucher.available(at: time)
            return try part(max(1, available), of: voucher, at: time, discount: nil)
        case (.entitlement, .uses(let count)):
            return try part(Int64(count), of: voucher, at: time, discount: nil)
        case (.discount(let terms), .uses(let count)):
            guard terms.minimumSpend == 0, count == 1 else { throw .priceRequired }
            return try part(1, of: voucher, at: time, discount: nil)
        case (.discount(let terms), .purchase(let price)):
            let reduction = try terms.reduction(onPrice: price)
            return try part(1, of: voucher, at: time, discount: reduction)
        case (let terms, _):
            throw .demandMismatch(terms.kind)
        }
    }

    /// Takes a part of what is there and not put aside.
    ///
    /// - Throws: ``LedgerError/insufficientBalance(available:wanted:)``,
    ///   ``LedgerError/insufficientUses(available:wanted:)``,
    ///   ``LedgerError/heldElsewhere(available:wanted:until:)``.
    static func part(
        _ wanted: Int64, of voucher: VoucherState, at time: Timestamp, discount: Money? = nil
    ) throws(LedgerError) -> Taking {
        guard wanted <= voucher.balance else {
            if case .gift(let face) = voucher.terms {
                throw .insufficientBalance(
                    available: Money(minorUnits: voucher.balance, currency: face.currency),
                    wanted: Money(minorUnits: wanted, currency: face.currency))
            }
            throw .insufficientUses(available: voucher.balance, wanted: wanted)
        }
        let available = voucher.available(at: time)
        guard wanted <= available else {
            let ends = voucher.holds.filter { $0.holds(at: time) }.map(\.until).min()
            throw .heldElsewhere(
                available: voucher.terms.quantity(available),
                wanted: voucher.terms.quantity(wanted), until: ends ?? time)
        }
        return Taking(amount: wanted, discount: discount)
    }
}

extension LedgerError {
    /// One refusal of several: itself if it is one.
    static func combined(_ failures: [LedgerError]) -> LedgerError {
        // Nothing failed and nothing to take contradict each other.
        guard let first = failures.first else { return .ledgerDamaged }
        return failures.count == 1 ? first : .several(failures)
    }

    /// Returns whether it says that there is too little.
    var isAboutQuantity: Bool {
        switch self {
        case .insufficientBalance, .insufficientUses, .heldElsewhere: true
        default: false
        }
    }

    /// The conditions that fail, each by itself.
    package var reasons: [LedgerError] {
        switch self {
        case .several(let reasons), .basketVoucherRefused(_, let reasons): reasons
        default: [self]
        }
    }
}
