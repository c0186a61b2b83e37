import TesseraModel

/// What pays for a basket: gifts in the order in which they were shown, each until all is covered,
/// then the member's wallet, then cash or a bank card.
///
/// - Source: F05, F29.
struct Settlement {
    /// What paid; the sum is what the lines cost.
    var tenders: [PricedBasket.Tender] = []
    /// The vouchers that were used, and the units that the member paid with.
    var grants: [Grant] = []
    /// Vouchers that gave nothing, and why.
    var refusals: [Refusal] = []
    /// What the member paid with.
    var wallet: (asset: String, units: Int64)?

    /// Nothing to pay.
    init() {}

    /// Nothing to pay, and nothing that a gift or a discount could be used for.
    init(withoutBasket presented: [PresentedVoucher]) {
        refusals = presented.filter { $0.promise != .right }.map {
            Refusal(
                code: "nothing_to_discount", needed: "a purchase",
                actual: $0.position.voucherText)
        }
    }

    /// Shares out what a priced basket costs.
    init(of hearing: Hearing, discounts: [PricedBasket.Reduction]) {
        var left = hearing.paid.reduce(0, +)
        for voucher in hearing.situation.presented {
            guard voucher.currency == nil || voucher.currency == hearing.programme.currency else {
                refusals.append(
                    Refusal(
                        code: "currency_mismatch", needed: hearing.programme.currency.code,
                        actual: voucher.currency?.code ?? ""))
                continue
            }
            switch voucher.promise {
            case .tender(let available): pay(voucher, available, &left)
            case .percent(_, let minimum, _), .amount(_, let minimum, _):
                reduce(voucher, minimum, discounts, hearing)
            case .right: break
            }
        }
        if let asset = hearing.facts.wallet {
            if let member = hearing.situation.member {
                let units = min(left, max(0, hearing.balances[asset] ?? 0))
                if units > 0 {
                    left -= units
                    wallet = (asset, units)
                    tenders.append(.wallet(asset, units))
                    grants.append(
                        Grant(
                            rule: "wallet", act: .debit(member.number, asset: asset, units: units))
                    )
                }
            } else {
                refusals.append(LimitRule.MissingKey(key: .member).refusal)
            }
        }
        if left > 0 { tenders.append(.other(left)) }
    }

    private mutating func pay(
        _ voucher: PresentedVoucher, _ available: Int64, _ left: inout Int64
    ) {
        let part = min(left, available)
        guard part > 0 else {
            return refusals.append(
                Refusal(
                    code: "nothing_to_discount", needed: "something left to pay",
                    actual: available > 0
                        ? "all is paid" : "\(voucher.position.voucherText) is empty"))
        }
        left -= part
        tenders.append(.voucher(voucher.position, part))
        grants.append(Grant(rule: "voucher", act: .redeem(voucher.position, .pay(part))))
    }

    private mutating func reduce(
        _ voucher: PresentedVoucher, _ minimum: Int64, _ discounts: [PricedBasket.Reduction],
        _ hearing: Hearing
    ) {
        // The price from which the percentage was taken: the ledger reckons it again from this.
        var prices = hearing.lines.map(\.total)
        let sum = { (prices: [Int64]) in
            zip(hearing.lines, prices).reduce(Int64(0)) {
                voucher.scope.covers($1.0) ? $0 + $1.1 : $0
            }
        }
        for discount in discounts {
            if discount.voucher == voucher.position, discount.source == "voucher" {
                let act = Grant.Act.redeem(voucher.position, .reduce(price: sum(prices)))
                return grants.append(Grant(rule: "voucher", act: act))
            }
            for (index, share) in discount.shares.enumerated() { prices[index] -= share }
        }
        let price = sum(prices)
        let isBelow = price < minimum
        refusals.append(
            Refusal(
                code: isBelow ? "below_minimum" : "nothing_to_discount",
                needed: isBelow
                    ? "at least \(hearing.amounts.shown(minimum))"
                    : "something in the basket to discount",
                actual: hearing.amounts.shown(price)))
    }
}

extension PresentedVoucher {
    /// What it takes off a basket; `nil` if it pays, gives a right or is of another currency.
    func offer(in index: RuleIndex) -> Offer? {
        guard currency == index.programme.currency else { return nil }
        let benefit: (kind: Benefit.Kind, minimum: Int64, cap: Int64)
        switch promise {
        case .percent(let points, let minimum, let cap): benefit = (.percent(points), minimum, cap)
        case .amount(let amount, let minimum, let cap): benefit = (.amount(amount), minimum, cap)
        case .tender, .right: return nil
        }
        let campaign = index.campaign(self.campaign)
        return Offer(
            source: "voucher", priority: campaign?.priority ?? 0, group: campaign?.group,
            benefit: Benefit(
                kind: benefit.kind, scope: scope, cap: benefit.cap > 0 ? benefit.cap : nil),
            minimum: benefit.minimum, tax: campaign?.tax ?? .discount, voucher: position)
    }
}
