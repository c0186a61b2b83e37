import TesseraModel

extension Wish {
    /// Whether its numbers are in the ranges that every caller keeps to.
    ///
    /// A wish that is read from a book or a journal may have been altered; the clerk decides it
    /// only if it could have been asked. What changes, baskets and accounts ask is judged by rules
    /// of their own.
    package var isFit: Bool {
        switch self {
        case .issue(let orders): !orders.isEmpty && orders.allSatisfy(\.isFit)
        case .enrol(let number, let card):
            card.isFit && card.count == 1 && card.terms.member == number
        case .redeem(_, let demand, _): demand.isFit
        case .hold(_, let demand, _, let milliseconds):
            demand.isFit && (1...Hold.longestMilliseconds).contains(milliseconds)
        case .capture(_, let amount), .reverse(_, let amount, _):
            amount.map { $0 > 0 } ?? true
        case .setLimit(let terms): terms.mostNumber > 0
        case .lease(_, let amount, _, let milliseconds):
            amount > 0 && (1...Hold.longestMilliseconds).contains(milliseconds)
        case .replace(_, let order): order.isFit && order.count == 1
        case .agree(let terms): terms.isFit
        case .claim(let claim): claim.isFit
        case .appoint(let terms): terms.isFit
        case .settle(_, let totals): totals.isFit
        case .dispute(_, let amount, _, _):
            amount.minorUnits != 0
                && amount.minorUnits.magnitude <= AmountText.largestMinorUnits
        case .event(let event):
            (1...32).contains(event.kind.utf8.count)
                && event.facts.utf8.count <= EventRecord.mostByteCount
                && event.occurredAt.milliseconds.magnitude < 1 << 48
        case .publish(let text): (1...EventRecord.mostByteCount).contains(text.utf8.count)
        case .release, .undo, .basket, .change, .endLimit, .credit, .debit, .endAgreement,
            .pair, .revoke, .kit, .dismiss, .erase:
            true
        }
    }
}

extension Demand {
    fileprivate var isFit: Bool {
        switch self {
        case .everything: true
        case .amount(let money): (1...AmountText.largestMinorUnits).contains(money.minorUnits)
        case .purchase(let price): (0...AmountText.largestMinorUnits).contains(price.minorUnits)
        case .uses(let count): (1...65_535).contains(count)
        }
    }
}

extension BatchOrder {
    fileprivate var isFit: Bool {
        let uses = terms.kind == .gift || terms.kind == .member ? 0...0 : 1...65_535
        return (1...VoucherPosition.positionCount).contains(count) && uses.contains(self.uses)
            && terms.isFit
    }
}

extension Terms {
    fileprivate var member: MemberNumber? {
        if case .member(let number, _) = self { number } else { nil }
    }

    fileprivate var isFit: Bool {
        let amounts = 1...AmountText.largestMinorUnits
        switch self {
        case .member: return true
        case .gift(let face): return amounts.contains(face.minorUnits)
        case .entitlement(let right): return right.uses > 0
        case .discount(let discount):
            let rest = 0...AmountText.largestMinorUnits
            guard rest.contains(discount.minimumSpend), rest.contains(discount.cap) else {
                return false
            }
            switch discount.reduction {
            case .percent(let points): return (1...10_000).contains(points)
            case .amount(let units): return amounts.contains(units)
            }
        }
    }
}

extension AcceptorTerms {
    fileprivate var isFit: Bool {
        (1...100).contains(name.count) && agreement.isFit && (isPartner || groups.isEmpty)
            && groups == Array(Set(groups)).sorted { $0.text < $1.text }
    }
}

extension Claim {
    fileprivate var isFit: Bool {
        guard epoch > 0, sequence > 0, sequence < 1 << 48, kit > 0,
            occurredAt.milliseconds.magnitude < 1 << 48
        else { return false }
        guard case .redeem(_, let demand, let taken, let discount) = act else { return true }
        let amounts = 1...AmountText.largestMinorUnits
        return demand.isFit && amounts.contains(taken) && discount.map(amounts.contains) ?? true
    }
}
