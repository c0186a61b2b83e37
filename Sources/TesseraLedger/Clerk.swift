import TesseraModel

/// Decides what becomes of a wish and writes it down, on whatever paper a store has.
///
/// One clerk for every store, so that all reach the same answer from the same book and clock; and
/// for the audit, which lets the clerk decide the whole journal again and compares.
///
/// - Source: L1, L3, R3, R8.
package enum Clerk {
    /// What a wish comes to, and all that was put on the paper for it but the operation itself.
    struct Decision {
        var position: VoucherPosition?
        var outcome: Outcome
        var transfers: [Transfer] = []
        var terms: Terms?
    }

    /// Books a wish, or finds the answer that its operation got.
    ///
    /// - Parameters:
    ///   - request: What is asked, where and when.
    ///   - paper: The store's transaction; nothing was written if this throws.
    /// - Returns: The answer, a sticky refusal included.
    /// - Throws: ``LedgerError/operationReused(_:)``, what stores nothing, and the store's own
    ///   errors.
    package static func book<P: Paper>(
        _ request: BookingRequest, on paper: inout P
    ) throws -> Booked {
        if let earlier = try paper.booked(request.operation) {
            guard request.wish.isSame(as: earlier.wish), earlier.place == request.place,
                try isSameProfile(request, on: &paper)
            else { throw LedgerError.operationReused(request.operation) }
            try paper.countReplay(of: earlier)
            let promise = try terms(at: earlier.position, on: &paper)
            return Booked(operation: earlier, isReplay: true, terms: promise)
        }
        let time = try paper.time(request.time)
        let (booked, terms) = try decided(request, at: time, on: &paper)
        try paper.write(booked, profile: request.profile)
        return Booked(operation: booked, isReplay: false, terms: terms)
    }

    /// Books again what a journal says, at the time it says.
    ///
    /// - Returns: The operation as it is booked now; the same as the journal's unless that was
    ///   changed.
    /// - Throws: The store's own errors, and whatever cannot be booked at all.
    /// - Source: R8.
    package static func rebook<P: Paper>(
        _ booked: BookedOperation, profile: SealedProfile?, on paper: inout P
    ) throws -> BookedOperation {
        let request = BookingRequest(
            operation: booked.operation, wish: booked.wish, place: booked.place,
            time: booked.time, profile: profile)
        if case .basket = booked.wish, case .covered = booked.outcome {
            // Its redemptions stand in the journal before it and have been booked by themselves.
            try paper.write(booked, profile: nil)
            return booked
        }
        if case .event(let event) = booked.wish {
            var again = booked
            if case .judged(let judgement) = booked.outcome {
                // So have its parts.
                again = try rejudge(booked, event, judgement, on: &paper)
            }
            try paper.write(again, profile: nil)
            return again
        }
        let (again, _) = try decided(request, at: booked.time, on: &paper)
        try paper.write(again, profile: profile)
        return again
    }

    static func decided<P: Paper>(
        _ request: BookingRequest, at time: Timestamp, on paper: inout P
    ) throws -> (BookedOperation, Terms?) {
        guard request.wish.isFit else { throw LedgerError.wishUnfit }
        let decision: Decision
        do {
            decision = try decide(request, at: time, on: &paper)
        } catch let refusal as LedgerError where refusal.isSticky {
            let voucher = try position(of: request.wish, on: &paper)
            decision = Decision(
                position: voucher, outcome: .refused(refusal),
                terms: try terms(at: voucher, on: &paper))
        }
        let booked = BookedOperation(
            operation: request.operation, time: time, place: request.place,
            position: decision.position, wish: request.wish, outcome: decision.outcome,
            transfers: decision.transfers)
        return (booked, decision.terms)
    }

    private static func decide<P: Paper>(
        _ request: BookingRequest, at time: Timestamp, on paper: inout P
    ) throws -> Decision {
        switch request.wish {
        case .issue(let orders): return try issue(orders, on: &paper)
        case .enrol(let number, let card): return try enrol(number, card, on: &paper)
        case .redeem(let position, let demand, let holder):
            let asking = Asking(position: position, demand: demand, holder: holder)
            return try redeem(asking, request, at: time, on: &paper)
        case .hold(let position, let demand, let holder, let milliseconds):
            let asking = Asking(position: position, demand: demand, holder: holder)
            let until = time.advanced(byMilliseconds: milliseconds)
            return try hold(asking, until: until, request, at: time, on: &paper)
        case .capture(let hold, let amount):
            return try capture(hold, amount, request, at: time, on: &paper)
        case .release(let hold): return try release(hold, at: time, on: &paper)
        case .undo(let redemption): return try undo(redemption, request, at: time, on: &paper)
        case .reverse(let redemption, let amount, _):
            return try reverse(redemption, amount, at: time, on: &paper)
        case .basket(let positions, let due, let holder):
            let basket = Basket(positions: positions, due: due, holder: holder)
            return try redeem(basket, request, at: time, on: &paper)
        case .change(let position, let action):
            return try change(position, action, at: time, on: &paper)
        case .setLimit(let terms): return try setLimit(terms, on: &paper)
        case .endLimit(let id): return try endLimit(id, on: &paper)
        case .credit(let holding, let amount, let first, let last, _):
            let lot = Lot(operation: request.operation, first: first, last: last, left: amount)
            return try credit(holding, lot, at: time, on: &paper)
        case .debit(let holding, let amount, let preferred, _):
            return try debit(
                holding, amount, from: preferred, by: request.operation, at: time, on: &paper)
        case .event(let event): return try judge(event, request, at: time, on: &paper)
        case .publish: return try publish(on: &paper)
        default: return try decideOffline(request, at: time, on: &paper)
        }
    }

    /// The wishes of acceptors, their devices and those who work.
    private static func decideOffline<P: Paper>(
        _ request: BookingRequest, at time: Timestamp, on paper: inout P
    ) throws -> Decision {
        switch request.wish {
        case .replace(let position, let order):
            return try replace(position, with: order, at: time, on: &paper)
        case .agree(let terms): return try agree(terms, on: &paper)
        case .endAgreement(let id, let reason):
            return try endAgreement(id, reason, at: time, on: &paper)
        case .pair(let id, let shop): return try pair(id, shop, at: time, on: &paper)
        case .revoke(let id, let reason): return try revoke(id, reason, at: time, on: &paper)
        case .kit(let id): return try kit(id, at: time, on: &paper)
        case .lease(let position, let amount, let device, let milliseconds):
            let until = time.advanced(byMilliseconds: milliseconds)
            return try lease(
                position, amount, device, until: until, request, at: time, on: &paper)
        case .claim(let claim): return try self.claim(claim, request, at: time, on: &paper)
        case .settle(let id, let totals): return try settle(id, totals, on: &paper)
        case .dispute(let id, let amount, _, _): return try dispute(id, amount, on: &paper)
        case .appoint(let terms): return try appoint(terms, on: &paper)
        case .dismiss(let id, let reason): return try dismiss(id, reason, at: time, on: &paper)
        case .erase(let number, let card, _):
            return try erase(number, card, at: time, on: &paper)
        default: throw LedgerError.ledgerDamaged
        }
    }

    /// The voucher that a wish is about, as far as the book knows.
    private static func position<P: Paper>(
        of wish: Wish, on paper: inout P
    ) throws -> VoucherPosition? {
        switch wish {
        case .redeem(let position, _, _), .hold(let position, _, _, _), .change(let position, _),
            .lease(let position, _, _, _), .replace(let position, _):
            position
        case .claim(let claim): claim.position
        case .capture(let id, _), .release(let id), .undo(let id), .reverse(let id, _, _):
            try paper.booked(id)?.position
        default: nil
        }
    }

    private static func terms<P: Paper>(
        at position: VoucherPosition?, on paper: inout P
    ) throws -> Terms? {
        guard let position else { return nil }
        do {
            return try paper.batch(covering: position).order.terms
        } catch LedgerError.unknownVoucher {
            return nil
        }
    }

    /// Returns whether a repeated enrolment names the same person; what was erased cannot differ.
    private static func isSameProfile<P: Paper>(
        _ request: BookingRequest, on paper: inout P
    ) throws -> Bool {
        guard case .enrol(let number, _) = request.wish,
            let known = try paper.member(number)?.profile
        else { return true }
        return known.enrolled == request.profile?.enrolled
    }
}

extension Wish {
    /// Returns whether a repeated id asks for the same thing.
    fileprivate func isSame(as earlier: Wish) -> Bool {
        if case .claim(let claim) = self, case .claim(let known) = earlier {
            return claim.isSameRecord(as: known)
        }
        return self == earlier
    }
}
