import TesseraLoyalty
import TesseraModel
import Testing

/// Prices of baskets: R9, R13, F21, F22.
struct PricingTests: PricingScene {
    private let drinks = Scope(categories: ["drinks"], items: [], besides: [], isFees: false)
    private let fees = Scope(categories: [], items: [], besides: [], isFees: true)

    @Test func `a quarter off 19.99 is 5.00, half a cent up`() throws {
        let basket = try self.basket([line(1_999)])

        let priced = try Pricing.priced(basket, with: [offer(.percent(2_500))])

        #expect(priced.paid == [1_499])
        #expect(priced.discounts.map(\.total) == [500])
    }

    @Test func `40 % and then 70 % of 100.00 leave 18.00`() throws {
        let offers = [
            offer(.percent(4_000), "summer/code"), offer(.percent(7_000), "winter/code"),
        ]

        let priced = try Pricing.priced(try basket([line(10_000)]), with: offers)

        #expect(priced.paid == [1_800])
        #expect(priced.discounts.map(\.total) == [4_000, 4_200])
        #expect(priced.discounts.map(\.source) == ["summer/code", "winter/code"])
    }

    @Test func `buy one get one gives the cheapest of each pair, at most two`() throws {
        let basket = try self.basket([500, 400, 300, 200, 100].map { line($0) })

        let priced = try Pricing.priced(
            basket, with: [offer(.item(buy: 1, free: 1, groups: 2))])

        #expect(priced.paid == [500, 0, 300, 0, 100])
        #expect(priced.discounts.map(\.total) == [600])
    }

    @Test func `5.00 off from 60.00 on, and nothing below`() throws {
        let offers = [offer(.amount(500), minimum: 6_000)]

        #expect(try Pricing.priced(try basket([line(6_000)]), with: offers).paid == [5_500])
        let below = try Pricing.priced(try basket([line(5_999)]), with: offers)
        #expect(below.paid == [5_999])
        #expect(below.discounts.isEmpty)
    }

    @Test func `a minimum asks what the lines cost after the steps before`() throws {
        let offers = [
            offer(.amount(1), "a/first"), offer(.amount(500), "b/second", minimum: 6_000),
        ]

        #expect(try Pricing.priced(try basket([line(6_000)]), with: offers).paid == [5_999])
    }

    @Test func `a discount is capped`() throws {
        let offers = [offer(.percent(1_500), minimum: 3_000, cap: 1_200)]

        #expect(try Pricing.priced(try basket([line(10_000)]), with: offers).paid == [8_800])
        #expect(try Pricing.priced(try basket([line(3_000)]), with: offers).paid == [2_550])
    }

    @Test func `free delivery takes the fee away and nothing else`() throws {
        let basket = try self.basket([
            line(120_000, category: "drinks"),
            BasketLine(
                item: "van", category: "delivery", quantity: 1, price: 15_000, isFee: true),
        ])

        let priced = try Pricing.priced(basket, with: [offer(.waiver, in: fees)])

        #expect(priced.paid == [120_000, 0])
        #expect(priced.discounts.map(\.shares) == [[0, 15_000]])
    }

    @Test func `a free espresso is free, and a gift on nothing is no discount`() throws {
        let free = [offer(.item(buy: 0, free: 1, groups: nil))]

        #expect(try Pricing.priced(try basket([line(220)]), with: free).paid == [0])
        let nothing = try Pricing.priced(try basket([line(0)]), with: free)
        #expect(nothing.paid == [0])
        #expect(nothing.discounts.isEmpty)
    }

    @Test func `a gift is not spent on a piece that is free already`() throws {
        let basket = try self.basket([line(220, quantity: 2)])
        let offers = [
            offer(.item(buy: 1, free: 1, groups: nil), "bogo/pair", phase: 1),
            offer(.item(buy: 0, free: 1, groups: nil), "voucher", phase: 2),
        ]

        let priced = try Pricing.priced(basket, with: offers)

        #expect(priced.discounts.map(\.total) == [220, 220])
        #expect(priced.paid == [0])
    }

    @Test func `a fixed price is for each piece and never raises one`() throws {
        let basket = try self.basket([line(500, quantity: 3), line(200, quantity: 2)])

        let priced = try Pricing.priced(basket, with: [offer(.fixedPrice(299))])

        #expect(priced.paid == [897, 400])
        #expect(priced.discounts.map(\.shares) == [[603, 0]])
    }

    @Test func `a fixed price after a discount works on what pieces cost now`() throws {
        let basket = try self.basket([line(500, quantity: 3)])
        let offers = [
            offer(.amount(100), "a", phase: 1), offer(.fixedPrice(466), "b", phase: 2),
        ]

        // 14.00 for three are 4.67, 4.67 and 4.66.
        #expect(try Pricing.priced(basket, with: offers).discounts.map(\.total) == [100, 2])
    }

    @Test func `only lines in scope become cheaper`() throws {
        let basket = try self.basket([line(460, category: "drinks"), line(460, category: "cakes")])

        let priced = try Pricing.priced(basket, with: [offer(.percent(500), in: drinks)])

        #expect(priced.paid == [437, 460])
    }

    @Test func `an amount is never more than the price, and is shared to the cent`() throws {
        let basket = try self.basket([line(100), line(101), line(102)])

        let some = try Pricing.priced(basket, with: [offer(.amount(100))])
        let all = try Pricing.priced(basket, with: [offer(.amount(1_000))])

        // 33.003…, 33.333… and 33.663…: the largest remainder gets the cent.
        #expect(some.discounts.map(\.shares) == [[33, 33, 34]])
        #expect(all.paid == [0, 0, 0])
        #expect(all.discounts.map(\.total) == [303])
    }

    @Test func `of equal remainders the one whose item comes first gets the cent`() throws {
        let basket = try self.basket([line(100, item: "b"), line(100, item: "a")])

        let priced = try Pricing.priced(basket, with: [offer(.amount(1))])

        #expect(priced.discounts.map(\.shares) == [[0, 1]])
    }

    @Test func `a multiplier changes no price`() throws {
        let priced = try Pricing.priced(
            try basket([line(100)]), with: [offer(.multiplier(200))])

        #expect(priced.paid == [100])
        #expect(priced.discounts.isEmpty)
    }

    @Test func `phases come before priorities and priorities before names`() throws {
        let offers = [
            offer(.percent(1_000), "a", priority: 1, phase: 3),
            offer(.percent(1_000), "b", priority: 9, phase: 1),
            offer(.percent(1_000), "d", priority: 2, phase: 2),
            offer(.percent(1_000), "c", priority: 2, phase: 2),
            offer(.percent(1_000), "e", priority: 1, phase: 2),
        ]

        let priced = try Pricing.priced(try basket([line(10_000)]), with: offers)

        #expect(priced.discounts.map(\.source) == ["b", "e", "c", "d", "a"])
        #expect(priced.paid == [5_905])
    }
}
