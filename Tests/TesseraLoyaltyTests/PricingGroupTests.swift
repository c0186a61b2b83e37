import TesseraLoyalty
import TesseraModel
import Testing

struct PricingGroupTests: PricingScene {
    @Test func `of one group only the best for the customer is taken`() throws {
        let offers = [
            offer(.percent(1_000), "a/ten", group: "season"),
            offer(.amount(1_500), "b/fifteen", group: "season"),
        ]

        #expect(try sources(10_000, offers) == ["b/fifteen"])
        #expect(try sources(20_000, offers) == ["a/ten"])
    }

    @Test func `of equally good ones the lower priority is taken, then the name`() throws {
        let offers = [
            offer(.percent(1_000), "c", priority: 2, group: "season"),
            offer(.amount(1_000), "b", priority: 1, group: "season"),
            offer(.amount(1_000), "a", priority: 2, group: "season"),
            offer(.amount(1_000), "bb", priority: 1, group: "season"),
        ]

        #expect(try sources(10_000, offers) == ["b"])
    }

    @Test func `best is what leaves the lowest total after all, not the largest alone`() throws {
        // 6.00 off leaves 94.00, which is too little for the 20 % of the other campaign.
        let offers = [
            offer(.amount(600), "a/more", group: "season"),
            offer(.amount(500), "b/less", group: "season"),
            offer(.percent(2_000), "z/big", minimum: 9_500, phase: 3),
        ]

        #expect(try sources(10_000, offers) == ["b/less", "z/big"])
    }

    @Test func `groups are settled together`() throws {
        let offers = [
            offer(.amount(600), "a/one", group: "g"), offer(.amount(500), "a/two", group: "g"),
            offer(.amount(400), "b/one", group: "h"), offer(.amount(100), "b/two", group: "h"),
            offer(.percent(2_000), "z/big", minimum: 9_400, phase: 3),
        ]

        // 5.00 and 1.00 leave 94.00 for the 20 %.
        #expect(try sources(10_000, offers) == ["a/two", "b/two", "z/big"])
    }

    @Test func `what one rule gives is taken together`() throws {
        let fees = Scope(categories: [], items: [], besides: [], isFees: true)
        let offers = [
            offer(.percent(1_000), "a/both", group: "g"),
            offer(.waiver, "a/both", group: "g", in: fees, phase: 3),
            offer(.percent(1_500), "b/one", group: "g"),
        ]
        let fee = BasketLine(
            item: "van", category: "delivery", quantity: 1, price: 1_000, isFee: true)

        let priced = try Pricing.priced(try basket([line(10_000), fee]), with: offers)

        #expect(priced.paid == [9_000, 0])
        #expect(try Pricing.taken(of: offers, on: try basket([line(10_000)])).count == 1)
    }

    @Test func `with very many in a group the best is found as well`() throws {
        let offers = (1...2_000).map {
            offer(.amount(Int64($0 * 7_919 % 2_003)), "s/\($0)", group: "g")
        }

        let priced = try Pricing.priced(try basket([line(10_000)]), with: offers)

        #expect(priced.paid == [10_000 - 2_002])
    }

    private func sources(_ price: Int64, _ offers: [Offer]) throws -> [String] {
        let basket = try self.basket([line(price)])
        let forwards = try Pricing.priced(basket, with: offers).discounts.map(\.source)
        let backwards = try Pricing.priced(basket, with: offers.reversed())
        #expect(backwards.discounts.map(\.source) == forwards)
        return forwards
    }
}
