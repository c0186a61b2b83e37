import TesseraModel

/// Goes through the sealed operations and reckons what an acceptor is owed.
///
/// Issuer, auditor and acceptor use this same arithmetic. It takes every sealed operation from the
/// first: those before the run say which agreement held and what is put back.
///
/// - Source: L16.
package struct SettlementRun: Sendable {
    private let acceptor: ShopID
    private let range: ClosedRange<Int64>
    private var agreement: Agreement?
    private var version = 0
    /// The acceptor's name as it was agreed last; `nil` if it never was.
    package private(set) var name: String?
    /// The versions of the agreement that were met, by number.
    package private(set) var agreements: [Int: Agreement] = [:]
    /// When the last operation in front of the run was booked; `nil` if there is none.
    package private(set) var coversFrom: Timestamp?
    /// When the last operation of the run was booked.
    package private(set) var coversUntil: Timestamp?
    private var given: [OperationID: Int64] = [:]
    private var batches: [Batch] = []
    /// What each operation of the run did, in the order of the journal.
    package private(set) var lines: [SettlementLine] = []

    /// A run over sealed numbers.
    package init(of acceptor: ShopID, _ range: ClosedRange<Int64>) {
        self.acceptor = acceptor
        self.range = range
    }

    /// Takes the next sealed operation.
    package mutating func take(_ sealed: SealedOperation) {
        let booked = sealed.operation
        if sealed.sequence < range.lowerBound { coversFrom = booked.time }
        if range.contains(sealed.sequence) { coversUntil = booked.time }
        if case .agree(let terms) = booked.wish, terms.id == acceptor,
            case .agreed(let version, _, _) = booked.outcome
        {
            (name, agreement) = (terms.name, terms.agreement)
            self.version = version
            agreements[version] = terms.agreement
        }
        for batch in booked.batches {
            let place = batches.firstIndex { $0.first > batch.first } ?? batches.count
            batches.insert(batch, at: place)
        }
        if case .settle = booked.wish { return }
        guard let line = line(for: booked, sealed.sequence) else { return }
        guard range.contains(sealed.sequence) else { return }
        lines.append(line)
    }

    /// Takes the lines of a part of the run out, so that what is settled need not be remembered.
    mutating func settle(_ part: ClosedRange<Int64>) -> [SettlementLine] {
        let settled = lines.filter { part.contains($0.sequence) }
        lines.removeAll { $0.sequence <= part.upperBound }
        return settled
    }

    /// The sums of the run.
    package var sums: SettlementTotals {
        SettlementTotals(of: lines, range, under: agreements)
    }
}

extension SettlementRun {
    /// What an operation did for the acceptor; `nil` if it did nothing.
    private mutating func line(
        for booked: BookedOperation, _ sequence: Int64
    ) -> SettlementLine? {
        var total: CurrencyTotal?
        var (uses, paidUses): (Int64, Int64) = (0, 0)
        for transfer in booked.transfers {
            let sign: Int64 =
                transfer.credit.isClearing(of: acceptor)
                ? 1 : transfer.debit.isClearing(of: acceptor) ? -1 : 0
            if sign == 0 { continue }
            let other = sign > 0 ? transfer.debit : transfer.credit
            guard case .currency(let currency) = transfer.credit.asset else {
                uses += sign * transfer.amount
                if !other.isLoss(of: acceptor) { paidUses += sign * transfer.amount }
                continue
            }
            var sum = total ?? CurrencyTotal(currency: currency)
            sum.count(sign * transfer.amount, from: other, for: acceptor, booked.wish)
            total = sum
        }
        guard total != nil || uses != 0 else { return nil }
        let terms = booked.position.flatMap(terms)
        let currency = terms?.money(0)?.currency ?? agreement?.currency
        guard var sum = total ?? currency.map({ CurrencyTotal(currency: $0) }) else { return nil }
        sum.reimbursed += reimbursement(of: paidUses, terms, booked)
        return SettlementLine(
            sequence: sequence, operation: booked.operation,
            time: booked.claim?.0.occurredAt ?? booked.time, till: booked.place?.till,
            ruling: booked.claim?.1.ruling, campaign: uses == 0 ? nil : terms?.campaign,
            uses: uses, total: sum, version: version)
    }

    /// What the issuer pays for uses, or takes back for those put back.
    private mutating func reimbursement(
        of uses: Int64, _ terms: Terms?, _ booked: BookedOperation
    ) -> Int64 {
        guard uses != 0, let agreement, let terms else { return 0 }
        guard case .discount = terms else { return uses * agreement.usePrice }
        if uses < 0 { return 0 - (booked.refersTo.flatMap { given[$0] } ?? 0) }
        let share = (booked.taking?.discount ?? booked.claim?.1.discount ?? 0).share(
            basisPoints: agreement.discountShareBasisPoints)
        given[booked.operation] = share
        return share
    }

    private func terms(at position: VoucherPosition) -> Terms? {
        var (low, high) = (0, batches.count)
        while low < high {
            let middle = (low + high) / 2
            if batches[middle].first <= position { low = middle + 1 } else { high = middle }
        }
        guard low > 0, batches[low - 1].covers(position) else { return nil }
        return batches[low - 1].order.terms
    }
}

extension CurrencyTotal {
    /// Counts what moved into an acceptor's clearing account, or out of it where negative.
    fileprivate mutating func count(
        _ amount: Int64, from other: Account, for acceptor: ShopID, _ wish: Wish
    ) {
        if case .dispute = wish {
            disputed += amount
            return
        }
        if amount > 0 { honoured += amount } else { returned -= amount }
        if other.isLoss(of: acceptor) {
            lostByAcceptor += amount
        } else if other.purpose == .loss {
            lostByIssuer += amount
        }
    }
}

extension Account {
    fileprivate func isClearing(of shop: ShopID) -> Bool {
        purpose == .clearing && owner == .shop(shop)
    }

    fileprivate func isLoss(of shop: ShopID) -> Bool {
        purpose == .loss && owner == .shop(shop)
    }
}

extension Terms {
    fileprivate var campaign: CampaignNumber? {
        switch self {
        case .discount(let discount): discount.campaign
        case .entitlement(let right): right.campaign
        case .member, .gift: nil
        }
    }
}
