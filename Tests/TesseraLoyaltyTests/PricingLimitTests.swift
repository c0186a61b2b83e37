import TesseraLoyalty
import TesseraModel
import Testing

struct PricingLimitTests: PricingScene {
    @Test func `a basket has one to ten thousand lines`() throws {
        let most = try basket((0..<10_000).map { line(1, item: "\($0)") })

        #expect(try most.checked() == most)
        #expect(throws: LoyaltyError.basketSize(0)) { try basket([]).checked() }
        #expect(throws: LoyaltyError.basketSize(10_001)) {
            try basket(most.lines + [line(1)]).checked()
        }
    }

    @Test(arguments: [0, -1, 10_001, .max, .min] as [Int64])
    func `a quantity is one to ten thousand`(quantity: Int64) throws {
        #expect(throws: LoyaltyError.quantity(line: 2, quantity)) {
            try basket([line(1), line(1, quantity: quantity)]).checked()
        }
    }

    @Test(arguments: [-1, 1_000_000_000_001, .max, .min] as [Int64])
    func `a price is zero to ten to the twelfth`(price: Int64) throws {
        #expect(throws: LoyaltyError.price(line: 1, price)) {
            try Pricing.priced(try basket([line(price)]), with: [])
        }
    }

    @Test func `there are as many serials as pieces, or none`() throws {
        let two = BasketLine(
            item: "phone", category: "phones", quantity: 2, price: 1, serials: ["x", "y"])
        let one = BasketLine(
            item: "phone", category: "phones", quantity: 2, price: 1, serials: ["x"])

        #expect(try basket([two]).checked().lines == [two])
        #expect(throws: LoyaltyError.serials(line: 2, given: 1, wanted: 2)) {
            try basket([two, one]).checked()
        }
    }

    @Test func `ten to the fifteenth is reckoned, one more is not`() throws {
        let most = [line(1_000_000_000_000, quantity: 1_000)]

        let priced = try Pricing.priced(try basket(most), with: [offer(.percent(9_999))])

        #expect(priced.paid == [100_000_000_000])
        #expect(throws: LoyaltyError.overflow) {
            try Pricing.priced(try basket(most + [line(1)]), with: [])
        }
        #expect(throws: LoyaltyError.overflow) {
            let dear = line(1_000_000_000_000, quantity: 10_000)
            return try basket(Array(repeating: dear, count: 10_000)).checked()
        }
    }

    @Test func `large sums are shared exactly`() throws {
        let basket = try self.basket([
            line(333_333_333_333, quantity: 1_000, item: "a"),
            line(666_666_666_666, quantity: 1_000, item: "b"),
        ])

        let priced = try Pricing.priced(basket, with: [offer(.amount(333_333_333_333_333))])

        #expect(priced.discounts.map(\.shares) == [[111_111_111_111_111, 222_222_222_222_222]])
    }

    @Test func `a hundred million pieces are matched by runs`() throws {
        let basket = try self.basket((1...10_000).map { line(Int64($0), quantity: 10_000) })

        let priced = try Pricing.priced(
            basket,
            with: [offer(.item(buy: 1, free: 1, groups: nil)), offer(.percent(1_000), "z")])

        // Each line is paired within itself, so half of it is free; then a tenth of the rest.
        let whole: Int64 = 50_005_000 * 10_000
        #expect(priced.discounts.map(\.total) == [whole / 2, whole / 20])
        #expect(priced.paid.first == 4_500)
    }

    @Test func `numbers out of range in an offer give nothing or all, never less than zero`()
        throws
    {
        let kinds: [Benefit.Kind] = [
            .amount(-5), .percent(-5), .item(buy: 1, free: 0, groups: nil),
            .item(buy: .max, free: .max, groups: .max), .item(buy: -1, free: 1, groups: nil),
        ]
        for kind in kinds {
            #expect(try Pricing.priced(try basket([line(100)]), with: [offer(kind)]).paid == [100])
        }
        let all: [Benefit.Kind] = [
            .percent(.max), .amount(.max), .fixedPrice(-1), .item(buy: 0, free: .max, groups: .max),
        ]
        for kind in all {
            #expect(try Pricing.priced(try basket([line(100)]), with: [offer(kind)]).paid == [0])
        }
    }
}
