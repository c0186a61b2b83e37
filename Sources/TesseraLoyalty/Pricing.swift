import TesseraModel

/// What a basket costs after its offers.
///
/// There is one order of all offers (phase, priority, source, voucher), and each works on what the
/// ones before it have left of the lines in its scope. A discount is computed once over these
/// lines and then shared among them, so that the shares always add up to it. Neither the order in
/// which offers are handed in nor the order of the lines changes anything.
///
/// - Source: R9, R13; F21, F22.
package enum Pricing {
    /// Returns a basket with its discounts.
    ///
    /// - Parameters:
    ///   - basket: What is bought.
    ///   - offers: What applies, in any order.
    /// - Returns: What each line costs in the end, and each discount in the order in which it was
    ///   taken, both in the order of the basket; an offer that gives nothing is not among them.
    /// - Throws: What ``Basket/checked()`` throws.
    package static func priced(
        _ basket: Basket, with offers: [Offer]
    ) throws(LoyaltyError) -> (paid: [Int64], discounts: [PricedBasket.Reduction]) {
        let lines = OrderedLines(try basket.checked(), scopes: offers.map(\.benefit.scope))
        let taken = chosen(among: offers, on: lines)
        var steps = PriceSteps(lines)
        var discounts: [PricedBasket.Reduction] = []
        for offer in taken {
            guard let shares = steps.take(offer) else { continue }
            discounts.append(
                PricedBasket.Reduction(
                    source: offer.source, voucher: offer.voucher,
                    shares: lines.inBasketOrder(shares), total: shares.reduce(0, +),
                    tax: offer.tax))
        }
        return (lines.inBasketOrder(steps.left.map(\.price)), discounts)
    }

    /// Returns the offers that are taken, in their order: all but those that stand back for a
    /// better one of their exclusivity group.
    ///
    /// - Parameters:
    ///   - offers: What applies, in any order.
    ///   - basket: What is bought.
    /// - Returns: Also offers that give nothing on this basket.
    /// - Throws: What ``Basket/checked()`` throws.
    package static func taken(
        of offers: [Offer], on basket: Basket
    ) throws(LoyaltyError) -> [Offer] {
        chosen(
            among: offers,
            on: OrderedLines(try basket.checked(), scopes: offers.map(\.benefit.scope)))
    }

    private static func chosen(among offers: [Offer], on lines: OrderedLines) -> [Offer] {
        OfferChoice(offers).best { offers in
            var steps = PriceSteps(lines)
            for offer in offers { _ = steps.take(offer) }
            return steps.total
        }
    }
}

/// What is left of the lines while offers are taken one after the other.
private struct PriceSteps {
    let lines: OrderedLines
    private(set) var left: [BundleMatching.LineLeft]

    init(_ lines: OrderedLines) {
        self.lines = lines
        self.left = lines.lines.map {
            BundleMatching.LineLeft(
                price: $0.total, pieces: $0.quantity, quantity: $0.quantity)
        }
    }

    var total: Int64 { left.reduce(0) { $0 + $1.price } }

    // Takes an offer; the share of every line, or nothing if it gives nothing.
    mutating func take(_ offer: Offer) -> [Int64]? {
        let benefit = offer.benefit
        let places = lines.places(in: benefit.scope)
        let inScope = places.map { left[$0] }
        let prices = inScope.map(\.price)
        let price = prices.reduce(0, +)
        guard price > 0, price >= offer.minimum else { return nil }
        var savings = prices
        var wanted = price
        var freed: [BundleMatching.Freed] = []
        switch benefit.kind {
        case .percent(let points): wanted = Splitting.portion(points, of: price)
        case .amount(let amount): wanted = min(amount, price)
        case .waiver: break
        case .fixedPrice(let fixed):
            savings = inScope.map { $0.saving(above: fixed) }
            wanted = savings.reduce(0, +)
        case .item(let buy, let free, let groups):
            freed = BundleMatching.freed(of: inScope, buy: buy, free: free, groups: groups)
            savings = freed.map(\.saving)
            wanted = savings.reduce(0, +)
        case .multiplier: return nil
        }
        let total = min(wanted, benefit.cap ?? wanted)
        guard total > 0 else { return nil }
        // A cap on pieces makes them cheaper without giving any for nothing.
        let isWhole = total == wanted
        let shares = Splitting.shares(of: total, by: savings)
        var all = left.map { _ in Int64(0) }
        for (index, place) in places.enumerated() {
            left[place].price -= shares[index]
            if isWhole, !freed.isEmpty { left[place].pieces -= freed[index].pieces }
            all[place] = shares[index]
        }
        return all
    }
}
