import TesseraModel

/// Putting back what a device took without a network and gave up a moment after.
extension Clerk {
    static func putBack<P: Paper>(
        _ id: OperationID, by claim: Claim, _ device: Device, at time: Timestamp,
        on paper: inout P
    ) throws -> Judged {
        guard let booked = try paper.booked(id) else {
            return Judged(decision: ruled(.undone, claim))
        }
        guard let (original, verdict) = booked.claim, original.device == claim.device,
            original.epoch == claim.epoch, let position = original.position,
            UndoRequest.window(
                contains: claim.occurredAt, after: original.occurredAt)
        else { return Judged(decision: ruled(.notValidThen, claim)) }
        let moved = verdict.paid + verdict.lostByIssuer + verdict.lostByAcceptor
        guard moved > 0, let shop = booked.place?.shop else {
            return Judged(decision: ruled(.undone, claim))
        }
        // Read first, so that nobody puts anything back between the question and the answer.
        let old = try paper.voucher(at: position)
        guard try paper.successors(of: id).isEmpty else {
            return Judged(decision: ruled(.undone, claim))
        }
        var voucher = old.tidied(at: time)
        voucher.balance += verdict.paid
        if verdict.paid > 0 {
            voucher.lastUse = try paper.latestUse(of: position, besides: id)
            try paper.put(voucher, insteadOf: old)
            try giveBack(booked, old.terms, returned: (0, verdict.paid), on: &paper)
        }
        var day = device.loss(on: paper.zone.day(at: original.occurredAt).number)
        if case .gift = old.terms {
            day.minorUnits = max(0, day.minorUnits - verdict.lostByIssuer)
        } else {
            day.uses = max(0, day.uses - Int(verdict.lostByIssuer))
        }
        let back = ClaimVerdict(ruling: .undone, returned: verdict.paid, balance: voucher.balance)
        return Judged(
            decision: Decision(
                position: position, outcome: .claimed(back),
                transfers: verdict.transfers(of: old.terms, in: shop).map(\.reversed),
                terms: old.terms),
            loss: day)
    }
}
