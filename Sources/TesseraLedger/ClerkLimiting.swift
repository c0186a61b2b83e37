import TesseraModel

/// How much of a limit will be used once a use is booked.
struct LimitUse {
    let account: LimitAccount
    let used: Int64
}

/// A taking that all limits allow, and what it uses of them.
struct LimitedTaking {
    let taking: RedemptionRules.Taking
    let uses: [LimitUse]
}

/// Limits: accounts that are used up in the same transaction as the benefit.
///
/// - Source: R5; F26, F27.
extension Clerk {
    /// What a taking uses of every limit that is about it, and the limits that it breaks. Where
    /// nothing can be taken, only a missing member's card is reported.
    static func limitUses<P: Paper>(
        by asking: Asking, of taking: RedemptionRules.Taking?, _ voucher: VoucherState,
        _ place: Place?, on today: Day, on paper: inout P
    ) throws -> ([LimitUse], [LedgerError]) {
        var uses: [LimitUse] = []
        var failures: [LedgerError] = []
        for limit in try paper.limits() where limit.terms.covers(voucher.terms) {
            guard let key = key(of: limit.terms, asking, place) else {
                failures.append(.memberRequired(limit.terms))
                continue
            }
            guard let taking, let amount = limit.terms.amount(of: taking, from: voucher.terms)
            else { continue }
            let account = LimitAccount(
                limit: limit.id, key: key, day: limit.terms.period == .day ? today.number : 0)
            let used = try paper.used(account)
            let most = limit.terms.mostNumber
            guard amount <= most - used else {
                failures.append(
                    .limitReached(
                        limit.terms, left: limit.terms.quantity(max(0, most - used)),
                        wanted: limit.terms.quantity(amount)))
                continue
            }
            uses.append(LimitUse(account: account, used: used + amount))
        }
        return (uses, failures)
    }

    /// Gives back to every limit what a redemption used of it, in proportion to what is put back:
    /// how much of it had been put back before, and how much will have been now.
    static func giveBack<P: Paper>(
        _ original: BookedOperation, _ terms: Terms, returned: (before: Int64, after: Int64),
        on paper: inout P
    ) throws {
        guard let (taken, discount) = original.taking, let position = original.position
        else { return }
        let holder = try holder(of: original, on: &paper)
        let asking = Asking(position: position, demand: .everything, holder: holder)
        let day = paper.zone.day(at: original.time)
        for limit in try paper.limits() where limit.terms.covers(terms) {
            guard let key = key(of: limit.terms, asking, original.place) else { continue }
            let account = LimitAccount(
                limit: limit.id, key: key, day: limit.terms.period == .day ? day.number : 0)
            let whole = RedemptionRules.Taking(
                amount: taken, discount: discount.flatMap { terms.money($0) })
            guard let amount = limit.terms.amount(of: whole, from: terms) else { continue }
            let used = try paper.used(account)
            // A limit that is younger than the redemption never counted it.
            let share =
                part(amount, returned.after, of: taken)
                - part(amount, returned.before, of: taken)
            let back = min(used, share)
            if back > 0 { try paper.put(used - back, of: account) }
        }
    }

    static func setLimit<P: Paper>(_ terms: LimitTerms, on paper: inout P) throws -> Decision {
        let id = try paper.nextLimit()
        return Decision(outcome: .limited(id))
    }

    static func endLimit<P: Paper>(_ id: LimitID, on paper: inout P) throws -> Decision {
        guard try paper.limits().contains(where: { $0.id == id }) else {
            throw LedgerError.unknownLimit(id)
        }
        return Decision(outcome: .limitEnded)
    }

    /// The member whose card was shown with a use; `nil` if none was.
    private static func holder<P: Paper>(
        of booked: BookedOperation, on paper: inout P
    ) throws -> MemberNumber? {
        switch booked.wish {
        case .redeem(_, _, let holder): return holder
        case .capture(let hold, _):
            guard case .hold(_, _, let holder, _)? = try paper.booked(hold)?.wish else {
                return nil
            }
            return holder
        default: return nil
        }
    }

    private static func part(_ amount: Int64, _ returned: Int64, of taken: Int64) -> Int64 {
        let (high, low) = amount.multipliedFullWidth(by: returned)
        return taken.dividingFullWidth((high, low)).quotient
    }

    /// For what a limit is counted; `nil` if it is counted by member and no card was shown.
    private static func key(
        of terms: LimitTerms, _ asking: Asking, _ place: Place?
    ) -> String? {
        switch terms.key {
        case .all: "all"
        case .code: asking.position.voucherText
        case .member: asking.holder?.text
        case .shop: place?.shop?.text ?? ""
        case .till: place?.till.text ?? ""
        }
    }
}

extension LimitTerms {
    /// How much of it a taking uses; `nil` if it counts another currency.
    func amount(of taking: RedemptionRules.Taking, from terms: Terms) -> Int64? {
        switch (most, terms) {
        case (.uses, .gift): 1
        case (.uses, _): taking.amount
        case (.value(let money), .gift(let face)):
            face.currency == money.currency ? taking.amount : nil
        case (.value(let money), _):
            taking.discount?.currency == money.currency ? taking.discount?.minorUnits : nil
        }
    }

    /// A number in the unit of the limit.
    func quantity(_ number: Int64) -> Quantity {
        switch most {
        case .uses: .uses(number)
        case .value(let money): .money(Money(minorUnits: number, currency: money.currency))
        }
    }
}

extension Terms {
    /// An amount in the currency of a gift or a discount; `nil` for the others.
    func money(_ minorUnits: Int64) -> Money? {
        switch self {
        case .gift(let face): Money(minorUnits: minorUnits, currency: face.currency)
        case .discount(let discount): Money(minorUnits: minorUnits, currency: discount.currency)
        case .member, .entitlement: nil
        }
    }
}
