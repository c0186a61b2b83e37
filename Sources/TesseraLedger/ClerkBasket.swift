import TesseraModel

/// Several vouchers on one basket.
struct Basket {
    /// How many vouchers a basket may use.
    static let most = 16

    let positions: [VoucherPosition]
    let due: Money
    let holder: MemberNumber?
}

/// All vouchers of a basket or none: discounts first, then what is paid with, in the order given,
/// until the basket is covered to the cent.
///
/// - Source: concept 11; F05, F10.
extension Clerk {
    private struct Line {
        let voucher: VoucherState
        let demand: Demand
        let limited: LimitedTaking
    }

    static func redeem<P: Paper>(
        _ basket: Basket, _ request: BookingRequest, at time: Timestamp, on paper: inout P
    ) throws -> Decision {
        guard (1...Basket.most).contains(basket.positions.count),
            Set(basket.positions).count == basket.positions.count, basket.due.minorUnits > 0
        else { throw LedgerError.basketUnfit(count: basket.positions.count) }
        // Kept in the order of their positions, so that two baskets never wait for each other.
        var vouchers: [VoucherPosition: VoucherState] = [:]
        for position in basket.positions.sorted() {
            vouchers[position] = try paper.voucher(at: position)
        }
        let lines = try lines(of: basket, vouchers, request, at: time, on: &paper)
        var covered: [OperationID] = []
        for index in lines.indices {
            let id = request.operation.part(index + 1)
            guard try paper.booked(id) == nil else { throw LedgerError.operationReused(id) }
            covered.append(id)
        }
        for (id, line) in zip(covered, lines) {
            let part = BookingRequest(
                operation: id,
                wish: .redeem(line.voucher.position, line.demand, holder: basket.holder),
                place: request.place, time: request.time)
            let decision = try take(line.limited, from: line.voucher, part, at: time, on: &paper)
            try paper.write(
                BookedOperation(
                    operation: id, time: time, place: request.place,
                    position: decision.position, wish: part.wish, outcome: decision.outcome,
                    transfers: decision.transfers), profile: nil)
        }
        return Decision(outcome: .covered(covered))
    }

    /// What each voucher gives; nothing is written yet.
    private static func lines<P: Paper>(
        of basket: Basket, _ vouchers: [VoucherPosition: VoucherState],
        _ request: BookingRequest, at time: Timestamp, on paper: inout P
    ) throws -> [Line] {
        var rest = basket.due
        var lines: [Line] = []
        var counted: [LimitAccount: Int64] = [:]
        for voucher in basket.inOrder(vouchers) where rest.minorUnits > 0 {
            let asking = Asking(
                position: voucher.position, demand: basket.demand(on: voucher, rest, at: time),
                holder: basket.holder)
            do {
                let limited = try taking(asking, from: voucher, request, at: time, on: &paper)
                let uses = try combined(limited.uses, &counted, on: &paper)
                let value = limited.taking.discount?.minorUnits ?? limited.taking.amount
                if voucher.terms.kind != .entitlement {
                    rest = Money(minorUnits: rest.minorUnits - value, currency: rest.currency)
                }
                lines.append(
                    Line(
                        voucher: voucher, demand: asking.demand,
                        limited: LimitedTaking(taking: limited.taking, uses: uses)))
            } catch let refusal as LedgerError where refusal.isSticky {
                throw LedgerError.basketVoucherRefused(voucher.position, refusal.reasons)
            }
        }
        guard rest.minorUnits == 0 else {
            throw LedgerError.basketNotCovered(
                due: basket.due,
                covered: Money(
                    minorUnits: basket.due.minorUnits - rest.minorUnits,
                    currency: rest.currency))
        }
        return lines
    }

    /// Two vouchers of one basket may use the same limit: the second counts on from the first.
    private static func combined<P: Paper>(
        _ uses: [LimitUse], _ counted: inout [LimitAccount: Int64], on paper: inout P
    ) throws -> [LimitUse] {
        try uses.map { use in
            let own = try use.used - paper.used(use.account)
            let used = use.used + (counted[use.account] ?? 0)
            counted[use.account, default: 0] += own
            if let limit = try paper.limits().first(where: { $0.id == use.account.limit }),
                used > limit.terms.mostNumber
            {
                throw LedgerError.limitReached(
                    limit.terms,
                    left: limit.terms.quantity(limit.terms.mostNumber - used + own),
                    wanted: limit.terms.quantity(own))
            }
            return LimitUse(account: use.account, used: used)
        }
    }
}

extension Basket {
    /// Discounts before rights before what is paid with, otherwise as given.
    func inOrder(_ vouchers: [VoucherPosition: VoucherState]) -> [VoucherState] {
        let given = positions.compactMap { vouchers[$0] }
        return given.filter { $0.terms.kind == .discount }
            + given.filter { $0.terms.kind == .entitlement }
            + given.filter { $0.terms.kind != .discount && $0.terms.kind != .entitlement }
    }

    /// What a voucher is asked: a discount for its effect on the rest, a gift for the rest or all
    /// that may be taken of it.
    func demand(on voucher: VoucherState, _ rest: Money, at time: Timestamp) -> Demand {
        switch voucher.terms {
        case .discount: return .purchase(rest)
        case .entitlement, .member: return .uses(1)
        case .gift(let face):
            // Of another currency nothing can be taken; asked for it, the rules say so.
            guard face.currency == rest.currency else { return .amount(rest) }
            let available = voucher.available(at: time)
            let amount = available > 0 ? min(rest.minorUnits, available) : rest.minorUnits
            return .amount(Money(minorUnits: amount, currency: rest.currency))
        }
    }
}

extension OperationID {
    /// The id of a part of an operation: the same part has the same id whenever it is asked again.
    ///
    /// - Parameter number: 1 for the first part.
    /// - Returns: An id that follows from both.
    package func part(_ number: Int) -> OperationID {
        // Two rounds of a mixer with good avalanche keep parts of different operations apart.
        var word = low ^ (UInt64(number) &* 0x9E37_79B9_7F4A_7C15)
        for _ in 0..<2 {
            word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
            word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
            word ^= word >> 31
            word &+= high
        }
        return OperationID(high: high, low: word)
    }
}
