import Testing
import TesseraLedger
import TesseraModel
import TesseraOperations
import TesseraTestSupport

/// Discounts met by a basket: R9; F21, F28, F29; M17, M20.
struct DiscountTests {
    private struct Basket: Sendable, CustomTestStringConvertible {
        let terms: Terms
        let price: String
        let cents: Int64

        init(_ terms: Terms, _ price: String, off cents: Int64) {
            self.terms = terms
            self.price = price
            self.cents = cents
        }

        var testDescription: String { "\(price) becomes cheaper by \(cents) cents" }
    }

    private static let summer = Desk.percent(15, minimumCents: 3_000, capCents: 1_200)
    private static let fiveOff = Terms.discount(
        Discount(campaign: 7, reduction: .amount(minorUnits: 500), currency: Sample.euro))

    private static let baskets = [
        Basket(summer, "100.00", off: 1_200), Basket(summer, "30.00", off: 450),
        Basket(summer, "80.00", off: 1_200), Basket(summer, "79.99", off: 1_200),
        Basket(summer, "79.90", off: 1_199), Basket(Desk.percent(25), "19.99", off: 500),
        Basket(Desk.percent(25), "19.97", off: 499), Basket(Desk.percent(25), "19.98", off: 500),
        Basket(Desk.percent(100), "2.20", off: 220), Basket(Desk.percent(1), "0.50", off: 1),
        Basket(fiveOff, "20.00", off: 500), Basket(fiveOff, "3.10", off: 310),
    ]

    @Test(arguments: Store.available, baskets)
    private func `a basket becomes cheaper by the stated sum`(
        store: Store, basket: Basket
    ) async throws {
        let desk = try await Desk(store)
        let coupon = try await desk.voucher(basket.terms)

        let redemption = try await desk.redeem(coupon.token, .amount(basket.price))

        #expect(redemption.discount == Sample.euros(cents: basket.cents))
        #expect(redemption.taken == 1)
        #expect(redemption.balance == 0)
        await #expect(throws: LedgerError.alreadyRedeemed(redemption.use)) {
            try await desk.redeem(coupon.token, .amount(basket.price))
        }
    }

    // M17: the minimum is inclusive, and a cent less is named with both sums.
    @Test(arguments: Store.available)
    func `a basket below the minimum leaves the coupon unused`(store: Store) async throws {
        let desk = try await Desk(store)
        let coupon = try await desk.voucher(DiscountTests.summer)

        await #expect(
            throws: LedgerError.minimumNotReached(
                minimum: Sample.euros(cents: 3_000), actual: Sample.euros(cents: 2_999))
        ) {
            try await desk.redeem(coupon.token, .amount("29.99"))
        }
        #expect(
            try await desk.redeem(coupon.token, .amount("30.00")).discount
                == Sample.euros(cents: 450))
    }

    @Test(arguments: Store.available)
    func `a coupon with a minimum needs the basket's price`(store: Store) async throws {
        let desk = try await Desk(store)
        let summer = try await desk.voucher(DiscountTests.summer)
        let plain = try await desk.voucher(Desk.percent(20))

        await #expect(throws: LedgerError.priceRequired) { try await desk.redeem(summer.token) }
        await #expect(throws: LedgerError.demandMismatch(.discount)) {
            try await desk.redeem(plain.token, .everything)
        }
        let used = try await desk.redeem(plain.token)
        #expect(used.discount == nil)
        #expect(used.taken == 1)
    }

    // M20: never below zero, and never used up for nothing.
    @Test(arguments: Store.available)
    func `an empty basket uses no coupon up`(store: Store) async throws {
        let desk = try await Desk(store)
        let free = try await desk.voucher(Desk.percent(100))

        await #expect(throws: LedgerError.nothingToDiscount) {
            try await desk.redeem(free.token, .amount("0.00"))
        }
        #expect(
            try await desk.redeem(free.token, .amount("2.20")).discount
                == Sample.euros(cents: 220))
    }

    @Test(arguments: Store.available)
    func `a coupon for several baskets is counted down`(store: Store) async throws {
        let desk = try await Desk(store)
        let coupon = try await desk.voucher(Desk.percent(20), uses: 2)

        #expect(try await desk.redeem(coupon.token, .amount("10.00")).balance == 1)
        #expect(try await desk.redeem(coupon.token, .amount("10.00")).balance == 0)
        await #expect(
            throws: LedgerError.alreadyRedeemed(
                Use(time: Sample.noon, shop: Sample.harbour, till: Sample.till1))
        ) {
            try await desk.redeem(coupon.token, .amount("10.00"))
        }
    }

    // F29: an amount is typed in the voucher's own currency, so only the book meets two of them.
    @Test(arguments: Store.available)
    func `an amount in another currency takes nothing`(store: Store) async throws {
        let desk = try await Desk(store)
        let lei = try #require(Currency(code: "RON"))
        let dong = try #require(Currency(code: "VND"))
        let card = try await desk.voucher(.gift(Money(minorUnits: 5_000, currency: lei)))
        let coupon = try await desk.voucher(Desk.percent(20))
        let far = try await desk.voucher(.gift(Money(minorUnits: 250_000, currency: dong)))

        #expect(try await desk.redeem(card.token, .amount("18.40")).balance == 3_160)
        #expect(try await desk.redeem(far.token, .amount("200.000")).balance == 50_000)
        await #expect(throws: LedgerError.currencyMismatch(card: lei, asked: Sample.euro)) {
            try await desk.book.ledger.redeem(
                RedemptionRequest(
                    operation: desk.ids.next(), position: card.position,
                    demand: .amount(Sample.euros(cents: 1)), shop: Sample.harbour,
                    till: Sample.till1, time: Sample.noon))
        }
        await #expect(throws: LedgerError.currencyMismatch(card: Sample.euro, asked: lei)) {
            try await desk.book.ledger.redeem(
                RedemptionRequest(
                    operation: desk.ids.next(), position: coupon.position,
                    demand: .purchase(Money(minorUnits: 100, currency: lei)),
                    shop: Sample.harbour, till: Sample.till1, time: Sample.noon))
        }
    }
}
