import TesseraModel

/// A use as its device tells it.
struct OfflineUse {
    let claim: Claim
    let position: VoucherPosition
    let demand: Demand
    let taken: Int64
    let discount: Int64?

    /// Returns whether a device can have taken this of a new voucher.
    func fits(_ voucher: VoucherState) -> Bool {
        switch (voucher.terms, demand) {
        case (.gift(let face), .amount(let money)):
            return money.currency == face.currency && money.minorUnits == taken
                && (1...voucher.faceValue).contains(taken) && discount == nil
        case (.gift, .everything):
            // With a lease it is what was leased.
            return (1...voucher.faceValue).contains(taken) && discount == nil
        case (.entitlement, .uses(let count)):
            return Int64(count) == taken && taken <= voucher.faceValue && discount == nil
        case (.discount(let terms), .uses(let count)):
            return terms.minimumSpend == 0 && count == 1 && taken == 1 && discount == nil
        case (.discount(let terms), .purchase(let price)):
            let reduction = try? terms.reduction(onPrice: price)
            return taken == 1 && reduction != nil && reduction?.minorUnits == discount
        default: return false
        }
    }
}

extension ClaimVerdict {
    /// What a use moves: from the voucher, and from those who bear what it does not cover.
    func transfers(of terms: Terms, in shop: ShopID) -> [Transfer] {
        guard let posting = Posting(for: terms) else { return [] }
        var transfers: [Transfer] = []
        if paid > 0 { transfers.append(posting.redeemed(paid, in: shop)) }
        if lostByIssuer > 0 {
            transfers.append(posting.lost(lostByIssuer, by: .issuer, in: shop))
        }
        if lostByAcceptor > 0 {
            transfers.append(posting.lost(lostByAcceptor, by: .shop(shop), in: shop))
        }
        return transfers
    }
}
