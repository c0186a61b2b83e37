import TesseraModel

/// A use as it is asked for.
struct Asking {
    let position: VoucherPosition
    let demand: Demand
    let holder: MemberNumber?
}

/// Uses of a single voucher: at once, or put aside first.
extension Clerk {
    static func redeem<P: Paper>(
        _ asking: Asking, _ request: BookingRequest, at time: Timestamp, on paper: inout P
    ) throws -> Decision {
        let old = try paper.voucher(at: asking.position)
        let taking = try taking(asking, from: old, request, at: time, on: &paper)
        return try take(taking, from: old, request, at: time, on: &paper)
    }

    /// What a demand takes, all conditions and limits met.
    ///
    /// - Throws: ``LedgerError`` with every condition that fails.
    static func taking<P: Paper>(
        _ asking: Asking, from voucher: VoucherState, _ request: BookingRequest,
        at time: Timestamp, on paper: inout P
    ) throws -> LimitedTaking {
        let today = paper.zone.day(at: time)
        let verdict = RedemptionRules.verdict(
            on: asking.demand, from: voucher, today: today, at: time)
        var failures = verdict.failures
        if let holder = voucher.holder, asking.holder != holder {
            failures.append(.holderMismatch(otherShown: asking.holder != nil))
        }
        let (uses, limitFailures) = try limitUses(
            by: asking, of: verdict.taking, voucher, request.place, on: today, on: &paper)
        failures += limitFailures
        guard failures.isEmpty, let taking = verdict.taking else {
            throw LedgerError.combined(failures)
        }
        return LimitedTaking(taking: taking, uses: uses)
    }

    /// Puts a use on the paper; nothing can be refused any more.
    static func take<P: Paper>(
        _ limited: LimitedTaking, from old: VoucherState, _ request: BookingRequest,
        at time: Timestamp, on paper: inout P
    ) throws -> Decision {
        guard let place = request.place, let shop = place.shop else {
            throw LedgerError.ledgerDamaged
        }
        let taken = limited.taking.amount
        var voucher = old.tidied(at: time)
        voucher.balance -= taken
        voucher.lastUse = Use(
            time: time, shop: shop, till: place.till, operator: place.operator)
        try paper.put(voucher, insteadOf: old)
        for use in limited.uses { try paper.put(use.used, of: use.account) }
        return Decision(
            position: old.position,
            outcome: .redeemed(
                taken: taken, balance: voucher.balance,
                discount: limited.taking.discount?.minorUnits),
            transfers: Posting(for: old.terms).map { [$0.redeemed(taken, in: shop)] } ?? [],
            terms: old.terms)
    }

    static func hold<P: Paper>(
        _ asking: Asking, until: Timestamp, _ request: BookingRequest, at time: Timestamp,
        on paper: inout P
    ) throws -> Decision {
        let old = try paper.voucher(at: asking.position)
        let limited = try taking(asking, from: old, request, at: time, on: &paper)
        var voucher = old.tidied(at: time)
        voucher.holds.append(
            Hold(operation: request.operation, amount: limited.taking.amount, until: until))
        try paper.put(voucher, insteadOf: old)
        return Decision(
            position: old.position,
            outcome: .held(
                amount: limited.taking.amount, available: voucher.available(at: time),
                discount: limited.taking.discount?.minorUnits, until: until),
            terms: old.terms)
    }

    static func capture<P: Paper>(
        _ id: OperationID, _ amount: Int64?, _ request: BookingRequest, at time: Timestamp,
        on paper: inout P
    ) throws -> Decision {
        let held = try openHold(id, on: &paper)
        let old = try paper.voucher(at: held.position)
        // Read again now that nobody else can end it.
        try checkOpen(id, until: held.until, at: time, on: &paper)
        let taken = amount ?? held.amount
        let today = paper.zone.day(at: time)
        guard taken <= held.amount else {
            throw LedgerError.captureAboveHold(
                held: old.terms.quantity(held.amount), asked: old.terms.quantity(taken))
        }
        // What was put aside is there; but the voucher may have been blocked since.
        var voucher = old
        voucher.holds.removeAll { $0.operation == id }
        var failures = RedemptionRules.failures(of: voucher, today: today, isHeld: true)
        let discount = held.discount.flatMap { old.terms.money($0) }
        let taking = RedemptionRules.Taking(amount: taken, discount: discount)
        let asking = Asking(
            position: held.position, demand: .everything, holder: held.holder)
        let (uses, limitFailures) = try limitUses(
            by: asking, of: taking, old, request.place, on: today, on: &paper)
        failures += limitFailures
        guard failures.isEmpty else { throw LedgerError.combined(failures) }
        guard let place = request.place, let shop = place.shop else {
            throw LedgerError.ledgerDamaged
        }
        voucher = voucher.tidied(at: time)
        voucher.balance -= taken
        voucher.lastUse = Use(
            time: time, shop: shop, till: place.till, operator: place.operator)
        try paper.put(voucher, insteadOf: old)
        for use in uses { try paper.put(use.used, of: use.account) }
        return Decision(
            position: old.position,
            outcome: .redeemed(taken: taken, balance: voucher.balance, discount: held.discount),
            transfers: Posting(for: old.terms).map { [$0.redeemed(taken, in: shop)] } ?? [],
            terms: old.terms)
    }

    static func release<P: Paper>(
        _ id: OperationID, at time: Timestamp, on paper: inout P
    ) throws -> Decision {
        let held = try openHold(id, orLease: true, on: &paper)
        let old = try paper.voucher(at: held.position)
        try checkOpen(id, until: held.until, at: time, on: &paper)
        var voucher = old.tidied(at: time)
        // Of a lease some may have been spent.
        let left = voucher.holds.first { $0.operation == id }?.amount ?? 0
        voucher.holds.removeAll { $0.operation == id }
        try paper.put(voucher, insteadOf: old)
        return Decision(
            position: held.position,
            outcome: .released(amount: left, available: voucher.available(at: time)),
            terms: old.terms)
    }

    private struct OpenHold {
        let position: VoucherPosition
        let amount: Int64
        let discount: Int64?
        let holder: MemberNumber?
        let until: Timestamp
    }

    private static func openHold<P: Paper>(
        _ id: OperationID, orLease: Bool = false, on paper: inout P
    ) throws -> OpenHold {
        guard let booked = try paper.booked(id),
            case .held(let amount, _, let discount, let until) = booked.outcome
        else { throw LedgerError.unknownHold(id) }
        switch booked.wish {
        case .hold(let position, _, let holder, _):
            return OpenHold(
                position: position, amount: amount, discount: discount, holder: holder,
                until: until)
        case .lease(let position, _, _, _) where orLease:
            return OpenHold(
                position: position, amount: amount, discount: nil, holder: nil, until: until)
        default: throw LedgerError.unknownHold(id)
        }
    }

    /// Refuses a hold that was captured or released, or that has ended.
    ///
    /// - Source: R4.
    private static func checkOpen<P: Paper>(
        _ id: OperationID, until: Timestamp, at time: Timestamp, on paper: inout P
    ) throws {
        if let end = try paper.successors(of: id).first {
            if case .released = end.outcome { throw LedgerError.holdReleased(at: end.time) }
            throw LedgerError.holdCaptured(at: end.time)
        }
        guard time < until else { throw LedgerError.holdExpired(at: until) }
    }
}
