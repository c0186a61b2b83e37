import TesseraLoyalty
import TesseraModel
import TesseraTestSupport
import Testing

/// Short names for baskets and offers in tests of prices.
protocol PricingScene {}

extension PricingScene {
    /// A basket in euros.
    func basket(_ lines: [BasketLine]) throws -> Basket {
        Basket(currency: try #require(Currency(code: "EUR")), lines: lines)
    }

    /// A line; without a name it is a `thing`.
    func line(
        _ price: Int64, quantity: Int64 = 1, item: String = "thing", category: String = "food"
    ) -> BasketLine {
        BasketLine(item: item, category: category, quantity: quantity, price: price)
    }

    /// An offer.
    func offer(
        _ kind: Benefit.Kind, _ source: String = "campaign/rule", priority: Int = 0,
        group: String? = nil, in scope: Scope = .goods, minimum: Int64 = 0, cap: Int64? = nil,
        phase: Int = 2, voucher: VoucherPosition? = nil
    ) -> Offer {
        Offer(
            source: source, priority: priority, group: group,
            benefit: Benefit(kind: kind, scope: scope, cap: cap, phase: phase), minimum: minimum,
            tax: .discount, voucher: voucher)
    }
}

/// Baskets and offers that look random; few names and prices, so that many are equal.
struct RandomPricing: PricingScene {
    private var random: SeededRandom

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
    }

    /// So many lines at most.
    mutating func basket(mostLines: Int = 8, mostPieces: Int64 = 5) throws -> Basket {
        let count = Int.random(in: 1...mostLines, using: &random)
        return try basket(
            (0..<count).map { _ in
                BasketLine(
                    item: pick(["a", "b", "c"]), category: pick(["drinks", "food"]),
                    quantity: Int64.random(in: 1...mostPieces, using: &random),
                    price: pick([0, 1, 99, 100, 333, 500, 1_999, 123_457]),
                    isFee: pick([false, false, false, true]))
            })
    }

    /// Up to seven offers.
    mutating func offers() -> [Offer] {
        (0..<Int.random(in: 0...7, using: &random)).map { index in
            Offer(
                source: pick(["s/a", "s/b", "t/a", "voucher"]), priority: pick([0, 1]),
                group: pick([nil, nil, "g", "h"]),
                benefit: Benefit(
                    kind: kind(), scope: scope(), cap: pick([nil, nil, 0, 50, 1_000]),
                    phase: pick([1, 2, 3])),
                minimum: pick([0, 0, 100, 1_000]), tax: .discount,
                voucher: pick([nil, VoucherPosition(list: 3, slot: UInt32(index))]))
        }
    }

    /// The same in another order.
    mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
        elements.shuffled(using: &random)
    }

    /// One of some.
    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: elements.indices, using: &random)]
    }

    private mutating func kind() -> Benefit.Kind {
        pick([
            .percent(pick([1, 250, 1_500, 3_333, 9_999, 10_000])), .amount(pick([1, 77, 5_000])),
            .fixedPrice(pick([0, 50, 299])), .waiver, .multiplier(200),
            .item(buy: pick([0, 1, 2, 3]), free: pick([1, 2]), groups: pick([nil, 1, 2])),
        ])
    }

    private mutating func scope() -> Scope {
        Scope(
            categories: pick([[], [], ["drinks"]]), items: pick([[], [], ["a", "b"]]),
            besides: pick([[], ["food"]]), isFees: pick([false, false, true]))
    }
}
