import TesseraModel

/// Putting back what was taken.
///
/// - Source: R4, L13; F04, F45.
extension Clerk {
    /// A redemption to put back, and what was put back of it before.
    private struct Original {
        let booked: BookedOperation
        let position: VoucherPosition
        let use: Use
        let taken: Int64
        let earlier: [BookedOperation]

        var returned: Int64 { earlier.reduce(0) { $0 + $1.returned } }
    }

    static func undo<P: Paper>(
        _ id: OperationID, _ request: BookingRequest, at time: Timestamp, on paper: inout P
    ) throws -> Decision {
        let (original, voucher) = try original(id, on: &paper)
        guard let till = request.place?.till else { throw LedgerError.ledgerDamaged }
        let earlier = original.earlier.last?.time
        try UndoRules.check(original.use, undoneAt: earlier, by: till, now: time)
        return try putBack(original.taken, of: original, to: voucher, at: time, on: &paper)
    }

    static func reverse<P: Paper>(
        _ id: OperationID, _ amount: Int64?, at time: Timestamp, on paper: inout P
    ) throws -> Decision {
        let (original, voucher) = try original(id, on: &paper)
        if let acceptor = try paper.acceptorIfAny(original.use.shop),
            acceptor.agreement.refunds == .refused
        {
            throw LedgerError.refundsRefused(acceptor.id)
        }
        let left = original.taken - original.returned
        if left == 0, let last = original.earlier.last {
            throw LedgerError.alreadyUndone(at: last.time)
        }
        let wanted = amount ?? left
        guard wanted <= left else {
            throw LedgerError.reversalAboveRedemption(
                left: voucher.terms.quantity(left), asked: voucher.terms.quantity(wanted))
        }
        return try putBack(wanted, of: original, to: voucher, at: time, on: &paper)
    }

    /// The redemption, read while its voucher is kept as it is for everybody else.
    private static func original<P: Paper>(
        _ id: OperationID, on paper: inout P
    ) throws -> (Original, VoucherState) {
        guard let booked = try paper.booked(id), let taken = booked.taking?.taken,
            let use = booked.use, let position = booked.position
        else { throw LedgerError.unknownRedemption(id) }
        let voucher = try paper.voucher(at: position)
        let original = Original(
            booked: booked, position: position, use: use, taken: taken,
            earlier: try paper.successors(of: id))
        return (original, voucher)
    }

    private static func putBack<P: Paper>(
        _ amount: Int64, of original: Original, to old: VoucherState, at time: Timestamp,
        on paper: inout P
    ) throws -> Decision {
        let before = original.returned
        var voucher = old.tidied(at: time)
        voucher.balance += amount
        if before + amount == original.taken {
            voucher.lastUse = try paper.latestUse(
                of: original.position, besides: original.booked.operation)
        }
        try paper.put(voucher, insteadOf: old)
        try giveBack(
            original.booked, old.terms, returned: (before, before + amount), on: &paper)
        let posting = Posting(for: old.terms)
        return Decision(
            position: original.position,
            outcome: .returned(amount: amount, balance: voucher.balance),
            transfers: posting.map { [$0.redeemed(amount, in: original.use.shop).reversed] } ?? [],
            terms: old.terms)
    }
}
