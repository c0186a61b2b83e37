import TesseraModel

/// Judging what devices did without a network: once, in the order in which it arrives.
///
/// 1  What happened is recorded whatever becomes of it.
/// 2  What the voucher covers is paid from it. The rest is a loss: within the offline limits of
///    whom the agreement says, beyond them the acceptor's, so the issuer's loss is bounded even by
///    a device that lies.
/// 3  A claim and the one that puts it back come to the same in either order.
/// 4  Two records with one number, a record that does not follow from the one before it, or one
///    that is older than it, are two futures of one log: from then on the device's claims are
///    recorded and not paid. So all that can still come lies behind what is known.
///
/// - Source: L14, L15, R12; F23.
extension Clerk {
    static func claim<P: Paper>(
        _ claim: Claim, _ request: BookingRequest, at time: Timestamp, on paper: inout P
    ) throws -> Decision {
        if claim.finding == .wrongMAC { return ruled(.wrongMAC, claim) }
        var device = try paper.device(claim.device)
        // Who worked there stands in the record.
        guard request.place?.isSameTill(as: device.acceptor, device.id) == true else {
            throw LedgerError.wishUnfit
        }
        guard let index = device.epochs.firstIndex(where: { $0.number == claim.epoch }) else {
            throw LedgerError.unknownDevice(claim.device)
        }
        let isFork = try contradicts(claim, device.epochs[index], on: &paper)
        if !isFork {
            device.epochs[index].progress.note(claim.sequence, at: claim.occurredAt)
        }
        if isFork, case .active = device.epochs[index].standing {
            device.epochs[index].standing = .quarantined(at: time, sequence: claim.sequence)
        }
        device.heardAt = time
        let judged: Judged
        if isFork {
            let verdict = ClaimVerdict(ruling: .quarantined, isFork: true)
            judged = Judged(
                decision: Decision(position: claim.position, outcome: .claimed(verdict)))
        } else {
            judged = try judge(
                claim, of: device, device.epochs[index].standing, request, at: time, on: &paper)
        }
        if let loss = judged.loss { device.put(loss) }
        try paper.put(.device(device))
        return judged.decision
    }

    /// What a claim comes to, and what its device has lost on its day afterwards.
    struct Judged {
        var decision: Decision
        var loss: DayLoss?
    }

    static func ruled(
        _ ruling: ClaimVerdict.Ruling, _ claim: Claim, _ voucher: VoucherState? = nil
    ) -> Decision {
        Decision(
            position: claim.position,
            outcome: .claimed(ClaimVerdict(ruling: ruling, balance: voucher?.balance)),
            terms: voucher?.terms)
    }

    private static func judge<P: Paper>(
        _ claim: Claim, of device: Device, _ standing: DeviceEpoch.Standing,
        _ request: BookingRequest, at time: Timestamp, on paper: inout P
    ) throws -> Judged {
        if case .forged = claim.finding { return Judged(decision: ruled(.forged, claim)) }
        switch standing {
        case .revoked: return Judged(decision: ruled(.deviceRevoked, claim))
        case .quarantined: return Judged(decision: ruled(.quarantined, claim))
        case .active: break
        }
        switch claim.act {
        case .undo(let id):
            return try putBack(id, by: claim, device, at: time, on: &paper)
        case .redeem(let position, let demand, let taken, let discount):
            let use = OfflineUse(
                claim: claim, position: position, demand: demand, taken: taken,
                discount: discount)
            return try judge(use, of: device, request, at: time, on: &paper)
        }
    }

    private static func judge<P: Paper>(
        _ use: OfflineUse, of device: Device, _ request: BookingRequest, at time: Timestamp,
        on paper: inout P
    ) throws -> Judged {
        if try isUndone(request.operation, use.claim, on: &paper) {
            return Judged(decision: ruled(.undone, use.claim))
        }
        let acceptor = try paper.acceptor(device.acceptor)
        let old: VoucherState
        do {
            old = try paper.voucher(at: use.position)
        } catch LedgerError.unknownVoucher {
            return Judged(decision: ruled(.forged, use.claim))
        }
        let audience = try paper.batch(covering: use.position).order.audience
        guard try isCovered(use, old, by: acceptor, audience, on: &paper) else {
            return Judged(decision: ruled(.notAccepted, use.claim, old))
        }
        let (today, late) = (
            paper.zone.day(at: time), old.validity.last.advanced(by: Claim.lateDays)
        )
        guard wasGood(old.validity, at: use.claim.occurredAt, known: time, paper.zone) else {
            return Judged(decision: ruled(.notValidThen, use.claim, old))
        }
        guard today <= late else { return Judged(decision: ruled(.tooLate, use.claim, old)) }
        return try pay(
            use, from: old, of: device, acceptor.agreement, request, at: time, on: &paper)
    }

    /// Returns whether the claim that puts this one back has arrived before it.
    private static func isUndone<P: Paper>(
        _ id: OperationID, _ claim: Claim, on paper: inout P
    ) throws -> Bool {
        guard let undo = try paper.filedUndo(of: id, by: claim.device, epoch: claim.epoch),
            let (back, verdict) = try paper.booked(undo)?.claim
        else { return false }
        return verdict.ruling == .undone
            && UndoRequest.window(contains: back.occurredAt, after: claim.occurredAt)
    }

    /// Returns whether an agreement covers a use: the voucher's audience, its campaign, the day.
    private static func isCovered<P: Paper>(
        _ use: OfflineUse, _ voucher: VoucherState, by acceptor: Acceptor, _ audience: Audience,
        on paper: inout P
    ) throws -> Bool {
        let agreement = acceptor.agreement
        let day = paper.zone.day(at: use.claim.occurredAt)
        guard agreement.accepts(voucher.terms), agreement.validity.contains(day),
            acceptor.end.map({ use.claim.occurredAt < $0.time }) ?? true, use.fits(voucher)
        else { return false }
        if audience == acceptor.audience { return true }
        for id in acceptor.groups {
            if case .group(let group)? = try paper.party(.group(id)), group.audience == audience {
                return true
            }
        }
        return false
    }

    /// Returns whether a voucher was good when it was used, ten minutes given at both ends, and the
    /// use is not to come yet.
    private static func wasGood(
        _ validity: ValidityPeriod, at occurred: Timestamp, known now: Timestamp,
        _ zone: IssuerZone
    ) -> Bool {
        let tolerance = clockTolerance
        guard occurred <= now.advanced(byMilliseconds: tolerance) else { return false }
        return validity.first <= zone.day(at: occurred.advanced(byMilliseconds: tolerance))
            && zone.day(at: occurred.advanced(byMilliseconds: 0 - tolerance)) <= validity.last
    }

    private static func pay<P: Paper>(
        _ use: OfflineUse, from old: VoucherState, of device: Device, _ agreement: Agreement,
        _ request: BookingRequest, at time: Timestamp, on paper: inout P
    ) throws -> Judged {
        guard let place = request.place, let shop = place.shop else {
            throw LedgerError.ledgerDamaged
        }
        var voucher = old.tidied(at: time)
        var uses: [LimitUse] = []
        var paid: Int64 = 0
        if case .active = old.standing {
            paid = min(use.taken, voucher.available(to: device.id, at: time))
        }
        if paid > 0 {
            let asking = Asking(position: use.position, demand: use.demand, holder: nil)
            let taking = RedemptionRules.Taking(
                amount: paid, discount: use.discount.flatMap { old.terms.money($0) })
            let today = paper.zone.day(at: time)
            let (found, failures) = try limitUses(
                by: asking, of: taking, old, place, on: today, on: &paper)
            if failures.isEmpty { uses = found } else { paid = 0 }
        }
        let loss = share(use, old.terms, use.taken - paid, device, agreement, in: paper.zone)
        if paid > 0 {
            voucher.spend(paid, by: device.id)
            voucher.lastUse = Use(
                time: use.claim.occurredAt, shop: shop, till: place.till,
                operator: place.operator)
            try paper.put(voucher, insteadOf: old)
            for use in uses { try paper.put(use.used, of: use.account) }
        }
        let isLate = old.validity.last < paper.zone.day(at: time)
        let covered: ClaimVerdict.Ruling = isLate ? .acceptedLate : .accepted
        let verdict = ClaimVerdict(
            ruling: paid == use.taken ? covered : .overLimit, paid: paid,
            lostByIssuer: loss.issuer, lostByAcceptor: loss.acceptor, balance: voucher.balance,
            discount: use.discount)
        return Judged(
            decision: Decision(
                position: use.position, outcome: .claimed(verdict),
                transfers: verdict.transfers(of: old.terms, in: shop), terms: old.terms),
            loss: loss.day)
    }

    /// Who bears what nothing covers.
    private static func share(
        _ use: OfflineUse, _ terms: Terms, _ lost: Int64, _ device: Device,
        _ agreement: Agreement, in zone: IssuerZone
    ) -> (issuer: Int64, acceptor: Int64, day: DayLoss?) {
        guard lost > 0, agreement.bearer == .issuer else { return (0, lost, nil) }
        var day = device.loss(on: zone.day(at: use.claim.occurredAt).number)
        if case .gift(let face) = terms {
            guard face.currency == agreement.currency else { return (0, lost, nil) }
            let room = min(agreement.limits.perVoucher, agreement.limits.perDay - day.minorUnits)
            let issuer = max(0, min(lost, room))
            day.minorUnits += issuer
            return (issuer, lost - issuer, day)
        }
        let issuer = max(0, min(lost, Int64(agreement.limits.usesPerDay - day.uses)))
        day.uses += Int(issuer)
        return (issuer, lost - issuer, day)
    }
}
