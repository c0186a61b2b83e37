import TesseraLoyalty
import TesseraModel
import TesseraTestSupport
import Testing

struct PricingPropertyTests: PricingScene {
    @Test(arguments: 1...300 as ClosedRange<UInt64>)
    func `shares add up and no line falls below zero`(seed: UInt64) throws {
        var random = RandomPricing(seed: seed)
        let basket = try random.basket()

        let priced = try Pricing.priced(basket, with: random.offers())

        var left = basket.lines.map(\.total)
        for discount in priced.discounts {
            #expect(discount.total > 0)
            #expect(discount.shares.reduce(0, +) == discount.total)
            for (index, share) in discount.shares.enumerated() {
                #expect(share >= 0)
                #expect(share <= left[index])
                left[index] -= share
            }
        }
        #expect(left == priced.paid)
        let whole = basket.lines.reduce(0) { $0 + $1.total }
        let off = priced.discounts.reduce(0) { $0 + $1.total }
        #expect(priced.paid.reduce(0, +) == whole - off)
    }

    @Test(arguments: 1...300 as ClosedRange<UInt64>)
    func `the order in which offers and lines are handed in changes nothing`(
        seed: UInt64
    ) throws {
        var random = RandomPricing(seed: seed)
        let basket = try random.basket()
        let offers = random.offers()
        let order = random.shuffled(Array(basket.lines.indices))
        let other = Basket(currency: basket.currency, lines: order.map { basket.lines[$0] })

        let priced = try Pricing.priced(basket, with: offers)
        let again = try Pricing.priced(basket, with: random.shuffled(offers))
        let turned = try Pricing.priced(other, with: random.shuffled(offers))

        #expect(again.paid == priced.paid)
        #expect(again.discounts == priced.discounts)
        #expect(turned.discounts.map(\.total) == priced.discounts.map(\.total))
        // Equal lines may change places, so lines are compared with all of their shares.
        #expect(
            rows(of: other, turned.paid, turned.discounts)
                == rows(of: basket, priced.paid, priced.discounts))
    }

    @Test(arguments: 1...100 as ClosedRange<UInt64>)
    func `a percentage is half a minor unit up, at every size`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let price = Int64.random(in: 1...1_000_000_000_000, using: &random) >> (seed % 40)
        let quantity = Int64.random(in: 1...1_000, using: &random)
        let points = Int.random(in: 1...10_000, using: &random)
        let basket = try self.basket([line(price, quantity: quantity)])

        let priced = try Pricing.priced(basket, with: [offer(.percent(points))])

        let exact = (Int128(price * quantity) * Int128(points) + 5_000) / 10_000
        #expect(priced.discounts.reduce(0) { $0 + Int128($1.total) } == exact)
    }

    @Test func `ten thousand lines in another order cost the same`() throws {
        var random = RandomPricing(seed: 7)
        let lines = try (0..<2_500).flatMap { _ in try random.basket(mostLines: 8).lines }
        let basket = try self.basket(Array(lines.prefix(10_000)))
        let offers = [
            offer(.item(buy: 2, free: 1, groups: 700), "a", phase: 1),
            offer(.percent(1_250), "b", group: "g"), offer(.amount(777_777), "c", group: "g"),
            offer(.amount(12_345), "d", phase: 3),
        ]

        let priced = try Pricing.priced(basket, with: offers)
        let turned = try Pricing.priced(
            Basket(currency: basket.currency, lines: random.shuffled(basket.lines)),
            with: random.shuffled(offers))

        #expect(basket.lines.count == 10_000)
        #expect(priced.discounts.count == 3)
        #expect(turned.discounts.map(\.total) == priced.discounts.map(\.total))
        #expect(turned.paid.sorted() == priced.paid.sorted())
    }

    @Test(arguments: 1...300 as ClosedRange<UInt64>)
    func `bundles by runs are bundles by pieces`(seed: UInt64) throws {
        var random = RandomPricing(seed: seed)
        let basket = try random.basket()
        let (buy, free) = (random.pick([0, 1, 2, 3]), random.pick([1, 2, 3]))
        let groups = random.pick([nil, 1, 2, 5])

        let priced = try Pricing.priced(
            basket, with: [offer(.item(buy: buy, free: free, groups: groups))])

        let expected = freedByPieces(basket, buy: buy, free: free, groups: groups)
        #expect(priced.discounts.reduce(0) { $0 + $1.total } == expected)
    }

    // Each line's content and shares, in an order of their own.
    private func rows(
        of basket: Basket, _ paid: [Int64], _ discounts: [PricedBasket.Reduction]
    ) -> [String] {
        basket.lines.indices.map { index in
            let line = basket.lines[index]
            let shares = discounts.map { "\($0.shares[index])" }.joined(separator: " ")
            return "\(line.item) \(line.category) \(line.quantity) \(line.price) \(line.isFee)"
                + " \(paid[index]): \(shares)"
        }.sorted()
    }

    // The same without a thought for large baskets: one price for each piece.
    private func freedByPieces(_ basket: Basket, buy: Int, free: Int, groups: Int?) -> Int64 {
        var pieces = basket.lines.filter { !$0.isFee }
            .flatMap { Array(repeating: $0.price, count: Int($0.quantity)) }
        if buy == 0 {
            return pieces.filter { $0 > 0 }.sorted().prefix(free * (groups ?? 1)).reduce(0, +)
        }
        pieces.sort(by: >)
        var (off, taken) = (Int64(0), 0)
        while pieces.count >= buy + free, taken < groups ?? Int.max {
            off += pieces[buy..<(buy + free)].reduce(0, +)
            pieces.removeFirst(buy + free)
            taken += 1
        }
        return off
    }
}
